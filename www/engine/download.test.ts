import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { inChunks } from "../../tests/support/shard-server";
import { type DownloadOptions, download } from "./download";

const URL_OF_FILE = new URL("http://test.local/data/file.bin");
const BYTES = Uint8Array.from({ length: 1000 }, (_, index) => index % 7);
const GOOD = () => inChunks(BYTES);

/** Each request gets the next answer; the last one stays. Gives the times of the requests, from the first. */
function ask(answers: (() => Response | Promise<Response>)[], options: Partial<DownloadOptions> = {}) {
  const times: number[] = [];
  const waits: string[] = [];
  const started = Date.now();
  const done = download(URL_OF_FILE, {
    fetch: async () => {
      times.push(Date.now() - started);
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      return (answer ?? GOOD)();
    },
    mostBytes: BYTES.length,
    random: () => 0,
    onWait: (retry, retries) => waits.push(`${retry} of ${retries}`),
    ...options,
  });
  done.catch(() => {});
  return { done, times, waits };
}

const status =
  (code: number, headers = {}) =>
  () =>
    new Response("", { status: code, headers });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test("a file that does not come is asked for three times more, each time after a longer wait", async () => {
  const { done, times, waits } = ask([status(500)]);
  await vi.advanceTimersByTimeAsync(60_000);
  await expect(done).rejects.toMatchObject({ code: "network", message: "file.bin: the server answered 500" });
  expect(times).toEqual([0, 500, 1500, 3500]);
  expect(waits).toEqual(["1 of 3", "2 of 3", "3 of 3"]);
});

test("chance makes each wait up to twice as long", async () => {
  const { times } = ask([status(500)], { random: () => 1 });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(times).toEqual([0, 1000, 3000, 7000]);
});

test.each([
  ["seconds", () => "5", 5000],
  ["a date", () => new Date(Date.now() + 5000).toUTCString(), 4000],
  ["less than our own pause", () => "0", 500],
  ["a time that has passed", () => "Mon, 01 Jan 2001 00:00:00 GMT", 500],
  ["nonsense", () => "soon", 500],
  ["an hour, of which half a minute is waited for", () => "3600", 30_000],
])("a server that says when to come again is heard: %s", async (_what, retryAfter, leastMillis) => {
  const { done, times } = ask([status(503, { "Retry-After": retryAfter() }), GOOD]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await done).toEqual(BYTES);
  expect(times[1]).toBeGreaterThanOrEqual(leastMillis);
  expect(times[1]).toBeLessThanOrEqual(leastMillis + 1000);
});

test.each([408, 425, 429, 500, 502, 503, 504])("after a %d it is tried again", async (code) => {
  const { done, times } = ask([status(code), GOOD]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await done).toEqual(BYTES);
  expect(times).toHaveLength(2);
});

test.each([400, 401, 403, 404, 410])("a %d stays one", async (code) => {
  const { done, times } = ask([status(code), GOOD]);
  await vi.advanceTimersByTimeAsync(60_000);
  await expect(done).rejects.toMatchObject({ code: "network" });
  expect(times).toHaveLength(1);
});

test("a connection on which nothing comes any more is broken off and tried again", async () => {
  let requests = 0;
  const silent = (signal: AbortSignal | null | undefined) =>
    new Response(
      new ReadableStream({
        start(stream) {
          stream.enqueue(BYTES.slice(0, 9));
          signal?.addEventListener("abort", () => stream.error(signal.reason));
        },
      }),
    );
  const { done } = ask([], {
    fetch: async (_url, init) => {
      requests += 1;
      return requests === 1 ? silent(init?.signal) : GOOD();
    },
  });
  await vi.advanceTimersByTimeAsync(29_000);
  expect(requests).toBe(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await done).toEqual(BYTES);
  expect(requests).toBe(2);
});

test("without a network it waits until there is one, but not for ever", async () => {
  const offline = () => Promise.reject(new TypeError("Failed to fetch"));
  const line = Object.assign(new EventTarget(), { navigator: { onLine: false } });
  const { done, times } = ask([offline, GOOD], { line });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(times).toHaveLength(1);
  line.dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(0);
  expect(await done).toEqual(BYTES);

  // A browser that never says so.
  const other = ask([offline, GOOD], { line });
  await vi.advanceTimersByTimeAsync(61_000);
  expect(await other.done).toEqual(BYTES);
});

test("as long as there is no network no retry is used up", async () => {
  const line = Object.assign(new EventTarget(), { navigator: { onLine: false } });
  const offline = () => Promise.reject(new TypeError("Failed to fetch"));
  const { done, times, waits } = ask([() => (line.navigator.onLine ? GOOD() : offline())], { line });
  await vi.advanceTimersByTimeAsync(20 * 60_000);
  expect(times.length).toBeGreaterThan(10);
  expect(new Set(waits)).toEqual(new Set(["1 of 3"]));
  line.navigator.onLine = true;
  line.dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(0);
  expect(await done).toEqual(BYTES);
});

test("a web page in the place of a file is called so, and not asked for again", async () => {
  const portal = () =>
    new Response("<title>Log in</title>", { headers: { "Content-Type": "text/html; charset=utf-8" } });
  const { done, times } = ask([portal]);
  await vi.advanceTimersByTimeAsync(60_000);
  await expect(done).rejects.toMatchObject({
    code: "network",
    message: "file.bin: the server sent a web page (text/html; charset=utf-8) in its place",
  });
  expect(times).toHaveLength(1);
});

test("what goes on beyond its length is cut off, and not asked for again", async () => {
  let sent = 0;
  const endless = () =>
    new Response(
      new ReadableStream({
        pull(stream) {
          sent += 100;
          stream.enqueue(new Uint8Array(100));
        },
      }),
    );
  const { done, times } = ask([endless]);
  await expect(done).rejects.toMatchObject({
    code: "bad-data",
    message: "file.bin: more bytes than the 1000 that it may have",
  });
  expect(times).toHaveLength(1);
  expect(sent).toBeLessThan(5000);
});

test("gzip that goes on and unpacks to nothing is cut off as well", async () => {
  // The head of a file, then empty blocks.
  const head = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
  let isFirst = true;
  const endless = () =>
    new Response(
      new ReadableStream({
        pull(stream) {
          const blocks = Array.from({ length: 100 }, () => [0, 0, 0, 0xff, 0xff]).flat();
          stream.enqueue(Uint8Array.from(isFirst ? head : blocks));
          isFirst = false;
        },
      }),
    );
  const { done } = ask([endless]);
  await expect(done).rejects.toMatchObject({ code: "bad-data" });
});
