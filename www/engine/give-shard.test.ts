import { expect, test, vi } from "vitest";
import { engineOn } from "../../tests/support/engine";
import { FakeSession } from "../../tests/support/fake-session";
import { reasonOf } from "./reasons";

/** Notes who frees the bytes that it is given: Node.js 20 has no `transfer`. */
class Watching extends FakeSession {
  readonly transfers: unknown[] = [];

  override loadShard(name: string, bytes: Uint8Array): void {
    const transfer = vi.fn();
    Object.assign(bytes.buffer, { transfer });
    this.transfers.push(transfer);
    super.loadShard(name, bytes);
  }
}

test("a shard's bytes are freed as soon as the Session has them", async () => {
  const session = new Watching();
  const { open, engine } = engineOn({}, undefined, {
    open: async () => ({ session, ...reasonOf("cpu-asked") }),
  });
  await open();
  await engine.handle({ type: "evaluate" });
  expect(session.transfers).toHaveLength(2);
  for (const transfer of session.transfers) expect(transfer).toHaveBeenCalledExactlyOnceWith(0);
});
