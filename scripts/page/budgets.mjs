// How much a visitor may have to download: the build fails beyond it.

/**
 * Bytes of brotli 11, by group of files (sizes.mjs).
 * @type {Readonly<Record<string, number>>}
 */
export const budgets = {
  // What the demo page and pages that embed the trainer load before anything is trained.
  page: 120_000,
  // What is fetched once the page can train, or when it is asked for: the report, what keeps a training between visits,
  // and what keeps the page for visits without network, with the service worker.
  "page, later": 40_000,
  // Each with its glue; a visitor gets one for the CPU, and the one for the GPU where there is a usable GPU.
  "pkg/webgpu": 2_200_000,
  "pkg/cpu": 500_000,
  "pkg/cpu-relaxed": 500_000,
  "pkg/cpu-threads": 500_000,
  "pkg/cpu-threads-relaxed": 500_000,
};

/**
 * @param {ReadonlyMap<string, { brotli: number }>} sizes of the groups that were built
 * @param {readonly string[]} expected groups that every build has
 * @param {Readonly<Record<string, number>>} allowed
 * @returns {string[]} what is wrong, one sentence each
 */
export function budgetProblems(sizes, expected, allowed = budgets) {
  const missing = expected
    .filter((group) => !sizes.has(group))
    .map((group) => `${group}: no such file was built`);
  const wrong = [...sizes].flatMap(([group, { brotli }]) => {
    const most = allowed[group];
    if (most === undefined) {
      return group.startsWith("pkg/") ? [`${group}: has no budget in scripts/page/budgets.mjs`] : [];
    }
    const found = `${brotli.toLocaleString("en")} bytes of brotli`;
    return brotli > most
      ? [`${group}: ${found}, ${(brotli - most).toLocaleString("en")} more than ${most.toLocaleString("en")}`]
      : [];
  });
  return [...missing, ...wrong];
}
