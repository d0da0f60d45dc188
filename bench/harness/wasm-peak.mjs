// What one core can do at most in WebAssembly: multiply and add in registers, nothing else.

import binaryen from "binaryen";

/** As many as fit in registers: each sum waits for the one before it. */
const ACCUMULATORS = 12;
const UNROLLED = 4;
const LANES = 4;
const ITERATIONS = 20_000_000;

/**
 * @param {{ isFused: boolean }} options isFused: in one instruction, of relaxed SIMD
 * @returns {number} GFLOP/s, the best of five
 */
export function wasmPeak({ isFused }) {
  const module = new WebAssembly.Module(/** @type {BufferSource} */ (assemble(program(isFused))));
  const { run } = /** @type {{ run: (iterations: number) => number }} */ (
    /** @type {unknown} */ (new WebAssembly.Instance(module).exports)
  );
  run(ITERATIONS); // until V8 has optimised it
  const operations = 2 * LANES * ACCUMULATORS * UNROLLED * ITERATIONS;
  const rates = Array.from({ length: 5 }, () => {
    const start = performance.now();
    run(ITERATIONS);
    return operations / (performance.now() - start) / 1e6;
  });
  return Math.max(...rates);
}

/** @param {boolean} isFused */
function program(isFused) {
  const names = Array.from({ length: ACCUMULATORS }, (_, index) => `$a${index}`);
  const step = names.map((name) => {
    const sum = `(local.get ${name})`;
    const value = isFused
      ? `(f32x4.relaxed_madd (local.get $x) ${sum} (local.get $y))`
      : `(f32x4.add (f32x4.mul (local.get $x) ${sum}) (local.get $y))`;
    return `(local.set ${name} ${value})`;
  });
  const body = Array.from({ length: UNROLLED }, () => step.join("\n")).join("\n");
  const sum = names.reduce((total, name) => `(f32x4.add ${total} (local.get ${name}))`, "(local.get $x)");
  return `(module (func (export "run") (param $n i32) (result f32)
    (local $x v128) (local $y v128) ${names.map((name) => `(local ${name} v128)`).join(" ")}
    (local.set $x (f32x4.splat (f32.const 0.999)))
    (local.set $y (f32x4.splat (f32.const 0.001)))
    (loop $again
      ${body}
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (f32x4.extract_lane 0 ${sum})))`;
}

/** @param {string} text @returns {Uint8Array} */
function assemble(text) {
  const module = binaryen.parseText(text);
  module.setFeatures(binaryen.Features.SIMD128 | binaryen.Features.RelaxedSIMD);
  try {
    return module.emitBinary();
  } finally {
    module.dispose();
  }
}
