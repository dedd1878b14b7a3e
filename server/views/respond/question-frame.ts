import type { FieldError } from '#surveys/field-error.ts';
import type { Question } from '#surveys/questions/index.ts';
import type { Form } from '#surveys/read-page.ts';
import type { RespondentWords } from '../../i18n/respondent.ts';
import { errorMessage } from './messages.ts';
import type { Line, Sentence } from './ours.ts';
import type { SurveyWords } from './survey-words.ts';

/** What every question shows, whatever its kind. `id` is the question's key and begins the ids of its parts. */
export interface QuestionFrame {
  readonly id: string;
  readonly text: string;
  /** Says that the question may be left out; `null` where an answer is needed. */
  readonly optional: string | null;
  /** What helps to answer, each a line of its own. */
  readonly hints: readonly Line[];
  readonly error: Sentence | null;
  /** The ids of hints and error, for assistive technology. */
  readonly describedBy: string | null;
}

/** What the questions of a page are drawn from. */
export interface QuestionContext {
  readonly words: SurveyWords;
  readonly t: RespondentWords;
  readonly typed: Form;
  readonly problems: readonly FieldError[];
  /** Where the form is sent. */
  readonly action: string;
  /** What decides random orders, the same for one customer on every device. */
  readonly seed: string;
}

/** A control among several of one question, with what it holds and what is wrong with it. */
export interface FieldView {
  /** Its id and its name. */
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly error: Sentence | null;
  /** The id of its error. */
  readonly describedBy: string | null;
}

/** What the control of a field holds, as it was typed or chosen. */
export function typedIn({ typed }: QuestionContext, field: string): readonly string[] {
  return typed.get(field) ?? [];
}

/** The first problem with a field in words; `null` where there is none. */
export function errorIn(
  question: Question,
  { words, t, problems }: QuestionContext,
  isShownHere: (problem: FieldError) => boolean,
): Sentence | null {
  const problem = problems.find(isShownHere);
  return problem === undefined ? null : errorMessage(problem, question, words, t);
}

/** A control with a name of its own inside a question, and what is wrong with what it holds. */
export function fieldView(
  question: Question,
  context: QuestionContext,
  field: string,
  label: string,
  isShownHere: (problem: FieldError) => boolean = () => true,
): FieldView {
  const error = errorIn(question, context, (problem) => problem.field === field && isShownHere(problem));
  return {
    id: field,
    label,
    value: typedIn(context, field)[0] ?? '',
    error,
    describedBy: error === null ? null : `${field}.error`,
  };
}

/**
 * The frame of a question with the first problem that is shown with the question as a whole; the others are shown
 * beside their fields.
 *
 * @param ownHint what the kind of question has to say, after the author's own hint
 */
export function frameOf(
  question: Question,
  context: QuestionContext,
  isShownHere: (problem: FieldError) => boolean,
  ownHint: string | null = null,
): QuestionFrame {
  const { words, t } = context;
  const hints: readonly Line[] = [
    question.hint === undefined ? [] : { text: words.say(question.hint), isOurs: false },
    ownHint === null ? [] : { text: ownHint, isOurs: true },
  ].flat();
  const error = errorIn(question, context, isShownHere);
  const describedBy = [
    hints.length === 0 ? [] : `${question.key}.hint`,
    error === null ? [] : `${question.key}.error`,
  ].flat();
  return {
    id: question.key,
    text: words.ask(question),
    optional: question.required ? null : t('respond.optional'),
    hints,
    error,
    describedBy: describedBy.length > 0 ? describedBy.join(' ') : null,
  };
}

/** Problems of the field that has the question's own name. */
export function ofOwnField({ key }: Question): (problem: FieldError) => boolean {
  return ({ field }) => field === key;
}
