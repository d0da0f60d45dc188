// `npm run build`: dist/ as it is put on a host, its wasm made smaller and faster by wasm-opt, everything compressed,
// and nothing larger than its budget. `-- --page` takes pkg/ as it is, and needs no Rust.

import { script } from "./lib/report.mjs";
import { buildPage } from "./page/build.mjs";
import { setUp } from "./setup.mjs";
import { buildBundles } from "./wasm/bundles.mjs";

await script("build", async () => {
  if (!process.argv.includes("--page")) {
    const tools = await setUp();
    buildBundles(tools.wasm);
  }
  await buildPage();
});
