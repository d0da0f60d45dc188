/** The menu of silhouettes: a popover, which the browser closes on Escape and on a press elsewhere. */

import { html, type TemplateResult } from "lit";
import { silhouetteInk } from "../../draw/pad/silhouettes";
import { PAD_SIDE } from "../../draw/pad/surface";
import { drawGrey } from "../../draw/pixels";
import type { PadWords } from "../../words/en/pad";

/** Id of the button that opens it. */
export const OPENER = "silhouettes-opener";
export const MENU = "silhouettes";

const THUMBNAIL_GREY = 225;
/** Pixels between the menu and the button above it, and the edge of the window. */
const GAP = 6;
const MARGIN = 16;

interface Menu {
  words: PadWords;
  classes: readonly string[];
  choose(label: number): void;
}

export function silhouetteMenu({ words, classes, choose }: Menu): TemplateResult {
  return html`
    <div
      id=${MENU}
      popover
      role="group"
      aria-label=${words.silhouettesHelp}
      @beforetoggle=${onToggle}
    >
      ${classes.map(
        (name, label) => html`<button
          type="button"
          ?autofocus=${label === 0}
          popovertarget=${MENU}
          popovertargetaction="hide"
          @click=${() => choose(label)}
        >
          <canvas width=${PAD_SIDE} height=${PAD_SIDE} aria-hidden="true"></canvas>${breakable(name)}
        </button>`,
      )}
    </div>
  `;
}

function onToggle({ currentTarget: menu, newState }: ToggleEvent): void {
  if (!(menu instanceof HTMLElement)) return;
  const root = menu.getRootNode();
  const opener = root instanceof ShadowRoot ? root.getElementById(OPENER) : null;
  if (newState === "open") {
    if (opener) place(menu, opener);
    drawThumbnails(menu);
  } else if (menu.matches(":focus-within")) {
    // Browsers give the focus back by themselves, but not inside a shadow root.
    opener?.focus({ preventScroll: true });
  }
}

/** Under the button, as far as the window allows; in the page, so that both scroll together. */
function place(menu: HTMLElement, opener: HTMLElement): void {
  const { left, bottom } = opener.getBoundingClientRect();
  menu.style.setProperty("--left", `${left + scrollX}px`);
  menu.style.setProperty("--right-end", `${document.documentElement.clientWidth - MARGIN + scrollX}px`);
  menu.style.top = `${bottom + GAP + scrollY}px`;
}

/** Only when they are first seen: they take some 30 ms. */
function drawThumbnails(menu: HTMLElement): void {
  if (menu.dataset.isDrawn) return;
  menu.dataset.isDrawn = "true";
  menu.querySelectorAll("canvas").forEach((canvas, label) => {
    const context = canvas.getContext("2d");
    if (context) drawGrey(context, silhouetteInk(label, THUMBNAIL_GREY), PAD_SIDE);
  });
}

/** A name such as T-shirt/top may also break after its stroke. */
function breakable(name: string) {
  return name.split("/").map((part, place) => (place === 0 ? part : html`/<wbr />${part}`));
}
