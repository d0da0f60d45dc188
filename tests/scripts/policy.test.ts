/** The guide for hosts repeats the policy in the language of each server: it must be the one that the page carries. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { policy } from "../../scripts/lib/policy.mjs";

test("every server in the guide sends the page's own policy", () => {
  const guide = readFileSync("docs/hosting.md", "utf8");
  const sent = guide.match(/Content-Security-Policy:? .*default-src.*/g) ?? [];
  expect(sent).toHaveLength(4);
  for (const line of sent) expect(line).toContain(policy);
  expect(guide).toContain(policy.replaceAll("; ", ";\n"));
});

test("no inline code or style, and nothing from elsewhere", () => {
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*|https?:/);
  expect(policy).toContain("default-src 'self'");
});
