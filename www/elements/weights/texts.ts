/** What is said about a picture of weights: as a whole, of each value, and the verdict on them. */

import type { Spot } from "../../draw/tiles";
import type { WeightsWords } from "../../words/en/weights";
import type { Numbers } from "../../words/numbers";
import { written } from "../tiles/numbers";
import { blockOf, type Meaning, type Parameter } from "./pictures";

export interface Language {
  words: WeightsWords;
  numbers: Numbers;
  classes: readonly string[];
}

/** A sentence that says what tiles, rows and columns are. */
export function captionOf(meaning: Meaning, { words, numbers }: Language): string {
  const whole = (value: number) => numbers.integer(value);
  const square = (side: number) => `${whole(side)}\u00a0×\u00a0${whole(side)}`;
  switch (meaning.kind) {
    case "filters":
      return words.filters(whole(meaning.filters), square(meaning.side));
    case "kernels":
      return words.kernels(whole(meaning.filters), whole(meaning.channels), square(meaning.side));
    case "blocks":
      return words.blocks(whole(meaning.units), whole(meaning.inputs), whole(blockOf(meaning.maps)));
    case "unit": {
      const { count, side } = meaning.maps;
      const unit = whole(meaning.unit + 1);
      return count > 1 ? words.unitMaps(unit, whole(count), square(side)) : words.unitPixels(unit);
    }
    case "classes":
      return words.classes(whole(meaning.units));
    case "biases":
      return { filter: words.filterBiases, unit: words.unitBiases, class: words.classBiases }[meaning.of];
  }
}

/** The read-out of one value. Everything is counted from 1. */
export function cellText(
  meaning: Meaning,
  spot: Spot,
  drawn: number,
  { words, numbers, classes }: Language,
): string {
  const { cell } = words;
  const nth = (place: number) => numbers.integer(place + 1);
  const value = written(numbers, drawn);
  const [row, column] = [nth(spot.y), nth(spot.x)];
  switch (meaning.kind) {
    case "filters":
      return cell.filter(nth(spot.tile), row, column, value);
    case "kernels":
      return cell.kernel(nth(spot.column), nth(spot.row), row, column, value);
    case "blocks": {
      const { side, count } = meaning.maps;
      return count > 1
        ? cell.block(row, nth(Math.floor(spot.x / side)), nth(spot.x % side), value)
        : cell.pixelRow(row, column, value);
    }
    case "unit":
      return cell.map(nth(spot.tile), row, column, value);
    case "classes":
      return cell.class(classes[spot.y] ?? row, column, value);
    case "biases": {
      if (meaning.of === "class") return cell.classBias(classes[spot.tile] ?? nth(spot.tile), value);
      return meaning.of === "filter"
        ? cell.filterBias(nth(spot.tile), value)
        : cell.unitBias(nth(spot.tile), value);
    }
  }
}

/** Good, to be expected, or wrong; and why. */
export interface Judgement {
  mark: "good" | "expected" | "wrong";
  text: string;
}

/** The check of the original report: neither all zero nor all alike, and in a reasonable range. */
export function judge(
  { name, mean, min, verdict }: Parameter,
  isUntrained: boolean,
  language: Language,
): Judgement {
  const { words, numbers } = language;
  // The mean of values one of which is no number is none either.
  if (!Number.isFinite(mean)) return { mark: "wrong", text: words.verdict.spoiled };
  if (verdict.allZero) {
    const isExpected = isUntrained && name.endsWith(".bias");
    return isExpected
      ? { mark: "expected", text: words.verdict.notYet }
      : { mark: "wrong", text: words.verdict.allZero };
  }
  if (verdict.allAlike) return { mark: "wrong", text: words.verdict.allAlike(written(numbers, min)) };
  const outside = numbers.share(verdict.outside);
  if (!verdict.isGood) return { mark: "wrong", text: words.verdict.outside(outside) };
  return { mark: "good", text: verdict.outside > 0 ? words.verdict.nearlyAll(outside) : words.verdict.good };
}
