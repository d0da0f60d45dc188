/** The confusion matrix. */

/** What a sentence about one cell needs: classes by their numbers, and the numbers as they are written. */
export interface CellNumbers {
  truth: number;
  predicted: number;
  count: number;
  countText: string;
  /** Of all images of the true class. */
  share: string;
}

export interface ConfusionWords {
  title: string;
  empty: string;
  intro: string;
  /** Choice of what the numbers are. */
  measure: { title: string; counts: string; shares: string };
  /** Heading of the rows and of the columns. */
  axes: { truth: string; predicted: string };
  /** Explains the colours; with the number of the most frequent mistake. */
  scale: { right: string; mistakes: string; none: string; proportion: string };
  /** In place of a sentence about a cell. */
  hint: string;
  /** A cell for a screen reader; `value` as it is shown. */
  cell(truth: string, predicted: string, value: string): string;
  right(truth: string, value: string): string;
  /** A sentence about a cell. */
  sentence(cell: CellNumbers): string;
  chosen: string;
  showAll: string;
  perClass: {
    title: string;
    name: string;
    precision: string;
    recall: string;
    f1: string;
    precisionMeaning: string;
    recallMeaning: string;
    f1Meaning: string;
  };
}

const NOUNS: readonly { one: string; many: string }[] = [
  { one: "a T-shirt", many: "T-shirts" },
  { one: "a trouser", many: "trousers" },
  { one: "a pullover", many: "pullovers" },
  { one: "a dress", many: "dresses" },
  { one: "a coat", many: "coats" },
  { one: "a sandal", many: "sandals" },
  { one: "a shirt", many: "shirts" },
  { one: "a sneaker", many: "sneakers" },
  { one: "a bag", many: "bags" },
  { one: "an ankle boot", many: "ankle boots" },
];

function sentence({ truth, predicted, count, countText, share }: CellNumbers): string {
  const { many } = NOUNS[truth] ?? { many: "" };
  const other = NOUNS[predicted] ?? { one: "", many: "" };
  const end = `: ${share} of all ${many}.`;
  if (truth === predicted) {
    return count === 0 ? `No ${many} were recognised.` : `${countText} ${many} were recognised${end}`;
  }
  if (count === 0) return `No ${many} were taken for ${other.many}.`;
  if (count === 1) return `1 of the ${many} was taken for ${other.one}${end}`;
  return `${countText} ${many} were taken for ${other.many}${end}`;
}

export const confusion: ConfusionWords = {
  title: "What it mixes up",
  empty: "After each epoch, a table here shows how many test images of each class were taken for which.",
  intro:
    "Each row holds the test images of one class, each column what the network took them for. Choose a number to see its images.",
  measure: { title: "Show", counts: "Images", shares: "Per cent of row" },
  axes: { truth: "Truth ↓", predicted: "Taken for →" },
  scale: {
    right: "Right",
    mistakes: "Mistakes",
    none: "none",
    proportion:
      "The colour is in proportion to the number, up to the most frequent mistake. Right answers are outlined and stand outside that scale.",
  },
  hint: "Point at a number to read what it means.",
  cell: (truth, predicted, value) => `${truth}, taken for ${predicted}: ${value}`,
  right: (truth, value) => `${truth}, recognised: ${value}`,
  sentence,
  chosen: "The gallery shows only these images.",
  showAll: "Show all mistakes",
  perClass: {
    title: "Class by class",
    name: "Class",
    precision: "Precision",
    recall: "Recall",
    f1: "F1",
    precisionMeaning: "of the images that it took for this class, the share that belongs to it.",
    recallMeaning: "of the images that belong to this class, the share that it recognised.",
    f1Meaning: "both in one number, their harmonic mean: it is only high where both are.",
  },
};
