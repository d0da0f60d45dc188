// What was transferred until the first step, for people: request by request, and by kind.

import { byteSize } from "../../scripts/lib/report.mjs";

/**
 * @typedef {import("./visit.mjs").Visit} Visit
 * @typedef {import("./host.mjs").Transfer} Transfer
 */

const BAR_WIDTH = 50;
/** @type {readonly [string, RegExp][]} */
const kinds = [
  ["HTML", /\.html$/],
  ["JavaScript", /\.js$/],
  ["WebAssembly", /\.wasm$/],
  ["images", /^\/data\//],
  ["pretrained network", /model\.safetensors/],
];

/** Each request with its times since the navigation began. @param {Visit} visit */
export function waterfall({ origin, ready, firstStep, transfers }) {
  const scale = BAR_WIDTH / firstStep;
  const rows = transfers.map(({ path, status, asked, begun, ended, bytes, encoding }) => {
    const [start, first, last] = [asked, begun, ended].map((time) => Math.min(time - origin, firstStep));
    const [from = 0, to = 0, end = 0] = [start, first, last ?? firstStep].map((time) =>
      Math.round((time || firstStep) * scale),
    );
    const bar = " ".repeat(from) + "·".repeat(to - from) + "█".repeat(Math.max(end - to, 1));
    const times = [start, first, last].map((time) => (time ? time.toFixed(0) : "–").padStart(6));
    const facts = [status === 200 ? "" : status, encoding].filter(Boolean).join(" ");
    return `${times.join("")} ${byteSize(bytes).padStart(9)} ${bar.padEnd(BAR_WIDTH + 1)} ${path} ${facts}`;
  });
  return [
    ` asked begun ended     bytes (ms since the navigation began; · is the way there, █ the answer)`,
    ...rows,
    `${ready.toFixed(0).padStart(6)} ready, ${firstStep.toFixed(0)} first step`,
  ].join("\n");
}

/** Bytes of each kind of file. @param {readonly Transfer[]} transfers */
export function bytesByKind(transfers) {
  const parts = kinds.flatMap(([name, pattern]) => {
    const bytes = sum(transfers.filter(({ path }) => pattern.test(path)));
    return bytes > 0 ? [`${name} ${byteSize(bytes)}`] : [];
  });
  return `${byteSize(sum(transfers))} (${parts.join(", ") || "nothing"})`;
}

/** @param {readonly Transfer[]} transfers */
function sum(transfers) {
  return transfers.reduce((total, { bytes }) => total + bytes, 0);
}
