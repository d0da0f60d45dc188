/** The page under test: drives the public face of the element and watches what must never happen. */

import { test as base, expect, type Page } from "@playwright/test";
import type { ErrorCode } from "../../www/engine/failure";
import type {
  ConfigInput,
  Phase,
  Restoration,
  StepReport,
  Summary,
  TrainConfig,
  TrainGoal,
} from "../../www/engine/protocol";
import type {} from "../../www/main";
import { listenToComplaints } from "./complaints";
import { watchPolicy } from "./policy-watch";

declare global {
  interface Window {
    /** What page scripts took within one frame, for frames that came late. */
    lateFrames: { at: number; millis: number; scripts: string[] }[];
  }
}

/** What a browser tells of a script in a late frame. */
interface FrameScript extends PerformanceEntry {
  invoker?: string;
  sourceFunctionName?: string;
  sourceCharPosition?: number;
}

/** Settings, what `restoreCheckpoint` gives, or a refusal. */
type Loaded = Partial<TrainConfig & Restoration & { code: ErrorCode; message: string }>;

export class TrainerPage {
  readonly page: Page;
  readonly consoleErrors: readonly string[];
  readonly foreignRequests: string[] = [];
  /** Whatever a test tolerates, these it must not cause. */
  readonly policyRefusals: readonly string[];
  /** When the page was ready to train, in its own milliseconds. */
  #readyMillis = 0;

  static async watch(page: Page, baseURL = ""): Promise<TrainerPage> {
    return new TrainerPage(page, new URL(baseURL).origin, await watchPolicy(page));
  }

  private constructor(page: Page, origin: string, policyRefusals: readonly string[]) {
    this.page = page;
    this.policyRefusals = policyRefusals;
    this.consoleErrors = listenToComplaints(page);
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (!["blob:", "data:"].includes(url.protocol) && url.origin !== origin)
        this.foreignRequests.push(url.href);
    });
  }

  /** Opens the demo page and waits until it can train. */
  async open(address: string): Promise<void> {
    await this.goto(address);
    await this.ready();
    this.#readyMillis = await this.page.evaluate(() => performance.now());
  }

  /** Opens the demo page, however far it gets. */
  async goto(address: string): Promise<void> {
    await this.page.addInitScript(() => {
      window.lateFrames = [];
      // What scripts took, not what the frame took: on a busy machine a frame also waits for the processor.
      const type = "long-animation-frame";
      const isKnown = PerformanceObserver.supportedEntryTypes.includes(type);
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { scripts?: FrameScript[] })[]) {
          const scripts: FrameScript[] = entry.scripts ?? [entry];
          window.lateFrames.push({
            at: entry.startTime,
            millis: scripts.reduce((sum, script) => sum + script.duration, 0),
            scripts: scripts.map(
              ({ duration, invoker, sourceFunctionName, sourceCharPosition }) =>
                `${duration} ms: ${invoker} ${sourceFunctionName} at ${sourceCharPosition}`,
            ),
          });
        }
      }).observe({ type: isKnown ? type : "longtask", buffered: true });
    });
    await this.page.goto(address);
  }

  /** Files of this kind don't arrive until the returned function is called. */
  async holdBack(pattern: string): Promise<() => void> {
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    await this.page.route(pattern, async (route) => {
      await arrived;
      await route.continue();
    });
    return arrive;
  }

  get element() {
    return this.page.locator("fashion-trainer").first();
  }

  ready(): Promise<void> {
    return this.element.evaluate((trainer: HTMLElementTagNameMap["fashion-trainer"]) => trainer.ready);
  }

  backend() {
    return this.element.evaluate((trainer: HTMLElementTagNameMap["fashion-trainer"]) => trainer.backend);
  }

  config() {
    return this.element.evaluate((trainer: HTMLElementTagNameMap["fashion-trainer"]) => trainer.config);
  }

  phase(): Promise<Phase> {
    return this.element.evaluate((trainer: HTMLElementTagNameMap["fashion-trainer"]) => trainer.phase);
  }

  history() {
    return this.element.evaluate((trainer: HTMLElementTagNameMap["fashion-trainer"]) => trainer.history);
  }

  gpuDispatches(): Promise<number> {
    return this.element.evaluate((trainer: HTMLElementTagNameMap["fashion-trainer"]) =>
      trainer.gpuDispatches(),
    );
  }

  train(goal: TrainGoal = {}): Promise<Summary> {
    return this.element.evaluate(
      (trainer: HTMLElementTagNameMap["fashion-trainer"], goal) => trainer.train(goal),
      goal,
    );
  }

  pause(): Promise<void> {
    return this.element.evaluate((trainer: HTMLElementTagNameMap["fashion-trainer"]) => trainer.pause());
  }

  /** The code that `configure` rejects with, or undefined if it accepts. */
  configure(partial: ConfigInput): Promise<ErrorCode | undefined> {
    return this.element.evaluate(
      (trainer: HTMLElementTagNameMap["fashion-trainer"], partial) =>
        trainer.configure(partial).then(
          () => undefined,
          (error) => error.code,
        ),
      partial,
    );
  }

  /** Trains on single mini-batches, so that each has a report of its own. */
  async steps(count: number): Promise<StepReport[]> {
    return this.element.evaluate(async (trainer: HTMLElementTagNameMap["fashion-trainer"], count) => {
      const before = trainer.history.steps.length;
      for (let step = 0; step < count; step++) await trainer.step();
      return trainer.history.steps.slice(before);
    }, count);
  }

  /** The bytes of a file that the trainer makes. */
  async save(method: "exportModel" | "saveCheckpoint"): Promise<Buffer> {
    const url = await this.element.evaluate(
      async (trainer: HTMLElementTagNameMap["fashion-trainer"], method) => {
        const file = await trainer[method]();
        return new Promise<string>((resolve) => {
          const reader = new FileReader();
          reader.onload = () => resolve(String(reader.result));
          reader.readAsDataURL(file);
        });
      },
      method,
    );
    return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
  }

  /** Gives the trainer a file; the result, or what it refuses the file with. */
  load(method: "importModel" | "restoreCheckpoint", file: Uint8Array): Promise<Loaded> {
    return this.element.evaluate(
      (trainer: HTMLElementTagNameMap["fashion-trainer"], { method, text }) => {
        const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
        const loading: Promise<object> = trainer[method](new Blob([bytes]));
        return loading.then(
          (result) => ({ ...result }),
          ({ code, message }) => ({ code, message }),
        );
      },
      { method, text: Buffer.from(file).toString("base64") },
    );
  }

  /** Listens from the moment that this resolves; what it gives waits for the next event of this name. */
  async listen(name: string): Promise<() => Promise<unknown>> {
    const told = await this.element.evaluateHandle(
      (trainer, name) => ({
        detail: new Promise((resolve) => {
          trainer.addEventListener(name, (event) => resolve((event as CustomEvent).detail), { once: true });
        }),
      }),
      name,
    );
    return () => told.evaluate(({ detail }) => detail);
  }

  /** Frames since the page was ready that its scripts held up by more than 200 ms: which scripts. */
  async blockedFrames(): Promise<string[][]> {
    const frames = await this.page.evaluate(() => window.lateFrames);
    const isBlocked = ({ at, millis }: (typeof frames)[number]) => at >= this.#readyMillis && millis > 200;
    return frames.filter(isBlocked).map(({ scripts }) => scripts);
  }
}

interface Fixtures {
  trainer: TrainerPage;
  /** Opens another tab. */
  newTrainer: () => Promise<TrainerPage>;
  toleratedErrors: RegExp | undefined;
}

/** `trainer` is the page; after each test no page must have complained, hit its policy, or asked another origin. */
export const test = base.extend<Fixtures>({
  toleratedErrors: [undefined, { option: true }],
  trainer: async ({ page, baseURL, toleratedErrors }, use) => {
    const trainer = await TrainerPage.watch(page, baseURL);
    await use(trainer);
    expectPeace(trainer, toleratedErrors);
  },
  newTrainer: async ({ context, baseURL, toleratedErrors }, use) => {
    const trainers: TrainerPage[] = [];
    await use(async () => {
      const trainer = await TrainerPage.watch(await context.newPage(), baseURL);
      trainers.push(trainer);
      return trainer;
    });
    for (const trainer of trainers) expectPeace(trainer, toleratedErrors);
  },
});

function expectPeace(trainer: TrainerPage, toleratedErrors: RegExp | undefined): void {
  expect(trainer.consoleErrors.filter((text) => !toleratedErrors?.test(text))).toEqual([]);
  expect(trainer.policyRefusals).toEqual([]);
  expect(trainer.foreignRequests).toEqual([]);
}

/** Mean loss of the last five reports over that of the first five. */
export function lossRatio(reports: readonly StepReport[]): number {
  const mean = (some: readonly StepReport[]) =>
    some.reduce((sum, report) => sum + report.loss, 0) / some.length;
  return mean(reports.slice(-5)) / mean(reports.slice(0, 5));
}

export { expect };
