// The results as Markdown.

import { ratio } from "./statistics.mjs";

/**
 * @typedef {object} Row
 * @property {import("./systems.mjs").System} system
 * @property {number} batch
 * @property {import("./measure.mjs").Measurement} measurement
 * @property {import("./statistics.mjs").Figures} figures
 */

const NONE = "–";

/** @param {readonly Row[]} rows */
export function resultTable(rows) {
  const header = [
    "system",
    "backend",
    "threads",
    "batch",
    "first step, ms",
    "warm step, ms",
    "images/s trained",
    "ours on WebGPU / this",
    "ours on CPU / this",
    "images/s tested",
    "steps",
    "loss",
    "remark",
  ];
  const lines = rows.map((row) => {
    const { system, batch, measurement, figures } = row;
    const times = (/** @type {string} */ name) => {
      const factor = ratio(rowOf(rows, name, batch)?.figures, figures);
      return factor === undefined ? NONE : `${number(factor)}x`;
    };
    return [
      system.title,
      system.backend,
      String(measurement.facts?.threads ?? system.threads ?? NONE),
      String(batch),
      number(figures.firstMillis),
      number(figures.warmMillis),
      number(figures.trainedPerSecond),
      times("ours-webgpu"),
      times("ours-cpu"),
      number(figures.testedPerSecond),
      String(figures.steps),
      losses(figures),
      remark(row),
    ];
  });
  return markdown(header, lines, 2);
}

/** What this trainer gives the GPU to do. @param {readonly Row[]} rows */
export function gpuWorkTable(rows) {
  const header = ["batch", "dispatches a step", "bytes uploaded a step", "reads a step", "over steps"];
  const lines = rows.flatMap(({ batch, measurement: { gpuWork } }) => {
    if (!gpuWork?.dispatches) return [];
    const each = (/** @type {number} */ count) => number(count / gpuWork.steps);
    return [
      [
        String(batch),
        each(gpuWork.dispatches),
        each(gpuWork.uploadedBytes),
        each(gpuWork.reads),
        String(gpuWork.steps),
      ],
    ];
  });
  return lines.length > 0 ? markdown(header, lines, 0) : "";
}

/** @param {readonly Row[]} rows @param {string} name @param {number} batch */
function rowOf(rows, name, batch) {
  return rows.find((row) => row.system.name === name && row.batch === batch);
}

/** @param {import("./statistics.mjs").Figures} figures */
function losses({ firstLoss, lastLoss }) {
  if (firstLoss === undefined) return NONE;
  return `${firstLoss.toFixed(3)} → ${lastLoss?.toFixed(3) ?? NONE}`;
}

/** @param {Row} row */
function remark({ measurement, figures }) {
  const parts = [measurement.problem ?? ""];
  if (figures.hasLearned === false) parts.unshift("the loss did not fall");
  // A bar would end the cell.
  return parts.filter(Boolean).join("; ").replaceAll("|", "/");
}

/** Three digits that count, and none that don't. @param {number} [value] */
export function number(value) {
  if (value === undefined || !Number.isFinite(value)) return NONE;
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en");
  return String(Number(value.toPrecision(3)));
}

/**
 * @param {string[]} header
 * @param {string[][]} lines
 * @param {number} words how many of the first columns are words, and stand left; so does the remark
 */
function markdown(header, lines, words) {
  const rule = header.map((name, place) => (place < words || name === "remark" ? "---" : "---:"));
  return [header, rule, ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
