import { expect, test } from "vitest";
import html from "../../index.html?raw";
import { page } from "./en/page";

test("the mark-up, which search engines read, says what the English words say", () => {
  const marked = [...html.matchAll(/data-words="(\w+)"[^>]*>([^<]*)</g)].map(([, name, text]) => [
    name,
    text?.replace(/\s+/g, " ").trim(),
  ]);
  const { description, ...shown } = page;
  expect(Object.fromEntries(marked)).toEqual(shown);
  expect(html).toContain(`content="${description}"`);
});
