import { type Answers, answerTo, isAnswered } from '../answers.ts';
import type { Definition } from '../definition.ts';
import { route } from '../journey.ts';

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
  readonly status: 'started' | 'submitted';
  readonly answers: Answers;
}

/** Share of the rated items from which a response that was not sent counts as partial rather than broken off. */
const partialFrom = 0.5;

/**
 * A sampled customer's disposition from what was recorded in the field and what came back.
 *
 * A submitted response is complete. One that was only started is partial when at least half of the rated
 * items on its route are answered, or when the field recorded it as partial (by a rule of its own); else it
 * is a break-off, which AAPOR counts with refusals. Without a response the recorded disposition stands, and
 * with neither nothing is known.
 */
export function dispositionOf({
  recorded,
  response,
}: {
  readonly recorded: Disposition | null;
  readonly response: ResponseState | null;
}): Disposition {
  if (response?.status === 'submitted') return 'complete';
  if (response === null) return recorded ?? 'unknown';
  if (recorded === 'partial') return 'partial';
  const { asked, answered } = ratedItems(response.definition, response.answers);
  return answered > 0 && answered >= partialFrom * asked ? 'partial' : 'refused';
}

/**
 * How many rated items (pairs) the route asks and how many of them are done with, "not applicable"
 * included. In a survey without pairs every question counts.
 */
export function ratedItems(
  definition: Definition,
  answers: Answers,
): { readonly asked: number; readonly answered: number } {
  const questions = route(definition, answers).flatMap((each) => each.questions);
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
