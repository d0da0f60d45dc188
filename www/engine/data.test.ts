import { expect, test } from "vitest";
import { BASE_URL, broken, inChunks, ShardServer } from "../../tests/support/shard-server";
import { ShardLoader } from "./data";
import type { Failure } from "./failure";
import type { ShardEntry } from "./protocol";

/** A host that keeps what it is given and answers with the rest of the plan, like the engine. */
function load(
  server: ShardServer,
  { refuses, next }: { refuses?: (name: string) => boolean; next?: string } = {},
) {
  const shards = new Map<string, Uint8Array>();
  const progress: [number, number][] = [];
  const waits: [number, number][] = [];
  const failures: Failure[] = [];
  let end: () => void = () => {};
  /** Everything is here, or nothing moves any more. */
  const ended = () =>
    new Promise<void>((resolve) => {
      end = resolve;
    });
  const missing = (): ShardEntry[] => server.plan.filter((shard) => !shards.has(shard.name));
  const plan = () => loader.setPlan(missing(), next);
  const loader = new ShardLoader(BASE_URL, {
    fetch: server.fetch,
    pausesMillis: [0, 0],
    onManifest: (text) => {
      expect(JSON.parse(text).shards).toHaveLength(server.plan.length);
      plan();
    },
    onShard: (name, bytes) => {
      if (refuses?.(name))
        return loader.fail({ code: "bad-data", message: "refused" }, `${name}.bin.gz`, name);
      shards.set(name, bytes);
      loader.settle(name);
      plan();
      if (missing().length === 0) end();
    },
    onWait: (...wait) => waits.push(wait),
    onProgress: (loaded, total) => progress.push([loaded, total]),
    onFailure: (failure) => {
      failures.push(failure);
      end();
    },
  });
  return { loader, shards, progress, waits, failures, ended };
}

test("all shards arrive unpacked, in the order of the plan, the manifest first", async () => {
  const server = new ShardServer(["train-00", "test-00", "train-01"]);
  const { loader, shards, ended } = load(server);
  const end = ended();
  loader.resume();
  await end;
  expect(server.requests).toEqual(["manifest.json", "train-00.bin.gz", "test-00.bin.gz", "train-01.bin.gz"]);
  for (const { entry, bytes } of server.shards) expect(shards.get(entry.name)).toEqual(bytes);
});

test("progress counts compressed bytes, never falls, and ends complete", async () => {
  const server = new ShardServer(["train-00", "train-01"]);
  const { loader, progress, ended } = load(server);
  const end = ended();
  loader.resume();
  await end;
  const total = server.plan.reduce((sum, shard) => sum + shard.gzipLength, 0);
  const loaded = progress.map(([bytes]) => bytes);
  expect(loaded).toEqual([...loaded].sort((a, b) => a - b));
  expect(new Set(loaded).size).toBeGreaterThan(4);
  expect(progress.at(-1)).toEqual([total, total]);
});

test("a host that unpacks on the way is the same to us", async () => {
  const server = new ShardServer(["train-00"]);
  const shard = server.shards[0];
  server.answer("train-00.bin.gz", () => inChunks(shard?.bytes ?? new Uint8Array()));
  const { loader, shards, progress, ended } = load(server);
  const end = ended();
  loader.resume();
  await end;
  expect(shards.get("train-00")).toEqual(shard?.bytes);
  for (const [loaded, total] of progress) expect(loaded).toBeLessThanOrEqual(total);
});

test("a missing file is a network failure at once, and resuming goes on where it stopped", async () => {
  const server = new ShardServer(["train-00", "train-01", "train-02"]);
  server.answer("train-01.bin.gz", () => new Response("", { status: 404 }));
  const { loader, shards, failures, ended } = load(server);
  const failed = ended();
  loader.resume();
  await failed;
  expect(failures).toEqual([{ code: "network", message: "train-01.bin.gz: the server answered 404" }]);
  expect(loader.failure).toBeDefined();
  const completed = ended();
  loader.resume();
  await completed;
  expect(shards.size).toBe(3);
  expect(server.requests.filter((file) => file === "train-00.bin.gz")).toHaveLength(1);
  // The copy in the cache is not trusted after a failure.
  expect(server.cacheModes[server.requests.lastIndexOf("train-01.bin.gz")]).toBe("reload");
});

test("a missing manifest can be retried as well", async () => {
  const server = new ShardServer(["train-00"]);
  server.answer("manifest.json", () => new Response("", { status: 404 }));
  const { loader, shards, failures, ended } = load(server);
  const failed = ended();
  loader.resume();
  await failed;
  expect(failures[0]?.code).toBe("network");
  const completed = ended();
  loader.resume();
  await completed;
  expect(shards.size).toBe(1);
});

test("a manifest that is under way is not asked for again", async () => {
  const server = new ShardServer(["train-00"]);
  const { loader, shards, ended } = load(server);
  const end = ended();
  loader.resume();
  loader.resume();
  await end;
  expect(shards.size).toBe(1);
  expect(server.requests).toEqual(["manifest.json", "train-00.bin.gz"]);
});

test("a broken connection and a 503 are tried again unasked", async () => {
  const server = new ShardServer(["train-00"]);
  const packed = server.shards[0]?.packed ?? new Uint8Array();
  server.answer(
    "train-00.bin.gz",
    () => broken(packed),
    () => new Response("", { status: 503 }),
  );
  const { loader, shards, failures, ended } = load(server);
  const end = ended();
  loader.resume();
  await end;
  expect(failures).toEqual([]);
  expect(shards.size).toBe(1);
});

test("a connection that stays broken is a network failure", async () => {
  const server = new ShardServer(["train-00"]);
  const fail = () => Promise.reject(new TypeError("Failed to fetch"));
  server.answer("train-00.bin.gz", fail, fail, fail);
  const { loader, failures, ended } = load(server);
  const end = ended();
  loader.resume();
  await end;
  expect(failures).toEqual([{ code: "network", message: "train-00.bin.gz: the connection broke" }]);
});

test("a truncated gzip file is bad data", async () => {
  const server = new ShardServer(["train-00"]);
  const packed = server.shards[0]?.packed ?? new Uint8Array();
  server.answer("train-00.bin.gz", () => inChunks(packed.slice(0, packed.length / 2)));
  const { loader, failures, ended } = load(server);
  const end = ended();
  loader.resume();
  await end;
  expect(failures[0]?.code).toBe("bad-data");
});

test("a shard that the crate refuses stops the loading once, and is fetched afresh on retry", async () => {
  const server = new ShardServer(["train-00", "train-01"]);
  let isRefused = true;
  const { loader, shards, failures, ended } = load(server, {
    refuses: (name) => isRefused && name === "train-00",
  });
  const failed = ended();
  loader.resume();
  await failed;
  expect(failures).toHaveLength(1);
  isRefused = false;
  const completed = ended();
  loader.resume();
  await completed;
  expect([...shards.keys()].sort()).toEqual(["train-00", "train-01"]);
});

test("two downloads at a time, not more", async () => {
  const server = new ShardServer(["train-00", "train-01", "train-02", "train-03"]);
  let open = 0;
  let most = 0;
  for (const shard of server.shards) {
    server.answer(shard.entry.file, async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 1));
      open -= 1;
      return inChunks(shard.packed);
    });
  }
  const { loader, ended } = load(server);
  const end = ended();
  loader.resume();
  await end;
  expect(most).toBe(2);
});

test("what the next mini-batch needs comes first, and has the line to itself", async () => {
  const server = new ShardServer(["train-00", "test-00", "train-01"]);
  const { loader, shards, ended } = load(server, { next: "train-01" });
  let here: string[] = [];
  server.answer("train-00.bin.gz", () => {
    here = [...shards.keys()];
    return inChunks(server.shards[0]?.packed ?? new Uint8Array());
  });
  const end = ended();
  loader.resume();
  await end;
  expect(server.requests).toEqual(["manifest.json", "train-01.bin.gz", "train-00.bin.gz", "test-00.bin.gz"]);
  expect(here).toEqual(["train-01"]);
});
