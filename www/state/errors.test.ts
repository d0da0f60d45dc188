import { expect, test } from "vitest";
import { ERROR_CODES } from "../engine/failure";
import { wordsFor } from "../words";

const KEPT = {
  en: /kept|[Nn]othing|stays|goes on|isn't kept/,
  de: /bleib|[Nn]ichts|gilt weiter|geht .*weiter/,
};

test.each(["en", "de"] as const)(
  "every code has words of its own: what happened, what was kept and what to do (%s)",
  (language) => {
    const { sentences } = wordsFor([language]).problems;
    expect(Object.keys(sentences).sort()).toEqual([...ERROR_CODES].sort());
    expect(new Set(Object.values(sentences)).size).toBe(ERROR_CODES.length);
    for (const sentence of Object.values(sentences)) {
      expect(sentence).toMatch(KEPT[language]);
      expect(sentence.split(/[.:] /).length).toBeGreaterThanOrEqual(2);
    }
  },
);
