/**
 * Compares two texts by code points, the order of UTF-8 and of every database's binary collation.
 *
 * JavaScript's own order is by UTF-16 units, in which 𠮷 (U+20BB7) comes before ｆ (U+FF46): the units of
 * the surrogates are moved above those of U+E000 to U+FFFF.
 */
export function byCodePoints(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length);
  for (let index = 0; index < shorter; index++) {
    const left = one.charCodeAt(index);
    const right = other.charCodeAt(index);
    if (left !== right) return rank(left) - rank(right);
  }
  return one.length - other.length;
}

function rank(unit: number): number {
  if (unit >= 0xe000) return unit - 0x800;
  return unit >= 0xd800 ? unit + 0x2000 : unit;
}
