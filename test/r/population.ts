import type { Random } from '#surveys/random.ts';
import { type PanelItem, scales } from './questionnaire.ts';

/** A customer with what is known of them and how they tend to see things. */
export interface Person {
  readonly customer: string;
  readonly size: string;
  readonly market: string;
  readonly region: string;
  /** Blank where the company does not know. */
  readonly tenure: string;
  /** Very few are members, so that their cell is too small to show. */
  readonly club: string;
  readonly mood: number;
}

function oneOf(random: Random, chances: readonly (readonly [string, number])[]): string {
  let left = random.next();
  for (const [value, chance] of chances) {
    left -= chance;
    if (left < 0) return value;
  }
  return chances.at(-1)?.[0] ?? '';
}

/** Customers of a company, some large, most small. */
export function populationOf(random: Random, count: number): Person[] {
  return Array.from({ length: count }, (_, index) => ({
    customer: `客${index + 1}`,
    size: oneOf(random, [['A', 0.06], ['B', 0.24], ['C', 0.7]]), // biome-ignore format: a table
    market: oneOf(random, [['电商', 0.55], ['企业', 0.45]]), // biome-ignore format: a table
    region: oneOf(random, [['东部', 0.5], ['中部', 0.3], ['西部', 0.2]]), // biome-ignore format: a table
    tenure: oneOf(random, [['new', 0.3], ['old', 0.6], ['', 0.1]]), // biome-ignore format: a table
    club: oneOf(random, [['gold', 0.02], ['silver', 0.28], ['none', 0.7]]), // biome-ignore format: a table
    mood: random.normal(),
  }));
}

export function stratumOf({ size, market }: Person): string {
  return `${size}.${market}`;
}

/** How many customers there are of each kind. */
export function countsBy(people: readonly Person[], kind: (person: Person) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const person of people) counts.set(kind(person), (counts.get(kind(person)) ?? 0) + 1);
  return counts;
}

/** A stratified sample; `overlap` is the share kept of those sampled before. */
export function sampleOf(
  random: Random,
  people: readonly Person[],
  sizes: Readonly<Record<string, number>>,
  before: readonly Person[],
  overlap: number,
): Person[] {
  const sampledBefore = new Set(before);
  return [...countsBy(people, stratumOf).keys()].sort().flatMap((stratum) => {
    const size = sizes[stratum] ?? sizes[stratum.slice(0, 1)] ?? 0;
    const own = random.shuffle(people.filter((person) => stratumOf(person) === stratum));
    const kept = own.filter((person) => sampledBefore.has(person)).slice(0, Math.round(overlap * size));
    const fresh = own.filter((person) => !sampledBefore.has(person));
    return [
      ...kept,
      ...fresh,
      ...own.filter((person) => !kept.includes(person) && !fresh.includes(person)),
    ].slice(0, size);
  });
}

/** What is written of one customer asked: columns by name. */
export type Row = Record<string, string | number>;

/** What came of asking somebody: a disposition, and answers where there are any. */
export function contactWith(random: Random, person: Person, wave: number, items: readonly PanelItem[]): Row {
  const willing =
    0.5 + 0.06 * person.mood + (person.tenure === 'new' ? -0.12 : 0.05) + (person.size === 'A' ? 0.1 : 0);
  if (random.next() >= willing) {
    return { disposition: oneOf(random, [['R', 0.25], ['NC', 0.35], ['NE', 0.1], ['UH', 0.3]]) }; // biome-ignore format: a table
  }
  const row: Row = { disposition: 'I' };
  for (const [place, { key, scale, importance }] of items.entries()) {
    const point = (shift: number) =>
      pointOn(scales[scale], 0.66 + shift + 0.07 * person.mood + 0.16 * random.normal());
    const expectation = point(0.05 - 0.01 * place);
    const perception = point(0.015 * wave - 0.02 * place + (person.market === '电商' ? 0.03 : 0));
    row[`e_${key}`] = random.next() < 0.03 ? '' : expectation;
    row[`p_${key}`] = random.next() < 0.05 ? 'NA' : perception;
    if (importance) row[`i_${key}`] = point(0.1);
  }
  row.satisfied =
    random.next() < 0.02 ? '' : pointOn(scales.five, 0.7 + 0.1 * person.mood + 0.2 * random.normal());
  row.recommend = pointOn({ min: 0, max: 10 }, 0.75 + 0.1 * person.mood + 0.2 * random.normal());
  return row;
}

function pointOn({ min, max }: { readonly min: number; readonly max: number }, share: number): number {
  return min + Math.max(0, Math.min(max - min, Math.round(share * (max - min))));
}
