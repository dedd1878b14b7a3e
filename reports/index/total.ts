import { type Figure, figure } from '../sampling-error/influence.ts';
import type { Sample } from '../sampling-error/sample.ts';

/**
 * Total of the answers over the population: Σ w x over those who answered; u = w x (R `svytotal`). It is 0, and not
 * unknown, where all of them weigh nothing: so in a replicate that leaves out their unit.
 */
export function totalOf<C>(sample: Sample<C>, answers: C): Figure<C> {
  const { base, total, reason } = sample.answerTotals(answers);
  if (reason !== null && reason !== 'zero-weight') return { value: null, reason, base };
  return figure({ value: total, base, terms: [{ kind: 'answer', answers, centre: 0, slope: 1 }] });
}
