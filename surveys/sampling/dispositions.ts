import { type Answers, answerTo, isAnswered } from '../answers.ts';
import type { Definition } from '../definition.ts';
import { route } from '../journey.ts';
import type { Respondent } from '../respondent.ts';
import type { ResponseStatus } from '../response-status.ts';

/**
 * What became of a sampled customer (AAPOR, Standard Definitions): complete I, partial P, refused R
 * (break-offs included), no contact NC, other O, unknown eligibility U, not eligible NE.
 */
export const dispositions = [
  'complete',
  'partial',
  'refused',
  'noContact',
  'other',
  'unknown',
  'notEligible',
] as const;
export type Disposition = (typeof dispositions)[number];

/** A response as far as a disposition depends on it. */
export interface ResponseState {
  readonly definition: Definition;
  readonly status: ResponseStatus;
  readonly answers: Answers;
  readonly respondent: Respondent;
  /** Whether an analyst left it out of the figures. */
  readonly isExcluded?: boolean;
}

/** Share of the rated items from which a response that was not sent counts as partial rather than broken off. */
const partialFrom = 0.5;

/**
 * A sampled customer's disposition from what was recorded in the field and what came back.
 *
 * A submitted response is complete. One that was only started is partial when at least half of the rated
 * items on its route are answered, or when the field recorded it as partial (by a rule of its own); else it
 * is a break-off, which AAPOR counts with refusals, as are answers taken back unless the customer is recorded as not eligible. Whom the questionnaire turned out not to
 * be for, and whom a full quota left no place for, is not eligible (4.7 and 4.8). Without a response the recorded disposition stands, and
 * with neither nothing is known.
 *
 * A submitted response that an analyst left out of the figures is "other" (2.30, eligible and no usable interview): its
 * customer was asked, belongs to the population and is represented by those like it, as anybody else who gave nothing.
 */
export function dispositionOf({
  recorded,
  response,
}: {
  readonly recorded: Disposition | null;
  readonly response: ResponseState | null;
}): Disposition {
  switch (response?.status) {
    case undefined:
      return recorded ?? 'unknown';
    case 'submitted':
      return response.isExcluded ? 'other' : 'complete';
    case 'screenedOut':
    case 'overQuota':
      return 'notEligible';
    case 'withdrawn':
      return recorded === 'notEligible' ? 'notEligible' : 'refused';
    case 'started':
      return partialOrRefused(recorded, response);
  }
}

function partialOrRefused(recorded: Disposition | null, response: ResponseState): Disposition {
  if (recorded === 'partial') return 'partial';
  const { asked, answered } = ratedItems(response);
  return answered > 0 && answered >= partialFrom * asked ? 'partial' : 'refused';
}

/**
 * How many rated items (pairs) the route asks and how many of them are done with, "not applicable"
 * included. In a survey without pairs every question counts.
 */
export function ratedItems({
  definition,
  answers,
  respondent,
}: Omit<ResponseState, 'status' | 'isExcluded'>): {
  readonly asked: number;
  readonly answered: number;
} {
  const questions = route(definition, answers, respondent).flatMap((each) => each.questions);
  const pairs = questions.filter(({ kind }) => kind === 'pair');
  const rated = pairs.length > 0 ? pairs : questions;
  const answered = rated.filter(({ key }) => isAnswered(answerTo(answers, key)));
  return { asked: rated.length, answered: answered.length };
}

export type DispositionCounts = Readonly<Record<Disposition, number>>;

/**
 * How many sampled customers ended in each disposition; with weights, the sum of their weights.
 *
 * @throws RangeError when weights are given but not one finite, non-negative weight for each
 */
export function dispositionCounts(
  outcomes: readonly Disposition[],
  weights?: readonly number[],
): DispositionCounts {
  if (weights && weights.length !== outcomes.length) {
    throw new RangeError(`${weights.length} weights for ${outcomes.length} outcomes`);
  }
  const counts = { complete: 0, partial: 0, refused: 0, noContact: 0, other: 0, unknown: 0, notEligible: 0 };
  for (const [index, outcome] of outcomes.entries()) {
    const weight = weights?.[index] ?? 1;
    if (!Number.isFinite(weight) || weight < 0) throw new RangeError(`Unexpected weight: ${weight}`);
    counts[outcome] += weight;
  }
  return counts satisfies DispositionCounts;
}
