/** Share a run and keep it: link, files out, files in. What is asked for, the host does. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { KeepButtonWords, KeepWords } from "../../words/en/keep";
import { base, buttons } from "../theme";
import { keepStyles } from "./styles";

export type KeepAction =
  | { type: "copy-link" }
  | { type: "export"; format: "json" | "csv" | "png" }
  | { type: "report" }
  | { type: "save-model" }
  | { type: "save-checkpoint" }
  /** Which of both it is, the host finds out. */
  | { type: "open-file"; file: File };

export interface KeepMessage {
  kind: "done" | "problem";
  text: string;
  /** What the engine says of it, in English. */
  detail?: string;
}

/** Parts of the panel: what became of an action is said where its button is. */
type Part = "link" | "numbers" | "network" | "open";

export class KeepPanel extends LitElement {
  static override properties = {
    words: { attribute: false },
    link: { attribute: false },
    hasRun: { attribute: false },
    canSave: { attribute: false },
    isBusy: { attribute: false },
    isTraining: { attribute: false },
    message: { attribute: false },
    autosaved: { attribute: false },
  };
  static override styles = [base, buttons, keepStyles];

  declare words: KeepWords;
  /** Address that repeats the run, if there is one. */
  declare link: string | undefined;
  /** Something was reported, so there is something to export, and to lose. */
  declare hasRun: boolean;
  /** The network is there. */
  declare canSave: boolean;
  /** A file is written or read. */
  declare isBusy: boolean;
  declare isTraining: boolean;
  /** What became of the last action. */
  declare message: KeepMessage | undefined;
  /** What the browser keeps by itself, in a sentence. */
  declare autosaved: string | undefined;
  #lastPart: Part = "open";
  /** Waits until it is sure that it may take the place of what was learned. */
  #waiting: File | undefined;
  #isOver = false;
  #hasTooMany = false;

  /** To where the report is asked for: who comes back from it goes on there. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>("#report")?.focus(options);
  }

  protected override updated(changed: PropertyValues<this>): void {
    // What could not be copied is ready to be copied by hand.
    if (changed.has("message") && this.message?.kind === "problem" && this.#lastPart === "link") {
      this.renderRoot.querySelector<HTMLInputElement>("#link")?.focus();
    }
  }

  protected override render() {
    const { words } = this;
    return html`
      <section
        aria-label=${words.title}
        @dragenter=${this.#drag}
        @dragover=${this.#drag}
        @dragleave=${this.#leave}
        @drop=${this.#drop}
      >
        <h2>${words.title}</h2>
        <div class="parts">
          ${this.link === undefined ? nothing : this.#linkPart(this.link)} ${this.#numbersPart()}
          ${this.#networkPart()} ${this.#openPart()}
        </div>
        ${this.#isOver ? html`<p class="drop">${this.#openReason() ?? words.open.drop}</p>` : nothing}
      </section>
    `;
  }

  #linkPart(link: string) {
    const { link: words } = this.words;
    return this.#part("link", words.title, undefined, [
      html`<input
        id="link"
        readonly
        aria-label=${words.address}
        .value=${link}
        @focus=${(event: FocusEvent) => event.target instanceof HTMLInputElement && event.target.select()}
      />`,
      this.#button("link", { type: "copy-link" }, words, undefined),
    ]);
  }

  #numbersPart() {
    const { numbers: words, reasons } = this.words;
    const reason = this.hasRun ? this.#busyReason() : reasons.nothingTrained;
    const file = (format: "json" | "csv" | "png") =>
      this.#button("numbers", { type: "export", format }, words[format], reason);
    const reportReason = this.canSave ? undefined : reasons.notReady;
    return this.#part("numbers", words.title, reason ?? reportReason, [
      ...[file("json"), file("csv"), file("png")],
      this.#button("numbers", { type: "report" }, words.report, reportReason),
    ]);
  }

  #networkPart() {
    const { network: words, reasons } = this.words;
    const reason = this.canSave ? this.#busyReason() : reasons.notReady;
    return this.#part("network", words.title, reason, [
      this.#button("network", { type: "save-model" }, words.model, reason),
      this.#button("network", { type: "save-checkpoint" }, words.checkpoint, reason),
      this.autosaved ? html`<p class="help">${this.autosaved}</p>` : nothing,
    ]);
  }

  #openPart() {
    const { open: words } = this.words;
    const reason = this.#openReason();
    return this.#part("open", words.title, reason, [
      html`<div class="choice">
        <button
          type="button"
          aria-disabled=${reason === undefined ? "false" : "true"}
          aria-describedby="open-help open-reason"
          @click=${() => reason === undefined && this.#chooser?.click()}
        >
          ${words.label}
        </button>
        <p class="help" id="open-help">${words.help}</p>
        <input type="file" accept=".safetensors,application/octet-stream" tabindex="-1" hidden @change=${this.#chosen} />
      </div>`,
      this.#waiting ? this.#question(this.#waiting, reason) : nothing,
      this.#hasTooMany ? html`<p class="problem" role="alert">${words.oneFile}</p>` : nothing,
    ]);
  }

  #question(file: File, reason: string | undefined) {
    const { open: words } = this.words;
    return html`<div class="question" role="group" aria-labelledby="question">
      <p id="question" role="status">${words.replaces(file.name)}</p>
      <button
        type="button"
        aria-disabled=${reason === undefined ? "false" : "true"}
        aria-describedby="open-reason"
        @click=${() => reason === undefined && this.#open(file)}
      >
        ${words.confirm}
      </button>
      <button type="button" @click=${() => this.#wait(undefined)}>${words.cancel}</button>
    </div>`;
  }

  /** One reason stands for all buttons of a part. */
  #part(part: Part, title: string, reason: string | undefined, content: readonly unknown[]): TemplateResult {
    const message = part === this.#lastPart ? this.message : undefined;
    return html`<div class="part ${part}" role="group" aria-labelledby="${part}-title">
      <div class="head">
        <h3 id="${part}-title">${title}</h3>
        <p class="reason" id="${part}-reason">${reason ?? nothing}</p>
      </div>
      ${content}
      <p class="message ${message?.kind ?? nothing}" role="status">${message ? told(message) : nothing}</p>
    </div>`;
  }

  #button(part: Part, action: KeepAction, { label, help }: KeepButtonWords, reason: string | undefined) {
    const id = action.type === "export" ? action.format : action.type;
    return html`<div class="choice">
      <button
        type="button"
        id=${id}
        aria-disabled=${reason === undefined ? "false" : "true"}
        aria-describedby="${id}-help${reason === undefined ? "" : ` ${part}-reason`}"
        @click=${() => reason === undefined && this.#ask(part, action)}
      >
        ${label}
      </button>
      <p class="help" id="${id}-help">${help}</p>
    </div>`;
  }

  #busyReason(): string | undefined {
    return this.isBusy ? this.words.reasons.busy : undefined;
  }

  /** Why no file can be opened now. */
  #openReason(): string | undefined {
    const { reasons } = this.words;
    if (!this.canSave) return reasons.notReady;
    return this.isTraining ? reasons.training : this.#busyReason();
  }

  get #chooser(): HTMLInputElement | null {
    return this.renderRoot.querySelector<HTMLInputElement>("input[type=file]");
  }

  #chosen(): void {
    const chooser = this.#chooser;
    this.#take(chooser?.files);
    // Else choosing the same file once more would be no change.
    if (chooser) chooser.value = "";
  }

  #drag(event: DragEvent): void {
    const { dataTransfer } = event;
    if (!dataTransfer?.types.includes("Files")) return;
    // Also where it can't be opened: the browser would leave the page for the file.
    event.preventDefault();
    dataTransfer.dropEffect = this.#openReason() === undefined ? "copy" : "none";
    this.#hover(true);
  }

  #leave({ currentTarget, relatedTarget }: DragEvent): void {
    const isInside =
      currentTarget instanceof Element &&
      relatedTarget instanceof Node &&
      currentTarget.contains(relatedTarget);
    if (!isInside) this.#hover(false);
  }

  #drop(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.#hover(false);
    if (this.#openReason() === undefined) this.#take(event.dataTransfer.files);
  }

  #hover(isOver: boolean): void {
    if (isOver === this.#isOver) return;
    this.#isOver = isOver;
    this.requestUpdate();
  }

  #take(files: FileList | null | undefined): void {
    const [file, ...others] = files ?? [];
    if (!file) return;
    this.#hasTooMany = others.length > 0;
    if (this.#hasTooMany || this.hasRun) this.#wait(this.#hasTooMany ? undefined : file);
    else this.#open(file);
  }

  #wait(file: File | undefined): void {
    this.#waiting = file;
    this.requestUpdate();
  }

  #open(file: File): void {
    this.#wait(undefined);
    this.#ask("open", { type: "open-file", file });
  }

  #ask(part: Part, action: KeepAction): void {
    // A report says nothing here: it takes the place of the panels.
    if (action.type !== "report") this.#lastPart = part;
    this.dispatchEvent(new CustomEvent<KeepAction>("keep", { detail: action }));
  }
}

function told({ text, detail }: KeepMessage) {
  return html`${text} ${detail ? html`<span lang="en">${detail}</span>` : nothing}`;
}
