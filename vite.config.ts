/// <reference types="vitest/config" />
import { defineConfig, type Plugin } from "vite";

/** The script that embedding pages load: a name that stays, importing the entry whose name changes. */
function embedScript(): Plugin {
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

export default defineConfig({
  // Relative, so that dist/ works in any folder of any host.
  base: "./",
  // A missing file is a 404, not the page once more.
  appType: "mpa",
  plugins: [embedScript()],
  worker: { format: "es" },
  build: {
    // Browsers with WebAssembly SIMD and light-dark() (2024).
    target: "es2023",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  test: { include: ["www/**/*.test.ts", "tests/scripts/**/*.test.ts"] },
});
