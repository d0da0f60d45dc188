// Everything that is compared.

import { Failure } from "../../scripts/lib/report.mjs";

/**
 * @typedef {object} System
 * @property {string} name for `--only`
 * @property {"ours" | "tfjs" | "jax" | "tensorflow"} family
 * @property {string} title
 * @property {string} backend
 * @property {number} [threads] if that is a choice
 */

/** @type {readonly System[]} */
export const systems = [
  { name: "ours-webgpu", family: "ours", title: "Fashion Trainer", backend: "webgpu" },
  { name: "ours-cpu", family: "ours", title: "Fashion Trainer", backend: "cpu" },
  { name: "ours-cpu-1", family: "ours", title: "Fashion Trainer", backend: "cpu", threads: 1 },
  { name: "tfjs-webgpu", family: "tfjs", title: "TensorFlow.js", backend: "webgpu" },
  { name: "tfjs-webgl", family: "tfjs", title: "TensorFlow.js", backend: "webgl" },
  { name: "tfjs-cpu", family: "tfjs", title: "TensorFlow.js", backend: "cpu" },
  { name: "jax-webgpu", family: "jax", title: "jax-js", backend: "webgpu" },
  { name: "jax-wasm", family: "jax", title: "jax-js", backend: "wasm" },
  { name: "tensorflow-1", family: "tensorflow", title: "TensorFlow", backend: "native", threads: 1 },
  { name: "tensorflow-2", family: "tensorflow", title: "TensorFlow", backend: "native", threads: 2 },
];

/**
 * @param {string[]} [wanted] names of systems or families; none means all
 * @returns {System[]}
 */
export function chosenSystems(wanted) {
  if (!wanted) return [...systems];
  const names = systems.flatMap(({ name, family }) => [family, name]);
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined || wanted.length === 0) {
    throw new Failure(
      `there is no system "${unknown ?? ""}"`,
      `choose from ${[...new Set(names)].join(", ")}`,
    );
  }
  return systems.filter(({ name, family }) => wanted.includes(name) || wanted.includes(family));
}
