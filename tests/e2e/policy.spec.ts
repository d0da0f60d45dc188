/** The Content Security Policy: that it bites, by header and without, and that nobody else is ever asked. */

import type { Page } from "@playwright/test";
import { test as base, expect, type Trainer } from "./blog-page";
import { PadPage } from "./pad-page";
import { type Site, serveStranger } from "./sites";
import { test as trainerTest } from "./trainer-page";

const DEMO = "?backend=cpu&panels=controls+status#train-size=100&batch-size=10";

const test = base.extend<{ stranger: Site & { asked: string[] } }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures wanted from the pattern.
  stranger: async ({}, use) => {
    const stranger = await serveStranger();
    await use(stranger);
    await stranger.close();
  },
});

/** What somebody would try who got a line of text into the page: each says whether it got through. */
function attack(page: Page, stranger: string) {
  return page.evaluate(async (stranger) => {
    const told: string[] = [];
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) =>
      told.push(effectiveDirective),
    );
    const gotThrough: string[] = [];
    Object.assign(window, { getThrough: (name: string) => gotThrough.push(name) });
    const attempt = async (name: string, act: () => unknown) => {
      try {
        if (await act()) gotThrough.push(name);
      } catch {
        // Refused, which is what is wanted.
      }
    };
    const put = (tag: string, attributes: Record<string, string>) => {
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      document.body.append(element);
      return element;
    };
    /** Whether it arrives. */
    const arrives = (element: Element) =>
      new Promise<boolean>((resolve) => {
        element.addEventListener("load", () => resolve(true));
        element.addEventListener("error", () => resolve(false));
      });

    // What a debugger runs may make code out of text: not so what runs later.
    await new Promise((resolve) => setTimeout(resolve));
    await attempt("markup", () => {
      document.body.insertAdjacentHTML("beforeend", "<b>bold</b>");
      return true;
    });
    await attempt("eval", () => new Function("return true")());
    await attempt("text as timer", () => setTimeout("getThrough('text as timer')" as unknown as () => void));
    await attempt("inline script", () => {
      const script = document.createElement("script");
      script.append("getThrough('inline script')");
      document.head.append(script);
    });
    await attempt("event attribute", () =>
      put("button", { onclick: "getThrough('event attribute')" }).click(),
    );
    await attempt("style attribute", () => put("p", { style: "color: red" }).style.color === "red");
    await attempt("address of a script", () => put("script", { src: `${stranger}script` }));
    await attempt("foreign worker", () => new Worker(`${stranger}worker`));
    await attempt("fetch", async () => (await fetch(`${stranger}fetch`)).ok);
    await attempt("beacon", () => {
      navigator.sendBeacon(`${stranger}beacon`);
    });
    await attempt("foreign import", () => import(`${stranger}import`).then(() => true));
    await attempt("picture", () => arrives(put("img", { src: `${stranger}picture` })));
    await attempt("style sheet", () => arrives(put("link", { rel: "stylesheet", href: `${stranger}style` })));
    await attempt("base", () => {
      put("base", { href: stranger });
      return document.baseURI.startsWith(stranger);
    });
    await attempt("form", () => (put("form", { action: `${stranger}form` }) as HTMLFormElement).submit());
    await attempt("frame", () => {
      put("iframe", { src: `${stranger}frame` });
    });
    await attempt("object", () => Boolean(put("object", { data: `${stranger}object` })));
    // Events about refusals are tasks of their own, like this one; and by the second, timers have run.
    for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setTimeout(resolve, 50));
    return { gotThrough, told: [...new Set(told)].sort() };
  }, stranger);
}

const REFUSED = {
  gotThrough: [],
  told: [
    "base-uri",
    "connect-src",
    "form-action",
    "frame-src",
    "img-src",
    "require-trusted-types-for",
    "script-src-elem",
    "style-src-attr",
    "style-src-elem",
  ],
};

test("code out of text and everything from elsewhere is refused, by the page's own policy", async ({
  page,
  plainHost,
  stranger,
}) => {
  await page.goto(plainHost.url + DEMO);
  await page.locator("fashion-trainer").evaluate((trainer: Trainer) => trainer.ready);
  expect(await attack(page, stranger.url)).toEqual(REFUSED);
  expect(stranger.asked).toEqual([]);
  // And the trainer stands as it stood. Not by a locator: Playwright waits for the navigation that was refused.
  const { step } = await page.evaluate(() =>
    (document.querySelector("fashion-trainer") as Trainer).train({ steps: 1 }),
  );
  expect(step).toBe(1);
});

test("where the policy comes as a header, it binds the worker as well", async ({ page, host, stranger }) => {
  await page.goto(host.url + DEMO);
  await page.locator("fashion-trainer").evaluate((trainer: Trainer) => trainer.ready);
  const fromWorker = await page.workers()[0]?.evaluate(async (stranger) => {
    const outcome = (act: () => Promise<unknown>) =>
      act().then(
        () => "got through",
        () => "refused",
      );
    // What a debugger runs may make code out of text: not so what runs later.
    await new Promise((resolve) => setTimeout(resolve));
    return {
      eval: await outcome(async () => new Function("return true")()),
      fetch: await outcome(() => fetch(`${stranger}fetch`)),
      import: await outcome(() => import(`${stranger}import`)),
    };
  }, stranger.url);
  expect(fromWorker).toEqual({ eval: "refused", fetch: "refused", import: "refused" });
  expect(stranger.asked).toEqual([]);
});

trainerTest("a whole session asks nobody but the page's own host", async ({ trainer, page, baseURL }) => {
  const asked: string[] = [];
  page.context().on("request", (request) => asked.push(request.url()));
  await trainer.open(
    "?backend=cpu#train-size=320&batch-size=32&filters=4+8&dense-units=16&epochs=1&learning-rate=0.003",
  );
  const pad = new PadPage(page);
  await pad.silhouette("Coat");
  await expect(pad.headline).toBeVisible();
  expect(await trainer.train()).toMatchObject({ reason: "done", epoch: 1 });
  for (const name of ["Save model", "Save checkpoint", "CSV"]) {
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name, exact: true }).click();
    await download;
  }
  await page.getByRole("button", { name: "Report", exact: true }).click();
  const report = page.getByRole("region", { name: "Report" });
  await expect(report.getByRole("heading", { name: "IV. Mistakes" })).toBeVisible();
  expect(asked.length).toBeGreaterThan(10);
  const elsewhere = asked.filter((url) => !url.startsWith(baseURL ?? "") && !url.startsWith("blob:"));
  expect(elsewhere).toEqual([]);
});
