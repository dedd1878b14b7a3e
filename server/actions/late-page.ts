import type { Answers } from '#surveys/answers.ts';
import { isMissing } from '#surveys/field-error.ts';
import type { Question } from '#surveys/questions/index.ts';
import { readPage } from '#surveys/read-page.ts';
import type { Interview } from './interview.ts';
import type { PageForm } from './next-step.ts';

/** What a page says that came after the answers had been sent, and that is not among them: it is not kept. */
export interface LatePage {
  readonly kind: 'late';
  readonly questions: readonly Question[];
  readonly answers: Answers;
}

/**
 * What is lost of a page that comes after the answers were sent and can no longer be changed; `null` where it says nothing
 * but what was sent, as when it is sent twice. Also `null` where nothing leads to what was sent: then nobody can tell; and
 * where the questionnaire ended early or was withdrawn: nothing was sent that could be set against it.
 */
export function lostBy(
  { definition, response, status }: Interview,
  { pageKey, form }: Pick<PageForm, 'pageKey' | 'form'>,
): LatePage | null {
  const questions = definition.pages.find(({ key }) => key === pageKey)?.questions ?? [];
  if (response === null || status !== 'submitted') return null;
  const { answers, problems } = readPage(definition, questions, form);
  const sent = (response.answers ?? {}) as Answers;
  const isLost =
    Object.keys(answers).some((key) => JSON.stringify(answers[key]) !== JSON.stringify(sent[key])) ||
    problems.some((problem) => !isMissing(problem));
  return isLost ? { kind: 'late', questions, answers } : null;
}
