/** Where this program's own files are, wherever the page that embeds it is. */

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
