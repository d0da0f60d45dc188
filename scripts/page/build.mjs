// dist/ as it is put on a host, from pkg/ as it is.

import { distFolder, root } from "../lib/paths.mjs";
import { done, Failure } from "../lib/report.mjs";
import { bundleNames } from "../wasm/bundle-files.mjs";
import { optimiseFolder } from "../wasm/optimise.mjs";
import { budgetProblems } from "./budgets.mjs";
import { compressFolder } from "./compress.mjs";
import { fileSizes, groupSizes, printSizes } from "./sizes.mjs";

/** Minutes where pkg/ is new, and seconds where its results are in the cache. Fails beyond a budget. */
export async function buildPage() {
  // Only now: before the set-up there may be no node_modules.
  const { build } = await import("vite");
  await build({ root, logLevel: "warn" });
  done("page", "built into dist/");

  await optimiseFolder(distFolder);
  await compressFolder(distFolder);

  const sizes = groupSizes(fileSizes(distFolder));
  printSizes(sizes);
  const problems = budgetProblems(sizes, ["page", ...bundleNames.map((name) => `pkg/${name}`)]);
  if (problems.length > 0) {
    throw new Failure(
      `more to download than agreed:\n    ${problems.join("\n    ")}`,
      "make it smaller, or argue for another number in scripts/page/budgets.mjs",
    );
  }
}
