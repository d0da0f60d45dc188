// `npm run wasm`: both bundles, into pkg/.

import { script } from "./lib/report.mjs";
import { setUp } from "./setup.mjs";
import { buildBundles } from "./wasm/bundles.mjs";

await script("wasm", async () => {
  const tools = await setUp();
  buildBundles(tools.wasm);
});
