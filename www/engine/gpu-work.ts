/** Counts what the GPU is given to do, so that tests and benchmarks can tell how much that is. */

/** Since the worker started. */
export interface GpuWork {
  /** Compute dispatches. */
  dispatches: number;
  /** What was written into buffers, and the size of those that were mapped to be filled. */
  uploadedBytes: number;
  /** How many times a buffer was mapped to be read. */
  reads: number;
}

/** The classes of WebGPU, where there is any: those of a worker's global object. */
export interface GpuClasses {
  GPUComputePassEncoder?: typeof GPUComputePassEncoder;
  GPUQueue?: typeof GPUQueue;
  GPUDevice?: typeof GPUDevice;
  GPUBuffer?: typeof GPUBuffer;
}

/** `GPUMapMode` of the standard. */
const READ = 1;
const WRITE = 2;

/** Wraps the methods that give work to this worker's WebGPU, and returns a reader of the counts. */
export function countGpuWork(classes: GpuClasses): () => GpuWork {
  const { GPUComputePassEncoder, GPUQueue, GPUDevice, GPUBuffer } = classes;
  const work: GpuWork = { dispatches: 0, uploadedBytes: 0, reads: 0 };
  if (GPUComputePassEncoder) {
    const { dispatchWorkgroups, dispatchWorkgroupsIndirect } = GPUComputePassEncoder.prototype;
    GPUComputePassEncoder.prototype.dispatchWorkgroups = function (...sizes) {
      work.dispatches += 1;
      return dispatchWorkgroups.apply(this, sizes);
    };
    GPUComputePassEncoder.prototype.dispatchWorkgroupsIndirect = function (...source) {
      work.dispatches += 1;
      return dispatchWorkgroupsIndirect.apply(this, source);
    };
  }
  if (GPUQueue) {
    const { writeBuffer } = GPUQueue.prototype;
    // The standard has two signatures, which TypeScript can't take as one list.
    GPUQueue.prototype.writeBuffer = function (...written: WriteParameters) {
      const [, , data, start, size] = written;
      work.uploadedBytes += writtenBytes(data, start, size);
      return (writeBuffer as (...written: WriteParameters) => undefined).apply(this, written);
    };
  }
  if (GPUDevice) {
    const { createBuffer } = GPUDevice.prototype;
    GPUDevice.prototype.createBuffer = function (description) {
      if (description.mappedAtCreation) work.uploadedBytes += description.size;
      return createBuffer.call(this, description);
    };
  }
  if (GPUBuffer) {
    const { mapAsync } = GPUBuffer.prototype;
    GPUBuffer.prototype.mapAsync = function (this: GPUBuffer, ...mapped) {
      const [mode, offset = 0, size = this.size - offset] = mapped;
      if (mode & READ) work.reads += 1;
      if (mode & WRITE) work.uploadedBytes += size;
      return mapAsync.apply(this, mapped);
    };
  }
  return () => ({ ...work });
}

type WriteParameters = Parameters<GPUQueue["writeBuffer"]>;

/** Start and size count the elements of an array, and the bytes of other data. */
function writtenBytes(data: AllowSharedBufferSource, start = 0, size?: number): number {
  const elementBytes = "BYTES_PER_ELEMENT" in data ? Number(data.BYTES_PER_ELEMENT) : 1;
  return size === undefined ? data.byteLength - start * elementBytes : size * elementBytes;
}
