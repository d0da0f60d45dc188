/** Accuracy and loss over the epochs. */

export interface CurvesWords {
  /** Of the section, for screen readers. */
  name: string;
  title: string;
  charts: Readonly<Record<"accuracy" | "loss", ChartWords>>;
  /** In a chart without lines. */
  empty: string;
  epoch: string;
  train: string;
  smoothed: string;
  test: string;
  sample: string;
  /** Buttons that switch something on and off. */
  references: string;
  logarithm: string;
  people: string;
  networks: string;
  /** Marks where the training went on after a fault. */
  interruption: string;
  note: string;
  /** The sentence about the references; its middle is a link to the source. */
  source: { readonly before: string; readonly link: string; readonly after: string };
  /** Opens the tables. */
  numbers: string;
  atTests: string;
  whileTraining: string;
  noNumbers: string;
  notTested: string;
}

export interface ChartWords {
  title: string;
  meaning: string;
  /** For screen readers: what moves with the arrow keys. */
  cursor: string;
  gap(size: string): string;
}

export const curves: CurvesWords = {
  name: "Curves",
  title: "How well it learns",
  charts: {
    accuracy: {
      title: "Accuracy",
      meaning: "Share of images it gets right",
      cursor: "Training and test accuracy over the epochs; the arrow keys read it out",
      gap: (points) => `gap ${points} points`,
    },
    loss: {
      title: "Loss",
      meaning: "How wrong its guesses are: lower is better",
      cursor: "Training and test loss over the epochs; the arrow keys read it out",
      gap: (loss) => `gap ${loss}`,
    },
  },
  empty: "Press Train, and the curve grows.",
  epoch: "Epoch",
  train: "Train",
  smoothed: "Train, smoothed",
  test: "Test",
  sample: "Train, dropout off",
  references: "References",
  logarithm: "Log scale",
  people: "people 83.5 %",
  networks: "networks 87.6–93.2 %",
  interruption: "went on here",
  note: "Test can be above Train: Train is counted while dropout mutes a part of the network, Test with all of it. “Train, dropout off” counts up to 5,000 of the training images as Test counts its own; its gap to Test at the last test is marked.",
  source: {
    before:
      "References: people get 83.5 % of the images right, published networks with two convolutions 87.6 to 93.2 %, as the ",
    link: "README of Fashion-MNIST",
    after: " lists them.",
  },
  numbers: "Numbers",
  atTests: "At each test",
  whileTraining: "While it trained",
  noNumbers: "There are none yet.",
  notTested: "Not tested yet.",
};
