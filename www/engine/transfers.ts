import type { Results } from "./protocol";

/**
 * The large buffers of a result, which change hands instead of being copied. The small ones of `mistakes` are
 * copied: ten thousand hand-overs take longer.
 */
export function buffersOf(result: Results[keyof Results]): ArrayBuffer[] {
  const arrays = Array.isArray(result) ? result.map(({ data }) => data) : [ownBytes(result)];
  // Buffers of the crate's arrays are copies of their own, never its memory.
  return arrays.flatMap((array) =>
    ArrayBuffer.isView(array) && array.buffer instanceof ArrayBuffer ? [array.buffer] : [],
  );
}

function ownBytes(result: Results[keyof Results]): unknown {
  return result && "bytes" in result ? result.bytes : result;
}
