import reader from 'jsqr';
import { type Pixels, pixelsOfPng } from './pixels.ts';

/** What a QR code says, read by another program than the one that drew it; `null` when it cannot be read. */
export function readQr({ width, height, grey }: Pixels): string | null {
  const colours = new Uint8ClampedArray(width * height * 4);
  for (const [i, value] of grey.entries()) colours.set([value, value, value, 255], i * 4);
  return reader.default(colours, width, height, { inversionAttempts: 'dontInvert' })?.data ?? null;
}

/** What a QR code in a PNG says. */
export function readQrPng(bytes: Uint8Array): string | null {
  return readQr(pixelsOfPng(bytes));
}
