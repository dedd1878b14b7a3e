import type { Answer, Answers } from './answers.ts';
import { missingFrom } from './companions.ts';
import type { Definition } from './definition.ts';
import { type FieldError, needsAllParts } from './field-error.ts';
import { kindOf, type Question } from './questions/index.ts';
import { fieldError, type Posted } from './questions/question.ts';
import type { WithScales } from './scales.ts';

/** A form as it was sent: every value of every name. */
export type Form = ReadonlyMap<string, readonly string[]>;

export interface PageReading {
  /**
   * What is valid, also when there are problems elsewhere, so that nothing typed well is lost. A question of
   * the page that is not here is unanswered: what was stored for it before no longer stands.
   */
  readonly answers: Answers;
  readonly problems: readonly FieldError[];
}

/** A form with thousands of invented names is refused with the first of them, not with thousands of sentences. */
const mostUnknownFields = 10;

/**
 * Reads one page's form against its questions: what was answered, and everything wrong at once, in the
 * order of the page.
 *
 * @param questions those of the page that are on this respondent's route
 */
export function readPage(definition: Definition, questions: readonly Question[], form: Form): PageReading {
  const { answers, problems } = readAnswers(definition, questions, form);
  const isRefused = (missing: FieldError) =>
    problems.some(({ field, question }) =>
      needsAllParts(missing) ? question === missing.question : field === missing.field,
    );
  const missing = questions.flatMap((question) =>
    missingFrom(question, answers).filter((problem) => !isRefused(problem)),
  );
  return {
    answers,
    problems: [
      ...inOrderOf(questions, [...problems, ...missing]),
      ...strayFields(definition, questions, form),
    ],
  };
}

/** Reads what a form says without asking for what it leaves out, as an import or an unfinished page needs. */
export function readAnswers(survey: WithScales, questions: readonly Question[], form: Form): PageReading {
  const posted: Posted = (field) => (form.get(field) ?? []).filter((value) => value !== '');
  const answers: Record<string, Answer> = {};
  const problems: FieldError[] = [];
  for (const question of questions) {
    const reading = kindOf(question).read(question, posted, survey);
    if (reading.answer !== undefined)
      Object.assign(answers, reading.texts, { [question.key]: reading.answer });
    problems.push(...reading.problems);
  }
  return { answers, problems };
}

/** Problems in the order of the page's controls, so that the summary reads down the page. */
function inOrderOf(questions: readonly Question[], problems: readonly FieldError[]): readonly FieldError[] {
  const place = new Map(
    questions.flatMap((each) => kindOf(each).fields(each)).map((field, index) => [field, index]),
  );
  return [...problems].sort((one, other) => (place.get(one.field) ?? 0) - (place.get(other.field) ?? 0));
}

/**
 * Names no control of this page has. Those of another question of the survey mean a page that has changed
 * meanwhile; others were never in a page of ours. Names beginning with `_` belong to the form itself.
 */
function strayFields(
  definition: Definition,
  questions: readonly Question[],
  form: Form,
): readonly FieldError[] {
  const own = new Set(questions.flatMap((question) => kindOf(question).fields(question)));
  const strays = [...form.keys()].filter((name) => !own.has(name) && !name.startsWith('_'));
  if (strays.length === 0) return [];
  const everywhere = new Map(
    definition.pages.flatMap((page) =>
      page.questions.flatMap((question) =>
        kindOf(question)
          .fields(question)
          .map((field) => [field, question] as const),
      ),
    ),
  );
  return strays.slice(0, mostUnknownFields).map((name) => {
    const question = everywhere.get(name);
    return question
      ? fieldError(question, 'notOnRoute', {}, name)
      : fieldError({ key: name }, 'unknownField');
  });
}
