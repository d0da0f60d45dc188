// Makes public/data alone: `npm run data`. With --fresh, from the original files.

import { rmSync } from "node:fs";
import { join } from "node:path";
import { ensureData } from "./data/ensure.mjs";
import { cache, root } from "./lib/paths.mjs";
import { done, script } from "./lib/report.mjs";

await script("Fashion-MNIST", async () => {
  if (process.argv.includes("--fresh")) {
    for (const folder of [join(root, "public", "data"), join(cache, "data-v1")]) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  done("Fashion-MNIST", await ensureData());
});
