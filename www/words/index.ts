/** Everything that the page says, in each language that it speaks. The only place with sentences for people. */

import { de } from "./de";
import { en } from "./en";
import { type Numbers, numbersOf } from "./numbers";

export type Words = typeof en & { language: string; numbers: Numbers };

/** Made once, since formats of numbers are dear and panels draw anew for other ones. */
const LANGUAGES: Readonly<Record<string, Words>> = { en: wordsOf("en", en), de: wordsOf("de", de) };

/** Words of the first language that is spoken here, such as `de` for `de-AT`; else English. */
export function wordsFor(wishes: readonly (string | null)[]): Words {
  const known = wishes.map((wish) => wish?.split("-")[0]?.toLowerCase() ?? "");
  const language = known.find((name) => Object.hasOwn(LANGUAGES, name)) ?? "en";
  return LANGUAGES[language] ?? wordsOf("en", en);
}

function wordsOf(language: string, words: typeof en): Words {
  return { ...words, language, numbers: numbersOf(language) };
}
