/** Errors, and what can be done about each. */

import type { ErrorCode } from "../../engine/failure";

export interface ProblemsWords {
  /** What happened, what was kept, what to do. */
  sentences: Readonly<Record<ErrorCode, string>>;
  /** Beside the remedy of data that does not come. */
  chooseFiles: string;
  chooseFilesHelp: string;
  /** Names of the buttons. */
  remedies: Readonly<Record<"retry-loading" | "restart" | "train-slower" | "dismiss", string>>;
}

export const problems: ProblemsWords = {
  sentences: {
    "no-webgpu":
      "This browser gives no access to a graphics processor. Nothing is lost: train on the CPU, or try a current Chrome, Edge or Safari.",
    "adapter-rejected":
      "The graphics processor lacks something that training needs. Nothing is lost: train on the CPU instead.",
    "device-lost":
      "The graphics processor stopped answering. Starting again by itself did not help. The settings and all but the last half minute of training are kept. Start again: the CPU trains then, unless WebGPU was asked for.",
    "out-of-memory":
      "The device ran out of memory. Starting again by itself did not help. The settings and all but the last half minute of training are kept. Close other tabs or choose a smaller batch, then start again.",
    "self-test-failed":
      "The graphics processor computed wrong numbers in a test, so it isn't used. Nothing is lost: the CPU trains instead. A newer browser or graphics driver may mend it.",
    network:
      "A file did not arrive. What is downloaded and what the network has learned are kept. Check the connection and try again.",
    "bad-data":
      "A data file is damaged or another one than it should be, so it was not used. What is here and what the network has learned are kept. Try again; if it stays so, the copy on the server is damaged.",
    "bad-image":
      "This image can't be classified. Nothing has changed: give 784 grey levels, one for each pixel of a 28 by 28 image.",
    "bad-config":
      "This setting can't be used. The previous value stays in force: correct it and apply it again.",
    "bad-model":
      "This file holds no model that can be used here. The present model is kept: choose a complete file that was exported here, or one with the same names and shapes.",
    "bad-checkpoint":
      "This file holds no checkpoint that can be continued here. The present training is kept: choose a complete file that was saved here, or go on without it.",
    diverged:
      "The training diverged: its loss or a gradient is no longer a number. It stopped before that reached the weights, and what the network had learned before is kept. Go on from there with smaller steps.",
    busy: "The training is running. It goes on unchanged: pause it first, then try again.",
    "storage-full":
      "The browser has no room left to save. The training goes on, but isn't kept for later: free some space or export it.",
    crashed:
      "The training engine crashed, which is a fault of this program, and starting again by itself did not help. The settings and all but the last half minute of training are kept. Start again.",
  },
  chooseFiles: "Choose the files from disk",
  chooseFilesHelp:
    "From disk, the four files of Fashion-MNIST will do: images and labels for training (train-…) and for testing (t10k-…), as .gz or unpacked.",
  remedies: {
    "retry-loading": "Try again",
    restart: "Start again",
    "train-slower": "Go on, at a third of the learning rate",
    dismiss: "Close",
  },
};
