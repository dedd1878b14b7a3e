import { sumOf } from '../statistics/compensated-sum.ts';
import type { Coded } from './classes.ts';
import { type Counts, unitsBy } from './counts.ts';
import type { CalibrationProblem } from './problems.ts';

/** A margin over the respondents: their categories, and how many of each the population has. */
export interface Margin {
  /** Its variables, joined by "|". */
  readonly name: string;
  readonly categories: Coded;
  readonly totals: Readonly<Record<string, number>>;
}

/** Two margins count the same population when their sums differ by less than this share. */
export const SAME_POPULATION = 1e-9;

/** How many units a margin says the population has. */
export function populationOf({ totals }: Margin): number {
  return sumOf(Object.values(totals));
}

/** What stops respondents with these weights from being calibrated to the margins; empty when nothing does. */
export function marginProblems(
  weights: Float64Array,
  margins: readonly Margin[],
  counts: Counts,
): CalibrationProblem[] {
  const ofCategories = margins.flatMap((margin) => categoryProblems(weights, margin, counts));
  return [...ofCategories, ...disagreements(margins)];
}

function categoryProblems(
  weights: Float64Array,
  { name, categories, totals }: Margin,
  counts: Counts,
): CalibrationProblem[] {
  const { codes, labels } = categories;
  const respondents = unitsBy(codes, labels.length, counts, (row) => (weights[row] as number) > 0);
  const known = new Map(labels.map((label, code) => [label, respondents[code] as number]));
  const problems: CalibrationProblem[] = [];
  for (const [category, total] of Object.entries(totals)) {
    const answered = known.get(category) ?? 0;
    if (!(total >= 0 && total < Number.POSITIVE_INFINITY) || (total === 0 && answered > 0)) {
      problems.push({ code: 'total-not-positive', margin: name, category, total });
    } else if (total > 0 && answered === 0) {
      problems.push({ code: 'category-without-respondents', margin: name, category });
    }
  }
  for (const [category, answered] of known) {
    if (answered > 0 && !Object.hasOwn(totals, category)) {
      problems.push({ code: 'category-absent-from-margin', margin: name, category, respondents: answered });
    }
  }
  return problems;
}

function disagreements(margins: readonly Margin[]): CalibrationProblem[] {
  const [first, ...others] = margins;
  if (!first) return [];
  const expected = populationOf(first);
  return others.flatMap((margin): CalibrationProblem[] => {
    const total = populationOf(margin);
    if (Math.abs(total - expected) <= SAME_POPULATION * expected) return [];
    return [{ code: 'margins-disagree', margin: margin.name, total, expected }];
  });
}
