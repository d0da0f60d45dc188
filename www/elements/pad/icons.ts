/** Icons of the toolbar, drawn in the colour of the text. The words beside them say the same. */

import { html, svg, type TemplateResult } from "lit";

const PATHS = {
  brush:
    "M9.5 14.5 19 4.3a1.6 1.6 0 0 1 2.4 2.2L11.6 16.3M9.6 14.4c1.7.2 2.6 1.5 2.4 3-.3 2.3-3 3.6-8.5 3.1 1.6-.8 1.8-1.8 2-3 .3-2 2-3.4 4.1-3.1Z",
  eraser:
    "M21 20.5H9.2L4 15.3a2 2 0 0 1 0-2.8L12.6 4a2 2 0 0 1 2.8 0l4.6 4.6a2 2 0 0 1 0 2.8l-9 9.1M8.4 8.2l7.4 7.4",
  fill: "M9.6 3 18 11.4l-6.9 6.9a2 2 0 0 1-2.8 0L3.2 13a2 2 0 0 1 0-2.8L10 3.4M2.8 12H17.6M20.5 14.5c1.2 1.7 1.9 2.9 1.9 3.9a1.9 1.9 0 0 1-3.8 0c0-1 .7-2.2 1.9-3.9Z",
  undo: "M8.5 13.5 4 9l4.5-4.5M4 9h10a6 6 0 0 1 0 12h-3.5",
  redo: "M15.5 13.5 20 9l-4.5-4.5M20 9H10a6 6 0 0 0 0 12h3.5",
  mirror: "M12 3v2.5M12 8.5v2.5M12 14v2.5M12 19.5V21M8.5 7 3 17h5.5ZM15.5 7 21 17h-5.5Z",
  clear: "M4 7h16M9.5 7V4h5v3M6.2 7l.8 13h10l.8-13M10 11v5.5M14 11v5.5",
  silhouette: "M8.5 3.5 2.5 6.5l2 5.5 2.5-1v9.5h10V11l2.5 1 2-5.5-6-3c-.6 3.3-6.4 3.3-7 0Z",
  testImage:
    "M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v11a2.5 2.5 0 0 1-2.5 2.5h-11A2.5 2.5 0 0 1 4 17.5ZM8.5 8.5h.01M15.5 8.5h.01M12 12h.01M8.5 15.5h.01M15.5 15.5h.01",
  photo: "M3.5 5h17v14h-17ZM3.5 16l5-5 4.5 4.5 3-3 4.5 4.5M15.5 9h.01",
} as const;

export type IconName = keyof typeof PATHS;

export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${PATHS[name]} />`}</svg>`;
}
