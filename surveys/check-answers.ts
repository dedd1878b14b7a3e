import type { Answer, Answers } from './answers.ts';
import { answerKeys, answerProblems, answersOf, missingFrom } from './companions.ts';
import type { Definition } from './definition.ts';
import type { FieldError } from './field-error.ts';
import { route } from './journey.ts';
import type { Question } from './questions/index.ts';
import { fieldError } from './questions/question.ts';
import type { Respondent } from './respondent.ts';

/** Of the keys that no question has, the first few tell enough. */
const mostUnknownKeys = 10;

/**
 * What is wrong with a whole response, wherever it came from: keys that are no question's, answers of the
 * wrong shape, off the scale or not allowed, answers to questions that are not on the respondent's route.
 *
 * The route follows from the answers that are right in themselves.
 *
 * @param complete whether everything the route requires must be there too
 * @returns all problems at once, in the order of the questionnaire; none means that the answers can be kept
 */
export function checkAnswers(
  definition: Definition,
  answers: unknown,
  { complete, respondent }: { readonly complete: boolean; readonly respondent: Respondent },
): readonly FieldError[] {
  if (!isPlainObject(answers)) return [fieldError({ key: '' }, 'wrongType')];
  const questions = definition.pages.flatMap((page) => page.questions);
  const valid: Record<string, Answer> = {};
  const wrong = questions.flatMap((question) => {
    const problems = answerProblems(question, answers, definition);
    if (problems.length === 0) Object.assign(valid, answersOf(question, answers));
    return problems;
  });
  return [
    ...unknownKeys(questions, answers),
    ...wrong,
    ...offRoute(
      definition,
      valid,
      respondent,
      complete ? new Set(wrong.map(({ question }) => question)) : null,
    ),
  ];
}

function unknownKeys(questions: readonly Question[], answers: object): readonly FieldError[] {
  const known = new Set(questions.flatMap(answerKeys));
  return Object.keys(answers)
    .filter((name) => !known.has(name))
    .slice(0, mostUnknownKeys)
    .map((name) => fieldError({ key: name }, 'unknownField'));
}

/** Answers the route does not ask for and, unless `alreadyWrong` is null, questions it still asks. */
function offRoute(
  definition: Definition,
  valid: Answers,
  respondent: Respondent,
  alreadyWrong: ReadonlySet<string> | null,
): readonly FieldError[] {
  const asked = route(definition, valid, respondent).flatMap((page) => page.questions);
  const keys = new Set(asked.flatMap(answerKeys));
  const strays = Object.keys(valid).filter((key) => !keys.has(key));
  const missing = alreadyWrong
    ? asked.filter(({ key }) => !alreadyWrong.has(key)).flatMap((question) => missingFrom(question, valid))
    : [];
  return [...strays.map((key) => fieldError({ key }, 'notOnRoute')), ...missing];
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
