import type { Definition } from '#surveys/definition.ts';
import { type MeasuredPair, pairsOf } from '#surveys/pairs.ts';
import { firstPointCode, type RatingColumn } from './columns.ts';
import type { WaveDataset } from './dataset.ts';
import type { IndexModel } from './index/csi.ts';
import { recommendScore } from './index/recommend.ts';
import { ratingParts } from './rating-parts.ts';

/** How the codes of a rating count in figures: as `offset + score / span`, with whole scores. */
export interface Scored {
  /** The column of the wave. */
  readonly name: string;
  /** A column that must be answered too, for this one to count: the other side of a pair. */
  readonly other: string | null;
  /** The score of each code; `NaN` for codes that are no point. */
  readonly scores: Float64Array;
  readonly offset: number;
  readonly span: number;
}

/** What a wave's answers are measured with. Columns go by their names. */
export interface Instrument {
  readonly model: IndexModel<string>;
  /** Half width of the band around 1. */
  readonly band: number;
  /** By name: every column that a figure is made of. */
  readonly columns: ReadonlyMap<string, Scored>;
  /** Questions with their columns, in the order of the questionnaire. */
  readonly importances: readonly Rated[];
  readonly means: readonly Rated[];
  readonly recommend: readonly Rated[];
}

interface Rated {
  readonly question: string;
  readonly column: string;
}

/**
 * The index model and the ratings beside it, as a questionnaire declares them.
 *
 * Where pairs have different scales, every rating counts as its share of the way from the lowest to the highest
 * point, so that no item weighs more for having more points; publishing allows that only with the scale's
 * minimum as origin.
 */
export function instrumentOf(definition: Definition): Instrument {
  const pairs = pairsOf(definition);
  const mixed = hasMixedScales(pairs);
  const items = pairs.map(({ key, factor, dimension, item, scale }) => ({
    key,
    factor: factor.key,
    dimension: dimension.key,
    weight: item.weight,
    origin: definition.index.origin === 'zero' || mixed ? 0 : scale.min,
    pair: { expectation: `expectation:${key}`, perception: `perception:${key}` },
  }));
  const asked = definition.factors.filter(({ key }) => pairs.some(({ factor }) => factor.key === key));
  const parts = ratingParts(definition);
  const questions = definition.pages.flatMap((page) => page.questions);
  const rated = (kind: string, prefix: string) =>
    questions.flatMap((question): Rated[] => {
      const column = `${prefix}:${question.key}`;
      const isAsked = question.kind === kind && parts.some((part) => part.column === column);
      return isAsked ? [{ question: question.key, column }] : [];
    });
  const recommend = rated('recommend', 'rating');
  const scored = parts.map(({ column, min, max }): Scored => {
    const points = max - min + 1;
    if (recommend.some((question) => question.column === column))
      return scoredAs(column, points, recommendScore);
    const [side, key] = [column.slice(0, column.indexOf(':')), column.slice(column.indexOf(':') + 1)];
    const isPaired = side === 'expectation' || side === 'perception';
    const other = side === 'expectation' ? `perception:${key}` : isPaired ? `expectation:${key}` : null;
    const steps = { ...scoredAs(column, points, (step) => step), other };
    return mixed && isPaired ? { ...steps, span: max - min } : { ...steps, offset: min };
  });
  return {
    model: {
      items,
      factors: Object.fromEntries(asked.map(({ key, weight }) => [key, weight])),
      aggregate: definition.index.aggregate,
    },
    band: definition.index.band,
    columns: new Map(scored.map((column) => [column.name, column])),
    importances: rated('pair', 'importance'),
    means: rated('scale', 'rating'),
    recommend,
  };
}

/** A column whose points, counted from 0, score so. */
function scoredAs(name: string, points: number, score: (step: number) => number): Scored {
  const scores = new Float64Array(256).fill(Number.NaN);
  for (let step = 0; step < points; step++) scores[firstPointCode + step] = score(step);
  return { name, other: null, scores, offset: 0, span: 1 };
}

/** Whether pairs are asked on different scales. */
export function hasMixedScales(pairs: readonly MeasuredPair[]): boolean {
  return new Set(pairs.map(({ scale }) => `${scale.min} ${scale.max}`)).size > 1;
}

/** What some rows say in a column, as figures count it; `NaN` where there is no point, or none on the other side. */
export function answersAt({ columns }: Instrument, dataset: WaveDataset, name: string, rows: Int32Array) {
  const scored = columns.get(name);
  if (scored === undefined) throw new RangeError(`No figure is made of a column ${name}`);
  const { codes } = ratingOf(dataset, name);
  const others = scored.other === null ? null : ratingOf(dataset, scored.other).codes;
  const { scores, offset, span } = scored;
  const answers = new Float64Array(rows.length);
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] as number;
    const counts = others === null || (others[row] as number) >= firstPointCode;
    answers[place] = counts ? offset + (scores[codes[row] as number] as number) / span : Number.NaN;
  }
  return answers;
}

/** @throws RangeError for a column the wave does not have */
export function ratingOf({ ratings }: WaveDataset, name: string): RatingColumn {
  const found = ratings.get(name);
  if (found === undefined) throw new RangeError(`The wave has no column ${name}`);
  return found;
}
