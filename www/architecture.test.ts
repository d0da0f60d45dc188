/** The arrows of docs/architecture.md: who may know whom, and that files stay small. */

import { describe, expect, test } from "vitest";
import { moduleOf, modulesNamed, rustCode } from "../tests/support/rust-source";

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
    name: "engine knows only itself, the bundles, and of the data its manifest and how it is cut",
    files: /^\/www\/engine\//,
    mayImport: /^\/(www\/engine\/|pkg\/|scripts\/data\/(idx|shards)\.mjs$|public\/data\/manifest\.json$)/,
  },
  { name: "draw knows only itself", files: /^\/www\/draw\//, mayImport: /^\/www\/draw\// },
  {
    name: "words know themselves, and what there is to say of the engine",
    files: /^\/www\/words\//,
    mayImport: /^\/www\/(words\/|words$|engine\/(protocol|failure)$)/,
  },
  {
    name: "state knows state and words, and of the engine protocol and failures",
    files: /^\/www\/state\//,
    mayImport: /^\/www\/(state\/|words(\/|$)|engine\/(protocol|failure)$)/,
  },
  {
    name: "what works without network knows words, and of the engine what it loads",
    files: /^\/www\/(offline\/|service-worker)/,
    mayImport: /^\/(www\/(offline\/|words$|engine\/(own-script|variants)$)|scripts\/lib\/isolation)/,
  },
  {
    name: "panels know neither client nor store",
    files: /^\/www\/elements\/(.*-panel\.ts$|[\w-]+\/)/,
    mayImport:
      /^\/www\/(draw|words|elements|engine\/protocol$|state\/(drafts|errors|report-facts|settings|status)$)(\/|$)?/,
  },
];
/** What several panels share. */
const SHARED = /^\/www\/elements\/((announcer|theme|visibility|grid-keys|layer-names|inline-style)$|tiles\/)/;
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

  test("no panel knows another one: of the elements it knows its own folder, and what several share", () => {
    const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/") + 1);
    const panels = Object.entries(pageFiles).filter(
      ([path]) => path.endsWith("-panel.ts") || /^\/www\/elements\/[\w-]+\//.test(path),
    );
    expect(panels.length).toBeGreaterThan(15);
    const wrong = panels.flatMap(([path, source]) =>
      imports(path, source)
        .filter((target) => target.startsWith("/www/elements/") && !SHARED.test(target))
        .filter((target) => folderOf(path) === "/www/elements/" || folderOf(target) !== folderOf(path))
        .map((target) => `${path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test("only main, and for later report, register elements, and nothing but the tests imports it", () => {
    const registering = Object.entries(pageFiles).filter(([, source]) =>
      source.includes("customElements.define"),
    );
    expect(registering.map(([path]) => path)).toEqual(["/www/main.ts", "/www/report.ts"]);
    const importing = Object.entries(pageFiles).filter(([path, source]) =>
      imports(path, source).includes("/www/main"),
    );
    expect(importing).toEqual([]);
  });

  test("the engine knows no DOM", () => {
    const own = Object.entries(pageFiles).filter(([path]) => path.startsWith("/www/engine/"));
    const wrong = own.flatMap(([path, source]) => {
      const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
      const named = code.match(/\b(document|window|HTML\w*Element|querySelector(All)?)\b/);
      return named ? [`${path} names ${named[0]}`] : [];
    });
    expect(wrong).toEqual([]);
  });

  test("no module keeps state of its own: two trainers on a page share nothing", () => {
    const wrong = Object.entries(pageFiles).filter(([, source]) => /^(export )?(let|var) /m.test(source));
    expect(wrong.map(([path]) => path)).toEqual([]);
  });
});

const NO_BURN = /\b(burn\w*|cubecl\w*|wgpu\w*)(::|;)/;
const NO_WEB = /\b(wasm_bindgen\w*|js_sys|web_sys|serde_wasm_bindgen)\b/;
const FOUNDATION = ["config", "data", "error", "random"];

/** Every module at the top of the crate, with those that it may know beside itself. */
const CRATE_ARROWS: Readonly<Record<string, readonly string[]>> = {
  error: [],
  random: [],
  pace: [],
  constructors: [],
  config: ["error"],
  data: FOUNDATION,
  device: ["error", "constructors", "kernels"],
  kernels: FOUNDATION,
  nn: [...FOUNDATION, "kernels"],
  train: [...FOUNDATION, "kernels", "nn", "pace"],
  files: [...FOUNDATION, "nn", "train"],
  inspect: [...FOUNDATION, "nn"],
  networks: [...FOUNDATION, "device", "files", "nn"],
  self_test: [...FOUNDATION, "device", "kernels", "nn", "train"],
  run: [...FOUNDATION, "device", "files", "inspect", "kernels", "nn", "pace", "train"],
  session: [
    ...FOUNDATION,
    "device",
    "files",
    "inspect",
    "kernels",
    "networks",
    "nn",
    "run",
    "self_test",
    "train",
  ],
  web: ["config", "device", "error", "session", "train"],
};
const CRATE_RULES: readonly { name: string; files: RegExp; mustNotName: RegExp }[] = [
  {
    name: "error, config, random, pace, data and files know no burn",
    files: /^\/src\/(error|config|random|pace|data|files)\b/,
    mustNotName: NO_BURN,
  },
  { name: "only web.rs knows the browser", files: /^\/src\/(?!web\.rs)/, mustNotName: NO_WEB },
  {
    // In a browser nothing can wait for the GPU: these panic there.
    name: "no code reads a tensor without await",
    files: /^\/src\//,
    mustNotName: /\.(into_data|to_data|into_scalar|try_into_data|try_into_scalar|into_record|sync)\(\)/,
  },
];

describe("modules of the crate", () => {
  const own = Object.entries(crateFiles).filter(([path]) => path !== "/src/lib.rs");

  test("each is in the table", () => {
    expect([...new Set(own.map(([path]) => moduleOf(path)))].sort()).toEqual(
      Object.keys(CRATE_ARROWS).sort(),
    );
  });

  test.each(Object.entries(CRATE_ARROWS))("%s knows no other module than [%s]", (module, mayKnow) => {
    const wrong = own
      .filter(([path]) => moduleOf(path) === module)
      .flatMap(([path, source]) =>
        modulesNamed(path, source)
          .filter((named) => named !== module && !mayKnow.includes(named))
          .map((named) => `${path} names ${named}`),
      );
    expect(wrong).toEqual([]);
  });

  test.each(CRATE_RULES)("$name", ({ files, mustNotName }) => {
    const concerned = own.filter(([path]) => files.test(path));
    expect(concerned.length).toBeGreaterThan(0);
    const wrong = concerned.flatMap(([path, source]) => {
      const named = rustCode(source).match(mustNotName);
      return named ? [`${path} names ${named[0]}`] : [];
    });
    expect(wrong).toEqual([]);
  });

  test("names are found in every way to write them", () => {
    const named = (path: string, source: string) => modulesNamed(path, source);
    expect(named("/src/nn/model.rs", "use crate::config::{SIDE, Model};")).toEqual(["config"]);
    expect(named("/src/nn/model.rs", "use crate::{config::{A, B}, kernels, train::Tally as T};")).toEqual([
      "config",
      "kernels",
      "train",
    ]);
    expect(named("/src/device.rs", "fn a() { crate::web::b(); super::session::c() }")).toEqual([
      "session",
      "web",
    ]);
    expect(named("/src/nn/model.rs", "use super::init; // not crate::web")).toEqual([]);
  });
});

test(`no file is over ${MAX_LINES} lines`, () => {
  const files = { ...pageFiles, ...crateFiles, ...otherFiles };
  const long = Object.entries(files).filter(([, source]) => source.split("\n").length - 1 > MAX_LINES);
  expect(long.map(([path, source]) => `${path}: ${source.split("\n").length - 1}`)).toEqual([]);
});
