import { type Answers, answerTo } from './answers.ts';
import type { FieldError } from './field-error.ts';
import { kindOf, type Question } from './questions/index.ts';
import type { WithScales } from './scales.ts';

/** Of questions that were asked for before: a route is worked out several times in a request. */
const knownKeys = new WeakMap<Question, readonly string[]>();

/** Every key under which answers to a question are stored: its own, and those of the texts that go with it. */
export function answerKeys(question: Question): readonly string[] {
  const known = knownKeys.get(question);
  if (known !== undefined) return known;
  const keys = [question.key, ...(kindOf(question).companions?.keys(question) ?? [])];
  knownKeys.set(question, keys);
  return keys;
}

/** The entries of `answers` that belong to a question, never anything inherited. */
export function answersOf<T>(question: Question, answers: Readonly<Record<string, T>>): Record<string, T> {
  const own: Record<string, T> = {};
  for (const key of answerKeys(question)) if (Object.hasOwn(answers, key)) own[key] = answers[key] as T;
  return own;
}

/** What is wrong with what is stored for a question, whatever it is. Nothing stored is nothing wrong. */
export function answerProblems(
  question: Question,
  stored: Readonly<Record<string, unknown>>,
  survey: WithScales,
): readonly FieldError[] {
  const { [question.key]: answer, ...texts } = answersOf(question, stored);
  const kind = kindOf(question);
  return [
    ...(Object.hasOwn(stored, question.key) ? kind.check(question, answer, survey) : []),
    ...(kind.companions?.check(question, answer, texts) ?? []),
  ];
}

/** What a question still needs, given answers that are right in themselves. */
export function missingFrom(question: Question, answers: Answers): readonly FieldError[] {
  const answer = answerTo(answers, question.key);
  const kind = kindOf(question);
  const missing = kind.missing(question, answer);
  if (answer === undefined || kind.companions === undefined) return missing;
  return [...missing, ...kind.companions.missing(question, answer, answersOf(question, answers))];
}
