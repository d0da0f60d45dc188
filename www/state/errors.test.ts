import { expect, test } from "vitest";
import { ERROR_CODES } from "../engine/failure";
import { ERROR_SENTENCES } from "./errors";

test("every code has words of its own: what happened, what was kept and what to do", () => {
  expect(Object.keys(ERROR_SENTENCES).sort()).toEqual([...ERROR_CODES].sort());
  expect(new Set(Object.values(ERROR_SENTENCES)).size).toBe(ERROR_CODES.length);
  for (const sentence of Object.values(ERROR_SENTENCES)) {
    expect(sentence).toMatch(/kept|[Nn]othing|stays|goes on|isn't kept/);
    expect(sentence.split(/[.:] /).length).toBeGreaterThanOrEqual(2);
  }
});
