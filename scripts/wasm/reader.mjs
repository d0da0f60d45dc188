// Reads the pieces that wasm files are made of.

export class Reader {
  position = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
  }

  byte() {
    const value = this.bytes[this.position];
    if (value === undefined) throw new Error("the file ends within an instruction");
    this.position += 1;
    return value;
  }

  bytes32() {
    return this.byte() | (this.byte() << 8) | (this.byte() << 16) | (this.byte() << 24);
  }

  /** LEB128. Of signed and of 64-bit numbers only the length is of use here. */
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }

  /** Alignment, a memory where bit 6 announces one, offset. */
  memoryArgument() {
    if (this.number() & 0x40) this.number();
    this.number();
  }
}
