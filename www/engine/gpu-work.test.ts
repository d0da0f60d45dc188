import { expect, test } from "vitest";
import { countGpuWork, type GpuClasses } from "./gpu-work";

const READ = 1;
const WRITE = 2;

/** Classes of a WebGPU that notes what reaches it. */
function fakeGpu() {
  const calls: unknown[][] = [];
  class FakePass {
    dispatchWorkgroups(...sizes: unknown[]) {
      calls.push([this, ...sizes]);
    }
    dispatchWorkgroupsIndirect(...source: unknown[]) {
      calls.push([this, ...source]);
    }
  }
  class FakeQueue {
    writeBuffer(...written: unknown[]) {
      calls.push([this, ...written]);
    }
  }
  class FakeDevice {
    createBuffer(...description: unknown[]) {
      calls.push([this, ...description]);
      return "the buffer";
    }
  }
  class FakeBuffer {
    readonly size = 100;
    async mapAsync(...mapped: unknown[]) {
      calls.push([this, ...mapped]);
      return "mapped";
    }
  }
  const read = countGpuWork({
    GPUComputePassEncoder: FakePass,
    GPUQueue: FakeQueue,
    GPUDevice: FakeDevice,
    GPUBuffer: FakeBuffer,
  } as unknown as GpuClasses);
  return {
    calls,
    read,
    pass: new FakePass(),
    queue: new FakeQueue(),
    device: new FakeDevice(),
    buffer: new FakeBuffer(),
  };
}

test("both kinds of dispatch are counted, and reach the GPU", () => {
  const { calls, read, pass } = fakeGpu();
  pass.dispatchWorkgroups(3, 2, 1);
  pass.dispatchWorkgroupsIndirect("sizes", 16);
  expect(read()).toEqual({ dispatches: 2, uploadedBytes: 0, reads: 0 });
  expect(calls).toEqual([
    [pass, 3, 2, 1],
    [pass, "sizes", 16],
  ]);
});

test.each([
  ["all of an array", [new Float32Array(10)], 40],
  ["an array from a place on", [new Float32Array(10), 4], 24],
  ["some elements of an array", [new Float32Array(10), 4, 2], 8],
  ["none", [new Float32Array(10), 4, 0], 0],
  ["all of a part of the memory", [new Uint8Array(new ArrayBuffer(64), 16, 12)], 12],
  ["all of a buffer", [new ArrayBuffer(64)], 64],
  ["a buffer from a byte on", [new ArrayBuffer(64), 8], 56],
  ["some bytes of a view", [new DataView(new ArrayBuffer(64)), 8, 20], 20],
] as const)("bytes written to a buffer: %s", (_name, source, bytes) => {
  const { calls, read, queue } = fakeGpu();
  queue.writeBuffer("target", 4, ...source);
  expect(read()).toEqual({ dispatches: 0, uploadedBytes: bytes, reads: 0 });
  expect(calls).toEqual([[queue, "target", 4, ...source]]);
});

test("a buffer counts as uploaded if it is handed out to be filled", () => {
  const { calls, read, device } = fakeGpu();
  expect(device.createBuffer({ size: 1000, usage: 8 })).toBe("the buffer");
  device.createBuffer({ size: 200, usage: 8, mappedAtCreation: false });
  expect(read().uploadedBytes).toBe(0);
  device.createBuffer({ size: 30, usage: 8, mappedAtCreation: true });
  expect(read()).toEqual({ dispatches: 0, uploadedBytes: 30, reads: 0 });
  expect(calls).toHaveLength(3);
});

test("mapping is a read or an upload", async () => {
  const { calls, read, buffer } = fakeGpu();
  expect(await buffer.mapAsync(READ)).toBe("mapped");
  expect(await buffer.mapAsync(READ, 8, 4)).toBe("mapped");
  expect(read()).toEqual({ dispatches: 0, uploadedBytes: 0, reads: 2 });
  await buffer.mapAsync(WRITE);
  await buffer.mapAsync(WRITE, 40);
  await buffer.mapAsync(WRITE, 40, 7);
  expect(read()).toEqual({ dispatches: 0, uploadedBytes: 100 + 60 + 7, reads: 2 });
  expect(calls[1]).toEqual([buffer, READ, 8, 4]);
});

test("counts that were read do not change", () => {
  const { read, pass } = fakeGpu();
  const earlier = read();
  pass.dispatchWorkgroups(1);
  expect(earlier.dispatches).toBe(0);
  expect(read().dispatches).toBe(1);
});

test("without WebGPU nothing is counted, and nothing fails", () => {
  expect(countGpuWork({})()).toEqual({ dispatches: 0, uploadedBytes: 0, reads: 0 });
});
