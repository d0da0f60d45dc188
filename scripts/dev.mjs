// `npm run dev`: the page from its sources, reloaded at each change. A change in Rust needs `npm run wasm`.

import { root } from "./lib/paths.mjs";
import { done, script } from "./lib/report.mjs";
import { setUp } from "./setup.mjs";
import { haveBundles } from "./wasm/bundle-files.mjs";
import { buildBundles } from "./wasm/bundles.mjs";

await script("dev", async () => {
  const tools = await setUp();
  if (haveBundles()) done("pkg", "taken as it is; `npm run wasm` builds it anew");
  else buildBundles(tools.wasm);

  const { createServer } = await import("vite");
  const port = Number(process.env.PORT) || undefined;
  const server = await createServer({ root, server: port === undefined ? {} : { port } });
  await server.listen();
  server.printUrls();
});
