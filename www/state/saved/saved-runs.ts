/**
 * The runs that outlive the page, in IndexedDB: of each the last two checkpoints, so that there is a whole one
 * whatever happens to the other. A checkpoint is written in one transaction with what is said of it, and the one
 * that it supersedes goes in the same; it carries its own checksum and version, which the crate checks.
 */

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { TrainerError } from "../../engine/failure";
import type { Kept, RunMark } from "./kept";

/** A run of an earlier visit that can be continued. */
export interface SavedRun extends RunMark {
  readonly run: string;
}

/** The name of a run, and the place of the checkpoint among those of it. */
type Place = [run: string, number: number];

interface Tables extends DBSchema {
  /** Small, so that a list of them costs nothing. */
  marks: { key: Place; value: SavedRun & { number: number; format: number } };
  checkpoints: { key: Place; value: Uint8Array<ArrayBuffer> };
}

const NAME = "fashion-trainer";
/** Of what is said of a checkpoint: another one is of another version of this program. */
const FORMAT = 1;
const KEPT_OF_A_RUN = 2;
/** With the present one. More would only take the room of other pages. */
const MOST_RUNS = 3;
/** Some private windows answer neither yes nor no. */
const OPEN_MILLIS = 10_000;

export class SavedRuns {
  readonly #database: IDBPDatabase<Tables>;

  private constructor(database: IDBPDatabase<Tables>) {
    this.#database = database;
  }

  /** Rejects where the browser stores nothing. */
  static async open(name = NAME): Promise<SavedRuns> {
    const opening = openDB<Tables>(name, 1, {
      upgrade(database) {
        database.createObjectStore("marks", { keyPath: ["run", "number"] });
        database.createObjectStore("checkpoints");
      },
      // A page of a newer version waits for this one; what is still to be saved here is refused, and told.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
    const silence = new Promise<never>((_, reject) => {
      setTimeout(
        reject,
        OPEN_MILLIS,
        new TrainerError("storage-full", "the browser's storage does not answer"),
      );
    });
    return new SavedRuns(await Promise.race([opening, silence]));
  }

  /** Writes the newest checkpoint of `run`. */
  async put(run: string, { bytes, ...mark }: Kept): Promise<void> {
    // Strict: it is on the disk when this resolves, not in a buffer that a power failure empties.
    const writing = this.#database.transaction(["marks", "checkpoints"], "readwrite", {
      durability: "strict",
    });
    const marks = writing.objectStore("marks");
    const checkpoints = writing.objectStore("checkpoints");
    const done = writing.done;
    done.catch(() => {});
    try {
      const before = await marks.getAllKeys(ofRun(run));
      const number = (before.at(-1)?.[1] ?? 0) + 1;
      const place: Place = [run, number];
      const superseded = before.slice(0, Math.max(before.length - (KEPT_OF_A_RUN - 1), 0));
      // Async functions, since what can't be stored throws at once.
      const writes = [
        async () => checkpoints.put(bytes, place),
        async () => marks.put({ ...mark, run, number, format: FORMAT }),
        ...superseded.flatMap((old) => [async () => marks.delete(old), async () => checkpoints.delete(old)]),
      ];
      await Promise.all<unknown>(writes.map((write) => write()));
    } catch (error) {
      // Without it, what went well would stay without the rest. Where the browser itself ended it, it says why.
      abort(writing);
      const reason = await done.then(
        () => error,
        (failed: unknown) => failed,
      );
      throw reason instanceof DOMException && reason.name !== "AbortError" ? reason : error;
    }
    await done;
  }

  /** The last checkpoint of each run, the newest run first. What another version has written is passed over. */
  async list(): Promise<SavedRun[]> {
    const marks = (await this.#database.getAll("marks")).filter(isReadable);
    const newest = new Map(marks.map((mark) => [mark.run, mark]));
    return [...newest.values()].sort((one, other) => other.savedAt - one.savedAt);
  }

  /** Checkpoints of a run, the newest first: the second is for when the first can't be read. */
  async checkpoints(run: string): Promise<Uint8Array<ArrayBuffer>[]> {
    const all = await this.#database.getAll("checkpoints", ofRun(run));
    return all.filter((bytes) => bytes instanceof Uint8Array).reverse();
  }

  async remove(run: string): Promise<void> {
    const removing = this.#database.transaction(["marks", "checkpoints"], "readwrite");
    await Promise.all([
      removing.objectStore("marks").delete(ofRun(run)),
      removing.objectStore("checkpoints").delete(ofRun(run)),
      removing.done,
    ]);
  }

  /** Lets go of the oldest runs, but for those that `isKept`. */
  async prune(isKept: (run: string) => boolean): Promise<void> {
    const old = (await this.list()).slice(MOST_RUNS).filter(({ run }) => !isKept(run));
    for (const { run } of old) await this.remove(run);
  }

  close(): void {
    this.#database.close();
  }
}

/** Does nothing to one that has ended by itself. */
function abort(writing: { abort(): void }): void {
  try {
    writing.abort();
  } catch {
    // InvalidStateError: it has ended.
  }
}

function ofRun(run: string): IDBKeyRange {
  return IDBKeyRange.bound([run, 0], [run, Number.POSITIVE_INFINITY]);
}

/** Written by this version, and whole. */
function isReadable(mark: Tables["marks"]["value"]): boolean {
  const numbers = [mark.savedAt, mark.epoch, mark.epochs, mark.step];
  return mark.format === FORMAT && numbers.every((value) => Number.isFinite(value) && value >= 0);
}
