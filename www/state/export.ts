/** A run as files for other programs: JSON with everything that was reported, CSV with one row for each report. */

import type { BackendStatus, EvalReport, LayerReport, StepReport, TrainConfig } from "../engine/protocol";

export interface RunHistory {
  readonly steps: readonly StepReport[];
  readonly evaluations: readonly EvalReport[];
}

export interface RunRecord {
  readonly config: TrainConfig;
  readonly backend: BackendStatus | undefined;
  readonly history: RunHistory;
  readonly layers: readonly LayerReport[];
  readonly exportedAt: Date;
}

/**
 * What a JSON file holds. Names and units are those of the reports: accuracies are shares from 0 to 1, times are
 * milliseconds, `epoch` counts from 0 in steps and tells completed epochs in evaluations. What is not known is
 * missing; what is not a number, such as a diverged loss, is null.
 */
export interface RunFile extends Omit<RunRecord, "exportedAt"> {
  readonly format: "fashion-trainer-run";
  /** Goes up when a reader of the present format would misread the file; fields may be added without. */
  readonly formatVersion: 1;
  /** In UTC, as ISO 8601 writes it. */
  readonly exportedAt: string;
}

export function runJson({ config, backend, history, layers, exportedAt }: RunRecord): string {
  const file: RunFile = {
    format: "fashion-trainer-run",
    formatVersion: 1,
    exportedAt: exportedAt.toISOString(),
    config,
    backend,
    layers,
    history,
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** What a row is of, in the order of two rows at the same step. */
const KINDS = ["step", "epoch"] as const;

/** One row of the table: names of columns as a data frame likes them. */
interface Row {
  /** `step`: training since the row before. `epoch`: the results at an epoch's end. */
  kind: (typeof KINDS)[number];
  step: number;
  /** From 1: every row of the first epoch says 1. */
  epoch: number;
  images_seen?: number | undefined;
  /** Training, with dropout on: over the mini-batches of a step row, over the whole epoch of an epoch row. */
  loss?: number | undefined;
  accuracy?: number | undefined;
  test_loss?: number | undefined;
  test_accuracy?: number | undefined;
  /** Up to 5,000 training images, counted as the test images are: after the epoch, with dropout off. */
  train_sample_loss?: number | undefined;
  train_sample_accuracy?: number | undefined;
  learning_rate?: number | undefined;
  gradient_norm?: number | undefined;
  images_per_second?: number | undefined;
  /** Time spent training so far, without pauses and tests. */
  elapsed_seconds?: number | undefined;
}

const COLUMNS: readonly (keyof Row)[] = [
  "kind",
  "step",
  "epoch",
  "images_seen",
  "loss",
  "accuracy",
  "test_loss",
  "test_accuracy",
  "train_sample_loss",
  "train_sample_accuracy",
  "learning_rate",
  "gradient_norm",
  "images_per_second",
  "elapsed_seconds",
];
const LINE_END = "\r\n";

/**
 * RFC 4180, in the order of the steps. Decimal points in every language, nothing where there is no number. No
 * text of anyone else gets in, so no cell can be a formula.
 */
export function runCsv(history: RunHistory): string {
  const imagesAt = new Map(history.steps.map(({ step, imagesSeen }) => [step, imagesSeen]));
  const rows = [
    ...history.steps.map(stepRow),
    ...history.evaluations.map((report) => epochRow(report, imagesAt.get(report.step))),
  ].sort((a, b) => a.step - b.step || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
  const lines = [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => cell(row[column])))];
  return lines.map((cells) => cells.join(",") + LINE_END).join("");
}

function stepRow(report: StepReport): Row {
  return {
    kind: "step",
    step: report.step,
    epoch: report.epoch + 1,
    images_seen: report.imagesSeen,
    loss: report.loss,
    accuracy: report.accuracy,
    learning_rate: report.learningRate,
    gradient_norm: report.gradientNorm,
    images_per_second: report.imagesPerSecond,
    elapsed_seconds: report.elapsedMillis / 1000,
  };
}

function epochRow(report: EvalReport, imagesSeen: number | undefined): Row {
  return {
    kind: "epoch",
    step: report.step,
    epoch: report.epoch,
    images_seen: imagesSeen,
    loss: report.trainLoss,
    accuracy: report.trainAccuracy,
    test_loss: report.loss,
    test_accuracy: report.accuracy,
    train_sample_loss: report.trainSample?.loss,
    train_sample_accuracy: report.trainSample?.accuracy,
  };
}

function cell(value: Row[keyof Row]): string {
  return typeof value === "string" || Number.isFinite(value) ? String(value) : "";
}

export type SavedAs = "json" | "csv" | "png" | "model" | "checkpoint";

const ENDINGS: Readonly<Record<SavedAs, string>> = {
  json: ".json",
  csv: ".csv",
  png: ".png",
  model: "-model.safetensors",
  checkpoint: "-checkpoint.safetensors",
};

/** Such as `fashion-trainer-recommended-12-epochs-seed-42-2025-11-23-0907-model.safetensors`: the time is local. */
export function fileName(savedAs: SavedAs, { recipe, epochs, seed }: TrainConfig, date: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");
  const time = two(date.getHours()) + two(date.getMinutes());
  const settings = `${recipe}-${epochs}-epochs-seed-${seed}`;
  return `fashion-trainer-${settings}-${day}-${time}${ENDINGS[savedAs]}`;
}
