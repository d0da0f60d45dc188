import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import type { Kept } from "./kept";
import { RunLocks } from "./run-locks";
import { type SavedRun, SavedRuns } from "./saved-runs";
import { Visits } from "./visits";

const kept: Kept = {
  bytes: new Uint8Array([1]),
  savedAt: 1,
  step: 1,
  epoch: 0,
  epochs: 12,
  testAccuracy: undefined,
  loss: 1,
  isFinished: false,
};

/** Locks of one browser, as its pages see them. */
class FakeLocks {
  readonly #held = new Map<string, Promise<unknown>>();

  async request(name: string, ...rest: unknown[]): Promise<unknown> {
    const job = rest.at(-1) as () => unknown;
    await this.#held.get(name);
    const held = Promise.resolve(job());
    this.#held.set(name, held);
    held.then(() => this.#held.delete(name));
    return held;
  }

  query() {
    return Promise.resolve({ held: [...this.#held.keys()].map((name) => ({ name })) });
  }
}

/** A browser that pages come to and go from. */
function browser(hasLocks = true) {
  const name = `visits ${Math.random()}`;
  const locks = new FakeLocks() as unknown as LockManager;
  return {
    visit: async () => new Visits(await SavedRuns.open(name), new RunLocks(hasLocks ? locks : undefined)),
    runs: () => SavedRuns.open(name),
  };
}

/** What a page is offered when it comes. */
async function offersTo(visits: Visits): Promise<SavedRun[]> {
  const offers: SavedRun[] = [];
  await visits.watch((offer) => offers.push(offer));
  return offers;
}

test("the run of a page that is gone is offered to the next one", async () => {
  const { visit } = browser();
  const first = await visit();
  await first.put({ ...kept, step: 7 });
  first.end();
  const second = await visit();
  const offers = await offersTo(second);
  expect(offers).toMatchObject([{ step: 7 }]);
  expect(await second.checkpoints(offers[0]?.run ?? "")).toEqual([kept.bytes]);
});

test("the run of a page that lives is offered only when it is gone", async () => {
  const { visit } = browser();
  const [first, second] = [await visit(), await visit()];
  await first.put({ ...kept, step: 7 });
  const offers: SavedRun[] = [];
  const watching = second.watch((offer) => offers.push(offer));
  await first.put({ ...kept, step: 8 });
  expect(offers).toEqual([]);
  first.end();
  await watching;
  expect(offers).toMatchObject([{ step: 8 }]);
});

test("two pages never write over each other", async () => {
  const { visit, runs } = browser();
  const [first, second] = [await visit(), await visit()];
  await first.put({ ...kept, step: 1 });
  await second.put({ ...kept, step: 2, savedAt: 2 });
  await first.put({ ...kept, step: 3, savedAt: 3 });
  expect((await (await runs()).list()).map(({ step }) => step)).toEqual([3, 2]);
});

test("a continued run is let go of when the page that continues it has saved its own, not before", async () => {
  const { visit, runs } = browser();
  const first = await visit();
  await first.put(kept);
  first.end();
  const second = await visit();
  const [offer] = await offersTo(second);
  second.continues(offer?.run ?? "");
  expect((await (await runs()).list()).map(({ run }) => run)).toEqual([offer?.run]);
  await second.put({ ...kept, step: 9 });
  expect((await (await runs()).list()).map(({ step }) => step)).toEqual([9]);
});

test("where nobody knows which runs are alive, they are offered, and none is removed", async () => {
  const { visit, runs } = browser(false);
  const [first, second] = [await visit(), await visit()];
  await first.put(kept);
  const [offer] = await offersTo(second);
  second.continues(offer?.run ?? "");
  await second.put({ ...kept, step: 9 });
  expect(await (await runs()).list()).toHaveLength(2);
});
