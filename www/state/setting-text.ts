/**
 * Values of settings as text and back, as a person would type them. It judges nothing: text that is no value
 * goes on as it is, and the crate says what it wants instead.
 */

/** Significant digits that tell any two f32 apart. */
const F32_DIGITS = 9;

/** Longer than any value that there is. */
const MOST_CHARACTERS = 200;
const TOLD_CHARACTERS = 60;

/** A link may bring a megabyte: to be refused with its beginning, which with the dots at its end is no value. */
export function bounded(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, TOLD_CHARACTERS)}…` : text;
}

/** The fewest digits that mean the same: the crate keeps fractions as f32, so 0.001 comes back as 0.0010000000475. */
export function formatFraction(value: number): string {
  for (let digits = 1; digits < F32_DIGITS; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return String(short);
  }
  return String(Number(value.toPrecision(F32_DIGITS)));
}

/** Equal rates are written once. */
export function formatPair([first, second]: readonly [number, number]): string {
  const rates = first === second ? [first] : [first, second];
  return rates.map(formatFraction).join(" ");
}

export function parseNumber(text: string): unknown {
  const trimmed = bounded(text.trim());
  const value = Number(trimmed);
  return trimmed === "" || Number.isNaN(value) ? trimmed : value;
}

/** With a comma for the point as well: on a phone set to German, the keypad for numbers has no point. */
export function parseFraction(text: string): unknown {
  return parseNumber(/^\s*\d*,\d+\s*$/.test(text) ? text.replace(",", ".") : text);
}

export function parseList(text: string): unknown[] {
  return bounded(text)
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(parseNumber);
}

/** One number stands for both. Where no point stands, a comma before a digit is one. */
export function parsePair(text: string): unknown[] {
  const values = parseList(text.includes(".") ? text : text.replace(/,(?=\d)/g, "."));
  return values.length === 1 ? [values[0], values[0]] : values;
}

/** An attribute that is there without a value means yes, as in HTML. */
export function parseFlag(text: string): unknown {
  const trimmed = bounded(text.trim());
  if (trimmed === "" || trimmed === "true") return true;
  return trimmed === "false" ? false : trimmed;
}
