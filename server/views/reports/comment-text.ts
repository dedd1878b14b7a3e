import { anyMark, kindOfMark } from '#reports/comments/mask.ts';
import { normalFormOf } from '#reports/comments/normal-form.ts';
import type { Translate } from '../../i18n/translate.ts';

/** A stretch of a masked comment. */
export interface CommentPiece {
  readonly text: string;
  /** Whether it is a word that was looked for, or what stands for something masked; neither for what was just written. */
  readonly isHit: boolean;
  readonly isMask: boolean;
}

/** A masked comment in pieces: what stands for a mask in words, and the words looked for wherever they stand. */
export function commentPieces(masked: string, query: string, t: Translate): readonly CommentPiece[] {
  const hits = hitsIn(masked, query);
  const pieces: CommentPiece[] = [];
  const add = (text: string, isHit: boolean) => {
    for (const part of text.split(new RegExp(`(${anyMark.source})`, 'u'))) {
      if (part === '') continue;
      const kind = kindOfMark(part);
      if (kind === null) pieces.push({ text: part, isHit, isMask: false });
      else pieces.push({ text: t(`comments.mask.${kind}`), isHit: false, isMask: true });
    }
  };
  let at = 0;
  for (const [start, end] of hits) {
    add(masked.slice(at, start), false);
    add(masked.slice(start, end), true);
    at = end;
  }
  add(masked.slice(at), false);
  return pieces;
}

/** Where the words of a query stand, in order; those that touch are one. */
function hitsIn(masked: string, query: string): [number, number][] {
  const words = normalFormOf(query)
    .text.split(/\s+/u)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const { text, starts, ends } = normalFormOf(masked);
  const found = words.flatMap((word) => {
    const places: [number, number][] = [];
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      places.push([starts[at] as number, ends[at + word.length - 1] as number]);
    }
    return places;
  });
  found.sort(([a], [b]) => a - b);
  const merged: [number, number][] = [];
  for (const [start, end] of found) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}
