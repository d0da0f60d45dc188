/** A `fetch` that serves a manifest and shards from memory, and can be told to fail. */

import { gzipSync } from "node:zlib";
import type { ShardEntry } from "../../www/engine/protocol";

export const BASE_URL = new URL("http://test.local/data/");

export const PRETRAINED_URL = new URL("http://test.local/assets/model.safetensors.gz");

/** The program's own copy. */
export const MANIFEST_URL = new URL("http://test.local/assets/manifest.json");

const SHARD_BYTES = 5000;

export interface Shard {
  entry: ShardEntry;
  bytes: Uint8Array<ArrayBuffer>;
  packed: Uint8Array<ArrayBuffer>;
}

export function makeShard(name: string): Shard {
  const bytes = Uint8Array.from({ length: SHARD_BYTES }, (_, index) => (index * index) % 251);
  const packed = new Uint8Array(gzipSync(bytes));
  const entry: ShardEntry = {
    name,
    file: `${name}.bin.gz`,
    split: name.startsWith("test") ? "test" : "train",
    count: 1,
    byteLength: bytes.length,
    gzipLength: packed.length,
    sha256: "",
  };
  return { entry, bytes, packed };
}

type Answer = () => Response | Promise<Response>;

export class ShardServer {
  readonly shards: Shard[];
  /** Files asked for, in order. */
  readonly requests: string[] = [];
  readonly cacheModes: (RequestCache | undefined)[] = [];
  /** Answers to give instead, one per request of the file; the last one stays. */
  readonly #answers = new Map<string, Answer[]>();

  constructor(names: string[]) {
    this.shards = names.map(makeShard);
  }

  get plan(): ShardEntry[] {
    return this.shards.map((shard) => shard.entry);
  }

  /** The next requests of `file` get these answers, and then the proper one. */
  answer(file: string, ...answers: Answer[]): void {
    this.#answers.set(file, answers);
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const file = String(input).replace(BASE_URL.href, "");
    this.requests.push(file);
    this.cacheModes.push(init?.cache);
    const special = this.#answers.get(file)?.shift();
    if (special) return special();
    if (file === PRETRAINED_URL.href) return new Response(new Uint8Array(gzipSync("a network")));
    if (["manifest.json", MANIFEST_URL.href].includes(file)) return Response.json({ shards: this.plan });
    const shard = this.shards.find(({ entry }) => entry.file === file);
    return shard ? inChunks(shard.packed) : new Response("", { status: 404, statusText: "Not Found" });
  };
}

/** A body that arrives in pieces, as from a network. */
export function inChunks(bytes: Uint8Array<ArrayBuffer>, pieces = 4): Response {
  const size = Math.ceil(bytes.length / pieces);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let start = 0; start < bytes.length; start += size)
        controller.enqueue(bytes.slice(start, start + size));
      controller.close();
    },
  });
  return new Response(body);
}

/** A body that breaks off. */
export function broken(bytes: Uint8Array<ArrayBuffer>): Response {
  let isFirst = true;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (isFirst) controller.enqueue(bytes.slice(0, 10));
      else controller.error(new TypeError("network error"));
      isFirst = false;
    },
  });
  return new Response(body);
}
