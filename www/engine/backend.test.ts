import { describe, expect, test } from "vitest";
import { type AdapterLike, type GpuLike, openBackend } from "./backend";
import { TrainerError } from "./failure";
import type { BackendKind, BackendReasonCode } from "./protocol";

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

describe("without a wish", () => {
  test("a real adapter with timestamp queries is used", async () => {
    const { opened, open } = opener();
    const { session, reason, adapterName } = await openBackend({ wish: "auto" }, gpuWith({}), open);
    expect(session).toBe("webgpu");
    expect(adapterName).toBe("Apple M2");
    expect(reason).not.toBe("");
    expect(opened).toEqual(["webgpu"]);
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
      const { session, reason, reasonCode, reasonDetail } = await openBackend({ wish: "auto" }, gpu, open);
      expect(session).toBe("cpu");
      expect(opened).toEqual(["cpu"]);
      expect([reasonCode, reasonDetail]).toEqual([code, detail]);
      expect(reason).toContain(detail);
      expect(reason).toContain("so the CPU trains");
    },
  );

  test("a GPU that fails to open: the CPU takes over, with what was said", async () => {
    const { opened, open } = opener("webgpu");
    const opening = await openBackend({ wish: "auto" }, gpuWith({}), open);
    expect(opened).toEqual(["webgpu", "cpu"]);
    expect(opening).toMatchObject({ session: "cpu", reasonCode: "webgpu-failed", reasonDetail: "no luck" });
    expect(opening.reason).toContain("no luck");
  });
});

describe("after a GPU that failed while training", () => {
  const gpuFailure = { code: "device-lost", message: "the GPU stopped working: reset" } as const;

  test("the CPU trains, with the reason, and the GPU isn't tried again", async () => {
    const { opened, open } = opener();
    const { reason } = await openBackend({ wish: "auto", gpuFailure }, gpuWith({}), open);
    expect(opened).toEqual(["cpu"]);
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
  expect((await openBackend({ wish: "auto" }, gpu, opener().open, pause)).session).toBe("webgpu");
  expect([answers.length, pauses]).toEqual([0, 1]);
});

test("a CPU that fails is an error", async () => {
  await expect(openBackend({ wish: "auto" }, undefined, opener("cpu").open)).rejects.toThrow("no luck");
});
