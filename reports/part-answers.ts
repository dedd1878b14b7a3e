import type { Definition } from '#surveys/definition.ts';
import { pairsOf } from '#surveys/pairs.ts';
import { firstPointCode, type RatingColumn } from './columns.ts';
import type { WaveDataset } from './dataset.ts';
import { type ScoredItem, scoresOf } from './drivers/scores.ts';
import { answersAt, hasMixedScales, ratingOf } from './instrument.ts';
import type { Part } from './parts.ts';
import type { Answers, Pair } from './sampling-error/influence.ts';
import type { WeighedRows } from './weighed-rows.ts';

/** What the respondents of a wave answered about one part of its questionnaire. */
export interface PartAnswers {
  readonly part: Part;
  /** Both sides of each of its pairs, as the index counts them: only answers to both. */
  readonly pairs: readonly Pair[];
  /** What each respondent perceived of the part: the mean of the items answered, by their declared weights. */
  readonly perceived: Answers;
  /** The same of how important they called it; `null` where no pair of the part asks. */
  readonly stated: Answers | null;
}

/** Reads what the respondents answered about every part. */
export function partAnswers(
  { dataset, definition }: { readonly dataset: WaveDataset; readonly definition: Definition },
  { rows: { respondents }, instrument }: WeighedRows,
  parts: readonly Part[],
): PartAnswers[] {
  const isShare = hasMixedScales(pairsOf(definition));
  const column = (name: string) => answersAt(instrument, dataset, name, respondents);
  return parts.map((part) => {
    const pairs = part.pairs.map(({ key }) => ({
      expectation: column(`expectation:${key}`),
      perception: column(`perception:${key}`),
    }));
    const weightOf = (place: number) => part.pairs[place]?.item.weight ?? 0;
    const stated = part.pairs.flatMap(({ key, question, item, scale }): ScoredItem[] => {
      if (!question.importance) return [];
      const points = pointsAt(ratingOf(dataset, `importance:${key}`), respondents);
      const { min, max } = scale;
      const answers = isShare ? points.map((point) => (point - min) / (max - min)) : points;
      return [{ answers, weight: item.weight }];
    });
    return {
      part,
      pairs,
      perceived: scoresOf(
        pairs.map(({ perception }, place) => ({ answers: perception, weight: weightOf(place) })),
      ),
      stated: stated.length === 0 ? null : scoresOf(stated),
    };
  });
}

/** The points that some rows gave; NaN where they gave none. */
export function pointsAt({ codes, min }: RatingColumn, rows: Int32Array): Answers {
  return Float64Array.from(rows, (row) => {
    const code = codes[row] as number;
    return code < firstPointCode ? Number.NaN : code - firstPointCode + min;
  });
}

/** The ends of what answers to pairs are counted in: points of their scale, or shares of it where scales differ. */
export function endsOfPairs(definition: Definition): { readonly least: number; readonly greatest: number } {
  const pairs = pairsOf(definition);
  const [first] = pairs;
  if (first === undefined || hasMixedScales(pairs)) return { least: 0, greatest: 1 };
  return { least: first.scale.min, greatest: first.scale.max };
}
