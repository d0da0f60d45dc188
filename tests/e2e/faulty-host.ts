/** A trainer's host whose files can be made to fail as networks do it, below what a browser lets a test pretend. */

import { readFileSync } from "node:fs";
import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { type Answerer, DIST, type Site, servePlace } from "./sites";
import { expect, test as trainerTest } from "./trainer-page";

/** Answers a request for a file of dist/. */
type Answer = (response: ServerResponse, path: string) => void;

export class FaultyHost {
  /** Names of the files asked for, in order, and when. */
  readonly requests: { file: string; millis: number }[] = [];
  readonly #faults: { files: RegExp; answers: Answer[] }[] = [];

  /** The next requests for such a file get these answers, one each, and then the proper one. */
  answer(files: RegExp, ...answers: Answer[]): void {
    this.#faults.push({ files, answers });
  }

  /** Until `heal`. */
  always(files: RegExp, answer: Answer): void {
    this.answer(files, ...Array.from({ length: 1000 }, () => answer));
  }

  heal(): void {
    this.#faults.length = 0;
  }

  /** Such a file comes when the returned function is called. */
  holdBack(files: RegExp): () => void {
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    this.answer(files, (response, path) => void arrived.then(() => send(response, contentOf(path))));
    return arrive;
  }

  /** When such a file was asked for. */
  times(file: RegExp): number[] {
    return this.requests.filter((request) => file.test(request.file)).map(({ millis }) => millis);
  }

  readonly answerer: Answerer = (path, response) => {
    this.requests.push({ file: path.split("/").at(-1) ?? "", millis: performance.now() });
    const fault = this.#faults.find(({ files, answers }) => files.test(path) && answers.length > 0);
    fault?.answers.shift()?.(response, path);
    return fault !== undefined;
  };
}

export const status =
  (code: number, headers: OutgoingHttpHeaders = {}): Answer =>
  (response) =>
    response.writeHead(code, headers).end();

export const silent: Answer = () => {};

/** As a network that wants one to log in first. */
export const webPage: Answer = (response) =>
  response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><title>Log in</title>");

export const elsewhere = (location: string) => status(302, { Location: location });

/** The file itself, but called something else. */
export const called =
  (type: string | undefined): Answer =>
  (response, path) =>
    response.writeHead(200, type === undefined ? {} : { "Content-Type": type }).end(contentOf(path));

/** The connection ends before the file does. */
export const brokenOff: Answer = (response, path) => {
  const content = contentOf(path);
  response.writeHead(200, { "Content-Length": content.length });
  response.write(content.subarray(0, content.length / 2), () => response.destroy());
};

/** The file itself ends too early, and its length says so too. */
export const truncated: Answer = (response, path) => {
  const content = contentOf(path);
  send(response, content.subarray(0, content.length / 2));
};

/** A packed file that unpacks to more than it should. */
export const longer: Answer = (response, path) =>
  send(response, gzipSync(Buffer.concat([gunzipSync(contentOf(path)), Buffer.alloc(1 << 20)]), { level: 1 }));

/** In small pieces, with pauses between them. */
export const slow: Answer = async (response, path) => {
  const content = contentOf(path);
  const size = Math.ceil(content.length / 20);
  response.writeHead(200);
  for (let start = 0; start < content.length; start += size) {
    response.write(content.subarray(start, start + size));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  response.end();
};

export const text =
  (content: string): Answer =>
  (response) =>
    send(response, Buffer.from(content));

function send(response: ServerResponse, content: Buffer): void {
  response.writeHead(200, { "Content-Type": "application/octet-stream" }).end(content);
}

function contentOf(path: string): Buffer {
  return readFileSync(join(DIST, path));
}

/**
 * Twenty times as fast, the engine's clock: what it waits for half a minute is over after 1.5 s. To be called while
 * it still waits for the manifest.
 */
export async function hastenEngine(page: Page): Promise<void> {
  await expect.poll(() => page.workers().length).toBeGreaterThan(0);
  await page.workers()[0]?.evaluate(() => {
    const { setTimeout } = self;
    const hastened = (callback: () => void, millis = 0) => setTimeout(callback, millis / 10);
    Object.assign(self, { setTimeout: hastened });
  });
}

interface HostFixtures {
  host: FaultyHost;
  site: Site;
}

/** `trainer` opens pages of `host`. */
export const test = trainerTest.extend<HostFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures wanted from the pattern.
  host: async ({}, use) => {
    await use(new FaultyHost());
  },
  site: async ({ host }, use) => {
    const site = await servePlace({}, host.answerer);
    await use(site);
    await site.close();
  },
  baseURL: async ({ site }, use) => {
    await use(site.url);
  },
  // What fails, Chromium reports in the console by itself.
  toleratedErrors: /^Failed to load resource|blocked by CORS policy|instantiateStreaming/,
});

export { expect };
