/** Fetches one file with byte progress, patience and names for what can go wrong. */

import { TrainerError } from "./failure";

export interface DownloadOptions {
  fetch: typeof fetch;
  /** Told the bytes so far and the first chunk, before anything is unpacked. */
  onBytes?: ((received: number, firstChunk: Uint8Array) => void) | undefined;
  /** Passes by the browser's cache, which may hold a damaged copy. */
  reload?: boolean;
  /** Waits before the second, third … attempt. */
  pausesMillis?: readonly number[] | undefined;
  /** No byte for so long counts as a broken connection. */
  stallMillis?: number;
}

const PAUSES_MILLIS: readonly number[] = [500, 2000];
const STALL_MILLIS = 30_000;

/** A refusal that asking again at once would not change. */
class Refused extends TrainerError {}

/** The body of `url`, in chunks. Broken connections and 5xx answers are tried again, 4xx ones are not. */
export async function download(url: URL, options: DownloadOptions): Promise<Uint8Array<ArrayBuffer>[]> {
  const pauses = options.pausesMillis ?? PAUSES_MILLIS;
  for (let attempt = 0; ; attempt++) {
    try {
      return await downloadOnce(url, options);
    } catch (error) {
      const pause = pauses[attempt];
      if (pause === undefined || error instanceof Refused) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

async function downloadOnce(url: URL, options: DownloadOptions): Promise<Uint8Array<ArrayBuffer>[]> {
  const file = url.pathname.split("/").at(-1);
  const abort = new AbortController();
  let stalled = setTimeout(() => abort.abort(), options.stallMillis ?? STALL_MILLIS);
  try {
    const response = await options.fetch(url, {
      signal: abort.signal,
      cache: options.reload ? "reload" : "default",
    });
    if (!response.ok || !response.body) {
      const message = `${file}: the server answered ${response.status} ${response.statusText}`.trim();
      throw response.status < 500 ? new Refused("network", message) : new TrainerError("network", message);
    }
    const reader = response.body.getReader();
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let received = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return chunks;
      chunks.push(value);
      received += value.byteLength;
      options.onBytes?.(received, chunks[0] ?? value);
      clearTimeout(stalled);
      stalled = setTimeout(() => abort.abort(), options.stallMillis ?? STALL_MILLIS);
    }
  } catch (error) {
    if (error instanceof TrainerError) throw error;
    const reason = abort.signal.aborted ? "no data for half a minute" : "the connection broke";
    throw new TrainerError("network", `${file}: ${reason}`);
  } finally {
    clearTimeout(stalled);
  }
}

/** Whether a file begins as gzip does. A host that sends Content-Encoding has it unpacked on the way. */
export function isGzip(start: Uint8Array): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

/** The unpacked bytes, whether or not the host had unpacked them on the way. */
export async function gunzip(
  file: string,
  chunks: Uint8Array<ArrayBuffer>[],
): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob(chunks);
  const start = new Uint8Array(await packed.slice(0, 2).arrayBuffer());
  if (!isGzip(start)) return new Uint8Array(await packed.arrayBuffer());
  try {
    const stream = packed.stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    throw new TrainerError("bad-data", `${file}: not a complete gzip file`);
  }
}
