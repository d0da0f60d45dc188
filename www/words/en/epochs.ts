/** The table of epochs. */

export interface EpochsWords {
  title: string;
  empty: string;
  epoch: string;
  trainAccuracy: string;
  trainSample: string;
  testAccuracy: string;
  testLoss: string;
  time: string;
}

export const epochs: EpochsWords = {
  title: "Results of each epoch",
  empty: "After each epoch the network is tested on 10,000 images that it never trains on.",
  epoch: "Epoch",
  trainAccuracy: "Train accuracy",
  trainSample: "Train, dropout off",
  testAccuracy: "Test accuracy",
  testLoss: "Test loss",
  time: "Time",
};
