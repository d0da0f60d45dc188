/** What a person who reports a fault copies: all that whoever mends it would ask. Nothing of what was drawn. */

import type { Failure } from "../engine/failure";
import type { State } from "./store";

export interface Surroundings {
  /** Milliseconds since 1970, if it is known. */
  at?: number | undefined;
  address: string;
  browser: string;
  /** Of this program: the address of its script, which carries the name of its content. */
  program: string;
}

export function diagnosticOf(failure: Failure, state: State, surroundings: Surroundings): string {
  const { code, message, detail } = failure;
  const { at, address, browser, program } = surroundings;
  const { backend, progress, config } = state;
  const facts: readonly (readonly [string, unknown])[] = [
    ["fault", `${code}: ${message}`],
    ["detail", detail],
    ["time", at === undefined ? undefined : new Date(at).toISOString()],
    ["page", address],
    ["program", program],
    ["browser", browser],
    [
      "backend",
      backend && `${backend.kind}, ${backend.name}, ${backend.threads} threads (${backend.reasonCode})`,
    ],
    ["progress", progress && `epoch ${progress.epoch}, mini-batch ${progress.step}`],
    ["settings", config && JSON.stringify(config)],
  ];
  return facts
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
}
