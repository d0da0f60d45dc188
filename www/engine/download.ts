/** Fetches one file, unpacked, with byte progress, patience, a limit, and names for what can go wrong. */

import { TrainerError } from "./failure";
import { type Line, PAUSES_MILLIS, waitToRetry, wishMillis } from "./patience";
import { tooLong, Unpacking } from "./unpacking";

export interface DownloadOptions {
  fetch: typeof fetch;
  /** No file that is meant has more, packed or unpacked: what goes on longer is cut off. */
  mostBytes: number;
  /** Told the bytes so far, before they are unpacked, and whether they are packed. */
  onBytes?: ((received: number, isPacked: boolean) => void) | undefined;
  /** Told before each wait: which retry comes after it, of how many. */
  onWait?: ((retry: number, retries: number) => void) | undefined;
  /** Passes by the browser's cache, which may hold a damaged copy. */
  reload?: boolean;
  /** The longest waits before the second, third … attempt. */
  pausesMillis?: readonly number[] | undefined;
  /** No byte for so long counts as a broken connection. */
  stallMillis?: number;
  /** For tests: chance, and what is known of the network. */
  random?: () => number;
  line?: Line;
}

const STALL_MILLIS = 30_000;
/** What gzip adds where there is nothing to gain. */
const GZIP_BYTES = 1024;
/** Of refusals with 4xx, those that say "not now": the server was busy, or is. */
const TOO_SOON: readonly number[] = [408, 425, 429];

/** What may be otherwise at the next attempt. */
class Passing extends TrainerError {
  readonly wishMillis: number;

  constructor(message: string, wishMillis = 0) {
    super("network", message);
    this.wishMillis = wishMillis;
  }
}

/**
 * The file at `url`, whether it is gzip, or the host has it unpacked on the way. Broken connections and 5xx answers
 * are tried again; 4xx ones, and what is not what it should be, are not.
 */
export async function download(url: URL, options: DownloadOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { pausesMillis = PAUSES_MILLIS, random = Math.random, line = globalThis } = options;
  for (let attempt = 0; ; ) {
    try {
      return await downloadOnce(url, options);
    } catch (error) {
      const pauseMillis = pausesMillis[attempt];
      if (pauseMillis === undefined || !(error instanceof Passing)) throw error;
      options.onWait?.(attempt + 1, pausesMillis.length);
      // What fails without a network says nothing of the server.
      const isOffline = line.navigator?.onLine === false;
      await waitToRetry({ pauseMillis, wishMillis: error.wishMillis, random, line });
      if (!isOffline) attempt += 1;
    }
  }
}

async function downloadOnce(url: URL, options: DownloadOptions): Promise<Uint8Array<ArrayBuffer>> {
  const file = url.pathname.split("/").at(-1) ?? "";
  const { mostBytes, stallMillis = STALL_MILLIS } = options;
  const abort = new AbortController();
  let stalled = setTimeout(() => abort.abort(), stallMillis);
  try {
    const response = await options.fetch(url, {
      signal: abort.signal,
      cache: options.reload ? "reload" : "default",
    });
    const body = bodyOf(file, response);
    const reader = body.getReader();
    let unpacking: Unpacking | undefined;
    let received = 0;
    for (;;) {
      const { done, value } = await reader.read();
      clearTimeout(stalled);
      if (done) return (await unpacking?.end()) ?? new Uint8Array();
      unpacking ??= new Unpacking(file, value, mostBytes);
      received += value.byteLength;
      // Gzip can go on for ever and unpack to nothing.
      if (received > mostBytes + GZIP_BYTES) throw tooLong(file, mostBytes);
      options.onBytes?.(received, unpacking.isPacked);
      await unpacking.write(value);
      stalled = setTimeout(() => abort.abort(), stallMillis);
    }
  } catch (error) {
    if (error instanceof TrainerError) throw error;
    const reason = abort.signal.aborted ? "no data for half a minute" : "the connection broke";
    throw new Passing(`${file}: ${reason}`);
  } finally {
    clearTimeout(stalled);
    // Of a file that is refused the rest need not come.
    abort.abort();
  }
}

/** Of an answer that may be the file. */
function bodyOf(file: string, { ok, status, statusText, headers, body }: Response) {
  if (!ok || !body) {
    const message = `${file}: the server answered ${status} ${statusText}`.trim();
    if (status < 500 && !TOO_SOON.includes(status)) throw new TrainerError("network", message);
    throw new Passing(message, wishMillis(headers.get("Retry-After")));
  }
  // As networks do that want one to log in first, and hosts that answer everything with their start page.
  const type = headers.get("Content-Type") ?? "";
  if (/^text\/html\b/i.test(type)) {
    throw new TrainerError("network", `${file}: the server sent a web page (${type}) in its place`);
  }
  return body;
}
