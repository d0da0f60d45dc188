/** Hears what the policies of a page and its workers refuse. */

import type { ConsoleMessage, Page } from "@playwright/test";

const TOLD = "The policy refused";

/** Resolves with a list that grows: it has to stay empty. To be called before the page opens an address. */
export async function watchPolicy(page: Page): Promise<readonly string[]> {
  const refusals: string[] = [];
  page.on("console", (message: ConsoleMessage) => {
    const text = message.text();
    if (text.startsWith(TOLD) || /Content Security Policy|Trusted(Script|HTML|Type)/.test(text)) {
      refusals.push(text);
    }
  });
  await page.addInitScript((told) => {
    document.addEventListener(
      "securitypolicyviolation",
      ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) => {
        console.error(`${told} ${effectiveDirective}: ${blockedURI} in ${sourceFile}:${lineNumber}`);
      },
    );
  }, TOLD);
  page.on("worker", (worker) => {
    // Buffered: also what happened before this arrives. A worker may have ended by then.
    const observed = worker.evaluate((told) => {
      const tell = (reports: Report[]) => {
        for (const report of reports) console.error(`${told} in a worker: ${JSON.stringify(report)}`);
      };
      new ReportingObserver(tell, { types: ["csp-violation"], buffered: true }).observe();
    }, TOLD);
    observed.catch(() => {});
  });
  return refusals;
}
