/** Which version of the page is open in the browser: its files stay for as long as it is. */

import { pageLockName } from "./names";

/** `script` is the one that this page was opened with. */
export function holdVersion(script: string): void {
  // For ever: the browser lets go of it when the page ends. Plain http has neither locks nor kept versions.
  const untilTheEnd = () => new Promise(() => {});
  navigator.locks?.request(pageLockName(script), { mode: "shared" }, untilTheEnd).catch(() => {});
}
