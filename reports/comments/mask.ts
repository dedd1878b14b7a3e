/** What stands behind a mask. */
export const maskKinds = [
  'name',
  'phone',
  'identity',
  'card',
  'number',
  'email',
  'account',
  'plate',
  'address',
  'link',
  'word',
] as const;
export type MaskKind = (typeof maskKinds)[number];

/** A part of a text, from a code unit up to another, that a reader must not see. */
export interface Mask {
  readonly kind: MaskKind;
  readonly start: number;
  readonly end: number;
}

/** The first of the characters that stand for masks: one for each kind, of those that no text has a use for. */
const firstMark = 0xe000;

/** The character that stands in a masked text where something was masked. */
export function markOf(kind: MaskKind): string {
  return String.fromCharCode(firstMark + maskKinds.indexOf(kind));
}

/** Matches one mark. */
export const anyMark = new RegExp(`[${markOf(maskKinds[0])}-${markOf('word')}]`, 'gu');

/** The kind of a mark; `null` for any other character. */
export function kindOfMark(character: string): MaskKind | null {
  return maskKinds[character.charCodeAt(0) - firstMark] ?? null;
}

/** All that a pattern finds in a text, as masks of a kind. With a group named `hidden` that alone is masked. */
export function masksBy(pattern: RegExp, kind: MaskKind, text: string): Mask[] {
  return [...text.matchAll(pattern)].map((match) => {
    const hidden = match.groups?.hidden;
    const start = match.index + (hidden === undefined ? 0 : match[0].lastIndexOf(hidden));
    return { kind, start, end: start + (hidden ?? match[0]).length };
  });
}

/**
 * Masks that meet or touch become one, of the kind that stands first in the list of masks given: whoever finds the most
 * particular thing comes first.
 */
export function mergedMasks(masks: readonly Mask[]): readonly Mask[] {
  const order = masks
    .map((mask, rank) => ({ ...mask, rank }))
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start || b.end - a.end || a.rank - b.rank);
  const merged: { kind: MaskKind; start: number; end: number; rank: number }[] = [];
  for (const mask of order) {
    const last = merged.at(-1);
    if (last === undefined || mask.start >= last.end) {
      merged.push({ ...mask });
      continue;
    }
    last.end = Math.max(last.end, mask.end);
    if (mask.rank < last.rank) [last.kind, last.rank] = [mask.kind, mask.rank];
  }
  return merged;
}
