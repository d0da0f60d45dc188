import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";

const MOST_BYTES = 1_300_000;

test("the pretrained network is the one that its README tells of, and small enough to come with a page", () => {
  const packed = readFileSync("pretrained/model.safetensors.gz");
  expect(packed.length).toBeLessThanOrEqual(MOST_BYTES);
  const sha256 = createHash("sha256").update(gunzipSync(packed)).digest("hex");
  expect(readFileSync("pretrained/README.md", "utf8")).toContain(sha256);
});
