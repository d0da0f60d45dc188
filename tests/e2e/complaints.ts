/** Errors and warnings of a page. */

import type { Page } from "@playwright/test";

/** Playwright's own words on pages of tests that allow none. */
const NOT_THE_PAGE = "Service Worker registration blocked by Playwright";

/** A list that grows. */
export function listenToComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    const isOne = ["error", "warning"].includes(message.type()) && message.text() !== NOT_THE_PAGE;
    if (isOne) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return complaints;
}
