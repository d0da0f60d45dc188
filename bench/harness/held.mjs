// Counts what a worker holds of wasm memory and of the GPU, from within: the browser's debugger can list the objects of
// a class as well, but the tab crashes if wasm is running just then.

/** @typedef {{ wasmBytes: number, gpuBuffers: number, gpuBytes: number }} Held */

/**
 * Before the page's address is opened.
 * @param {import("@playwright/test").Page} page
 */
export function recordHeld(page) {
  return page.route("**/worker-*.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `(${countHeld})();\n${await response.text()}` });
  });
}

/**
 * @param {import("@playwright/test").Page} page
 * @returns {Promise<Held>}
 */
export async function readHeld(page) {
  // The first is the engine; those after it are its threads.
  const [worker] = page.workers();
  if (!worker) throw new Error("the page has no worker");
  return worker.evaluate(() => /** @type {any} */ (globalThis).readHeld());
}

/** In the worker, before its own script. */
function countHeld() {
  const scope = /** @type {any} */ (globalThis);
  /** @type {Set<WeakRef<object>>} */
  const held = new Set();
  const destroyed = new WeakSet();
  /** @template {object} T @param {T} object */
  const keep = (object) => {
    held.add(new WeakRef(object));
    return object;
  };

  const { Memory, instantiate, instantiateStreaming } = WebAssembly;
  scope.WebAssembly.Memory = class extends Memory {
    /** @param {WebAssembly.MemoryDescriptor} limits */
    constructor(limits) {
      super(limits);
      keep(this);
    }
  };
  const made = async (/** @type {Promise<any>} */ result) => {
    const instance = (await result).instance ?? (await result);
    const { memory } = instance.exports;
    if (memory) keep(memory);
    return result;
  };
  scope.WebAssembly.instantiate = (/** @type {any[]} */ ...given) =>
    made(/** @type {any} */ (instantiate)(...given));
  scope.WebAssembly.instantiateStreaming = (/** @type {any[]} */ ...given) =>
    made(/** @type {any} */ (instantiateStreaming)(...given));

  const { GPUDevice, GPUBuffer } = scope;
  if (GPUDevice) {
    const { createBuffer } = GPUDevice.prototype;
    GPUDevice.prototype.createBuffer = function (/** @type {GPUBufferDescriptor} */ description) {
      return keep(createBuffer.call(this, description));
    };
    const { destroy } = GPUBuffer.prototype;
    GPUBuffer.prototype.destroy = function () {
      destroyed.add(this);
      return destroy.call(this);
    };
  }

  scope.readHeld = () => {
    const found = { wasmBytes: 0, gpuBuffers: 0, gpuBytes: 0 };
    // An exported memory may have been made here and be exported again.
    const seen = new Set();
    for (const reference of held) {
      const object = /** @type {any} */ (reference.deref());
      if (!object || destroyed.has(object)) held.delete(reference);
      else if (!seen.has(object)) {
        seen.add(object);
        if (object instanceof Memory) found.wasmBytes += object.buffer.byteLength;
        else {
          found.gpuBuffers += 1;
          found.gpuBytes += object.size;
        }
      }
    }
    return found;
  };
}
