import type { Definition } from '#surveys/definition.ts';
import type { Question } from '#surveys/questions/index.ts';

/** A question whose answer sums a customer's judgement up. */
export type OutcomeQuestion = Extract<Question, { kind: 'scale' | 'recommend' }>;

/**
 * The question that a report explains: the one the plan names, else the first rating whose key says that it is overall,
 * else the first rating, else the one about recommending.
 *
 * @returns `null` where the questionnaire asks none, or has not the one that is named
 */
export function outcomeQuestion({ pages }: Definition, named: string | undefined): OutcomeQuestion | null {
  const rated = pages
    .flatMap((page) => page.questions)
    .filter((each) => each.kind === 'scale' || each.kind === 'recommend');
  if (named !== undefined) return rated.find(({ key }) => key === named) ?? null;
  const scales = rated.filter(({ kind }) => kind === 'scale');
  const overall = scales.find(({ key }) => key.toLowerCase().includes('overall'));
  return overall ?? scales[0] ?? rated[0] ?? null;
}
