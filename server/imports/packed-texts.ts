const blockSize = 1 << 20;

/** Texts one behind the other in UTF-8: some 8 bytes each besides the text itself. */
export interface PackedTexts {
  readonly size: number;
  /** Takes one more text. @throws RangeError when it is longer than a mebibyte */
  add(bytes: Buffer): void;
  bytesAt(place: number): Buffer;
}

export function createPackedTexts(): PackedTexts {
  const blocks: Buffer[] = [];
  let used = blockSize;
  let size = 0;
  // where a text begins, in all blocks as if they were one, and how long it is
  let starts = new Uint32Array(1024);
  let lengths = new Uint32Array(1024);
  return {
    get size() {
      return size;
    },
    add(bytes) {
      if (bytes.length > blockSize) throw new RangeError(`Unexpected text of ${bytes.length} bytes`);
      if (size === starts.length) [starts, lengths] = [twiceAsLong(starts), twiceAsLong(lengths)];
      if (used + bytes.length > blockSize) {
        blocks.push(Buffer.allocUnsafeSlow(blockSize));
        used = 0;
      }
      bytes.copy(blocks.at(-1) as Buffer, used);
      starts[size] = (blocks.length - 1) * blockSize + used;
      lengths[size] = bytes.length;
      used += bytes.length;
      size += 1;
    },
    bytesAt(place) {
      const start = (starts[place] as number) % blockSize;
      const block = blocks[Math.floor((starts[place] as number) / blockSize)] as Buffer;
      return block.subarray(start, start + (lengths[place] as number));
    },
  };
}

function twiceAsLong(list: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const twice = new Uint32Array(2 * list.length);
  twice.set(list);
  return twice;
}
