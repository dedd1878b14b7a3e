import type { Design } from '../sampling-error/design.ts';
import type { Domain } from '../sampling-error/domains.ts';
import { type Answers, type Figure, figure } from '../sampling-error/influence.ts';
import { CompensatedSum } from '../statistics/compensated-sum.ts';

/** Weighted mean of the answers: Σ w x / Σ w over the rows that answered; u = w (x − x̄) / Σ w (R `svymean`). */
export function meanOf(design: Design, domain: Domain, answers: Answers): Figure {
  const { weights } = design;
  const { rows } = domain;
  const count = rows === null ? weights.length : rows.length;
  const [total, weight, squaredWeight] = [new CompensatedSum(), new CompensatedSum(), new CompensatedSum()];
  let n = 0;
  let answered = 0;
  for (let place = 0; place < count; place++) {
    const row = rows === null ? place : (rows[place] as number);
    const answer = answers[row] as number;
    if (Number.isNaN(answer)) continue;
    answered += 1;
    const w = weights[row] as number;
    if (w === 0) continue;
    n += 1;
    total.add(w * answer);
    weight.add(w);
    squaredWeight.add(w * w);
  }
  const base = { n, weight: weight.value, squaredWeight: squaredWeight.value };
  if (n === 0) {
    return {
      value: null,
      reason: count === 0 ? 'no-rows' : answered === 0 ? 'no-answers' : 'zero-weight',
      base,
    };
  }
  const mean = total.value / base.weight;
  return figure({
    value: mean,
    base,
    terms: [{ kind: 'answer', answers, centre: mean, slope: 1 / base.weight }],
  });
}

/** 1 where the answer is this value, 0 where it is another, NaN where there is none: its mean is the share. */
export function sharesIn(answers: Answers, value: number): Answers {
  return answers.map((answer) => (Number.isNaN(answer) ? Number.NaN : answer === value ? 1 : 0));
}
