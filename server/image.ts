import type { StoredImage } from '#db/tables.ts';

/** What a file of an image says of itself. */
export interface ImageFacts {
  readonly type: StoredImage['type'];
  readonly width: number;
  readonly height: number;
  /** Whether it moves. */
  readonly isAnimated: boolean;
}

/**
 * Reads an image by what its bytes are, whatever its name says.
 *
 * @returns `null` for anything but PNG, JPEG and WebP, or where the file is cut off or goes on after its end; SVG is a
 *   document that can run scripts, and never an image here
 */
export function readImage(bytes: Uint8Array): ImageFacts | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const facts = pngFacts(view) ?? jpegFacts(view) ?? webpFacts(view);
    return facts !== null && facts.width > 0 && facts.height > 0 ? facts : null;
  } catch (error) {
    // Reading past the end: the file is cut off, or its parts say they are longer than they are.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function says(view: DataView, at: number, text: string): boolean {
  return [...text].every((character, index) => view.getUint8(at + index) === character.charCodeAt(0));
}

/** PNG: a signature, then chunks of length, name, data and checksum; the first says the size. */
function pngFacts(view: DataView): ImageFacts | null {
  if (view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a || !says(view, 12, 'IHDR'))
    return null;
  let isAnimated = false;
  let hasPicture = false;
  let at = 8;
  for (; !says(view, at + 4, 'IEND'); at += 12 + view.getUint32(at)) {
    if (says(view, at + 4, 'acTL')) isAnimated = true;
    if (says(view, at + 4, 'IDAT') && view.getUint32(at) > 0) hasPicture = true;
  }
  if (!hasPicture || at + 12 !== view.byteLength) return null;
  return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20), isAnimated };
}

/** Markers of JPEG that begin a frame, the only ones with its size: all of 0xc0 to 0xcf but tables and conditions. */
function beginsFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

const beginsScan = 0xda;

function jpegFacts(view: DataView): ImageFacts | null {
  // It ends with its end marker, and has a scan before it: after that only the compressed picture follows.
  if (view.getUint16(0) !== 0xffd8 || view.getUint16(view.byteLength - 2) !== 0xffd9) return null;
  let size: ImageFacts | null = null;
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === beginsScan) return size;
    if (beginsFrame(marker)) {
      const [width, height] = [view.getUint16(at + 7), view.getUint16(at + 5)];
      size = { type: 'image/jpeg', width, height, isAnimated: false };
    }
    // A marker may be filled up with more bytes of 0xff before it.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}

/** WebP: a RIFF file whose first chunk is a lossy picture, a lossless one, or the head of an extended file. */
function webpFacts(view: DataView): ImageFacts | null {
  if (!says(view, 0, 'RIFF') || !says(view, 8, 'WEBP')) return null;
  if (view.getUint32(4, true) + 8 !== view.byteLength) return null;
  const chunks = chunksOf(view);
  if (!chunks.some((name) => name === 'VP8 ' || name === 'VP8L' || name === 'ANMF')) return null;
  const moves = chunks.includes('ANIM') || chunks.includes('ANMF');
  const picture = (width: number, height: number, isAnimated = false): ImageFacts => ({
    type: 'image/webp',
    width,
    height,
    isAnimated,
  });
  if (says(view, 12, 'VP8 ')) {
    if (view.getUint16(23) !== 0x9d01 || view.getUint8(25) !== 0x2a) return null;
    return picture(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
  }
  if (says(view, 12, 'VP8L')) {
    if (view.getUint8(20) !== 0x2f) return null;
    const sizes = view.getUint32(21, true);
    return picture((sizes & 0x3fff) + 1, ((sizes >>> 14) & 0x3fff) + 1);
  }
  if (says(view, 12, 'VP8X')) {
    const three = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
    return picture(three(24) + 1, three(27) + 1, moves || (view.getUint8(20) & 0x02) !== 0);
  }
  return null;
}

/** The names of a RIFF file's chunks. @throws RangeError where one is longer than the file */
function chunksOf(view: DataView): string[] {
  const names: string[] = [];
  for (let at = 12; at < view.byteLength; ) {
    const length = view.getUint32(at + 4, true);
    names.push(String.fromCharCode(...Array.from({ length: 4 }, (_, index) => view.getUint8(at + index))));
    if (at + 8 + length > view.byteLength) throw new RangeError('A chunk is longer than its file');
    at += 8 + length + (length % 2);
  }
  return names;
}
