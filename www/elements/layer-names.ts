/** What a layer is, read from the name that the crate gives it, and its name in the language of the page. */

import type { LayerWords, StructureWords } from "../words/en/structure";
import type { Numbers } from "../words/numbers";

export type LayerKind =
  | { type: "input" }
  | { type: "convolution"; side: string; filters: string }
  | { type: "pool"; side: string }
  | { type: "dropout"; rate: string }
  | { type: "flatten" }
  | { type: "dense"; units: string; activation: "ReLU" | "softmax" }
  /** A name that is not known here: it is shown as it is. */
  | { type: "other" };

export function kindOf(name: string): LayerKind {
  if (/^input\b/.test(name)) return { type: "input" };
  if (name === "flatten") return { type: "flatten" };
  const convolution = /^conv (\d+)x\d+, (\d+) filters, ReLU$/.exec(name);
  if (convolution) {
    const [, side = "", filters = ""] = convolution;
    return { type: "convolution", side, filters };
  }
  const pool = /^max pool (\d+)x\d+$/.exec(name);
  if (pool) return { type: "pool", side: pool[1] ?? "" };
  const dropout = /^dropout ([\d.]+)$/.exec(name);
  if (dropout) return { type: "dropout", rate: dropout[1] ?? "" };
  const dense = /^dense (\d+), (ReLU|softmax)$/.exec(name);
  if (dense) {
    return { type: "dense", units: dense[1] ?? "", activation: dense[2] === "softmax" ? "softmax" : "ReLU" };
  }
  return { type: "other" };
}

/** Name and detail; a kind that is not known here is shown as the crate names it. */
export function layerLabels(name: string, words: StructureWords, numbers: Numbers): LayerWords {
  const kind = kindOf(name);
  const whole = (digits: string) => numbers.integer(Number(digits));
  switch (kind.type) {
    case "input":
      return words.input;
    case "flatten":
      return words.flatten;
    case "convolution":
      return words.convolution(kind.side, whole(kind.filters));
    case "pool":
      return words.pool(kind.side);
    case "dropout":
      return words.dropout(numbers.fixed(Number(kind.rate), kind.rate.split(".")[1]?.length ?? 0));
    case "dense":
      return kind.activation === "softmax"
        ? words.softmax(whole(kind.units))
        : words.hidden(whole(kind.units));
    case "other":
      return { name, detail: "" };
  }
}

/** Both in one line. */
export function layerName(name: string, words: StructureWords, numbers: Numbers): string {
  const { name: title, detail } = layerLabels(name, words, numbers);
  return detail ? `${title}, ${detail}` : title;
}
