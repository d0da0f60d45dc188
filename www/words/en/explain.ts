/** Explanations tied to what is on screen, and the terms that the page uses. */

import type { Numbers } from "../numbers";

/** What can be explained; each has its moment. */
export type ExplanationKey =
  | "opening"
  | "loading"
  | "network"
  | "train"
  | "loss"
  | "chance"
  | "epoch"
  | "miniBatch"
  | "testing"
  | "testAboveTrain"
  | "overfitting"
  | "flat"
  | "stuck"
  | "slowing"
  | "diverged"
  | "finished";

/** Numbers that explanations name. They change with settings and evaluations, not with every mini-batch. */
export interface ExplanationFacts {
  trainImages: number;
  batchSize: number;
  stepsPerEpoch: number;
  epochs: number;
  parameters: number;
  learningRate: number;
  /** Shares of images, by the last evaluation: those for testing, and those for training counted alike. */
  testAccuracy: number | undefined;
  sampleAccuracy: number | undefined;
  /** Over the last whole epoch, dropout on. */
  trainAccuracy: number | undefined;
}

export interface Explanation {
  title: string;
  text(facts: ExplanationFacts, numbers: Numbers): string;
}

export interface ExplainWords {
  title: string;
  hide: string;
  show: string;
  /** The same with what it is about, for those who don't see where the button stands. */
  hideExplanations: string;
  showExplanations: string;
  explanations: Readonly<Record<ExplanationKey, Explanation>>;
  glossary: string;
  /** In the order in which they are listed. */
  terms: readonly { readonly term: string; readonly meaning: string }[];
}

export const explain: ExplainWords = {
  title: "What is going on",
  hide: "Hide",
  show: "Show",
  hideExplanations: "Hide explanations",
  showExplanations: "Show explanations",
  explanations: {
    opening: {
      title: "Looking at this device",
      text: () =>
        "Training takes billions of multiplications a second. A graphics processor does most of them at once, so the page looks for one first; without it the CPU does the work.",
    },
    loading: {
      title: "What is being fetched",
      text: ({ trainImages }, numbers) =>
        `${numbers.integer(trainImages)} small grey pictures of clothes to learn from, and 10,000 others for tests. Each is 28 by 28 pixels and belongs to one of ten classes.`,
    },
    network: {
      title: "What the network is",
      text: ({ parameters }, numbers) =>
        `A formula with ${numbers.integer(parameters)} adjustable numbers, its weights. It turns the grey levels of a picture into ten probabilities, one for each class. At first the weights are random, and so are its answers.`,
    },
    train: {
      title: "What Train does",
      text: ({ epochs }, numbers) =>
        `It shows the network pictures whose class is known and shifts every weight a little, so that the answer would have been less wrong. All pictures pass ${epochs === 1 ? "once" : `${numbers.integer(epochs)} times`}.`,
    },
    loss: {
      title: "What falls here: the loss",
      text: () =>
        "The loss says how surprised the network was by the right answer: 0 if it was certain of it, 2.3 if it gave all ten classes the same chance. Training makes it smaller.",
    },
    chance: {
      title: "Why accuracy starts at 10 %",
      text: () =>
        "There are ten classes with equally many pictures. Who knows nothing and guesses gets one in ten right. The first few hundred pictures already teach shoes from shirts.",
    },
    epoch: {
      title: "What an epoch is",
      text: ({ trainImages, epochs }, numbers) =>
        `One pass over all ${numbers.integer(trainImages)} training images, in a new order each time. This training has ${numbers.integer(epochs)}. After each the network is tested.`,
    },
    miniBatch: {
      title: "What a mini-batch is",
      text: ({ batchSize, stepsPerEpoch }, numbers) =>
        `${numbers.integer(batchSize)} images that are looked at together before the weights are corrected once: ${numbers.integer(stepsPerEpoch)} corrections in an epoch. Few images make a jagged curve, since each handful is harder or easier.`,
    },
    testing: {
      title: "Why there is a test",
      text: () =>
        "A network can learn its pictures by heart. So it is tested on 10,000 images that it never trains on: only there it shows whether it has understood what a coat looks like.",
    },
    testAboveTrain: {
      title: "Why Test is above Train",
      text: ({ testAccuracy, trainAccuracy }, numbers) =>
        `Test ${numbers.share(testAccuracy, 1)}, Train ${numbers.share(trainAccuracy, 1)}: while it trains, dropout mutes a random part of the network, which makes it harder; the test uses all of it. Train is also a mean over the epoch, when it knew less.`,
    },
    overfitting: {
      title: "It learns by heart",
      text: ({ testAccuracy, sampleAccuracy }, numbers) =>
        `It gets ${numbers.share(sampleAccuracy, 1)} of its training images right and ${numbers.share(testAccuracy, 1)} of new ones. This gap is overfitting. More dropout, mirrored images or fewer epochs make it smaller.`,
    },
    flat: {
      title: "The loss hardly moves",
      text: ({ learningRate }, numbers) =>
        `The corrections may be too small: the learning rate is ${numbers.short(learningRate, 7)}. It can be raised while it trains; 0.001 is a good start for Adam.`,
    },
    stuck: {
      title: "The loss hardly moves",
      text: ({ learningRate }, numbers) =>
        `The learning rate of ${numbers.short(learningRate, 7)} is probably too high: the weights jumped to where every picture gets the same answer, and find no way back. Lower it to 0.001 and reset.`,
    },
    slowing: {
      title: "Why it gets slower",
      text: ({ testAccuracy }, numbers) =>
        `The easy part is learned first. What is missing to ${numbers.share(1, 0)} from ${numbers.share(testAccuracy, 1)} is mostly shirts, pullovers and coats that look alike at 28 by 28 pixels; the confusion matrix shows which.`,
    },
    diverged: {
      title: "What diverged means",
      text: ({ learningRate }, numbers) =>
        `A correction was so large that the next one had to be larger still, until the numbers overflowed. Nearly always the learning rate is too high, here ${numbers.short(learningRate, 7)}: go on with a third of it, or with less if that is still too much.`,
    },
    finished: {
      title: "What to look at now",
      text: ({ testAccuracy }, numbers) =>
        `${numbers.share(testAccuracy, 1)} of the new images are right. The confusion matrix shows which classes it mixes up, a click there the images; the weights show what its filters look for; on the pad it can be tried with a drawing.`,
    },
  },
  glossary: "Terms",
  terms: [
    { term: "Epoch", meaning: "One pass over all training images." },
    {
      term: "Mini-batch",
      meaning: "The few images that are looked at together before the weights are corrected once.",
    },
    {
      term: "Loss",
      meaning:
        "How wrong the network is, as one number: the cross-entropy, minus the logarithm of the probability that it gave the right class. Training follows its slope downhill.",
    },
    {
      term: "Learning rate",
      meaning:
        "How far each correction moves the weights. Too small, and nothing happens; too large, and it jumps over what it looks for.",
    },
    {
      term: "Convolution",
      meaning:
        "A small window of weights, here 3 by 3, is slid over the picture and answers wherever the pattern below it fits: an edge, a seam, a stripe. Each filter looks for one pattern everywhere.",
    },
    {
      term: "Pooling",
      meaning:
        "Of each 2 by 2 answers only the largest is kept. The picture gets smaller, and it matters less where exactly a pattern was.",
    },
    {
      term: "Dropout",
      meaning:
        "While it trains, a random part of the signals is muted, another part each time. So no part can rely on another, and less is learned by heart. In tests everything is on.",
    },
    {
      term: "Softmax",
      meaning:
        "The last step: it turns ten scores into ten probabilities that add up to one. The largest score becomes the answer.",
    },
    {
      term: "Overfitting",
      meaning:
        "The network gets better at its training images than at new ones: it remembers them instead of what they have in common.",
    },
    {
      term: "Confusion matrix",
      meaning:
        "A table of true classes against answers. The diagonal is right; a large number elsewhere is a pair that it mixes up.",
    },
    {
      term: "Why some images are hopeless",
      meaning:
        "At 28 by 28 grey pixels a T-shirt and a shirt can be the same picture: buttons and collar are gone. Some labels are wrong as well. People get 83.5 % right; even the best networks stop near 97 %.",
    },
  ],
};
