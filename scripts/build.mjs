// `npm run build`: dist/ as it is put on a host, its wasm made smaller and faster by wasm-opt.

import { distFolder, root } from "./lib/paths.mjs";
import { done, script } from "./lib/report.mjs";
import { setUp } from "./setup.mjs";
import { buildBundles } from "./wasm/bundles.mjs";
import { optimiseFolder } from "./wasm/optimise.mjs";
import { printSizes } from "./wasm/sizes.mjs";

await script("build", async () => {
  const tools = await setUp();
  buildBundles(tools.wasm);

  const { build } = await import("vite");
  await build({ root, logLevel: "warn" });
  done("page", "built into dist/");

  await optimiseFolder(distFolder);
  printSizes(distFolder);
});
