import { holds, questionsOf } from './conditions.ts';
import { type Progress, relevantAnswers, route } from './journey.ts';
import type { Quota } from './settings.ts';

/**
 * The quotas that somebody now takes a place of: their conditions hold, and every question they look at was passed or is not
 * asked. So nobody takes a place by an answer not given yet; what is known beforehand counts from the first page on.
 */
export function quotasReached(progress: Progress): readonly Quota[] {
  const { definition, answers, passed, respondent } = progress;
  if (definition.quotas.length === 0 || passed.length === 0) return [];
  const open = new Set(
    route(definition, answers, respondent).flatMap(({ page, questions }) =>
      passed.includes(page.key) ? [] : questions.map(({ key }) => key),
    ),
  );
  const relevant = relevantAnswers(definition, answers, respondent);
  return definition.quotas.filter(
    ({ when }) => questionsOf(when).every((key) => !open.has(key)) && holds(when, relevant, respondent),
  );
}
