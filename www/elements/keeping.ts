/** Links and files: does what the keep panel asks for, and says what became of it. */

import { failureFrom } from "../engine/failure";
import { fileName, runCsv, runJson, type SavedAs } from "../state/export";
import { BEGINNING_BYTES, fileKind } from "../state/file-kind";
import type { Words } from "../words";
import type { CurvesPanel } from "./curves/curves-panel";
import type { KeepAction } from "./keep/keep-panel";
import type { Shown } from "./panels";
import type { TrainerFace } from "./trainer-face";

/** A link to a file is followed at once, but some browsers read it a moment later. */
const LINK_LIFE_MILLIS = 60_000;

type Message = Shown["keeping"]["message"];

export class Keeping {
  #shown: Shown["keeping"] = { isBusy: false, message: undefined };
  readonly #face: TrainerFace;
  readonly #words: () => Words;
  readonly #onChange: () => void;

  constructor(face: TrainerFace, words: () => Words, onChange: () => void) {
    this.#face = face;
    this.#words = words;
    this.#onChange = onChange;
  }

  get shown(): Shown["keeping"] {
    return this.#shown;
  }

  async act(action: Exclude<KeepAction, { type: "report" }>): Promise<void> {
    if (this.#shown.isBusy) return;
    this.#show({ isBusy: true, message: undefined });
    let message: Message;
    try {
      message = await this.#do(action);
    } catch (error) {
      // Taken off the page meanwhile: nobody is there to be told.
      if (!this.#face.isConnected) {
        this.#show({ isBusy: false, message: undefined });
        return;
      }
      const { code, message: detail } = failureFrom(error);
      message = { kind: "problem", text: this.#words().problems.sentences[code], detail };
    }
    this.#show({ isBusy: false, message });
  }

  async #do(action: Exclude<KeepAction, { type: "report" }>): Promise<Message> {
    switch (action.type) {
      case "copy-link":
        return this.#copyLink();
      case "export":
        return this.#export(action.format);
      case "save-model":
        return this.#save("model", await this.#face.exportModel());
      case "save-checkpoint":
        return this.#save("checkpoint", await this.#face.saveCheckpoint());
      case "open-file":
        return this.#open(action.file);
    }
  }

  async #copyLink(): Promise<Message> {
    const { copied, copyRefused } = this.#words().keeping;
    try {
      await navigator.clipboard.writeText(location.href);
      return { kind: "done", text: copied };
    } catch {
      // Not allowed, or no clipboard on plain http.
      return { kind: "problem", text: copyRefused };
    }
  }

  async #export(format: "json" | "csv" | "png"): Promise<Message> {
    const { history, config, backend, layers } = this.#face;
    if (format === "csv") return this.#save("csv", new Blob([runCsv(history)], { type: "text/csv" }));
    if (format === "png") {
      const curves = this.#face.renderRoot.querySelector<CurvesPanel>("fashion-trainer-curves");
      if (!curves) return { kind: "problem", text: this.#words().keeping.noCurves };
      return this.#save("png", await curves.toPng());
    }
    if (!config) return undefined;
    const text = runJson({ config, backend, history, layers, exportedAt: new Date() });
    return this.#save("json", new Blob([text], { type: "application/json" }));
  }

  #save(savedAs: SavedAs, file: Blob): Message {
    const { config } = this.#face;
    if (!config) return undefined;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = fileName(savedAs, config, new Date());
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), LINK_LIFE_MILLIS);
    return { kind: "done", text: this.#words().keeping.saved(link.download) };
  }

  async #open(file: File): Promise<Message> {
    const words = this.#words().keeping;
    const kind = fileKind(new Uint8Array(await file.slice(0, BEGINNING_BYTES).arrayBuffer()));
    if (kind === "unknown") return { kind: "problem", text: words.unknownFile(file.name) };
    if (kind === "model") {
      await this.#face.importModel(file);
      return { kind: "done", text: words.modelOpened };
    }
    const { exact } = await this.#face.restoreCheckpoint(file);
    return { kind: "done", text: exact ? words.checkpointOpened : words.checkpointOpenedNearly };
  }

  #show(shown: Shown["keeping"]): void {
    this.#shown = shown;
    this.#onChange();
  }
}
