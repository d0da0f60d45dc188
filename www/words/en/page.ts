/** The demo page around the trainer: what its mark-up says, by the names of `data-words`. */

export interface PageWords {
  /** Of the tab, and what search engines say of the page. */
  title: string;
  description: string;
  /** The link that passes by the header. */
  skip: string;
  intro: string;
  /** Name of the choice of languages. */
  languages: string;
  privacy: string;
  /** Before and after the name of the data set, which is a link. */
  images: string;
  licence: string;
}

export const page: PageWords = {
  title: "Fashion Trainer: draw clothes, train a neural network in this tab",
  description:
    "Draw a garment and see what a neural network takes it for, then train one on 60,000 pictures of clothes, in this browser tab.",
  skip: "Skip to the trainer",
  intro:
    "Draw a garment and see what a neural network takes it for; then train one yourself, right here in this tab, and look inside while it learns.",
  languages: "Language",
  privacy: "Nothing leaves this tab: no server, no account.",
  images: "The pictures:",
  licence: "by Zalando Research (MIT licence).",
};
