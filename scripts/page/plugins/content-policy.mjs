// The page's Content Security Policy within the page, since not every host can send headers.

import { policy } from "../../lib/policy.mjs";

const charset = '<meta charset="utf-8" />';

/**
 * In a build only: the development server works with inline scripts of its own.
 * @returns {import("vite").Plugin}
 */
export function contentPolicy() {
  return {
    name: "content-policy",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      // Before everything that it is to be held against; the charset has to stand among the first bytes.
      handler(html) {
        if (!html.includes(charset)) throw new Error(`index.html lacks ${charset}`);
        const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}" />`;
        return html.replace(charset, `${charset}\n    ${meta}`);
      },
    },
  };
}
