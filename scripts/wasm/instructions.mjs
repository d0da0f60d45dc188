// Counts the vector instructions in a wasm file. It skips over every operand as the specification lays them out; a
// slip cannot go unnoticed, since each function has to end exactly where its length says.

import { Reader } from "./reader.mjs";

const codeSection = 10;

/** The operand kinds: m memory argument, u one LEB128 number, digits that many bytes. */
const oneByteOpcodes = new Map([
  ...range(0x00, 0x01, ""), // unreachable, nop
  ...range(0x02, 0x04, "u"), // block, loop, if: their type
  [0x05, ""], // else
  ...range(0x0c, 0x0d, "u"), // br, br_if
  [0x0f, ""], // return
  [0x10, "u"], // call
  [0x11, "uu"], // call_indirect
  [0x12, "u"], // return_call
  [0x13, "uu"], // return_call_indirect
  ...range(0x1a, 0x1b, ""), // drop, select
  ...range(0x20, 0x26, "u"), // locals, globals, tables
  ...range(0x28, 0x3e, "m"), // loads, stores
  ...range(0x3f, 0x42, "u"), // memory.size, memory.grow, i32.const, i64.const
  [0x43, "4"], // f32.const
  [0x44, "8"], // f64.const
  ...range(0x45, 0xc4, ""), // arithmetic
  [0xd0, "u"], // ref.null
  [0xd1, ""], // ref.is_null
  [0xd2, "u"], // ref.func
]);

const prefixedOpcodes = new Map([
  [
    0xfc, // saturating conversions, bulk memory, tables
    new Map([
      ...range(0, 7, ""),
      ...pairs(8, ["uu", "u", "uu", "u", "uu", "u", "uu"]),
      ...range(15, 17, "u"),
    ]),
  ],
  [
    0xfd, // vectors
    new Map([
      ...range(0, 11, "m"), // loads, store
      ...range(12, 13, "16"), // const, shuffle
      ...range(14, 20, ""), // swizzle, splats
      ...range(21, 34, "1"), // lanes
      ...range(35, 83, ""),
      ...range(84, 91, "m1"), // loads and stores of a lane
      ...range(92, 93, "m"), // loads with zeros
      ...range(94, 275, ""), // arithmetic, the relaxed ones last
    ]),
  ],
  [0xfe, new Map([...range(0, 2, "m"), [3, "1"], ...range(16, 78, "m")])], // atomics
]);

/** @param {number} first @param {number} last @param {string} operands */
function range(first, last, operands) {
  return pairs(first, new Array(last - first + 1).fill(operands));
}

/** @param {number} first @param {string[]} operands @returns {[number, string][]} */
function pairs(first, operands) {
  return operands.map((operand, index) => [first + index, operand]);
}

/**
 * @param {Uint8Array} bytes of a wasm file
 * @returns {{ functions: number, instructions: number, vectorInstructions: number }}
 */
export function countInstructions(bytes) {
  const reader = new Reader(bytes);
  const counts = { functions: 0, instructions: 0, vectorInstructions: 0 };
  if (reader.bytes32() !== 0x6d736100 || reader.bytes32() !== 1) throw new Error("no wasm file");
  while (reader.position < bytes.length) {
    const section = reader.byte();
    const end = reader.number() + reader.position;
    if (section === codeSection) {
      counts.functions = reader.number();
      for (let index = 0; index < counts.functions; index += 1) countFunction(reader, counts);
    }
    reader.position = end;
  }
  return counts;
}

/** @param {Reader} reader @param {{ instructions: number, vectorInstructions: number }} counts */
function countFunction(reader, counts) {
  const end = reader.number() + reader.position;
  for (let groups = reader.number(); groups > 0; groups -= 1) {
    reader.number(); // how many locals
    reader.number(); // of which type
  }
  let depth = 1;
  while (depth > 0) {
    const opcode = reader.byte();
    counts.instructions += 1;
    if (opcode === 0x0b) depth -= 1;
    else if (opcode === 0x0e || opcode === 0x1c) skipList(reader, opcode);
    else {
      if (opcode >= 0x02 && opcode <= 0x04) depth += 1;
      if (opcode === 0xfd) counts.vectorInstructions += 1;
      skipOperands(reader, opcode);
    }
  }
  if (reader.position !== end) throw new Error(`a function ends at ${reader.position} instead of ${end}`);
}

/** br_table (a default follows its list) and select with types. @param {Reader} reader @param {number} opcode */
function skipList(reader, opcode) {
  const length = reader.number() + (opcode === 0x0e ? 1 : 0);
  for (let index = 0; index < length; index += 1) reader.number();
}

/** @param {Reader} reader @param {number} opcode */
function skipOperands(reader, opcode) {
  const group = prefixedOpcodes.get(opcode);
  const number = group ? reader.number() : opcode;
  const operands = (group ?? oneByteOpcodes).get(number);
  if (operands === undefined) {
    throw new Error(
      `unknown instruction ${opcode.toString(16)} ${group ? number : ""} at ${reader.position}`,
    );
  }
  for (const operand of operands.match(/[mu]|\d+/g) ?? []) {
    if (operand === "u") reader.number();
    else if (operand === "m") reader.memoryArgument();
    else reader.position += Number(operand);
  }
}
