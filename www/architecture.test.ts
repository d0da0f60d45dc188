/** The arrows of docs/architecture.md: who may know whom, and that files stay small. */

import { describe, expect, test } from "vitest";

const MAX_LINES = 300;

const pageFiles = import.meta.glob<string>(["/www/**/*.ts", "!/www/**/*.test.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});
const crateFiles = import.meta.glob<string>("/src/**/*.rs", {
  query: "?raw",
  import: "default",
  eager: true,
});
const otherFiles = import.meta.glob<string>(
  ["/src/**/*.wgsl", "/www/**/*.test.ts", "/scripts/**/*", "/tests/**/*.{ts,rs}", "/examples/**/*.rs"],
  { query: "?raw", import: "default", eager: true },
);

/** Project files that a page file imports, as paths from the root, without their ending. */
function imports(path: string, source: string): string[] {
  const specifiers = [...source.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]*)"/g)].map(
    (match) => match[1] ?? "",
  );
  return specifiers.map((specifier) => new URL(specifier, `file://${path}`).pathname.replace(/\.js$/, ""));
}

/** For each kind of file: what else of the project it may import. */
const PAGE_ARROWS: readonly { name: string; files: RegExp; mayImport: RegExp }[] = [
  {
    name: "engine knows only itself and the bundles",
    files: /^\/www\/engine\//,
    mayImport: /^\/(www\/engine|pkg)\//,
  },
  { name: "draw knows only itself", files: /^\/www\/draw\//, mayImport: /^\/www\/draw\// },
  {
    name: "state knows state, and of the engine client, protocol and failures",
    files: /^\/www\/state\//,
    mayImport: /^\/www\/(state\/|engine\/(protocol|failure)$)/,
  },
  {
    name: "panels know neither client nor store nor each other",
    files: /^\/www\/elements\/.*-panel\.ts$/,
    mayImport: /^\/www\/(draw\/|elements\/theme$|engine\/protocol$|state\/(errors|settings|status)$)/,
  },
];
/** The two that join the layers, and what they may know beyond the rule. */
const EXCEPTIONS: Readonly<Record<string, RegExp>> = {
  "/www/state/trainer.ts": /^\/www\/engine\/client$/,
};

describe("imports of the page", () => {
  test.each(PAGE_ARROWS)("$name", ({ files, mayImport }) => {
    const own = Object.entries(pageFiles).filter(([path]) => files.test(path));
    expect(own.length).toBeGreaterThan(0);
    const wrong = own.flatMap(([path, source]) =>
      imports(path, source)
        .filter((target) => !mayImport.test(target) && !EXCEPTIONS[path]?.test(target))
        .map((target) => `${path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test("only main registers elements, and nothing but the tests imports it", () => {
    const registering = Object.entries(pageFiles).filter(([, source]) =>
      source.includes("customElements.define"),
    );
    expect(registering.map(([path]) => path)).toEqual(["/www/main.ts"]);
    const importing = Object.entries(pageFiles).filter(([path, source]) =>
      imports(path, source).includes("/www/main"),
    );
    expect(importing).toEqual([]);
  });

  test("the client knows no DOM", () => {
    expect(pageFiles["/www/engine/client.ts"]).not.toMatch(/\b(document|window|HTMLElement|querySelector)\b/);
  });

  test("no module keeps state of its own: two trainers on a page share nothing", () => {
    const wrong = Object.entries(pageFiles).filter(([, source]) => /^(export )?(let|var) /m.test(source));
    expect(wrong.map(([path]) => path)).toEqual([]);
  });
});

/** Modules of the crate, with what they must not name. Comments and tests do not count. */
const CRATE_ARROWS: readonly { name: string; files: RegExp; mustNotName: RegExp }[] = [
  {
    name: "error, config and data know no burn and no web",
    files: /^\/src\/(error|config|data)\b/,
    mustNotName:
      /\bburn(_wgpu)?::|\b(wasm_bindgen|js_sys|web_sys)\b|crate::(nn|kernels|train|inspect|device|session|web)\b/,
  },
  {
    name: "device knows burn only",
    files: /^\/src\/device\b/,
    mustNotName: /\b(wasm_bindgen|js_sys|web_sys)\b|crate::(data|nn|train|inspect|session|web)\b/,
  },
  {
    name: "nn, kernels, train and inspect know burn and data",
    files: /^\/src\/(nn|kernels|train|inspect)\b/,
    mustNotName: /\b(wasm_bindgen|js_sys|web_sys)\b|crate::(session|web)\b/,
  },
  {
    // In a browser nothing can wait for the GPU: these panic there.
    name: "no code reads a tensor without await",
    files: /^\/src\//,
    mustNotName: /\.(into_data|to_data|into_scalar|try_into_data|try_into_scalar|into_record|sync)\(\)/,
  },
  {
    name: "only web.rs knows the browser",
    files: /^\/src\/(?!web\.rs)/,
    mustNotName: /\b(wasm_bindgen|js_sys|web_sys|serde_wasm_bindgen)\b|crate::web\b/,
  },
];

/** The code that counts: without comments and without the unit tests at the foot of the file. */
function code(source: string): string {
  const [body = ""] = source.split("#[cfg(test)]\nmod tests");
  return body.replace(/\/\/.*$/gm, "");
}

describe("modules of the crate", () => {
  test.each(CRATE_ARROWS)("$name", ({ files, mustNotName }) => {
    const own = Object.entries(crateFiles).filter(([path]) => files.test(path));
    expect(own.length).toBeGreaterThan(0);
    const wrong = own.flatMap(([path, source]) => {
      const named = code(source).match(mustNotName);
      return named ? [`${path} names ${named[0]}`] : [];
    });
    expect(wrong).toEqual([]);
  });
});

test(`no file is over ${MAX_LINES} lines`, () => {
  const files = { ...pageFiles, ...crateFiles, ...otherFiles };
  const long = Object.entries(files).filter(([, source]) => source.split("\n").length - 1 > MAX_LINES);
  expect(long.map(([path, source]) => `${path}: ${source.split("\n").length - 1}`)).toEqual([]);
});
