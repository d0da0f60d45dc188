import { engineOn } from "./engine";
import { BASE_URL, ShardServer } from "./shard-server";

/** An engine whose manifest comes, with this answer, once `arrive` is called. */
export function withoutManifest(
  answer = ({ plan }: ShardServer): Response => Response.json({ shards: plan }),
  names = ["train-00", "test-00"],
) {
  const server = new ShardServer(names);
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  server.answer("manifest.json", () => arrived.then(() => answer(server)));
  const fake = engineOn({}, server);
  void fake.engine.handle({ type: "open", wish: "auto", dataUrl: BASE_URL.href, config: {} });
  return { ...fake, arrive };
}
