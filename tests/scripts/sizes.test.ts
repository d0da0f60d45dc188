import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { root } from "../../scripts/lib/paths.mjs";
import { budgetProblems, budgets } from "../../scripts/page/budgets.mjs";
import { fileSizes, groupSizes } from "../../scripts/page/sizes.mjs";
import { bundleOfSource } from "../../scripts/wasm/bundle-files.mjs";
import { parametersFor } from "../../scripts/wasm/optimise.mjs";

const file = (path: string, brotli = 1) => ({ path, raw: 4 * brotli, gzip: 2 * brotli, brotli });

/** As a build names them; a hash may have dashes in it. */
const built = [
  file("assets/cpu-BLP-x5IG.wasm", 400_000),
  file("assets/cpu-_C2ODxJ-.js", 90_000),
  file("assets/cpu-threads-BLP-x5IH.wasm", 480_000),
  file("assets/cpu-threads-BC2ODxJ3.js", 10),
  file("assets/fashion-trainer-DMLVfZk5.js", 100_000),
  file("assets/index-DtHuNm6u.css", 3_000),
  file("assets/later-report-Bx3ddJ_1.js", 7_000),
  file("assets/model.safetensors-BJd1F3zt.gz"),
  file("assets/webgpu-B8rZakU4.wasm", 2_000_000),
  file("data/manifest.json"),
  file("data/train-00.bin.gz"),
  file("embed.js", 50),
  file("index.html"),
  file("service-worker.js", 400),
];

describe("groups of files", () => {
  const groups = groupSizes(built);

  test("a bundle has its wasm and its glue, and all other scripts and styles are the page", () => {
    expect(groups.get("pkg/cpu")).toEqual({ files: 2, raw: 1_960_000, gzip: 980_000, brotli: 490_000 });
    expect(groups.get("pkg/cpu-threads")).toMatchObject({ files: 2, brotli: 480_010 });
    expect(groups.get("pkg/webgpu")).toMatchObject({ files: 1 });
    expect(groups.get("page")).toMatchObject({ files: 3, brotli: 103_050 });
    expect(groups.get("page, later")).toMatchObject({ files: 2, brotli: 7_400 });
  });

  test("no file is left out, and those with a budget come first", () => {
    expect([...groups.values()].reduce((sum, { files }) => sum + files, 0)).toBe(built.length);
    expect([...groups.keys()]).toEqual([
      ...["page", "page, later", "pkg/webgpu", "pkg/cpu", "pkg/cpu-threads"],
      ...["pretrained network", "data", "html and others"],
    ]);
  });
});

test("compressed forms are the sizes of their file, which is sent as it is where it has none", () => {
  const folder = mkdtempSync(join(tmpdir(), "fashion-trainer-sizes-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "data"));
  const lengths = { "embed.js": 9, "page.js": 100, "page.js.br": 20, "page.js.gz": 30, "data/00.bin.gz": 50 };
  for (const [name, length] of Object.entries(lengths)) writeFileSync(join(folder, name), "x".repeat(length));
  expect(fileSizes(folder)).toEqual([
    { path: "data/00.bin.gz", raw: 50, gzip: 50, brotli: 50 },
    { path: "embed.js", raw: 9, gzip: 9, brotli: 9 },
    { path: "page.js", raw: 100, gzip: 30, brotli: 20 },
  ]);
});

describe("budgets", () => {
  const sizes = (brotli: Record<string, number>) =>
    new Map(Object.entries(brotli).map(([group, bytes]) => [group, { brotli: bytes }]));

  test("what keeps to them passes, to the byte", () => {
    expect(budgetProblems(sizes(budgets), Object.keys(budgets))).toEqual([]);
    expect(budgetProblems(groupSizes(built), ["page", "pkg/cpu"])).toEqual([]);
  });

  test.each(Object.entries(budgets))(
    "one byte more of %s fails, with what was found and allowed",
    (group, most) => {
      const [problem, ...others] = budgetProblems(sizes({ [group]: most + 1 }), []);
      expect(problem).toContain(`${group}: ${(most + 1).toLocaleString("en")} bytes`);
      expect(problem).toContain(`1 more than ${most.toLocaleString("en")}`);
      expect(others).toEqual([]);
    },
  );

  test("what is missing or has no budget fails, too; data has none", () => {
    expect(budgetProblems(sizes({ page: 1, data: 1e9 }), ["page", "pkg/cpu"])).toEqual([
      "pkg/cpu: no such file was built",
    ]);
    expect(budgetProblems(sizes({ "pkg/new": 1 }), [])).toEqual([expect.stringContaining("no budget")]);
  });
});

test.each([
  ["assets/cpu-BLP-x5IG.wasm", []],
  ["/dist/assets/webgpu-B8rZakU4.wasm", []],
  ["assets/cpu-threads-BLP-x5IH.wasm", ["--enable-threads"]],
  ["assets/cpu-relaxed-BLP-x5IH.wasm", ["--enable-relaxed-simd"]],
  ["assets/cpu-threads-relaxed-BLP-x5IH.wasm", ["--enable-threads", "--enable-relaxed-simd"]],
])("wasm-opt hears what %s is made with", (path, features) => {
  const common = parametersFor("assets/cpu-BLP-x5IG.wasm");
  expect(common).toContain("--enable-simd");
  expect(parametersFor(path)).toEqual([...common, ...features]);
});

test.each([
  ["pkg/cpu/fashion_trainer_bg.wasm", "cpu"],
  [join(root, "pkg/cpu-threads/snippets/threads/worker.js"), "cpu-threads"],
  [join(root, "www/engine/worker.ts"), undefined],
  ["/others/pkg/cpu/fashion_trainer.js", undefined],
  ["", undefined],
])("%s is of the bundle %s", (path, bundle) => expect(bundleOfSource(path)).toBe(bundle));
