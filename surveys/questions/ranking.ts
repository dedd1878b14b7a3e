import { z } from 'zod';
import type { FieldError } from '../field-error.ts';
import { localizedText } from '../localized.ts';
import { hasOption, labelsOf, option, optionProblems, optionsFor, type WithOptions } from './options.ts';
import { common, fieldError, missingAnswer, type QuestionKind, required } from './question.ts';

const mostRanked = 20;

export const rankingQuestion = z.strictObject({
  kind: z.literal('ranking'),
  ...common,
  text: localizedText,
  required,
  options: z.array(option).max(mostRanked),
  /** Whether each customer begins with an order of their own. Otherwise everybody is led by the definition's. */
  shuffle: z.boolean().default(true),
});
/** All options put in order, the first one first. */
export type RankingQuestion = z.output<typeof rankingQuestion>;

/** The form field that says that the order shown is meant. Without it a list nobody touched would be an answer. */
export function rankedField(question: string): string {
  return `${question}.ranked`;
}

/** One step of one option in the order of a question. */
export interface Move {
  readonly question: string;
  readonly option: string;
  readonly direction: 'up' | 'down';
}

/**
 * A form with one option moved a step, as if it had been sent in that order and meant so. What is already first
 * stays there, and so does the last. A form that has no such list or option is given back as it is.
 */
export function withMove(
  form: ReadonlyMap<string, readonly string[]>,
  { question, option, direction }: Move,
): ReadonlyMap<string, readonly string[]> {
  const order = [...(form.get(question) ?? [])];
  const from = order.indexOf(option);
  if (from < 0) return form;
  const to = Math.min(Math.max(from + (direction === 'up' ? -1 : 1), 0), order.length - 1);
  order.splice(to, 0, ...order.splice(from, 1));
  return new Map([...form, [question, order], [rankedField(question), ['1']]]);
}

/** All options of a question in the order that was given, the rest after them in the order in which the customer began. */
export function rankedOptions(question: WithOptions, given: readonly string[], seed: string) {
  const options = optionsFor(question, seed);
  const first = [...new Set(given)].flatMap((key) => options.find((each) => each.key === key) ?? []);
  return [...first, ...options.filter((each) => !first.includes(each))];
}

function orderProblems(question: RankingQuestion, order: readonly unknown[]): readonly FieldError[] {
  if (!order.every((each) => hasOption(question, each))) return [fieldError(question, 'unknownOption')];
  const isWhole = order.length === question.options.length && new Set(order).size === order.length;
  return isWhole ? [] : [fieldError(question, 'notAllRanked')];
}

export const ranking: QuestionKind<RankingQuestion> = {
  fields: (question) => [question.key, rankedField(question.key)],

  read(question, posted) {
    const order = posted(question.key);
    const isMeant = posted(rankedField(question.key)).length > 0;
    if (!isMeant && order.every((each) => hasOption(question, each))) return { problems: [] };
    const problems = orderProblems(question, order);
    return problems.length > 0 ? { problems } : { answer: order, problems };
  },

  check(question, answer) {
    if (!Array.isArray(answer)) return [fieldError(question, 'wrongType')];
    return orderProblems(question, answer);
  },

  missing: missingAnswer,

  texts: (question) => [[['text'], question.text], ...labelsOf(question.options)],

  problems: (question) => optionProblems(question.options),
};
