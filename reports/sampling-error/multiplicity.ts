/**
 * p values adjusted for having looked at several at once. `null` (not defined) stays `null` and is not a
 * member of the family. Equal to R `p.adjust`.
 */

/** Holm (1979): the chance of even one false alarm in the family is held; for the figures declared beforehand. */
export function holm(pValues: readonly (number | null)[]): (number | null)[] {
  return stepwise(pValues, 'ascending', (p, rank, size) => p * (size - rank), Math.max);
}

/** Benjamini & Hochberg (1995): the share of false alarms among the alarms is held; for screening many figures. */
export function benjaminiHochberg(pValues: readonly (number | null)[]): (number | null)[] {
  return stepwise(pValues, 'descending', (p, rank, size) => (p * size) / (size - rank), Math.min);
}

/** Scales each p by its rank (0 first in the order), never letting the sequence turn back, never above 1. */
function stepwise(
  pValues: readonly (number | null)[],
  order: 'ascending' | 'descending',
  scaled: (p: number, rank: number, size: number) => number,
  keep: (a: number, b: number) => number,
): (number | null)[] {
  const family = pValues.flatMap((p, place) => (p === null ? [] : [{ p, place }]));
  family.sort((a, b) => (order === 'ascending' ? a.p - b.p : b.p - a.p));
  const adjusted = pValues.map((): number | null => null);
  let previous: number | null = null;
  family.forEach(({ p, place }, rank) => {
    const value = scaled(p, rank, family.length);
    previous = Math.min(1, previous === null ? value : keep(previous, value));
    adjusted[place] = previous;
  });
  return adjusted;
}
