// What the numbers were taken on.

import { readFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { withPage } from "../../scripts/lib/built-page.mjs";
import { root } from "../../scripts/lib/paths.mjs";

const packages = ["@tensorflow/tfjs-core", "@jax-js/jax"];

/** The processor, and the versions of the peers that npm brings. */
export function machine() {
  const processors = cpus();
  return {
    date: new Date().toISOString(),
    processor: processors[0]?.model ?? "unknown",
    processors: processors.length,
    /** What else runs makes everything slower, and not everything alike. */
    load: loadavg()[0] ?? 0,
    versions: Object.fromEntries(packages.map((name) => [name, versionOf(name)])),
  };
}

/** @param {string} name */
function versionOf(name) {
  /** @type {{ version: string }} */
  const { version } = JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8"));
  return version;
}

/**
 * The browser's version, and the adapters that its pages get.
 * @param {string} url of a page of ours: only those have WebGPU
 * @param {string[]} flags
 */
export function browserFacts(url, flags) {
  return withPage(
    url,
    async (page) => ({
      browser: `Chromium ${page.context().browser()?.version()}`,
      webgpu: await page.evaluate(webgpuAdapter),
      webgl: await page.evaluate(webglRenderer),
    }),
    { flags },
  );
}

/** In the page. */
async function webgpuAdapter() {
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) return undefined;
  const { vendor, architecture, device, description } = adapter.info;
  return { vendor, architecture, device, description };
}

/** In the page. */
function webglRenderer() {
  const context = document.createElement("canvas").getContext("webgl2");
  const extension = context?.getExtension("WEBGL_debug_renderer_info");
  if (!context || !extension) return undefined;
  return String(context.getParameter(extension.UNMASKED_RENDERER_WEBGL));
}

/** @param {Awaited<ReturnType<typeof browserFacts>> & ReturnType<typeof machine>} facts */
export function factLines({ date, processor, processors, load, versions, browser, webgpu, webgl }) {
  const adapter = webgpu && Object.values(webgpu).filter(Boolean).join(", ");
  return [
    `${date}, ${browser}, ${processors} cores of ${processor}, load ${load.toFixed(1)} before`,
    `WebGPU: ${adapter ?? "none"}`,
    `WebGL: ${webgl ?? "none"}`,
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(", "),
  ];
}
