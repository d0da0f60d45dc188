/** The test images that it gets wrong. */

/** One image in words: classes by name, numbers as they are written. */
export interface ImageInWords {
  number: string;
  truth: string;
  predicted: string;
  /** Of the class it was taken for. */
  share: string;
}

export interface GalleryWords {
  title: string;
  empty: {
    /** Before the first evaluation. */
    notEvaluated: string;
    loading: string;
    /** With the filter as it is. */
    noMatch: string;
    /** Without a filter. */
    noMistakes: string;
    /** Those of one class that it got right. */
    noneRight: string;
  };
  sort: { title: string; confidence: string; loss: string; index: string };
  truth: string;
  predicted: string;
  any: string;
  /** How many are listed so far, of how many. */
  count(listed: string, total: string): string;
  stale(step: string): string;
  /** Below the pictures: the marks for what it is and what it was taken for. */
  right(name: string): string;
  wrong(name: string): string;
  marks: string;
  grid: string;
  image(image: ImageInWords): string;
  recognised(image: ImageInWords): string;
  detail: {
    title(number: string): string;
    truth: string;
    predicted: string;
    probabilities: string;
    loss: string;
    lossMeaning: string;
    hopeless: string;
    pick: string;
    close: string;
  };
}

export const gallery: GalleryWords = {
  title: "Images it gets wrong",
  empty: {
    notEvaluated: "After the first epoch, the test images that the network gets wrong are shown here.",
    loading: "Looking for the images.",
    noMatch: "No mistake matches this choice.",
    noMistakes: "The network gets every test image right.",
    noneRight: "It gets none of these right.",
  },
  sort: {
    title: "Order",
    confidence: "Surest mistakes first",
    loss: "Highest loss first",
    index: "By number",
  },
  truth: "What it is",
  predicted: "Taken for",
  any: "Anything",
  count: (listed, total) => (listed === total ? `${total} images` : `${listed} of ${total} images`),
  stale: (step) =>
    `As judged at the last evaluation, after ${step} mini-batches. Training has gone on since then.`,
  right: (name) => `✓ ${name}`,
  wrong: (name) => `✗ ${name}`,
  marks: "✓ what it is, ✗ what the network took it for. Choose an image to see more of it.",
  grid: "Test images",
  image: ({ number, truth, predicted, share }) =>
    `Test image ${number}: ${truth}, taken for ${predicted}, ${share}`,
  recognised: ({ number, truth, share }) => `Test image ${number}: ${truth}, recognised, ${share}`,
  detail: {
    title: (number) => `Test image ${number}`,
    truth: "What it is",
    predicted: "Taken for",
    probabilities: "Probabilities",
    loss: "Loss",
    lossMeaning:
      "The loss tells how little probability the true class got: 0 is perfect, guessing at random gives 2.30.",
    hopeless:
      "Some images can hardly be told apart: even people get about one in six of these pictures wrong (83.5\u202f% right, as the authors of the data set measured).",
    pick: "Put it on the pad",
    close: "Close",
  },
};
