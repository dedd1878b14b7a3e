import type { Definition } from '#surveys/definition.ts';
import { pairsOf } from '#surveys/pairs.ts';
import { endsOf } from '#surveys/scales.ts';
import type { WaveDataset } from './dataset.ts';
import { answersAt, type Instrument, ratingOf } from './instrument.ts';
import { outcomeQuestion } from './outcome-question.ts';
import { pointsAt } from './part-answers.ts';
import type { Answers } from './sampling-error/influence.ts';

/** By what a survey tells who of its customers is dissatisfied. */
export type SatisfactionMeasure =
  /** C of the customer's own answers; dissatisfied below `below`, satisfied above `above`. */
  | { readonly by: 'index'; readonly below: number; readonly above: number }
  /** The answer to a question: dissatisfied up to and with `below`, satisfied from `above`. */
  | { readonly by: 'rating'; readonly question: string; readonly below: number; readonly above: number };

/** Which way a score goes: under the band around what was expected, within it, above it. */
export type Band = 'below' | 'within' | 'above';

/**
 * By what a questionnaire tells who is dissatisfied: by its pairs; without pairs by the question that sums up (`outcomeQuestion`), of which
 * the lower half is dissatisfied, or, where it is about recommending, 0 to 6. `null` where it rates nothing.
 *
 * @param outcome the question that the plan names as summing up
 */
export function satisfactionMeasureOf(
  definition: Definition,
  outcome: string | undefined,
): SatisfactionMeasure | null {
  const { band } = definition.index;
  if (pairsOf(definition).length > 0) return { by: 'index', below: 1 - band, above: 1 + band };
  const question = outcomeQuestion(definition, outcome);
  if (question === null) return null;
  if (question.kind === 'recommend') return { by: 'rating', question: question.key, below: 6, above: 9 };
  const { min, max } = endsOf(definition, question.scale);
  const middle = (min + max) / 2;
  return {
    by: 'rating',
    question: question.key,
    below: Math.ceil(middle) - 1,
    above: Math.floor(middle) + 1,
  };
}

/** So little beside the border is on it. */
const rounding = 1e-12;

/** On which side of the measure's band a score lies; `null` without one. */
export function bandOf({ by, below, above }: SatisfactionMeasure, score: number): Band | null {
  if (Number.isNaN(score)) return null;
  if (by === 'index') {
    return score < below - rounding ? 'below' : score > above + rounding ? 'above' : 'within';
  }
  return score <= below ? 'below' : score >= above ? 'above' : 'within';
}

/**
 * C of each customer: Σ v (b − L) / Σ v (a − L) over the pairs of the target that the customer answered both sides of, v as declared, or 1 where the index pools. It is a
 * customer's own measure for telling who is dissatisfied; the mean of them is not C of the wave (`index/csi.ts`).
 *
 * @param target `overall`, `factor:KEY` or an item's key
 * @returns NaN for who answered none of them, or expected no more than the least
 */
export function personalIndex(
  { dataset, definition }: { readonly dataset: WaveDataset; readonly definition: Definition },
  instrument: Instrument,
  rows: Int32Array,
  target = 'overall',
): Answers {
  const pairs = pairsOf(definition).filter(
    ({ key, factor }) => target === 'overall' || target === key || target === `factor:${factor.key}`,
  );
  const perceived = new Float64Array(rows.length);
  const expected = new Float64Array(rows.length);
  for (const { key, weight: declared } of pairs) {
    const weight = definition.index.aggregate === 'pooled' ? 1 : declared;
    const origin = instrument.model.items.find((item) => item.key === key)?.origin ?? 0;
    const [a, b] = [`expectation:${key}`, `perception:${key}`].map((name) =>
      answersAt(instrument, dataset, name, rows),
    ) as [Float64Array, Float64Array];
    for (let place = 0; place < rows.length; place++) {
      const [expectation, perception] = [a[place] as number, b[place] as number];
      if (Number.isNaN(expectation) || Number.isNaN(perception)) continue;
      expected[place] = (expected[place] as number) + weight * (expectation - origin);
      perceived[place] = (perceived[place] as number) + weight * (perception - origin);
    }
  }
  return expected.map((sum, place) => (sum > 0 ? (perceived[place] as number) / sum : Number.NaN));
}

/** What the measure says of each customer: C, or the point that was given. */
export function personalScores(
  wave: { readonly dataset: WaveDataset; readonly definition: Definition },
  instrument: Instrument,
  measure: SatisfactionMeasure,
  rows: Int32Array,
): Answers {
  if (measure.by === 'index') return personalIndex(wave, instrument, rows);
  return pointsAt(ratingOf(wave.dataset, `rating:${measure.question}`), rows);
}
