import { type Base, type Figure, figure } from '../sampling-error/influence.ts';
import { sumOf } from '../statistics/compensated-sum.ts';
import { changeOf, gapsIn, type Member, partsByShare } from './composite.ts';

/**
 * The gap Σ v (b̄ − ā), in points of the scale: negative where perception falls short of expectation.
 * For one item b̄ − ā over the rows that answered both; u = w Σ v o [(b − a) − (b̄ − ā)] / Ŵ.
 */
export function gapOf<C>(members: readonly Member<C>[], base: Base): Figure<C> {
  const undefinedFigure = gapsIn(members, base);
  if (undefinedFigure) return undefinedFigure;
  const parts = partsByShare(members);
  const gaps = parts.map(({ means, factor }) => (means.perceptionTotal - means.expectationTotal) * factor);
  return figure({ value: sumOf(gaps), base, terms: parts.map((part) => changeOf(part, -1, 1)) });
}
