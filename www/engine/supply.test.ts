import { expect, test } from "vitest";
import { FakeSession } from "../../tests/support/fake-session";
import { BASE_URL, MANIFEST_URL, ShardServer } from "../../tests/support/shard-server";
import { OwnFiles } from "./own-files";
import type { TrainerSession } from "./protocol";
import { Supply } from "./supply";

test("a second manifest is ignored: it would make a new model", async () => {
  const jobs: ((session: TrainerSession) => void)[] = [];
  const server = new ShardServer(["train-00", "test-00"]);
  const supply = new Supply(BASE_URL.href, {
    ownFiles: new OwnFiles({ fetch: server.fetch, manifestUrl: MANIFEST_URL }),
    pausesMillis: [],
    use: (job) => jobs.push(job),
    emit: () => {},
    onChange: () => {},
    onFatal: (error) => expect.unreachable(String(error)),
  });
  // Asked for again while the first one waits for the Session.
  supply.resume();
  await expect.poll(() => jobs).toHaveLength(1);
  supply.resume();
  await expect.poll(() => jobs).toHaveLength(2);

  const session = new FakeSession();
  jobs[0]?.(session);
  await session.step();
  jobs[1]?.(session);
  expect(session.progress()).toMatchObject({ step: 1 });
});
