// TensorFlow outside of the browser: a Python that is asked line by line.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "../../scripts/lib/paths.mjs";

/**
 * @param {{ python: string, threads: number, batch: number, dropout: boolean, folder: string }} settings
 * @param {(driver: import("./measure.mjs").Driver) => Promise<void>} body
 */
export async function runTensorflow({ python, threads, batch, dropout, folder }, body) {
  const words = [String(threads), String(batch), dropout ? "0.5" : "0", folder];
  const child = spawn(python, [join(root, "bench/peers/tensorflow_peer.py"), ...words], {
    stdio: "pipe",
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3", OMP_NUM_THREADS: String(threads) },
  });
  let lastWords = "";
  child.stderr.on("data", (text) => {
    lastWords = String(text).trim().split("\n").at(-1) ?? "";
  });
  const ended = new Promise((_resolve, reject) => {
    child.on("error", (error) => reject(new Error(`${python} can't be started: ${error.message}`)));
    child.on("close", (status) => reject(new Error(`${python} ended with status ${status}: ${lastWords}`)));
  });
  // Of interest only to who waits for an answer.
  ended.catch(() => {});
  child.stdin.on("error", () => {});
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();

  const nextAnswer = async () => {
    const { value, done } = await lines.next();
    if (done) return ended;
    const answer = JSON.parse(value);
    if (answer.problem) throw new Error(answer.problem.replace("PYTHON", python));
    return answer;
  };
  const ask = (/** @type {object} */ question) => {
    child.stdin.write(`${JSON.stringify(question)}\n`);
    return Promise.race([nextAnswer(), ended]);
  };

  try {
    await body({
      open: () => Promise.race([nextAnswer(), ended]),
      train: (count) => ask({ train: count }),
      test: (seconds) => ask({ test: seconds }),
    });
  } finally {
    const isGone = child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
    child.kill("SIGKILL");
    if (!isGone) await once(child, "exit");
  }
}
