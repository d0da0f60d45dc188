/** Visits without network, and new versions of the page. Sizes are megabytes. */

export interface OfflineWords {
  title: string;
  help(total: number): string;
  keep(total: number): string;
  underWay(kept: number, total: number): string;
  stop: string;
  partly(kept: number, total: number): string;
  kept(total: number): string;
  remove: string;
  noRoom(total: number): string;
  noPage: string;
  broken(kept: number, total: number): string;
  update: {
    offer: string;
    reload: string;
    later: string;
    loses: string;
    anyway: string;
  };
}

export const offline: OfflineWords = {
  title: "Without internet",
  help: (total) =>
    `This browser keeps the page itself. With the pictures, ${total} MB, it also trains without internet.`,
  keep: (total) => `Keep the pictures for offline use (${total} MB)`,
  underWay: (kept, total) => `Keeping the pictures: ${kept} of ${total} MB.`,
  stop: "Stop",
  partly: (kept, total) =>
    `${kept} of ${total} MB of the pictures are kept: not enough to train without internet.`,
  kept: (total) => `The pictures are kept, ${total} MB: the next visit needs no internet.`,
  remove: "Remove the pictures",
  noRoom: (total) =>
    `This browser has no room for the pictures, ${total} MB, so none are kept. Everything else goes on: they come over the network as before. Free some space and try again.`,
  noPage: "This browser has no room to keep this page, so it works over the network only.",
  broken: (kept, total) =>
    `Not all pictures arrived: ${kept} of ${total} MB are kept. Everything else goes on. Check the connection and try again.`,
  update: {
    offer: "A new version of this page is here.",
    reload: "Reload",
    later: "Not now",
    loses: "Reloading interrupts the training. It can be continued afterwards, where the browser keeps it.",
    anyway: "Reload all the same",
  },
};
