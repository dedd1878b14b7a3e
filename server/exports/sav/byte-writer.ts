/** Bytes of records as they are put together, numbers with their low byte first. */
export class ByteWriter {
  readonly #parts: Buffer[] = [];

  int32(...values: readonly number[]): this {
    const bytes = Buffer.alloc(4 * values.length);
    for (const [place, value] of values.entries()) bytes.writeInt32LE(value, 4 * place);
    return this.bytes(bytes);
  }

  float64(...values: readonly number[]): this {
    const bytes = Buffer.alloc(8 * values.length);
    for (const [place, value] of values.entries()) bytes.writeDoubleLE(value, 8 * place);
    return this.bytes(bytes);
  }

  bytes(bytes: Buffer): this {
    this.#parts.push(bytes);
    return this;
  }

  /** A text filled up with blanks, or cut, to so many bytes. */
  padded(text: string | Buffer, length: number): this {
    const bytes = Buffer.alloc(length, ' ');
    Buffer.from(text).copy(bytes);
    return this.bytes(bytes);
  }

  taken(): Buffer {
    return Buffer.concat(this.#parts);
  }
}
