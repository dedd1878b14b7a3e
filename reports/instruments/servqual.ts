import { baseOf, changeOf, gapsIn, type Member, partsByShare } from '../index/composite.ts';
import { gapOf } from '../index/gap.ts';
import { pairMeans } from '../index/pair-means.ts';
import { type Answers, type Base, type Figure, figure, type Pair } from '../sampling-error/influence.ts';
import type { Sample } from '../sampling-error/sample.ts';
import { sumOf } from '../statistics/compensated-sum.ts';

/** A dimension of service quality, such as reliability: its statements, asked as expectation and as perception. */
export interface ServqualDimension<C = Answers> {
  readonly key: string;
  readonly pairs: readonly Pair<C>[];
}

export interface DimensionFigures<C = Answers> {
  readonly key: string;
  /** Mean of perception minus expectation. */
  readonly gap: Figure<C>;
  readonly expectation: Figure<C>;
  readonly perception: Figure<C>;
}

export interface ServqualFigures<C = Answers> {
  readonly dimensions: readonly DimensionFigures<C>[];
  /** The mean of the dimensions' gaps, every dimension alike. */
  readonly overall: Figure<C>;
}

/**
 * SERVQUAL: service quality as perception minus expectation, in points of the scale.
 *
 *     G_d = mean over the statements of d of (P̄ − Ē),   G = mean of G_d
 *
 * Each statement by its own pairs, as gaps are everywhere, so that an answer left out does not change what a statement
 * weighs; with complete answers this is the mean of the respondents' own scores. A dimension with a statement nobody
 * answered is undefined, and so is the whole.
 *
 * Parasuraman, Zeithaml & Berry, "SERVQUAL: a multiple-item scale for measuring consumer perceptions of service
 * quality", Journal of Retailing 64 (1988).
 *
 * @throws RangeError for a dimension without statements
 */
export function measureServqual<C>(
  sample: Sample<C>,
  dimensions: readonly ServqualDimension<C>[],
): ServqualFigures<C> {
  checkStatements(dimensions);
  const measured = dimensions.map(({ key, pairs }) => ({
    key,
    members: pairs.map((pair) => ({ means: pairMeans(sample, pair, 0), share: 1 / pairs.length })),
  }));
  const all = measured.flatMap(({ members }) =>
    members.map(({ means, share }) => ({ means, share: share / dimensions.length })),
  );
  return {
    dimensions: measured.map(({ key, members }) => {
      const base = baseOf(sample, members);
      return {
        key,
        gap: gapOf(members, base),
        expectation: sideOf(members, base, 'expectation'),
        perception: sideOf(members, base, 'perception'),
      };
    }),
    overall: gapOf(all, baseOf(sample, all)),
  };
}

/** The mean of one side of the pairs, with the shares of the members. */
function sideOf<C>(members: readonly Member<C>[], base: Base, side: keyof Pair): Figure<C> {
  const undefinedFigure = gapsIn(members, base);
  if (undefinedFigure) return undefinedFigure;
  const parts = partsByShare(members);
  const total = side === 'expectation' ? 'expectationTotal' : 'perceptionTotal';
  const [byExpectation, byPerception] = side === 'expectation' ? [1, 0] : [0, 1];
  return figure({
    value: sumOf(parts.map(({ means, factor }) => means[total] * factor)),
    base,
    terms: parts.map((part) => changeOf(part, byExpectation, byPerception)),
  });
}

/**
 * The overall gap weighted by what each respondent finds important:
 *
 *     G = Σ_d mean over the statements of d of the mean over respondents of s_d·(P − E)
 *
 * s_d are the respondent's own shares (`sharesOfPoints`). Not the mean points of all times the mean gaps: who finds a
 * dimension important may well be who sees it fail. With complete answers it is the mean of the respondents' own
 * weighted scores (Zeithaml, Parasuraman & Berry, Delivering Quality Service, 1990, appendix A).
 *
 * @param shares by dimension, in their order; NaN for those who do not count
 * @throws RangeError for a dimension without statements or without shares
 */
export function pointsWeightedGap(
  sample: Sample,
  dimensions: readonly ServqualDimension[],
  shares: readonly Answers[],
): Figure {
  if (shares.length !== dimensions.length) {
    throw new RangeError(`Expected shares of ${dimensions.length} dimensions, found ${shares.length}.`);
  }
  checkStatements(dimensions);
  const members = dimensions.flatMap(({ pairs }, d) =>
    pairs.map(({ expectation, perception }) => {
      const weighted = (answers: Answers) =>
        answers.map((answer, row) => answer * (shares[d]?.[row] ?? Number.NaN));
      const pair = { expectation: weighted(expectation), perception: weighted(perception) };
      return { means: pairMeans(sample, pair, 0), share: 1 / pairs.length };
    }),
  );
  return gapOf(members, baseOf(sample, members));
}

function checkStatements<C>(dimensions: readonly ServqualDimension<C>[]): void {
  for (const { key, pairs } of dimensions) {
    if (pairs.length === 0) throw new RangeError(`Expected a statement of ${key}.`);
  }
}
