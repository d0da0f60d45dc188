/** What the service worker keeps of a version. The way through a browser is in tests/e2e/update.spec.ts. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AppCache } from "./app-cache";

const FOLDER = "https://host.test/demo/";
const SCRIPT = `${FOLDER}assets/page-abcdefgh.js`;
const FILES = [
  { url: "index.html", revision: "1" },
  { url: "assets/page-abcdefgh.js", revision: null },
];

/** A `CacheStorage` in memory, as far as it is used here. */
class FakeCaches {
  readonly all = new Map<string, Map<string, Response>>();

  async open(name: string) {
    const files = this.all.get(name) ?? new Map<string, Response>();
    this.all.set(name, files);
    return {
      put: async (key: Request | string, response: Response) => {
        files.set(typeof key === "string" ? key : key.url, response);
      },
      keys: async () => [...files.keys()].map((url) => ({ url })),
    };
  }

  async match(url: string, { cacheName }: { cacheName?: string } = {}) {
    const asked = cacheName === undefined ? [...this.all.values()] : [this.all.get(cacheName)];
    return asked
      .map((files) => files?.get(url))
      .find((kept) => kept)
      ?.clone();
  }

  has = async (name: string) => this.all.has(name);
  keys = async () => [...this.all.keys()];
  delete = async (name: string) => this.all.delete(name);
}

const answers = new Map<string, () => Response>();
let fake = new FakeCaches();

beforeEach(() => {
  fake = new FakeCaches();
  answers.clear();
  answers.set(FOLDER, () => answer("<title>Page</title>", "text/html"));
  answers.set(SCRIPT, () => answer("good", "text/javascript"));
  vi.stubGlobal("caches", fake);
  vi.stubGlobal(
    "fetch",
    async (request: Request) => answers.get(request.url)?.() ?? new Response("", { status: 404 }),
  );
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function answer(body: string, type: string): Response {
  return new Response(body, { headers: { "Content-Type": type } });
}

async function filled(): Promise<AppCache> {
  const app = new AppCache(FILES, FOLDER);
  await app.fill(new Set());
  return app;
}

test("all files of a version are kept", async () => {
  const app = await filled();
  expect(await (await app.page())?.text()).toBe("<title>Page</title>");
  answers.clear();
  expect(await (await app.answer(new Request(SCRIPT))).text()).toBe("good");
});

test("a version in which a script is a web page is none", async () => {
  answers.set(SCRIPT, () => answer("<h1>Start</h1>", "text/html; charset=utf-8"));
  await expect(filled()).rejects.toThrow("assets/page-abcdefgh.js");
  expect(fake.all.size).toBe(0);
});

test("a worker that changed alone and does not find its files takes none from the version in charge", async () => {
  const app = await filled();
  answers.delete(SCRIPT);
  await expect(filled()).rejects.toThrow("404");
  expect(await (await app.answer(new Request(SCRIPT))).text()).toBe("good");
});

test("whoever asks past the cache gets a fresh copy, which takes the place of the damaged one", async () => {
  answers.set(SCRIPT, () => answer("go", "text/javascript"));
  const app = await filled();
  answers.set(SCRIPT, () => answer("good", "text/javascript"));
  expect(await (await app.answer(new Request(SCRIPT))).text()).toBe("go");
  expect(await (await app.answer(new Request(SCRIPT, { cache: "reload" }))).text()).toBe("good");
  expect(await (await app.answer(new Request(SCRIPT))).text()).toBe("good");
});

test("a web page in the place of a file is passed on, but not kept", async () => {
  const app = await filled();
  answers.set(SCRIPT, () => answer("<h1>Sign in</h1>", "text/html"));
  const passed = await app.answer(new Request(SCRIPT, { cache: "reload" }));
  expect(await passed.text()).toBe("<h1>Sign in</h1>");
  expect(await (await app.answer(new Request(SCRIPT))).text()).toBe("good");
});
