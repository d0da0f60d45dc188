/** What is fetched of the data while the backend opens, and what is said of it. */

import { expect, test } from "vitest";
import { engineOn } from "../../tests/support/engine";
import { FakeSession } from "../../tests/support/fake-session";
import { BASE_URL, ShardServer } from "../../tests/support/shard-server";
import type { OpenedBackend } from "./backend";
import { TrainerError } from "./failure";
import type { TrainerSession } from "./protocol";
import { reasonOf } from "./reasons";

/** An engine whose backend opens, or not, when the test says so. */
function opening(server = new ShardServer(["train-00", "test-00"])) {
  let succeed = () => {};
  let fail: (error: unknown) => void = () => {};
  const open = () =>
    new Promise<OpenedBackend<TrainerSession>>((resolve, reject) => {
      succeed = () => resolve({ session: new FakeSession(), ...reasonOf("cpu-asked") });
      fail = reject;
    });
  const fake = engineOn({}, server, { open });
  const opened = fake.engine.handle({ type: "open", wish: "auto", dataUrl: BASE_URL.href, config: {} });
  return { ...fake, opened, succeed: () => succeed(), fail: (error: unknown) => fail(error) };
}

test("the manifest comes while the backend opens, and waits for it", async () => {
  const { succeed, server, next, opened, phases } = opening();
  await expect.poll(() => server.requests).toEqual(["manifest.json"]);
  const ready = next("ready");
  succeed();
  await opened;
  await ready;
  expect(server.requests).toEqual(["manifest.json", "train-00.bin.gz", "test-00.bin.gz"]);
  expect(phases()).toEqual(["loading", "ready"]);
});

test("a manifest that fails to come while the backend opens is told after it", async () => {
  const server = new ShardServer(["train-00"]);
  const answered = new Promise((resolve) => {
    server.answer("manifest.json", () => {
      // Once what waits for the answer has had its turn.
      setTimeout(resolve);
      return new Response("", { status: 404 });
    });
  });
  const { succeed, next, opened, events } = opening(server);
  await answered;
  const failed = next("phase", (event) => event.phase === "failed");
  succeed();
  await opened;
  await failed;
  const told = events.map((event) => (event.type === "phase" ? event.phase : event.type));
  expect(told).toEqual(["opened", "configured", "loading", "load-failed", "failed"]);
});

test("when the backend does not open, nothing is said or fetched of the data", async () => {
  const server = new ShardServer(["train-00"]);
  const { fail, opened, events } = opening(server);
  await expect.poll(() => server.requests).toEqual(["manifest.json"]);
  fail(new TrainerError("network", "cpu engine: Failed to fetch"));
  await expect(opened).rejects.toMatchObject({ code: "network" });
  expect(events.map((event) => event.type)).toEqual(["fatal"]);
  expect(server.requests).toEqual(["manifest.json"]);
});
