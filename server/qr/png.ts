import { crc32, deflateSync } from 'node:zlib';
import type { QrSymbol } from './symbol.ts';

/** Dots per inch that the picture is made for; printers put it on paper at that size unless told otherwise. */
export const dotsPerInch = 300;

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A QR code as PNG in black and white, each module a square of `dots` × `dots`, so that nothing is blurred. */
export function qrPng(symbol: QrSymbol, dots: number): Uint8Array<ArrayBuffer> {
  const width = symbol.length * dots;
  const rows = symbol.flatMap((row) => Array<Buffer>(dots).fill(scanline(row, dots, width)));
  const parts = [
    signature,
    // one bit for each dot, in grey
    chunk('IHDR', Buffer.from([...bytes32(width), ...bytes32(width), 1, 0, 0, 0, 0])),
    chunk('pHYs', Buffer.from([...bytes32(dotsPerMetre), ...bytes32(dotsPerMetre), 1])),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return new Uint8Array(Buffer.concat(parts));
}

const dotsPerMetre = Math.round(dotsPerInch / 0.0254);

/** One line of dots, eight in a byte and 1 for white, after the byte that says it is not filtered. */
function scanline(row: readonly boolean[], dots: number, width: number): Buffer {
  const line = Buffer.alloc(1 + Math.ceil(width / 8));
  for (let x = 0; x < width; x++) {
    if (!row[Math.floor(x / dots)]) line[1 + (x >> 3)] = (line[1 + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
  }
  return line;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([bytes32(data.length), named, bytes32(crc32(named))]);
}

function bytes32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
