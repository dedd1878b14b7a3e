import { inflateSync } from 'node:zlib';

/** A picture as grey dots, row by row, 0 for black and 255 for white. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
  /** Dots per metre it was made for. */
  readonly perMetre: number;
}

/** Reads a PNG as far as ours go: one bit of grey for each dot, nothing filtered, checksums right. */
export function pixelsOfPng(bytes: Uint8Array): Pixels {
  const file = Buffer.from(bytes);
  if (file.subarray(0, 8).toString('latin1') !== '\x89PNG\r\n\x1a\n') throw new Error('Not a PNG');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const name = file.toString('latin1', at + 4, at + 8);
    chunks.set(name, file.subarray(at + 8, at + 8 + length));
    if (crcOf(file.subarray(at + 4, at + 8 + length)) !== file.readUInt32BE(at + 8 + length)) {
      throw new Error(`The checksum of ${name} is wrong`);
    }
    at += 12 + length;
  }
  const part = (name: string) => chunks.get(name) ?? Buffer.alloc(0);
  const width = part('IHDR').readUInt32BE(0);
  const height = part('IHDR').readUInt32BE(4);
  if (part('IHDR').subarray(8).toString('hex') !== '0100000000') throw new Error('Not one bit of grey');
  const lines = inflateSync(part('IDAT'));
  const stride = 1 + Math.ceil(width / 8);
  const grey = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    if (lines[y * stride] !== 0) throw new Error('A line is filtered');
    for (let x = 0; x < width; x++) {
      const byte = lines[y * stride + 1 + (x >> 3)] ?? 0;
      grey[y * width + x] = (byte >> (7 - (x & 7))) & 1 ? 255 : 0;
    }
  }
  return { width, height, grey, perMetre: part('pHYs').readUInt32BE(0) };
}

/** CRC-32 bit by bit, as ISO 3309 has it. */
function crcOf(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
