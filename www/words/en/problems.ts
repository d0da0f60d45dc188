/** Errors, and what can be done about each. */

import type { ErrorCode } from "../../engine/failure";

export interface ProblemsWords {
  /** What happened, what was kept, what to do. */
  sentences: Readonly<Record<ErrorCode, string>>;
  /** Names of the buttons. */
  remedies: Readonly<Record<"retry-loading" | "restart" | "dismiss", string>>;
}

export const problems: ProblemsWords = {
  sentences: {
    "no-webgpu":
      "This browser gives no access to a graphics processor. Nothing is lost: train on the CPU, or try a current Chrome, Edge or Safari.",
    "adapter-rejected":
      "The graphics processor lacks something that training needs. Nothing is lost: train on the CPU instead.",
    "device-lost":
      "The graphics processor stopped answering. The settings are kept, and the curves until you start again; what the network had learned is lost. Start again: the CPU trains then, unless WebGPU was asked for.",
    "out-of-memory":
      "The device ran out of memory. The settings are kept, and the curves until you start again; what the network had learned is lost. Close other tabs or choose a smaller batch, then start again.",
    "self-test-failed":
      "The graphics processor computed wrong numbers in a test, so it isn't used. Nothing is lost: the CPU trains instead. A newer browser or graphics driver may mend it.",
    network:
      "A file did not arrive. What is downloaded and what the network has learned are kept. Check the connection and try again.",
    "bad-data":
      "A data file arrived damaged, so it was not used. What is downloaded and what the network has learned are kept. Try again; if it stays so, the copy on the server is damaged.",
    "bad-image":
      "This image can't be classified. Nothing has changed: give 784 grey levels, one for each pixel of a 28 by 28 image.",
    "bad-config":
      "This setting can't be used. The previous value stays in force: correct it and apply it again.",
    "bad-model":
      "This file holds no model that can be used here. The present model is kept: choose a complete file that was exported here, or one with the same names and shapes.",
    "bad-checkpoint":
      "This file holds no checkpoint that can be continued here. The present training is kept: choose a complete file that was saved here, or go on without it.",
    diverged:
      "The training diverged: the loss is no longer a number. Curves and settings are kept, the weights are of no use any more. Lower the learning rate, then reset.",
    busy: "The training is running. It goes on unchanged: pause it first, then try again.",
    "storage-full":
      "The browser has no room left to save. The training goes on, but isn't kept for later: free some space or export it.",
    crashed:
      "The training engine crashed, which is a fault of this program. The settings are kept, and the curves until you start again; what the network had learned is lost. Start again.",
  },
  remedies: {
    "retry-loading": "Try again",
    restart: "Start again",
    dismiss: "Close",
  },
};
