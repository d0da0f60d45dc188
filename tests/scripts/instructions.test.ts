import { describe, expect, test } from "vitest";
import { countInstructions } from "../../scripts/wasm/instructions.mjs";

const header = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** A module of one function () -> () with this body, `end` included. */
function moduleWith(body: number[]) {
  const code = [0, ...body]; // no locals
  return Uint8Array.from([
    ...header,
    ...[1, 4, 1, 0x60, 0, 0], // its type
    ...[3, 2, 1, 0], // the function
    ...[5, 3, 1, 0, 1], // a memory
    ...[10, code.length + 2, 1, code.length, ...code],
  ]);
}

describe("countInstructions", () => {
  test("counts vector instructions and nothing that only looks like one", () => {
    const body = [
      ...[0x41, 0xfd, 0x01, 0x1a], // i32.const with 0xfd in its operand, drop
      ...[0x02, 0x40], // block
      ...[0xfd, 0x0c, ...new Array(16).fill(0xfd)], // v128.const full of 0xfd
      ...[0xfd, 0x15, 0x03, 0x1a], // i8x16.extract_lane_s 3, drop
      ...[0x41, 0x00, 0xfd, 0x00, 0x04, 0x00, 0x1a], // i32.const, v128.load, drop
      ...[0x41, 0x00, 0x0e, 0x01, 0x00, 0x00], // i32.const, br_table 0 0
      0x0b,
      0x0b,
    ];
    const bytes = moduleWith(body);
    expect(WebAssembly.validate(bytes)).toBe(true);
    expect(countInstructions(bytes)).toEqual({ functions: 1, instructions: 13, vectorInstructions: 3 });
  });

  test("refuses what it does not know", () => {
    expect(() => countInstructions(moduleWith([0xff, 0x0b]))).toThrow(/unknown instruction ff/);
  });

  test("refuses a function that does not end where it should", () => {
    expect(() => countInstructions(moduleWith([0x0b, 0x01]))).toThrow(/ends at/);
  });

  test("refuses other files", () => {
    expect(() => countInstructions(new TextEncoder().encode("<!doctype html>"))).toThrow(/no wasm file/);
  });
});
