/**
 * Files that somebody has on disk, in the place of those that don't come from the host: the four that Fashion-MNIST
 * is published in, packed or not, cut into shards as scripts/data cuts them, or shards themselves. They take their
 * place by answering for the network, so that all else goes its usual way: the manifest's SHA-256 judges them too.
 */

import { joinImagesAndLabels, parseIdx } from "../../scripts/data/idx.mjs";
import { imagesPerShard, packShard, planShards, shardName } from "../../scripts/data/shards.mjs";
import { failureFrom, TrainerError } from "./failure";
import { Unpacking } from "./unpacking";

export interface OwnFilesHost {
  fetch: typeof fetch;
  /** A manifest that came with the program, for pages whose own can't be had. */
  manifestUrl: URL;
}

type Split = "train" | "test";
type Part = "images" | "labels";

interface Source {
  split: Split;
  part: Part;
  /** As it is published. */
  name: string;
  dimensions: readonly number[];
}

const CLASSES = 10;
const SIDE = 28;
const MAGIC: Readonly<Record<string, Part | "shard">> = {
  "00000803": "images",
  "00000801": "labels",
  "464d5348": "shard",
};
const SOURCES: readonly Source[] = (["train", "test"] as const).flatMap((split) => {
  const [count, prefix] = split === "train" ? [60_000, "train"] : [10_000, "t10k"];
  return [
    { split, part: "images", name: `${prefix}-images-idx3-ubyte`, dimensions: [count, SIDE, SIDE] },
    { split, part: "labels", name: `${prefix}-labels-idx1-ubyte`, dimensions: [count] },
  ];
});
/** The largest has 47 MB, unpacked. */
const MOST_BYTES = 48 << 20;

type Idx = ReturnType<typeof parseIdx>;

export class OwnFiles {
  readonly #host: OwnFilesHost;
  /** Unpacked, by the names of their files. Not in this thread's memory. */
  readonly #shards = new Map<string, Blob>();
  /** What waits for its other part, by name. */
  readonly #parts = new Map<string, Idx>();
  readonly #done = new Set<Split>();
  #standsIn = false;

  constructor(host: OwnFilesHost) {
    this.#host = host;
  }

  /** What is here comes from here. */
  readonly fetch: typeof fetch = async (input, init) => {
    const file = String(input).split("/").at(-1) ?? "";
    const shard = this.#shards.get(file);
    if (shard) return new Response(shard);
    return this.#host.fetch(
      this.#standsIn && file === "manifest.json" ? this.#host.manifestUrl : input,
      init,
    );
  };

  /** Of the four files those that are still to be chosen; none, if none was. */
  get missing(): string[] {
    if (this.#parts.size + this.#done.size === 0) return [];
    return SOURCES.filter(({ name, split }) => !this.#done.has(split) && !this.#parts.has(name)).map(
      ({ name }) => name,
    );
  }

  /** Takes what is good, and tells how many that were and what is wrong with the first that is not. */
  async add(files: readonly Blob[]): Promise<{ taken: number; problem: TrainerError | undefined }> {
    let taken = 0;
    let problem: TrainerError | undefined;
    for (const [place, file] of files.entries()) {
      const name = file instanceof File ? file.name : `file ${place + 1}`;
      try {
        await this.#take(name, file);
        taken += 1;
      } catch (error) {
        // Of scripts/data, which know no codes.
        problem ??=
          error instanceof TrainerError ? error : new TrainerError("bad-data", failureFrom(error).message);
      }
    }
    return { taken, problem };
  }

  /** From now on the program's manifest takes the place of the host's. */
  standIn(): void {
    this.#standsIn = this.#shards.size > 0;
  }

  /** The shard of this name was no good. */
  drop(file: string): void {
    this.#shards.delete(file);
  }

  async #take(name: string, file: Blob): Promise<void> {
    if (file.size > MOST_BYTES)
      throw badData(name, `${file.size} bytes, but at most ${MOST_BYTES} make sense`);
    const bytes = await unpacked(name, file);
    const start = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join("");
    const kind = MAGIC[start];
    if (kind === "shard") this.#takeShard(name, bytes);
    else if (kind) this.#takePart(name, kind, bytes);
    else {
      const wanted = "00000803 (images), 00000801 (labels) or 464d5348 (a shard)";
      throw badData(name, `begins with ${start || "nothing"}, but must with ${wanted}`);
    }
  }

  /** Which one it is, its name says, and the manifest's SHA-256 whether that is true. */
  #takeShard(name: string, bytes: Uint8Array<ArrayBuffer>): void {
    const shard = /^(train|test)-\d\d/.exec(name)?.[0];
    if (!shard)
      throw badData(name, "it is a shard, but must be called as the host calls it, such as train-00");
    this.#shards.set(`${shard}.bin.gz`, new Blob([bytes]));
  }

  #takePart(name: string, part: Part, bytes: Uint8Array): void {
    const idx = parseIdx(bytes, name);
    const found = String(idx.dimensions);
    const fitting = SOURCES.filter((source) => source.part === part);
    const source = fitting.find(({ dimensions }) => String(dimensions) === found);
    if (!source) {
      const wanted = fitting.map(({ dimensions }) => dimensions.join(" x "));
      throw badData(name, `${idx.dimensions.join(" x ")} ${part}, but must be ${wanted.join(" or ")}`);
    }
    this.#parts.set(source.name, idx);
    try {
      this.#cut(source.split);
    } catch (error) {
      throw badData(name, failureFrom(error).message);
    }
  }

  /** As soon as both parts are here. */
  #cut(split: Split): void {
    const own = SOURCES.filter((source) => source.split === split);
    const [images, labels] = own.map(({ name }) => this.#parts.get(name));
    if (!images || !labels) return;
    for (const { name } of own) this.#parts.delete(name);
    const both = joinImagesAndLabels(images, labels, CLASSES);
    for (const [number, indices] of planShards(both.labels, CLASSES, imagesPerShard).entries()) {
      const shard = packShard(both, indices) as Uint8Array<ArrayBuffer>;
      this.#shards.set(`${shardName(split, number)}.bin.gz`, new Blob([shard]));
    }
    this.#done.add(split);
  }
}

async function unpacked(name: string, file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const reader = file.stream().getReader();
  let unpacking: Unpacking | undefined;
  for (;;) {
    const { done, value } = await reader.read().catch((error) => {
      // It changed or went away since it was chosen.
      throw badData(name, `it can't be read: ${failureFrom(error).message}`);
    });
    if (done) return (await unpacking?.end()) ?? new Uint8Array();
    unpacking ??= new Unpacking(name, value, MOST_BYTES);
    await unpacking.write(value);
  }
}

function badData(name: string, problem: string): TrainerError {
  return new TrainerError("bad-data", `${name}: ${problem}`);
}
