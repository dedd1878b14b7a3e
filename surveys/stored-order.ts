import type { Answer, Answers } from './answers.ts';
import { answersOf } from './companions.ts';
import type { Definition } from './definition.ts';

/** What a response holds: what was answered, and the keys of the pages that were accepted. */
export interface Holding {
  readonly answers: Answers;
  readonly passed: readonly string[];
}

/**
 * Answers and pages in the questionnaire's own order, so that what is stored does not tell in which random order its
 * customer saw them.
 */
export function inDefinitionOrder(
  { pages }: Pick<Definition, 'pages'>,
  { answers, passed }: Holding,
): Holding {
  const ordered: Record<string, Answer> = {};
  for (const { questions } of pages) {
    for (const question of questions) Object.assign(ordered, answersOf(question, answers));
  }
  const keys = pages.map(({ key }) => key);
  return { answers: ordered, passed: keys.filter((key) => passed.includes(key)) };
}
