import { Engine, type EngineHost } from "../../www/engine/engine";
import type { ConfigInput, TrainerEvent } from "../../www/engine/protocol";
import { type FakeOptions, FakeSession } from "./fake-session";
import { BASE_URL, MANIFEST_URL, PRETRAINED_URL, ShardServer } from "./shard-server";

type EventOf<T extends TrainerEvent["type"]> = Extract<TrainerEvent, { type: T }>;

/** An engine on a fake Session and an in-memory server, with its events; `host` replaces some of what it stands on. */
export function engineOn(
  options: FakeOptions = {},
  server = new ShardServer(["train-00", "test-00"]),
  host: Partial<EngineHost> = {},
) {
  const events: TrainerEvent[] = [];
  let listeners: ((event: TrainerEvent) => void)[] = [];
  const engine = new Engine({
    open: async () => ({
      session: new FakeSession(options),
      reason: "Told so.",
      reasonCode: "cpu-asked",
      reasonDetail: "",
    }),
    fetch: server.fetch,
    pausesMillis: [],
    gpuWork: () => ({ dispatches: 0, uploadedBytes: 0, reads: 0 }),
    pretrainedUrl: PRETRAINED_URL,
    manifestUrl: MANIFEST_URL,
    emit: (event) => {
      events.push(event);
      for (const listener of listeners) listener(event);
    },
    ...host,
  });
  const next = <T extends TrainerEvent["type"]>(type: T, fits: (event: EventOf<T>) => boolean = () => true) =>
    new Promise<EventOf<T>>((resolve) => {
      const listener = (event: TrainerEvent) => {
        if (event.type !== type || !fits(event as EventOf<T>)) return;
        listeners = listeners.filter((other) => other !== listener);
        resolve(event as EventOf<T>);
      };
      listeners.push(listener);
    });
  const open = async (config: ConfigInput = {}) => {
    const ready = next("ready");
    await engine.handle({ type: "open", wish: "auto", dataUrl: BASE_URL.href, config });
    await ready;
  };
  const phases = () => events.flatMap((event) => (event.type === "phase" ? [event.phase] : []));
  const count = (type: TrainerEvent["type"]) => events.filter((event) => event.type === type).length;
  return { engine, server, events, next, open, phases, count };
}

/** A file that the engine makes, as a page has it. */
export async function saved(engine: Engine, type: "export-model" | "save-checkpoint"): Promise<Blob> {
  const bytes = (await engine.handle({ type })) as Uint8Array<ArrayBuffer>;
  return new Blob([bytes]);
}

/** What a training of so many mini-batches leaves behind. */
export async function checkpointAfter(steps: number, config: ConfigInput = {}): Promise<Blob> {
  const { engine, open } = engineOn();
  await open(config);
  await engine.handle({ type: "train", goal: { steps } });
  return saved(engine, "save-checkpoint");
}
