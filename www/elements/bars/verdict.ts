/** What ten probabilities amount to, to be said in words. */

export type Verdict =
  | { type: "sure"; label: number; share: number }
  /** One or two classes that it may be, the likeliest first. */
  | { type: "unsure"; labels: readonly number[] }
  /** Every class is about as likely. */
  | { type: "clueless" };

/** The likeliest class must have this much. */
const MIN_SHARE = 0.5;
/** Parts of the greatest entropy there is. Above the first, the rest is spread over many classes. */
const MAX_ENTROPY = 0.6;
const CLUELESS_ENTROPY = 0.93;

/** Worth naming beside the likeliest: that much of it, and of everything. */
const RUNNER_UP_OF_BEST = 0.4;
const RUNNER_UP_SHARE = 0.1;
const MOST_NAMES = 2;

export function verdictOf(probabilities: readonly number[]): Verdict {
  const ranked = probabilities
    .map((share, label) => ({ share, label }))
    .sort((left, right) => right.share - left.share);
  const [best] = ranked;
  const spread = entropy(probabilities);
  if (!best || spread > CLUELESS_ENTROPY) return { type: "clueless" };
  if (best.share >= MIN_SHARE && spread <= MAX_ENTROPY) return { type: "sure", ...best };
  const labels = ranked
    .filter(({ share }, rank) => rank === 0 || isWorthNaming(share, best.share))
    .map(({ label }) => label);
  return { type: "unsure", labels: labels.slice(0, MOST_NAMES) };
}

function isWorthNaming(share: number, best: number): boolean {
  return share >= RUNNER_UP_SHARE && share >= RUNNER_UP_OF_BEST * best;
}

/** 0 if one class has all, 1 if all have the same. */
function entropy(probabilities: readonly number[]): number {
  const nats = probabilities.reduce((sum, share) => sum - (share > 0 ? share * Math.log(share) : 0), 0);
  return nats / Math.log(probabilities.length);
}
