/** A part of a drawing that something stands in. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where a name can stand beside its point. */
export interface LabelPlace {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly text: string;
  readonly box: Box;
}

const letterHeight = 14;
const mostLetters = 18;
const distance = 5;

/**
 * A place for a name beside a disc that meets neither the border nor anything that stands there: to the right, to the left,
 * above, below, then at the corners. Long names are cut.
 *
 * @returns `null` where there is none
 */
export function freePlace(
  name: string,
  disc: { readonly x: number; readonly y: number; readonly radius: number },
  edge: Box,
  taken: readonly Box[],
): LabelPlace | null {
  const text = cut(name);
  const width = widthOf(text);
  const { x, y, radius } = disc;
  const aside = radius + distance;
  const candidates: readonly (readonly [number, number, LabelPlace['anchor']])[] = [
    [x + aside, y + 4, 'start'],
    [x - aside, y + 4, 'end'],
    [x, y - aside, 'middle'],
    [x, y + aside + 8, 'middle'],
    [x + radius, y - aside, 'start'],
    [x + radius, y + aside + 8, 'start'],
    [x - radius, y - aside, 'end'],
    [x - radius, y + aside + 8, 'end'],
  ];
  for (const [atX, atY, anchor] of candidates) {
    const left = anchor === 'start' ? atX : anchor === 'end' ? atX - width : atX - width / 2;
    const box = { left, right: left + width, top: atY - letterHeight + 3, bottom: atY + 3 };
    if (isInside(box, edge) && !taken.some((other) => meet(box, other)))
      return { x: atX, y: atY, anchor, text, box };
  }
  return null;
}

function isInside(box: Box, edge: Box): boolean {
  return box.left >= edge.left && box.right <= edge.right && box.top >= edge.top && box.bottom <= edge.bottom;
}

function meet(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/** Chinese characters are as wide as the letters are high, others about half of it. */
function widthOf(text: string): number {
  return [...text].reduce((width, letter) => width + ((letter.codePointAt(0) ?? 0) > 0x2e7f ? 13 : 7.2), 4);
}

function cut(name: string): string {
  const letters = [...name];
  const isWide = widthOf(letters.slice(0, mostLetters).join('')) > mostLetters * 9;
  const most = isWide ? Math.round(mostLetters * 0.7) : mostLetters + 6;
  return letters.length <= most
    ? name
    : `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}
