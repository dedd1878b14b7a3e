import { type Answers, type Figure, figure } from '../sampling-error/influence.ts';
import type { Sample } from '../sampling-error/sample.ts';

/** Weighted mean of the answers: Σ w x / Σ w over those who answered; u = w (x − x̄) / Σ w (R `svymean`). */
export function meanOf<C>(sample: Sample<C>, answers: C): Figure<C> {
  const { base, total, reason } = sample.answerTotals(answers);
  if (reason !== null) return { value: null, reason, base };
  const mean = total / base.weight;
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
