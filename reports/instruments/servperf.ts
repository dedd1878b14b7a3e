import { meanOf } from '../index/mean.ts';
import { type Answers, type Base, type Figure, figure, scaledTerm } from '../sampling-error/influence.ts';
import type { Sample } from '../sampling-error/sample.ts';
import { sumOf } from '../statistics/compensated-sum.ts';

/** A dimension of service quality by its statements, asked as perceptions only. */
export interface ServperfDimension<C = Answers> {
  readonly key: string;
  readonly perceptions: readonly C[];
}

export interface ServperfFigures<C = Answers> {
  readonly dimensions: readonly { readonly key: string; readonly score: Figure<C> }[];
  /** The mean of the dimensions, every dimension alike. */
  readonly overall: Figure<C>;
}

/**
 * SERVPERF: service quality as perception alone, the mean of the statements' means; of everybody who answered a
 * statement, whatever they said about expectations. A dimension with a statement nobody answered is undefined, and so
 * is the whole.
 *
 * Cronin & Taylor, "Measuring service quality: a reexamination and extension", Journal of Marketing 56 (1992).
 */
export function measureServperf<C>(
  sample: Sample<C>,
  dimensions: readonly ServperfDimension<C>[],
): ServperfFigures<C> {
  const measured = dimensions.map(({ key, perceptions }) => {
    const means = perceptions.map((answers) => meanOf(sample, answers));
    return { key, perceptions, score: meanOfFigures(means, baseOf(sample, perceptions)) };
  });
  const everything = dimensions.flatMap(({ perceptions }) => perceptions);
  return {
    dimensions: measured.map(({ key, score }) => ({ key, score })),
    overall: meanOfFigures(
      measured.map(({ score }) => score),
      baseOf(sample, everything),
    ),
  };
}

/** Those who answered at least one of the statements. */
function baseOf<C>(sample: Sample<C>, columns: readonly C[]): Base {
  return sample.baseOfAny(columns.map((answers) => ({ expectation: answers, perception: answers })));
}

function meanOfFigures<C>(figures: readonly Figure<C>[], base: Base): Figure<C> {
  const defined = figures.flatMap((each) => (each.value === null ? [] : [each]));
  const [missing] = figures.flatMap((each) => (each.value === null ? [each.reason] : []));
  if (defined.length < figures.length || figures.length === 0) {
    const reason = defined.length > 0 ? 'item-without-answers' : (missing ?? 'no-answers');
    return { value: null, reason, base };
  }
  const share = 1 / figures.length;
  return figure({
    value: sumOf(defined.map(({ value }) => value)) * share,
    base,
    terms: defined.flatMap(({ terms }) => terms.map((term) => scaledTerm(term, share))),
  });
}
