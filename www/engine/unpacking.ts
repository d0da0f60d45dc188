/** Gathers a file while it arrives, and unpacks it on the way if it is gzip: so little is left to do at its end. */

import { TrainerError } from "./failure";

/** Begins each gzip file, and none of ours that a host, which sends Content-Encoding, has had unpacked. */
const GZIP_START = 0x1f;

export class Unpacking {
  readonly isPacked: boolean;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #bytes: Promise<Uint8Array<ArrayBuffer>>;

  /** `start`: the first chunk, which is still to be written. More than `mostBytes`, unpacked, are refused. */
  constructor(file: string, start: Uint8Array, mostBytes: number) {
    this.isPacked = start[0] === GZIP_START;
    const { readable, writable } = this.isPacked ? new DecompressionStream("gzip") : new TransformStream();
    this.#writer = writable.getWriter();
    // Of what was cut off, whoever writes hears; here and below.
    this.#writer.closed.catch(() => {});
    this.#bytes = gather(file, readable, mostBytes);
    this.#bytes.catch(() => {});
  }

  /** Rejects with `bad-data` if this can't be unpacked, or is too much. */
  async write(chunk: Uint8Array<ArrayBuffer>): Promise<void> {
    // Where the writing fails, the reading has, and says why.
    await this.#writer.write(chunk).catch(() => this.#bytes);
  }

  /** All of the file; rejects if something is missing. */
  async end(): Promise<Uint8Array<ArrayBuffer>> {
    await this.#writer.close().catch(() => {});
    return this.#bytes;
  }
}

export function tooLong(file: string, mostBytes: number): TrainerError {
  return new TrainerError("bad-data", `${file}: more bytes than the ${mostBytes} that it may have`);
}

/** Not by a `Response`: in Chromium what that has gathered is there twice, until the collector runs. */
async function gather(
  file: string,
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  mostBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new TrainerError("bad-data", `${file}: not a complete gzip file`);
    });
    if (done) break;
    chunks.push(value);
    length += value.length;
    if (length > mostBytes) {
      void reader.cancel().catch(() => {});
      throw tooLong(file, mostBytes);
    }
  }
  const bytes = new Uint8Array(length);
  let end = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, end);
    end += chunk.length;
  }
  return bytes;
}
