/** Counts what is sent to the GPU, so that tests and benchmarks can tell a GPU run from a CPU run. */

/** Wraps the two dispatch methods of this worker's WebGPU and returns a reader of the count. */
export function countDispatches(pass: typeof GPUComputePassEncoder | undefined): () => number {
  let count = 0;
  if (pass) {
    const { dispatchWorkgroups, dispatchWorkgroupsIndirect } = pass.prototype;
    pass.prototype.dispatchWorkgroups = function (...sizes) {
      count += 1;
      return dispatchWorkgroups.apply(this, sizes);
    };
    pass.prototype.dispatchWorkgroupsIndirect = function (...source) {
      count += 1;
      return dispatchWorkgroupsIndirect.apply(this, source);
    };
  }
  return () => count;
}
