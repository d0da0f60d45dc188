/** The settings that a page opens with: one bad value in a link or an attribute must not cost the good ones. */

import { failureFrom, isFatal } from "./failure";
import type { ConfigInput, TrainConfig, TrainerSession } from "./protocol";

/** What the crate said of each refused one. */
export function applyStartSettings(session: TrainerSession, config: ConfigInput): unknown[] {
  const refusals: unknown[] = [];
  for (const [key, value] of Object.entries(config)) {
    try {
      // The crate judges the value, whatever its type.
      session.configure({ [key]: value } as Partial<TrainConfig>);
    } catch (error) {
      if (isFatal(failureFrom(error).code)) throw error;
      refusals.push(error);
    }
  }
  return refusals;
}
