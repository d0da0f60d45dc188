/** Whether what the page says is so. */

import type { Page } from "@playwright/test";
import type { Phase } from "../../../www/engine/protocol";
import { wordsFor } from "../../../www/words";

type Trainer = HTMLElementTagNameMap["fashion-trainer"];

/** Longer than any frame. */
const PATIENCE_MILLIS = 5_000;

const HEADLINES: Readonly<
  Record<Phase, readonly (keyof ReturnType<typeof wordsFor>["status"]["headlines"])[]>
> = {
  opening: ["opening"],
  loading: ["loading"],
  ready: ["ready", "done"],
  training: ["training", "testing", "pausing"],
  paused: ["paused", "done"],
  failed: ["failed"],
};

/** In each language, the headlines that each phase may have. */
function headlines(): Record<string, Record<Phase, string[]>> {
  const languages = ["en", "de"].map((language) => {
    const { status } = wordsFor([language]);
    const texts = Object.entries(HEADLINES).map(([phase, keys]) => [
      phase,
      keys.map((key) => status.headlines[key]),
    ]);
    return [language, Object.fromEntries(texts)];
  });
  return Object.fromEntries(languages);
}

/** What the page says wrongly, and goes on saying for some time: what has just changed is drawn with the next frame. */
export function lies(page: Page): Promise<string[]> {
  const done = ["en", "de"].map((language) => wordsFor([language]).status.headlines.done);
  return page.evaluate(findLies, { headlines: headlines(), done, patience: PATIENCE_MILLIS });
}

/** In the page. */
async function findLies({
  headlines,
  done,
  patience,
}: {
  headlines: Record<string, Record<Phase, string[]>>;
  done: string[];
  patience: number;
}): Promise<string[]> {
  const panel = (name: string) =>
    document.querySelector("fashion-trainer")?.shadowRoot?.querySelector(`fashion-trainer-${name}`);
  const text = (element: Element | null | undefined) => element?.textContent?.trim() ?? "";
  const number = (element: Element | null | undefined) =>
    Number(text(element).replace(/\D/g, "") || Number.NaN);

  const find = (): string[] => {
    const found: string[] = [];
    const claim = (isSo: boolean, lie: string) => {
      if (!isSo) found.push(lie);
    };
    const trainer = document.querySelector("fashion-trainer") as Trainer | null;
    if (!trainer) return ["there is no trainer"];
    const { phase, history, config } = trainer;
    if (phase !== window.watched.phase) return [`phase ${phase}, but told was ${window.watched.phase}`];

    const status = panel("status")?.shadowRoot;
    const headline = text(status?.querySelector(".headline"));
    const allowed = headlines[document.documentElement.lang]?.[phase] ?? [];
    claim(allowed.includes(headline), `"${headline}" while ${phase}`);
    const last = history.steps.at(-1);
    const step = number(status?.querySelectorAll("dd")[1]);
    if (config) claim(step === (last?.step ?? 0), `mini-batch ${step} after ${last?.step ?? 0}`);

    const buttons = [...(panel("controls")?.shadowRoot?.querySelectorAll("button") ?? [])];
    const [first, second, third] = buttons.map((button) => button.ariaDisabled !== "true");
    const isPausing = headline === headlines[document.documentElement.lang]?.training?.[2];
    const isFinished = done.includes(headline);
    const canTrain = (phase === "ready" || phase === "paused") && !isFinished;
    claim(buttons.length === 4, `${buttons.length} buttons`);
    claim(
      first === (phase === "training" ? !isPausing : canTrain),
      `"${text(buttons[0])}" is ${first} while ${headline}`,
    );
    claim(second === canTrain, `"${text(buttons[1])}" is ${second} while ${headline}`);
    if (phase !== "ready") {
      const canReset = phase === "paused" || phase === "training";
      claim(third === canReset, `"${text(buttons[2])}" is ${third} while ${headline}`);
    }
    const lastEpoch = history.evaluations.at(-1)?.epoch ?? 0;
    if (isFinished && config)
      claim(lastEpoch >= config.epochs, `done after ${lastEpoch} of ${config.epochs} epochs`);

    const rows = panel("epochs")?.shadowRoot?.querySelectorAll("tbody tr").length ?? 0;
    claim(rows === history.evaluations.length, `${rows} rows for ${history.evaluations.length} epochs`);
    const curve = panel("curves")?.shadowRoot?.querySelector("[role=slider]");
    const trained = (last?.imagesSeen ?? 0) / (config?.trainSize ?? 1);
    const end = Math.ceil(Math.max(trained, lastEpoch));
    claim(Number(curve?.ariaValueMax) === end, `curves to ${curve?.ariaValueMax} after ${trained} epochs`);
    const file = panel("keep")?.shadowRoot?.querySelector("#json");
    if (history.steps.length === 0) claim(file?.ariaDisabled === "true", "numbers to save before any");

    // A value that is refused, or would start over, stands in its field until it is settled.
    const settings = panel("settings")?.shadowRoot;
    for (const key of ["epochs", "batchSize", "seed", "trainSize"] as const) {
      const field = settings?.querySelector<HTMLInputElement>(`#${key}`);
      const isOpen = field?.ariaInvalid === "true" || settings?.querySelector(`.${key} .confirm`);
      if (!config || !field || isOpen) continue;
      claim(field.value === String(config[key]), `${key} is ${field.value} for ${config[key]}`);
    }
    return found;
  };

  const start = performance.now();
  let found = find();
  while (found.length > 0 && performance.now() - start < patience) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    found = find();
  }
  return found;
}
