/** The pad by keys: a cursor that is seen, and words for those who don't see it. */

import { Announcer } from "../announcer";
import type { PadEditor, Told } from "./editor";
import { historyAction, isRepeatable, type KeyAction, keyAction } from "./keys";
import type { PadRing } from "./ring";

/** Between two words: long enough to be heard out. */
const INTERVAL_MILLIS = 800;

export interface KeyboardListener {
  /** Drawing or choice may have changed. */
  changed(): void;
  /** What came of it, to be told in words. */
  told(told: Told): string;
  /** The words, not too many at once. */
  announce(text: string): void;
}

export class PadKeyboard {
  readonly #editor: PadEditor;
  readonly #ring: PadRing;
  readonly #listener: KeyboardListener;
  readonly #announcer: Announcer;

  constructor(editor: PadEditor, ring: PadRing, listener: KeyboardListener) {
    this.#editor = editor;
    this.#ring = ring;
    this.#listener = listener;
    this.#announcer = new Announcer((text) => listener.announce(text), INTERVAL_MILLIS);
  }

  stop(): void {
    this.#announcer.stop();
  }

  /** On the pad itself. */
  readonly keyDown = (event: KeyboardEvent): void => {
    const action = keyAction(event);
    if (!action) return;
    event.preventDefault();
    // Nor is it a shortcut of the page around, or once more one of the panel.
    event.stopPropagation();
    if (event.repeat && !isRepeatable(action)) return;
    this.#press(action);
    this.#ring.showCursor(this.#editor);
  };

  readonly keyUp = (event: KeyboardEvent): void => {
    if (event.key !== " ") return;
    event.preventDefault();
    const told = this.#editor.release();
    if (told) this.#tell(told);
    this.#ring.showCursor(this.#editor);
  };

  readonly focus = ({ currentTarget }: FocusEvent): void => {
    // Not where a pointer set it: there is no cursor to look for then.
    if (currentTarget instanceof HTMLElement && currentTarget.matches(":focus-visible")) {
      this.#ring.showCursor(this.#editor);
    }
  };

  readonly blur = (): void => {
    this.#ring.hide();
    if (!this.#editor.isPenDown) return;
    this.#editor.end();
    this.#listener.changed();
  };

  /** Undo and redo, wherever in the panel the focus is. */
  readonly panelKeyDown = (event: KeyboardEvent): void => {
    const action = historyAction(event);
    if (!action) return;
    event.preventDefault();
    this.#press(action);
  };

  #press(action: KeyAction): void {
    const told = this.#editor.press(action);
    if (told) this.#tell(told);
  }

  #tell(told: Told): void {
    this.#announcer.say(this.#listener.told(told));
    this.#listener.changed();
  }
}
