import { describe, expect, test } from 'vitest';
import { signedAddress } from '#server/addresses.ts';
import { qrPng } from '#server/qr/png.ts';
import { dotsFor, readSize } from '#server/qr/size.ts';
import { qrSvg } from '#server/qr/svg.ts';
import { type QrSymbol, qrSymbol } from '#server/qr/symbol.ts';
import { createRandom } from '#surveys/random.ts';
import { readQr, readQrPng } from '#test/helpers/qr.ts';

const reached = { publicUrl: new URL('https://survey.huajie-express.example.com') };
const secret = 'a secret of thirty-two characters';

function drawn(text: string): QrSymbol {
  const symbol = qrSymbol(text);
  if (symbol === null) throw new Error('Too long');
  return symbol;
}

/** The dark squares of an SVG of ours, painted into dots as a browser would. */
function painted(svg: string, dots: number) {
  const modules = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  const width = modules * dots;
  const grey = new Uint8Array(width * width).fill(255);
  const path = /<path d="([^"]*)"/.exec(svg)?.[1] ?? '';
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let row = Number(y) * dots; row < (Number(y) + 1) * dots; row++) {
      const from = row * width + Number(x) * dots;
      grey.fill(0, from, from + Number(length) * dots);
    }
  }
  return { width, height: width, grey, perMetre: 0 };
}

describe('a QR code', () => {
  test('of any length we make is read back letter by letter, from PNG and from SVG', () => {
    const random = createRandom('addresses');
    const letter = () =>
      'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_%&=.'[random.below(68)];
    for (const length of [20, 61, 84, 143, 152, 153, 180, 213, 300, 412, 700, 1059]) {
      const text = `https://x/${Array.from({ length: length - 10 }, letter).join('')}`;
      const symbol = drawn(text);
      expect(readQrPng(qrPng(symbol, 4)), `${length} characters`).toBe(text);
      expect(readQr(painted(qrSvg(symbol, '30mm'), 4)), `${length} characters as SVG`).toBe(text);
    }
  });

  test('of a link with facts, names of stations in Chinese among them, is read back', () => {
    const facts = { order: 'SF1234567890123', station: '广州天河体育中心营业部', service: '标快' };
    const address = signedAddress(reached, secret, '0123456789abcdef0123456789abcdef', facts);
    expect(readQrPng(qrPng(drawn(address), 4))).toBe(address);
    expect(new URL(address).searchParams.get('station')).toBe(facts.station);
  });

  test('is there up to the capacity of the largest symbol, and not beyond', () => {
    const longest = `https://x/${'a'.repeat(2321)}`;
    expect(drawn(longest)).toHaveLength(177 + 8);
    expect(qrSymbol(`${longest}a`)).toBeNull();
    expect(qrSymbol(`https://x/${'字'.repeat(774)}`)).toBeNull();
  });

  test('is read with a stain of eight by eight modules on it', () => {
    const text = 'https://survey.example.com/o/0123456789abcdef0123456789abcdef';
    const stained = drawn(text).map((row, y) =>
      row.map((dark, x) => dark || (x >= 16 && x < 24 && y >= 16 && y < 24)),
    );
    expect(readQrPng(qrPng(stained, 4))).toBe(text);
  });

  test('stands on white, without a style that a page would have to allow', () => {
    const svg = qrSvg(drawn('https://x/'), '30mm');
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="30mm" height="30mm"/);
    expect(svg).toContain('<path fill="#fff" d="M0 0h29v29H0z"/>');
    expect(svg).not.toMatch(/style|script/);
  });
});

describe('its size', () => {
  test.each([
    ['30mm', { unit: 'mm', length: 30 }],
    ['600px', { unit: 'px', length: 600 }],
    ['501mm', null],
    ['10001px', null],
    ['-3mm', null],
    ['3cm', null],
    ['', null],
    ['30mm" onload="x', null],
  ])('%s is read as %j', (text, size) => {
    expect(readSize(text)).toEqual(size);
  });

  test('gives each module whole dots, of a third of a millimetre at least', () => {
    const symbol = drawn('https://survey.example.com/o/0123456789abcdef0123456789abcdef');
    expect(symbol).toHaveLength(41);
    expect(dotsFor(symbol, { unit: 'mm', length: 30 })).toEqual({ dots: 8 });
    expect(dotsFor(symbol, { unit: 'px', length: 204 })).toEqual({ dots: 4 });
    expect(dotsFor(symbol, { unit: 'px', length: 163 })).toEqual({ needed: { unit: 'px', length: 164 } });
    expect(dotsFor(symbol, { unit: 'mm', length: 13 })).toEqual({ needed: { unit: 'mm', length: 14 } });
    expect(dotsFor(symbol, { unit: 'mm', length: 14 })).toEqual({ dots: 4 });
  });
});
