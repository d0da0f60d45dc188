/** The report. */

/** Epochs in a row, as they are written; `last` is the same as `first` for a single one. */
export interface StretchWords {
  first: string;
  last: string;
}

/** Sentences about the course of both accuracies. All numbers come as they are written, gaps without a sign. */
export interface CourseWords {
  /** "epoch 3", "epochs 1 to 4 and 6". */
  epochs(stretches: readonly StretchWords[]): string;
  oneEpoch: string;
  above(epochs: string): string;
  aboveThroughout: string;
  neverAbove: string;
  /** Why training is counted lower, by what makes training harder than the test. */
  why: Readonly<Record<"dropout" | "augmentation" | "both" | "neither", string>>;
  /** The test was above, and training images counted alike are above the test: so the way of counting is the reason. */
  countedAlikeAbove(epoch: string, sample: string, test: string): string;
  countedAlikeBelow(epoch: string, sample: string, test: string): string;
  stillAbove: string;
  notAboveSince(epoch: string): string;
  trainingLeads(epoch: string, train: string, test: string, gap: string): string;
  testLeads(epoch: string, train: string, test: string, gap: string): string;
  level(epoch: string, both: string): string;
  overfits: string;
  sampleAbove(sample: string, gap: string): string;
  sampleBelow(sample: string, gap: string): string;
  bestIsLast(epoch: string, accuracy: string): string;
  bestWas(epoch: string, accuracy: string, drop: string): string;
  bestHeld(epoch: string, accuracy: string): string;
  lossRose(epoch: string, lowest: string, last: string): string;
}

export interface ReportWords {
  title: string;
  print: string;
  back: string;
  /** Name of the bar with the two above. */
  actions: string;
  date: string;
  trainedOn: string;
  settings: string;
  link: string;
  structure: {
    title: string;
    /** The network as a whole, and the layer with the most parameters. */
    summary(total: string, largest: string, share: string): string;
    note: string;
    empty: string;
  };
  weights: {
    title: string;
    intro: string;
    empty: string;
    untrained: string;
    /** Of all sets of weights together. */
    allGood(count: string): string;
    someNot(names: string): string;
    range: string;
    rangeOf(least: string, most: string): string;
    mean: string;
    deviation: string;
    zeros: string;
    good: string;
    allZero: string;
    allAlike(value: string): string;
    wide(share: string): string;
    spoiled: string;
    /** Name of the values as numpy prints them. */
    values(name: string): string;
    histogram(name: string, least: string, most: string): string;
    filters(count: string, all: string): string;
    filtersMeaning(limit: string): string;
  };
  curves: {
    title: string;
    empty: string;
    unfinished: string;
    accuracy: string;
    loss: string;
    epoch: string;
    steps: string;
    train: string;
    sample: string;
    test: string;
    /** Name of a chart for those who don't see it. */
    chart(name: string): string;
    /** Where not every epoch has a row. */
    picked(shown: string, all: string): string;
    course: CourseWords;
  };
  mistakes: {
    title: string;
    empty: string;
    noneKept: string;
    summary(wrong: string, all: string, accuracy: string): string;
    shown(count: string): string;
    frequent: string;
    takenFor(truth: string, predicted: string, count: string): string;
    /** Of one image, for those who don't see it. */
    image(index: string, truth: string): string;
    caption(predicted: string): string;
  };
}

const LIST = new Intl.ListFormat("en");

export const report: ReportWords = {
  title: "Report",
  print: "Print or save as PDF",
  back: "Back",
  actions: "Report",
  date: "Date",
  trainedOn: "Trained on",
  settings: "Settings",
  link: "Repeat this run",
  structure: {
    title: "I. Structure",
    summary: (total, largest, share) =>
      `The network has ${total} parameters; ${share} of them are in the layer “${largest}”.`,
    note: "Output is height × width × channels for one image.",
    empty: "There is no network yet: it appears here as soon as the trainer is ready.",
  },
  weights: {
    title: "II. Weights",
    intro:
      "Some weights and biases of every layer, as numpy prints them, and what all of them are like. Healthy ones are neither all zero nor all alike, and nearly all lie between −1 and 1.",
    empty: "There are no weights to show yet.",
    untrained: "Nothing is trained yet in this run: these are the weights that it begins with.",
    allGood: (count) => `All ${count} pass: neither all zero nor all alike, and nearly all between −1 and 1.`,
    someNot: (names) => `Worth a look: ${names}. The others pass.`,
    range: "Range",
    rangeOf: (least, most) => `${least} to ${most}`,
    mean: "Mean",
    deviation: "Standard deviation",
    zeros: "Zeros",
    good: "Neither all zero nor all alike, and in a reasonable range.",
    allZero: "All zero: nothing is learned here yet, or no gradient arrives.",
    allAlike: (value) => `All are ${value}: the units can't tell anything apart.`,
    wide: (share) => `Neither all zero nor all alike, but ${share} lie outside −1 to 1, which is large.`,
    spoiled: "Some are no longer numbers: the learning rate was too high.",
    values: (name) => `Values of ${name}`,
    histogram: (name, least, most) => `Histogram of ${name}, from ${least} to ${most}`,
    filters: (count, all) =>
      count === all ? `All ${all} filters of conv1` : `${count} of the ${all} filters of conv1`,
    filtersMeaning: (limit) => `From black, −${limit}, over grey, 0, to white, ${limit}.`,
  },
  curves: {
    title: "III. Accuracy and loss",
    empty: "No epoch is trained yet. Train at least one, and its results stand here.",
    unfinished: "The first epoch is not complete yet. Its results stand here when it is.",
    accuracy: "Accuracy",
    loss: "Loss",
    epoch: "Epoch",
    steps: "Training, each report",
    train: "Training",
    sample: "Training, dropout off",
    test: "Test",
    chart: (name) => `${name} over the epochs. The table below holds the numbers.`,
    picked: (shown, all) => `${shown} of ${all} epochs, with the first, the best and the last.`,
    course: {
      epochs(stretches) {
        const [only] = stretches;
        const isOne = stretches.length === 1 && only?.first === only?.last;
        const parts = stretches.map(({ first, last }) => (first === last ? first : `${first} to ${last}`));
        return `${isOne ? "epoch" : "epochs"} ${LIST.format(parts)}`;
      },
      oneEpoch: "One epoch is trained, so there is no course to judge yet.",
      above: (epochs) => `Test accuracy was above training accuracy in ${epochs}.`,
      aboveThroughout: "Test accuracy was above training accuracy in every epoch.",
      neverAbove: "Test accuracy was above training accuracy in no epoch.",
      why: {
        dropout:
          "Training accuracy is counted while the network learns. Dropout mutes a part of its signals then, and its weights improve in the course of the epoch. The test comes at the epoch's end and asks the whole network.",
        augmentation:
          "Training accuracy is counted while the network learns. Its images are changed at random then, and its weights improve in the course of the epoch. The test comes at the epoch's end and shows images as they are.",
        both: "Training accuracy is counted while the network learns. Dropout mutes a part of its signals then, its images are changed at random, and its weights improve in the course of the epoch. The test comes at the epoch's end, asks the whole network and shows images as they are.",
        neither:
          "Training accuracy is counted while the network learns, so it averages over an epoch in which the weights improve; the test comes at the epoch's end. Dropout is off, so nothing else holds training accuracy down.",
      },
      countedAlikeAbove: (epoch, sample, test) =>
        `Counted as the test is, after epoch ${epoch} and with dropout off, training images gave ${sample}, the test ${test}: the lead of the test came from the way of counting.`,
      countedAlikeBelow: (epoch, sample, test) =>
        `Even counted as the test is, after epoch ${epoch} and with dropout off, training images gave ${sample}, the test ${test}: nothing was learned by heart at that time.`,
      stillAbove:
        "It still was after the last one: the test has not fallen behind. With more epochs it usually does.",
      notAboveSince: (epoch) => `From epoch ${epoch} on it no longer was.`,
      trainingLeads: (epoch, train, test, gap) =>
        `After epoch ${epoch}, training accuracy is ${train} and test accuracy ${test}: training leads by ${gap} points.`,
      testLeads: (epoch, train, test, gap) =>
        `After epoch ${epoch}, training accuracy is ${train} and test accuracy ${test}: the test leads by ${gap} points.`,
      level: (epoch, both) => `After epoch ${epoch}, training and test accuracy are level at ${both}.`,
      overfits:
        "The network does better on images that it trains on than on new ones: it also learns what is peculiar to them, which is called overfitting.",
      sampleAbove: (sample, gap) =>
        `With dropout off, training images give ${sample}, ${gap} points above the test.`,
      sampleBelow: (sample, gap) =>
        `With dropout off, training images give ${sample}, ${gap} points below the test.`,
      bestIsLast: (epoch, accuracy) =>
        `Test accuracy is best after the last epoch, ${epoch}: ${accuracy}. More epochs may raise it further.`,
      bestWas: (epoch, accuracy, drop) =>
        `Test accuracy was best after epoch ${epoch}: ${accuracy}. It ended ${drop} points lower.`,
      bestHeld: (epoch, accuracy) =>
        `Test accuracy was best after epoch ${epoch}: ${accuracy}. It ended at the same value.`,
      lossRose: (epoch, lowest, last) =>
        `Test loss was lowest after epoch ${epoch}, ${lowest}, and ended at ${last}: where the network is wrong, it has become surer of it.`,
    },
  },
  mistakes: {
    title: "IV. Mistakes",
    empty: "The network is not tested yet. After the first epoch, images that it gets wrong stand here.",
    noneKept:
      "The images that it got wrong are not known here, as after opening a checkpoint. The next epoch brings them.",
    summary: (wrong, all, accuracy) =>
      `In the last test the network got ${wrong} of ${all} images wrong: an accuracy of ${accuracy}.`,
    shown: (count) =>
      `Here are the ${count} mistakes that it was surest of: what the image is, then what the network took it for, and how sure it was.`,
    frequent: "Most frequent:",
    takenFor: (truth, predicted, count) => `${truth} taken for ${predicted}, ${count} times`,
    image: (index, truth) => `Test image ${index}: ${truth}`,
    caption: (predicted) => `→ ${predicted}`,
  },
};
