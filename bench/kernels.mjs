// `npm run bench:kernels`: where a training step on the CPU spends its time, by V8's profiler, and how near its
// convolutions come to what the core can do. One thread, in node, on pkg/ as `npm run wasm` builds it (with names).
//   --relaxed      the bundle with fused multiply-add
//   --batch 64     images in a mini-batch
//   --steps 150

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "../scripts/lib/paths.mjs";
import { Failure, script } from "../scripts/lib/report.mjs";
import { timeByGroup } from "./harness/cpu-profile.mjs";

/** Node 20 has relaxed SIMD behind a flag. */
const flag = "--experimental-wasm-relaxed-simd";

/** What a function belongs to, and the multiplications and additions of that for an image, by the definitions. */
const kernels = [
  { path: "convolution::forward", title: "first convolution, ReLU", operations: 2 * 26 * 26 * 32 * 9 },
  {
    path: "convolution::pooled_forward",
    title: "second convolution, ReLU, pool, dropout",
    operations: 2 * 24 * 24 * 64 * 288,
  },
  {
    path: "first_gradient::weight_gradient",
    title: "first convolution's gradient",
    operations: 2 * 26 * 26 * 32 * 9,
  },
  {
    path: "gradients::parameter_gradient",
    title: "second convolution's gradient of the parameters",
    operations: 2 * 24 * 24 * 64 * 288,
  },
  {
    path: "gradients::input_gradient",
    title: "second convolution's gradient of the input",
    operations: 2 * 24 * 24 * 64 * 288,
  },
  { path: "dense::forward", title: "dense layers", operations: 2 * (9216 * 128 + 128 * 10) },
  {
    path: "dense::gradients",
    title: "dense layers' gradients",
    operations: 2 * (2 * 9216 * 128 + 2 * 128 * 10),
  },
  { path: "update::update", title: "Adam" },
];

await script("bench:kernels", async () => {
  const { values } = parseArgs({
    options: {
      relaxed: { type: "boolean", default: false },
      batch: { type: "string", default: "64" },
      steps: { type: "string", default: "150" },
    },
  });
  const folder = mkdtempSync(join(tmpdir(), "fashion-kernels-"));
  try {
    const bundle = values.relaxed ? "cpu-relaxed" : "cpu";
    const steps = [join(root, "bench/harness/steps.mjs"), bundle, values.batch, values.steps];
    const profiler = ["--cpu-prof", `--cpu-prof-dir=${folder}`];
    const { status, stdout } = spawnSync(process.execPath, [flag, ...profiler, ...steps], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (status !== 0) throw new Failure("the steps did not run", "see above");
    const run = JSON.parse(stdout);
    const [file = ""] = readdirSync(folder);
    tell(JSON.parse(readFileSync(join(folder, file), "utf8")), Number(values.batch), run);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/**
 * @param {import("./harness/cpu-profile.mjs").Profile} profile
 * @param {number} batch
 * @param {{ millis: number, peak: number, stepsInProfile: number }} run millis: of a step; peak: GFLOP/s
 */
function tell(profile, batch, { millis, peak, stepsInProfile }) {
  const times = timeByGroup(
    profile,
    (name) => kernels.find(({ path }) => name.includes(`kernels::cpu::${path}`))?.title,
  );
  console.log(
    `A step of ${batch} images: ${millis.toFixed(1)} ms, ${((batch / millis) * 1000).toFixed(0)} images/s.`,
  );
  console.log(`Registers alone: ${peak.toFixed(1)} GFLOP/s.\n`);
  console.log("| part of a step | ms | share | GFLOP/s, by the definition |");
  console.log("|---|---:|---:|---:|");
  let rest = millis;
  for (const { title, operations } of kernels) {
    const part = (times.get(title) ?? 0) / stepsInProfile;
    rest -= part;
    const rate = operations ? ((operations * batch) / part / 1e6).toFixed(1) : "";
    console.log(`| ${title} | ${part.toFixed(2)} | ${((part / millis) * 100).toFixed(0)} % | ${rate} |`);
  }
  console.log(`| everything else | ${rest.toFixed(2)} | ${((rest / millis) * 100).toFixed(0)} % | |`);
}
