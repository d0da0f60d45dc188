/** What became of a link or a file. */

export interface KeepingWords {
  copied: string;
  copyRefused: string;
  saved(name: string): string;
  modelOpened: string;
  checkpointOpened: string;
  /** From another device or version. */
  checkpointOpenedNearly: string;
  unknownFile(name: string): string;
  noCurves: string;
}

export const keeping: KeepingWords = {
  copied: "The link is on the clipboard. It holds every setting, so it repeats this run.",
  copyRefused: "The browser did not let the page copy. The link is selected: copy it by hand.",
  saved: (name) => `Saved as ${name}.`,
  modelOpened: "The network of the file is in place. Train goes on from what it had learned.",
  checkpointOpened: "The saved run is back, and goes on exactly where it stopped.",
  checkpointOpenedNearly:
    "The saved run is back. It comes from another device or version, so it goes on, but not to the last digit the same.",
  unknownFile: (name) => `${name} is neither a model nor a checkpoint: both are safetensors files.`,
  noCurves: "The curves are not on this page, so there is no picture of them to save.",
};
