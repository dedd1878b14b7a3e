import { dotsPerInch } from './png.ts';
import type { QrSymbol } from './symbol.ts';

/** How large a QR code is drawn, its quiet zone with it: in millimetres on paper, or in dots. */
export interface Size {
  readonly unit: 'mm' | 'px';
  readonly length: number;
}

const sizePattern = /^([1-9]\d{0,4})(mm|px)$/;
const largest = { mm: 500, px: 10_000 };

/** A size as typed: `30mm`, `600px`. `null` when it is none. */
export function readSize(text: string): Size | null {
  const [, digits = '', unit] = sizePattern.exec(text) ?? [];
  if (unit !== 'mm' && unit !== 'px') return null;
  const length = Number(digits);
  return length <= largest[unit] ? { unit, length } : null;
}

/** Dots a module has at least: at 300 dpi a third of a millimetre, which telephones still read from a slip. */
const fewestDots = 4;

/**
 * Dots that each module gets when a symbol is drawn within a size, in whole ones; the size it would need at least where
 * that is too small to be read.
 */
export function dotsFor(symbol: QrSymbol, { unit, length }: Size): { dots: number } | { needed: Size } {
  const perUnit = unit === 'mm' ? dotsPerInch / 25.4 : 1;
  const dots = Math.floor((length * perUnit) / symbol.length);
  if (dots >= fewestDots) return { dots };
  return { needed: { unit, length: Math.ceil((symbol.length * fewestDots) / perUnit) } };
}
