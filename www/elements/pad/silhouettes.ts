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
/** Pixels between the menu and its button, and the edge of the window. */
const GAP = 6;
const MARGIN = 16;
/** Height that the menu needs, names in two lines included. */
const ROOM = 220;

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

/** Under the button, or above it where there is room only there; in the page, so that both scroll together. */
function place(menu: HTMLElement, opener: HTMLElement): void {
  const { left, top, bottom } = opener.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  menu.style.setProperty("--left", `${left + scrollX}px`);
  menu.style.setProperty("--right-end", `${clientWidth - MARGIN + scrollX}px`);
  const isAbove = clientHeight - bottom < ROOM && top > ROOM;
  menu.style.top = isAbove ? "auto" : `${bottom + GAP + scrollY}px`;
  // Counted from the lower edge of the window when the page is not scrolled.
  menu.style.bottom = isAbove ? `${clientHeight - top + GAP - scrollY}px` : "auto";
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
