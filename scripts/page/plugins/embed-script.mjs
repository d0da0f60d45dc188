/**
 * The script that embedding pages load: a name that stays, importing the entry whose name changes.
 * @returns {import("vite").Plugin}
 */
export function embedScript() {
  let entry = "";
  return {
    name: "embed-script",
    apply: "build",
    buildStart() {
      // An entry of its own: that of the demo page also holds what only that page needs.
      entry = this.emitFile({ type: "chunk", id: "/www/main.ts", name: "fashion-trainer" });
    },
    generateBundle() {
      this.emitFile({
        type: "asset",
        fileName: "embed.js",
        source: `import "./${this.getFileName(entry)}";\n`,
      });
    },
  };
}
