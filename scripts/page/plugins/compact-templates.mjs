// Styles and templates within scripts, without what only their authors need: no minifier looks into strings.

const OWN_ELEMENTS = /\/www\/elements\/.*\.ts$/;

/** @returns {import("vite").Plugin} */
export function compactTemplates() {
  return {
    name: "compact-templates",
    apply: "build",
    enforce: "pre",
    transform(code, id) {
      return OWN_ELEMENTS.test(id) ? { code: compacted(code), map: null } : undefined;
    },
  };
}

/**
 * Without the comments of styles and without indentation: a line break is as good a space.
 * @param {string} code
 */
export function compacted(code) {
  const styles = /(?<=\bcss`)[^`]*(?=`)/g;
  return code
    .replace(styles, (style) => style.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\s*\n\s*/g, "\n"))
    .replace(/\n[ \t]+/g, "\n");
}
