import { describe, expect, test } from 'vitest';
import { readImage } from '#server/image.ts';
import { aJpeg, aPng, aWebp } from '#test/helpers/images.ts';

const still = { isAnimated: false };

describe('an image is known by its bytes', () => {
  test.each([
    ['PNG', aPng(300, 20), { type: 'image/png', width: 300, height: 20, ...still }],
    ['JPEG', aJpeg(640, 1), { type: 'image/jpeg', width: 640, height: 1, ...still }],
    ['lossy WebP', aWebp('lossy', 1999, 7), { type: 'image/webp', width: 1999, height: 7, ...still }],
    ['lossless WebP', aWebp('lossless', 3, 16383), { type: 'image/webp', width: 3, height: 16383, ...still }],
    [
      'extended WebP',
      aWebp('extended', 70_000, 8),
      { type: 'image/webp', width: 70_000, height: 8, ...still },
    ],
  ])('%s with its size', (_, bytes, facts) => {
    expect(readImage(bytes)).toEqual(facts);
    // Whoever reads a file in parts has it somewhere in a larger one.
    expect(readImage(Buffer.concat([Buffer.from('before'), bytes]).subarray(6))).toEqual(facts);
  });

  test('and by them it is known to move', () => {
    expect(readImage(aPng(8, 8, { moving: true }))).toMatchObject({ isAnimated: true });
    expect(readImage(aWebp('moving', 8, 8))).toMatchObject({ isAnimated: true });
  });

  test.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['HTML', '<!doctype html><script>alert(1)</script>'],
    ['GIF', 'GIF89a\x01\x00\x01\x00\x00\x00\x00;'],
    ['BMP', `BM${'\0'.repeat(60)}`],
    ['an icon', `\0\0\x01\0\x01${'\0'.repeat(60)}`],
    ['a PDF', `%PDF-1.7${' '.repeat(60)}`],
    ['nothing', ''],
    ['one byte', '\x89'],
    ['a PNG without picture', '\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x08\0\0\0\x08\x08\x02\0\0\0'],
    ['a JPEG that ends before its frame', '\xff\xd8\xff\xe0\0\x10JFIF'],
    ['a JPEG that goes on with something else', '\xff\xd8\xff\xfe\0\x04ok<svg>'],
    ['a sound in RIFF', `RIFF\0\0\0\0WAVE${'\0'.repeat(40)}`],
  ])('%s is none', (_, text) => {
    expect(readImage(Buffer.from(text, 'latin1'))).toBeNull();
  });

  test('nor is one cut off before its size, or of no size', () => {
    for (const whole of [aPng(8, 8), aJpeg(8, 8), aWebp('lossless', 8, 8), aWebp('extended', 8, 8)]) {
      for (let length = 0; length < 21; length += 1) expect(readImage(whole.subarray(0, length))).toBeNull();
    }
    expect(readImage(aJpeg(0, 8))).toBeNull();
    expect(readImage(aPng(8, 0))).toBeNull();
  });

  test('nor one that is cut off later, or goes on after its end', () => {
    const all = [
      aPng(8, 8),
      aJpeg(8, 8),
      aWebp('lossy', 8, 8),
      aWebp('extended', 8, 8),
      aWebp('moving', 8, 8),
    ];
    for (const whole of all) {
      for (let length = 21; length < whole.length; length += 1) {
        expect([length, readImage(whole.subarray(0, length))]).toEqual([length, null]);
      }
      expect(readImage(Buffer.concat([whole, Buffer.from('<script>')]))).toBeNull();
    }
  });

  test('and one whose parts claim to be endless is read to its end and no further', () => {
    const endless = aPng(8, 8);
    endless.writeUInt32BE(0xffffffff, 8);
    expect(readImage(endless)).toBeNull();
  });
});
