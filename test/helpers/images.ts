import { crc32, deflateSync } from 'node:zlib';

/** A chunk of a PNG: its length, name, data and checksum. */
function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, tail]);
}

/**
 * A PNG of one colour, 8 bits RGB. `moving` gives it the chunk that makes browsers play it, `comment` one of so many
 * bytes that nobody looks at.
 */
export function aPng(
  width: number,
  height: number,
  { moving = false, comment = 0 }: { moving?: boolean; comment?: number } = {},
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(3 * width, 0x60)]);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    ...(moving ? [chunk('acTL', Buffer.alloc(8))] : []),
    ...(comment > 0 ? [chunk('tEXt', Buffer.alloc(comment))] : []),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A JPEG as cameras write it: a comment, a table, a progressive frame, and a scan of it. */
export function aJpeg(width: number, height: number): Buffer {
  const frame = Buffer.from([0xff, 0xc2, 0, 17, 8, 0, 0, 0, 0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 8]), Buffer.from('manyi\0')]);
  const table = Buffer.from([0xff, 0xc4, 0, 4, 0, 0]);
  const scan = Buffer.from([0xff, 0xda, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 0, 0, 0x55, 0xff, 0xd9]);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), comment, table, Buffer.from([0xff]), frame, scan]);
}

/** A WebP of one chunk, lossy or lossless, or of its head and a picture, still or moving. */
export function aWebp(
  kind: 'lossy' | 'lossless' | 'extended' | 'moving',
  width: number,
  height: number,
): Buffer {
  const isExtended = kind === 'extended' || kind === 'moving';
  const file = Buffer.alloc(isExtended ? 50 : 40);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WEBP', 8, 'latin1');
  file.writeUInt32LE(isExtended ? 10 : 20, 16);
  if (isExtended) {
    file.write(kind === 'moving' ? 'ANMF' : 'VP8 ', 30, 'latin1');
    file.writeUInt32LE(12, 34);
  }
  file.write({ lossy: 'VP8 ', lossless: 'VP8L', extended: 'VP8X', moving: 'VP8X' }[kind], 12, 'latin1');
  if (kind === 'lossy') {
    file.set([0x9d, 0x01, 0x2a], 23);
    file.writeUInt16LE(width | 0x4000, 26);
    file.writeUInt16LE(height, 28);
  } else if (kind === 'lossless') {
    file.writeUInt8(0x2f, 20);
    file.writeUInt32LE((width - 1) | ((height - 1) << 14), 21);
  } else {
    file.writeUInt8(kind === 'moving' ? 0x02 : 0x10, 20);
    file.writeUIntLE(width - 1, 24, 3);
    file.writeUIntLE(height - 1, 27, 3);
  }
  return file;
}
