// `npm run clicks -- --cycles 1000 --seed 7`: presses whatever there is on the page, by chance, and looks after each press
// whether the page still says what is so (tests/e2e/random-clicks.spec.ts). `--replay FILE` does again what a failed run
// has written down.

import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { run } from "./lib/command.mjs";
import { root } from "./lib/paths.mjs";
import { script } from "./lib/report.mjs";

await script("clicks", async () => {
  const { values } = parseArgs({
    options: {
      cycles: { type: "string", default: "1000" },
      seed: { type: "string", default: "1" },
      replay: { type: "string" },
    },
  });
  const environment = {
    ...process.env,
    CLICKS_CYCLES: values.cycles,
    CLICKS_SEED: values.seed,
    ...(values.replay && { CLICKS_REPLAY: resolve(values.replay) }),
  };
  run(join(root, "node_modules/.bin/playwright"), ["test", "random-clicks", "--project=cpu"], {
    environment,
  });
});
