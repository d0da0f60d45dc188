// `npm start`: from a fresh clone to a served page. PORT picks the port.

import { root } from "./lib/paths.mjs";
import { done, script } from "./lib/report.mjs";
import { setUp } from "./setup.mjs";
import { buildBundles } from "./wasm/bundles.mjs";

await script("start", async () => {
  const tools = await setUp();
  buildBundles(tools.wasm);

  // Only now: before the set-up there may be no node_modules.
  const { build, preview } = await import("vite");
  await build({ root, logLevel: "warn" });
  done("page", "built into dist/");

  const port = Number(process.env.PORT) || undefined;
  const server = await preview({ root, preview: port === undefined ? {} : { port } });
  const address = server.resolvedUrls?.local[0];
  console.log(`\nOpen ${address} and press Train. Ctrl+C stops the server.\n`);
});
