/** Examples out of the documentation, so that the tests run what people copy. */

import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The first code block after that text. */
export function codeBlock(document: string, after: string): string {
  const text = readFileSync(join(import.meta.dirname, "../..", document), "utf8");
  const start = text.indexOf(after);
  const block = text.slice(start).match(/^```\w*\n([\s\S]*?)^```$/m);
  if (start < 0 || block?.[1] === undefined) throw new Error(`${document} has no example after "${after}"`);
  return block[1];
}
