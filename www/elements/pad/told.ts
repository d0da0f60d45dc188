/** What is told of a key, in words. */

import type { PadWords } from "../../words/en/pad";
import type { Numbers } from "../../words/numbers";
import type { Told } from "./editor";

export function toldText(told: Told, words: PadWords, numbers: Numbers): string {
  switch (told.type) {
    case "at":
    case "penDown":
    case "penUp":
    case "dotted":
    case "filled":
      return words[told.type](numbers.integer(told.at.x), numbers.integer(told.at.y));
    case "tool":
      return words.tools[told.tool];
    case "size":
      return words.chosenSize(words.sizes[told.size] ?? "");
    default:
      return words[told.type];
  }
}
