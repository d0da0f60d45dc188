import { expect, test } from "vitest";
import { wordsFor } from ".";
import { de } from "./de";
import { en } from "./en";

/** Names and terms that are the same in both languages. */
const SAME: readonly RegExp[] = [
  /^(Adam|AdamW|SGD|Dropout \S+|Dropout|Softmax|Pooling|Flatten|Dense \S+|ReLU|Filter \S+: \S+)$/,
  /^(Test|Training|Name|Format|Pixel|Filter|Status|Silhouette|Link|Logit|Pullover|Sneaker|Export|Report)$/,
  /^(CSV|JSON|PNG|F1|GPU|CPU|numpy|PyTorch)$/,
  // Keys of the keyboard.
  /^(Enter|[A-Z])$/,
  // Numbers, and signs between them.
  /^[^\p{L}]*$/u,
];
/** Layers about which there is no more to say than their names. */
const MAY_BE_EMPTY = /^\/structure\/.+\/detail$/;

type Told = [place: string, words: unknown];

/** Each text and each function, with the place where it stands. */
function told(words: unknown, place = ""): Told[] {
  if (typeof words !== "object" || words === null) return [[place, words]];
  return Object.entries(words).flatMap(([key, inner]) => told(inner, `${place}/${key}`));
}

/** Anything that a sentence may be given: a number, a text, a list or a record of them. */
function anything(): unknown {
  const target = () => undefined;
  const text = () => "7";
  return new Proxy(target, {
    get: (_target, key) => (key === Symbol.toPrimitive || key === "toString" ? text : anything()),
    apply: () => anything(),
  });
}

/** What it comes to for people: functions are called, and may give several texts. */
function texts([place, words]: Told): [place: string, text: string][] {
  if (typeof words !== "function") return [[place, String(words)]];
  const result: unknown = words(...Array.from({ length: words.length }, anything));
  if (typeof result !== "object") return [[place, `${result}`]];
  return told(result, place).flatMap(texts);
}

const english = told(en);
const german = told(de);

test("both languages say the same things, with the same numbers in them", () => {
  const shape = ([place, words]: Told) =>
    `${place}: ${typeof words === "function" ? words.length : typeof words}`;
  expect(german.map(shape).sort()).toEqual(english.map(shape).sort());
});

test("nothing is left unsaid", () => {
  const silent = [...english, ...german].flatMap(texts).filter(([, text]) => text.trim() === "");
  expect(silent.map(([place]) => place).filter((place) => !MAY_BE_EMPTY.test(place))).toEqual([]);
});

test("nothing is left in English", () => {
  const translated = new Map(german.flatMap(texts));
  const left = english
    .flatMap(texts)
    .filter(([place, text]) => text === translated.get(place) && !SAME.some((pattern) => pattern.test(text)));
  expect(left).toEqual([]);
});

test("the first wish that can be met decides", () => {
  const language = (...wishes: (string | null)[]) => wordsFor(wishes).language;
  expect(language("de-AT", "en")).toBe("de");
  expect(language(null, "fr", "DE")).toBe("de");
  expect(language("fr")).toBe("en");
  expect(language("constructor")).toBe("en");
});
