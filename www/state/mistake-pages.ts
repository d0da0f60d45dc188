/** Puts the pages of mistakes together, as they come. */

import type { MistakesFound } from "../engine/protocol";

/** With the next page; undefined if that is of another evaluation than those before, and so worth nothing. */
export function withPage(
  gallery: MistakesFound | undefined,
  page: MistakesFound,
  offset: number,
): MistakesFound | undefined {
  if (offset === 0) return page;
  if (gallery?.step !== page.step || gallery?.mistakes.length !== offset) return undefined;
  return { ...page, mistakes: [...gallery.mistakes, ...page.mistakes] };
}
