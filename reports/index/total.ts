import type { Design } from '../sampling-error/design.ts';
import type { Domain } from '../sampling-error/domains.ts';
import { type Answers, type Figure, figure } from '../sampling-error/influence.ts';
import { meanOf } from './mean.ts';

/** Total of the answers over the population: Σ w x over the rows that answered; u = w x (R `svytotal`). */
export function totalOf(design: Design, domain: Domain, answers: Answers): Figure {
  const mean = meanOf(design, domain, answers);
  if (mean.value === null) return mean;
  const { base } = mean;
  return figure({
    value: mean.value * base.weight,
    base,
    terms: [{ kind: 'answer', answers, centre: 0, slope: 1 }],
  });
}
