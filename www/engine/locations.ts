/** Where this program's own files are, wherever the page that embeds it is. */

// An import, since the bundler leaves other addresses of public/ to the host, which is what may have failed.
import manifestPath from "../../public/data/manifest.json?url";

/** The folder of manifest and shards: beside `embed.js` in a build, whose chunks lie one folder deeper. */
export function defaultDataUrl(): URL {
  // Through a variable, or the bundler would look for an asset of this name.
  const script = import.meta.url;
  return import.meta.env.DEV ? new URL("/data/", script) : new URL("../data/", script);
}

/** The pretrained network: an asset that the bundler gives a name of its own. */
export function pretrainedUrl(): URL {
  return new URL("../../pretrained/model.safetensors.gz", import.meta.url);
}

/** A copy of the manifest that is a part of the program: with it, files from disk will do where no data can be had. */
export function manifestUrl(): URL {
  return new URL(manifestPath, import.meta.url);
}
