import { describe, expect, test } from "vitest";
import { type AdapterLike, type GpuLike, type OpenedBackend, openBackend } from "./backend";
import { TrainerError } from "./failure";
import type { BackendKind, BackendReasonCode } from "./protocol";
import { reasonAgainstGpu } from "./reasons";

const REAL = {
  vendor: "apple",
  architecture: "metal-3",
  device: "",
  description: "Apple M2",
  isFallbackAdapter: false,
};
const SWIFTSHADER = { ...REAL, vendor: "google", architecture: "swiftshader", description: "" };

function gpuWith(adapter: Partial<AdapterLike> | null): GpuLike {
  const whole = adapter && { info: REAL, features: new Set(["timestamp-query"]), ...adapter };
  return { requestAdapter: () => Promise.resolve(whole) };
}

function named(description: string): GpuLike {
  return gpuWith({ info: { ...REAL, description } });
}

/** Opens anything and notes what; the session is the kind itself. */
function opener(failing?: BackendKind) {
  const opened: BackendKind[] = [];
  const open = async (kind: BackendKind) => {
    opened.push(kind);
    if (kind === failing) throw new TrainerError("adapter-rejected", "no luck");
    return kind;
  };
  return { opened, open };
}

/** What becomes of the GPU beside the CPU: the last reason told. */
async function reasonAfterGpu({ prepareGpu, ...opened }: OpenedBackend<BackendKind>) {
  return prepareGpu?.(() => {}).catch(reasonAgainstGpu) ?? opened;
}

describe("without a wish", () => {
  test("the CPU opens without waiting for the adapter", async () => {
    const { opened, open } = opener();
    const gpu: GpuLike = { requestAdapter: () => new Promise(() => {}) };
    const { session, reasonCode } = await openBackend({ wish: "auto" }, gpu, open);
    expect([session, reasonCode, opened]).toEqual(["cpu", "gpu-sought", ["cpu"]]);
  });

  test("a real adapter with timestamp queries is prepared beside it", async () => {
    const { opened, open } = opener();
    const { session, prepareGpu } = await openBackend({ wish: "auto" }, gpuWith({}), open);
    expect([session, opened]).toEqual(["cpu", ["cpu"]]);
    const told: string[] = [];
    const gpu = await prepareGpu?.(({ reason }) => told.push(reason));
    expect(gpu).toEqual({ session: "webgpu", adapterName: "Apple M2" });
    expect(told).toEqual(["The CPU trains while the graphics processor (Apple M2) is prepared."]);
    expect(opened).toEqual(["cpu", "webgpu"]);
  });

  test.each<[string, GpuLike | undefined, BackendReasonCode, string]>([
    ["no navigator.gpu", undefined, "no-webgpu", ""],
    ["no adapter", gpuWith(null), "no-adapter", ""],
    ["a request that fails", { requestAdapter: () => Promise.reject(new Error("off")) }, "no-adapter", ""],
    ["SwiftShader", gpuWith({ info: SWIFTSHADER }), "software-adapter", "google swiftshader"],
    ["llvmpipe", named("llvmpipe (LLVM 17)"), "software-adapter", "llvmpipe (LLVM 17)"],
    ["lavapipe", gpuWith({ info: { ...REAL, device: "lavapipe" } }), "software-adapter", "Apple M2"],
    ["WARP", named("Microsoft Basic Render Driver"), "software-adapter", "Microsoft Basic Render Driver"],
    ["fallback", gpuWith({ info: { ...REAL, isFallbackAdapter: true } }), "software-adapter", "Apple M2"],
    ["no timestamp queries", gpuWith({ features: new Set<string>() }), "no-timestamps", "Apple M2"],
  ])(
    "%s: the CPU trains, with the reason, and no GPU bundle is fetched",
    async (_name, gpu, code, detail) => {
      const { opened, open } = opener();
      const why = await reasonAfterGpu(await openBackend({ wish: "auto" }, gpu, open, async () => {}));
      expect(opened).toEqual(["cpu"]);
      expect(why).toMatchObject({ reasonCode: code, reasonDetail: detail });
      expect(why).toMatchObject({ reason: expect.stringContaining(detail) });
      expect(why).toMatchObject({ reason: expect.stringContaining("so the CPU trains") });
    },
  );

  test("a GPU that fails to open: the CPU stays, with what was said", async () => {
    const { opened, open } = opener("webgpu");
    const why = await reasonAfterGpu(await openBackend({ wish: "auto" }, gpuWith({}), open));
    expect(opened).toEqual(["cpu", "webgpu"]);
    expect(why).toMatchObject({ reasonCode: "webgpu-failed", reasonDetail: "no luck" });
    expect(why).toMatchObject({ reason: expect.stringContaining("no luck") });
  });
});

describe("after a GPU that failed while training", () => {
  const gpuFailure = { code: "device-lost", message: "the GPU stopped working: reset" } as const;

  test("the CPU trains, with the reason, and the GPU isn't tried again", async () => {
    const { opened, open } = opener();
    const { reason, prepareGpu } = await openBackend({ wish: "auto", gpuFailure }, gpuWith({}), open);
    expect(opened).toEqual(["cpu"]);
    expect(prepareGpu).toBeUndefined();
    expect(reason).toBe("WebGPU failed before (the GPU stopped working: reset), so the CPU trains.");
  });

  test("webgpu asked for is tried again", async () => {
    const { session } = await openBackend({ wish: "webgpu", gpuFailure }, gpuWith({}), opener().open);
    expect(session).toBe("webgpu");
  });
});

test("webgpu asked for takes a software adapter", async () => {
  const { session } = await openBackend({ wish: "webgpu" }, gpuWith({ info: SWIFTSHADER }), opener().open);
  expect(session).toBe("webgpu");
});

test("webgpu asked for is opened alone", async () => {
  const { opened, open } = opener();
  const opening = await openBackend({ wish: "webgpu" }, gpuWith({}), open);
  expect(opening).toMatchObject({ session: "webgpu", reasonCode: "webgpu-asked", adapterName: "Apple M2" });
  expect([opened, opening.prepareGpu]).toEqual([["webgpu"], undefined]);
});

test("webgpu asked for that fails to open: the CPU trains, and is all there is", async () => {
  const { opened, open } = opener("webgpu");
  const opening = await openBackend({ wish: "webgpu" }, gpuWith({}), open);
  expect(opening).toMatchObject({ session: "cpu", reasonCode: "webgpu-failed", reasonDetail: "no luck" });
  expect([opened, opening.prepareGpu]).toEqual([["webgpu", "cpu"], undefined]);
});

test("webgpu asked for but not there: the CPU trains", async () => {
  const { session, reason } = await openBackend({ wish: "webgpu" }, undefined, opener().open);
  expect(session).toBe("cpu");
  expect(reason).toContain("has no WebGPU");
});

test("cpu asked for does not look at the GPU", async () => {
  const gpu: GpuLike = {
    requestAdapter: () => {
      throw new Error("looked");
    },
  };
  expect((await openBackend({ wish: "cpu" }, gpu, opener().open)).session).toBe("cpu");
});

test("a browser whose GPU process is still starting is asked again", async () => {
  const answers = [null, await gpuWith({}).requestAdapter({ powerPreference: "high-performance" })];
  const gpu: GpuLike = { requestAdapter: async () => answers.shift() ?? null };
  let pauses = 0;
  const pause = async () => {
    pauses += 1;
  };
  expect((await openBackend({ wish: "webgpu" }, gpu, opener().open, pause)).session).toBe("webgpu");
  expect([answers.length, pauses]).toEqual([0, 1]);
});

test("a CPU that fails is an error", async () => {
  await expect(openBackend({ wish: "auto" }, undefined, opener("cpu").open)).rejects.toThrow("no luck");
});
