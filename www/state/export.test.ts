import { expect, test } from "vitest";
import { CONFIG, evaluationOf, stepOf } from "../../tests/support/reports";
import type { BackendStatus } from "../engine/protocol";
import { fileName, type RunFile, type RunHistory, runCsv, runJson } from "./export";

const BACKEND = { kind: "cpu", name: "burn-flex", threads: 1, reason: "asked for" } as BackendStatus;
const HISTORY: RunHistory = {
  steps: [
    stepOf({
      step: 400,
      epoch: 0,
      imagesSeen: 25_600,
      loss: 0.123456789,
      accuracy: 0.5,
      elapsedMillis: 1250,
    }),
    stepOf({ step: 938, epoch: 0, imagesSeen: 60_000, loss: 1e-7, gradientNorm: 1.5, epochEnded: true }),
    stepOf({ step: 939, epoch: 1, imagesSeen: 60_064, loss: Number.NaN }),
  ],
  evaluations: [evaluationOf({ epoch: 1, step: 938, loss: 0.4, accuracy: 0.8765, trainSample: undefined })],
};

/** As a strict reader of RFC 4180 takes it apart: cells by name, row by row. */
function parsed(csv: string): Record<string, string>[] {
  expect(csv.endsWith("\r\n")).toBe(true);
  const [names = [], ...rows] = csv
    .slice(0, -2)
    .split("\r\n")
    .map((line) => line.split(","));
  for (const row of rows) expect(row).toHaveLength(names.length);
  return rows.map((row) => Object.fromEntries(row.map((cell, index) => [names[index], cell])));
}

test("the JSON read back gives settings, layers and every report", () => {
  const layers = [{ name: "flatten", output: [9216], parameters: 0 }];
  const exportedAt = new Date("2025-11-23T09:07:00Z");
  const history = { ...HISTORY, steps: HISTORY.steps.slice(0, 2) };
  const text = runJson({ config: CONFIG, backend: BACKEND, history, layers, exportedAt });
  const file = JSON.parse(text) as RunFile;
  expect(file).toMatchObject({ format: "fashion-trainer-run", formatVersion: 1 });
  expect(new Date(file.exportedAt)).toEqual(exportedAt);
  expect({ config: file.config, backend: file.backend, layers: file.layers }).toEqual({
    config: CONFIG,
    backend: BACKEND,
    layers,
  });
  expect(file.history).toEqual(history);
});

test("the CSV read back gives the numbers, in the order of the steps", () => {
  const rows = parsed(runCsv(HISTORY));
  expect(rows.map(({ kind, step, epoch }) => [kind, Number(step), Number(epoch)])).toEqual([
    ["step", 400, 1],
    ["step", 938, 1],
    ["epoch", 938, 1],
    ["step", 939, 2],
  ]);
  expect(Number(rows[0]?.loss)).toBe(0.123456789);
  expect(Number(rows[0]?.elapsed_seconds)).toBe(1.25);
  expect(Number(rows[1]?.loss)).toBe(1e-7);
  expect(Number(rows[1]?.gradient_norm)).toBe(1.5);
  expect(rows[2]).toMatchObject({
    images_seen: "60000",
    loss: "0.5",
    accuracy: "0.85",
    test_loss: "0.4",
    test_accuracy: "0.8765",
    train_sample_accuracy: "",
  });
  expect(rows[3]?.loss).toBe("");
});

test("every cell of the CSV is a number or a plain word, so that no spreadsheet takes one for a formula", () => {
  const cells = parsed(runCsv(HISTORY)).flatMap((row) => Object.values(row));
  for (const cell of cells) expect(cell).toMatch(/^(|step|epoch|\d+(\.\d+)?(e-?\d+)?)$/);
});

test("a run without reports has a table without rows", () => {
  expect(parsed(runCsv({ steps: [], evaluations: [] }))).toEqual([]);
});

test("a file is named after settings, date and what it holds", () => {
  const date = new Date(2025, 10, 3, 9, 7);
  const config = { ...CONFIG, recipe: "recommended" } as const;
  expect(fileName("csv", config, date)).toBe(
    "fashion-trainer-recommended-12-epochs-seed-42-2025-11-03-0907.csv",
  );
  const names = (["json", "csv", "png", "model", "checkpoint"] as const).map((kind) =>
    fileName(kind, config, date),
  );
  expect(new Set(names).size).toBe(5);
  for (const name of names) expect(name).toMatch(/^[\w.-]+$/);
});
