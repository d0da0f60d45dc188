/**
 * dist/ in Firefox, over WebDriver BiDi: Playwright drives no Firefox but its own. It sees what Playwright's tests
 * see, the public face of the element and what must never happen.
 */

import puppeteer, { type Browser, type ElementHandle, type Page } from "puppeteer-core";
import { type PreviewServer, preview } from "vite";
import { expect } from "vitest";
import type {} from "../../www/main";

type Trainer = HTMLElementTagNameMap["fashion-trainer"];
type Place = readonly [x: number, y: number];

/** Pixels of a side of the pad. */
const PAD_SIDE = 280;
/** As for Playwright's tests: what a page takes that shares two cores with its browser. */
const WAIT = { timeout: 30_000, interval: 100 };

/** Firefox, and the server of what it opens. */
export class Firefox {
  static async start(): Promise<Firefox> {
    const server = await preview({ preview: { port: 0 }, logLevel: "warn" });
    try {
      const browser = await puppeteer.launch({
        browser: "firefox",
        executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
        defaultViewport: { width: 1280, height: 900 },
        // Sooner than a test gives up, so that a failure says what was asked in vain.
        protocolTimeout: 60_000,
      });
      return new Firefox(server, browser);
    } catch (error) {
      await server.close();
      throw error;
    }
  }

  readonly #server: PreviewServer;
  readonly #browser: Browser;

  private constructor(server: PreviewServer, browser: Browser) {
    this.#server = server;
    this.#browser = browser;
  }

  version(): Promise<string> {
    return this.#browser.version();
  }

  /** The demo page in a tab of its own, once it can train. */
  async open(address: string): Promise<FirefoxPage> {
    const page = await this.#browser.newPage();
    const opened = new FirefoxPage(page, this.#server.resolvedUrls?.local[0] ?? "");
    await opened.goto(address);
    return opened;
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#server.close();
  }
}

export class FirefoxPage {
  readonly #page: Page;
  readonly #url: string;
  readonly #complaints: string[] = [];

  constructor(page: Page, url: string) {
    this.#page = page;
    this.#url = url;
    page.on("console", (message) => {
      if (["error", "warn"].includes(message.type())) this.#complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.#complaints.push(String(error)));
    page.on("request", (request) => {
      if (/^https?:/.test(request.url()) && !request.url().startsWith(url)) {
        this.#complaints.push(`asked ${request.url()}`);
      }
    });
  }

  async goto(address: string): Promise<void> {
    await this.#page.goto(this.#url + address);
    await this.trainer((trainer) => trainer.ready);
  }

  /** Closes the tab. No page may complain, nor ask another host. */
  async close(): Promise<void> {
    await this.#page.close();
    expect(this.#complaints).toEqual([]);
  }

  /** Asks the element. */
  trainer<T>(ask: (trainer: Trainer) => T): Promise<Awaited<T>> {
    return this.#page.$eval("fashion-trainer", ask);
  }

  /** Something within a panel. */
  async part(panel: string, selector: string): Promise<ElementHandle<Element>> {
    const part = await this.#page.$(`fashion-trainer >>> fashion-trainer-${panel} >>> ${selector}`);
    if (!part) throw new Error(`the panel ${panel} has no ${selector}`);
    return part;
  }

  async text(panel: string, selector = "section"): Promise<string> {
    const part = await this.part(panel, selector);
    return part.evaluate((element) => element.textContent?.replace(/\s+/g, " ").trim() ?? "");
  }

  /** How many there are within a panel. */
  async count(panel: string, selector: string): Promise<number> {
    return (await this.#page.$$(`fashion-trainer >>> fashion-trainer-${panel} >>> ${selector}`)).length;
  }

  /** With the mouse, on the button that says this. */
  async press(label: string): Promise<void> {
    const button = await this.part("controls", ".primary");
    await expect.poll(() => button.evaluate(({ textContent }) => textContent?.trim()), WAIT).toBe(label);
    await button.click();
  }

  /** With the mouse, from place to place, each in pixels of the pad. */
  async draw(places: readonly Place[]): Promise<void> {
    const pad = await this.part("pad", "canvas");
    await pad.scrollIntoView();
    const box = await pad.boundingBox();
    if (!box) throw new Error("the pad is not to be seen");
    const { mouse } = this.#page;
    for (const [index, [x, y]] of places.entries()) {
      const scale = box.width / PAD_SIDE;
      await mouse.move(box.x + x * scale, box.y + y * scale, { steps: index === 0 ? 1 : 5 });
      if (index === 0) await mouse.down();
    }
    await mouse.up();
  }

  /** What the bars say of each class, such as "98 %". */
  async shares(): Promise<string[]> {
    const bars = await this.#page.$$("fashion-trainer >>> fashion-trainer-bars >>> .share");
    return Promise.all(bars.map((bar) => bar.evaluate(({ textContent }) => textContent ?? "")));
  }

  /** Pixels of the loss's curve: within the axes, and darker than their grid. */
  async curvePixels(): Promise<number> {
    const chart = await this.part("curves", "#loss");
    await chart.scrollIntoView();
    return chart.evaluate((chart) => {
      const canvas = chart.querySelector("canvas");
      const area = chart.querySelector(".u-over")?.getBoundingClientRect();
      const context = canvas?.getContext("2d");
      if (!canvas || !area || !context) throw new Error("there is no chart");
      const { left, top, width } = canvas.getBoundingClientRect();
      const scale = canvas.width / width;
      const [x, y] = [(area.left - left) * scale, (area.top - top) * scale];
      const { data } = context.getImageData(x, y, area.width * scale, area.height * scale);
      let count = 0;
      for (let place = 0; place < data.length; place += 4) {
        const isDark = (data[place] ?? 0) + (data[place + 1] ?? 0) + (data[place + 2] ?? 0) < 450;
        if (isDark && (data[place + 3] ?? 0) > 200) count += 1;
      }
      return count;
    });
  }
}

/** Asks again until it is so. */
export function until<T>(ask: () => T | Promise<T>) {
  return expect.poll(ask, WAIT);
}
