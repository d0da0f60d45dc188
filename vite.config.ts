/// <reference types="vitest/config" />
import { defineConfig } from "vite";
import { isolation } from "./scripts/lib/isolation.mjs";
import { policy } from "./scripts/lib/policy.mjs";
import { compactTemplates } from "./scripts/page/plugins/compact-templates.mjs";
import { contentPolicy } from "./scripts/page/plugins/content-policy.mjs";
import { embedScript } from "./scripts/page/plugins/embed-script.mjs";
import { offline } from "./scripts/page/plugins/offline.mjs";
import { prefetchWorker } from "./scripts/page/plugins/prefetch-worker.mjs";
import { releasableBundles } from "./scripts/page/plugins/releasable-bundles.mjs";
import { bundleOfSource } from "./scripts/wasm/bundle-files.mjs";

/** In pkg/ the files of all bundles have the same names: here each is called by its bundle. */
function nameBy(source: string | null | undefined, ending: string): string {
  return `assets/${bundleOfSource(source ?? "") ?? "[name]"}-[hash]${ending}`;
}

const scriptName = (chunk: { facadeModuleId: string | null }) => nameBy(chunk.facadeModuleId, ".js");

/** What the page fetches only when it is needed is called so, and has a budget of its own (scripts/page). */
function pageChunkName({ isDynamicEntry }: { isDynamicEntry: boolean }): string {
  return isDynamicEntry ? "assets/later-[name]-[hash].js" : "assets/[name]-[hash].js";
}

/** Of all that the worker loads, which is all that comes from pkg/. */
const workerFileNames = {
  assetFileNames: (asset: { originalFileNames: string[] }) => nameBy(asset.originalFileNames[0], "[extname]"),
  chunkFileNames: scriptName,
  entryFileNames: scriptName,
};

export default defineConfig({
  // Relative, so that dist/ works in any folder of any host.
  base: "./",
  // A missing file is a 404, not the page once more.
  appType: "mpa",
  plugins: [
    compactTemplates(),
    embedScript(),
    prefetchWorker(),
    releasableBundles(),
    contentPolicy(),
    offline(),
  ],
  server: { headers: isolation },
  // By a header the policy also binds the workers, which the page's own does not.
  preview: { headers: { ...isolation, "Content-Security-Policy": policy } },
  worker: {
    format: "es",
    plugins: () => [releasableBundles()],
    rolldownOptions: { output: workerFileNames },
  },
  build: {
    // Browsers with WebAssembly SIMD and light-dark() (2024).
    target: "es2023",
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { chunkFileNames: pageChunkName } },
    assetsInlineLimit: 0,
  },
  test: { include: ["www/**/*.test.ts", "tests/scripts/**/*.test.ts"] },
});
