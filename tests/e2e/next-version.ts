/** dist/ as another build would have made it: every name with a hash in it is another one. */

import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DIST } from "./sites";

export interface NextVersion {
  folder: string;
  /** In every name of this version, and in none of the other one. */
  mark: string;
  remove(): void;
}

const MARK = "-v2";

/** `without`: a file of it that did not reach the server. */
export function buildNextVersion(without?: string): NextVersion {
  const folder = mkdtempSync(join(tmpdir(), "fashion-trainer-next-"));
  cpSync(DIST, folder, { recursive: true });
  const assets = join(folder, "assets");
  const names = readdirSync(assets).filter((name) => !/\.(br|gz)$/.test(name) || name.startsWith("model."));
  const renamed = names.map(
    (name) => [name, name.replace(/-([\w-]{2})([\w-]{6})(\.\w+)$/, `${MARK}$2$3`)] as const,
  );
  for (const [name, next] of renamed) renameSync(join(assets, name), join(assets, next));
  const texts = [
    ...["index.html", "embed.js", "service-worker.js"].map((name) => join(folder, name)),
    ...readdirSync(assets)
      .filter((name) => /\.(js|css)$/.test(name))
      .map((name) => join(assets, name)),
  ];
  for (const path of texts) {
    let text = readFileSync(path, "utf8");
    for (const [name, next] of renamed) text = text.replaceAll(name, next);
    writeFileSync(path, text);
  }
  if (without) rmSync(join(folder, without));
  return { folder, mark: MARK, remove: () => rmSync(folder, { recursive: true }) };
}
