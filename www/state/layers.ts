/** Names of the layers with weights, as model files have them. */

import type { ModelChoice } from "../engine/protocol";

/** Filters of the pretrained network's convolutions. */
export const DEFAULT_FILTERS: readonly number[] = [32, 64];

/** `filters`: of the network in training. */
export function layersOf(model: ModelChoice, filters: readonly number[]): string[] {
  const convolutions = model === "pretrained" ? DEFAULT_FILTERS : filters;
  return [...convolutions.map((_, index) => `conv${index + 1}`), "fc1", "fc2"];
}
