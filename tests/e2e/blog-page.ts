/** Somebody's blog with trainers in it: another origin than the trainer's host, and another site. */

import type { OutgoingHttpHeaders } from "node:http";
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import type {} from "../../www/main";
import { listenToComplaints } from "./complaints";
import { watchPolicy } from "./policy-watch";
import { type Site, serveBlog, servePlain, serveTrainer } from "./sites";

export type Trainer = HTMLElementTagNameMap["fashion-trainer"];

/** Little to download and short mini-batches. */
export const SMALL = 'backend="cpu" train-size="100" batch-size="10"';

export class BlogPage {
  readonly page: Page;
  /** Where the trainer comes from, with a slash at the end. */
  readonly host: string;
  readonly complaints: readonly string[];
  /** Paths asked of the trainer's host. */
  readonly requests: string[] = [];
  #blog: Site | undefined;

  constructor(page: Page, host: string) {
    this.page = page;
    this.host = host;
    this.complaints = listenToComplaints(page);
    page.on("request", (request) => {
      if (request.url().startsWith(host)) this.requests.push(new URL(request.url()).pathname);
    });
  }

  /** The line that a blogger copies. */
  get script(): string {
    return `<script type="module" src="${this.host}embed.js"></script>`;
  }

  /** Opens a page with this in its body; the element is known then, but not necessarily started. */
  async open(body: string, headers?: OutgoingHttpHeaders): Promise<void> {
    await this.openDocument(
      `<!doctype html>
      <html lang="en">
        <title>A blog</title>
        <link rel="icon" href="data:," />
        <meta name="viewport" content="width=device-width" />
        ${body}
      </html>`,
      headers,
    );
    await this.page.waitForFunction(() => customElements.get("fashion-trainer"));
  }

  async openDocument(html: string, headers?: OutgoingHttpHeaders): Promise<void> {
    await this.#blog?.close();
    this.#blog = await serveBlog(html, headers);
    await this.page.goto(`${this.#blog.url}post/`);
  }

  get address(): string {
    return `${this.#blog?.url}post/`;
  }

  trainer(index = 0): Locator {
    return this.page.locator("fashion-trainer").nth(index);
  }

  /** Mini-batches that a trainer has reported so far. */
  steps(trainer: Locator): Promise<number> {
    return trainer.evaluate((element: Trainer) => element.history.steps.at(-1)?.step ?? 0);
  }

  /** Anything of the engine: the bundles and what is trained on. */
  get heavyRequests(): string[] {
    return this.requests.filter((path) => /\.wasm$|worker|\/data\/|\.gz$/.test(path));
  }

  async close(): Promise<void> {
    await this.#blog?.close();
  }
}

interface TestFixtures {
  blog: BlogPage;
  tolerated: RegExp | undefined;
}

interface WorkerFixtures {
  host: Site;
  /** One that sends no headers for isolation. */
  plainHost: Site;
}

/** `blog` opens pages; after each test none must have complained. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  host: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures wanted from the pattern.
    async ({}, use) => {
      const host = await serveTrainer();
      await use(host);
      await host.close();
    },
    { scope: "worker" },
  ],
  plainHost: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures wanted from the pattern.
    async ({}, use) => {
      const host = await servePlain();
      await use(host);
      await host.close();
    },
    { scope: "worker" },
  ],
  tolerated: [undefined, { option: true }],
  blog: async ({ page, host, tolerated }, use) => {
    const refusals = await watchPolicy(page);
    const blog = new BlogPage(page, host.url);
    await use(blog);
    await blog.close();
    expect(refusals).toEqual([]);
    expect(blog.complaints.filter((text) => !tolerated?.test(text))).toEqual([]);
  },
});

export { expect };
