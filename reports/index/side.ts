import { type Base, type Figure, figure } from '../sampling-error/influence.ts';
import { sumOf } from '../statistics/compensated-sum.ts';
import { changeOf, gapsIn, type Member, partsByShare } from './composite.ts';

/**
 * One side of a composite, Σ v ā or Σ v b̄ with declared shares v whatever the aggregate, as answered (not from the
 * origin); u = w Σ v o (a − ā) / Ŵ. Both sides rest on the rows that answered both, so that perception less expectation
 * is the gap.
 */
export function sideOf<C>(
  side: 'expectation' | 'perception',
  members: readonly Member<C>[],
  base: Base,
): Figure<C> {
  const undefinedFigure = gapsIn(members, base);
  if (undefinedFigure) return undefinedFigure;
  const isExpectation = side === 'expectation';
  const means = members.map(({ means: one, share }) => {
    const total = isExpectation ? one.expectationTotal : one.perceptionTotal;
    return share * (one.origin + total / one.base.weight);
  });
  const [byExpectation, byPerception] = isExpectation ? [1, 0] : [0, 1];
  const terms = partsByShare(members).map((part) => changeOf(part, byExpectation, byPerception));
  return figure({ value: sumOf(means), base, terms });
}
