import type { PairPart } from '#surveys/conditions.ts';
import type { PairWords } from '#surveys/definition.ts';
import type { FieldError } from '#surveys/field-error.ts';
import type { ChoiceQuestion } from '#surveys/questions/choice.ts';
import type { ChoicesQuestion } from '#surveys/questions/choices.ts';
import type { Question } from '#surveys/questions/index.ts';
import type { NumberQuestion } from '#surveys/questions/number.ts';
import { type PairQuestion, pairField } from '#surveys/questions/pair.ts';
import { recommendEnds } from '#surveys/questions/recommend.ts';
import type { Form } from '#surveys/read-page.ts';
import { scaleNamed } from '#surveys/scales.ts';
import type { RespondentWords } from '../../i18n/respondent.ts';
import { choicesHint, errorMessage } from './messages.ts';
import { type Ends, type OptionView, type PointsView, pointsView } from './points.view.ts';
import type { SurveyWords } from './survey-words.ts';

/** What every question shows, whatever its kind. `id` is the question's key and begins the ids of its parts. */
interface QuestionFrame {
  readonly id: string;
  readonly text: string;
  /** Says that the question may be left out; `null` where an answer is needed. */
  readonly optional: string | null;
  /** What helps to answer, each a line of its own. */
  readonly hints: readonly string[];
  readonly error: string | null;
  /** The ids of hints and error, for assistive technology. */
  readonly describedBy: string | null;
}

export interface PartView {
  readonly id: string;
  readonly role: PairPart;
  readonly label: string;
  readonly error: string | null;
  readonly points: PointsView;
}

/** One question; `partial` names the template that draws it. */
export type QuestionView = QuestionFrame &
  (
    | {
        readonly partial: 'partials/questions/pair';
        readonly parts: readonly PartView[];
        readonly third: boolean;
      }
    | { readonly partial: 'partials/questions/rating'; readonly points: PointsView }
    | {
        readonly partial: 'partials/questions/options';
        readonly type: 'radio' | 'checkbox';
        readonly options: readonly (OptionView & { readonly id: string | null; readonly type: string })[];
      }
    | {
        readonly partial: 'partials/questions/number';
        readonly value: string;
        readonly inputMode: 'numeric' | 'decimal' | 'text';
        readonly unit: string | null;
      }
    | { readonly partial: 'partials/questions/text'; readonly value: string; readonly lines: number }
  );

export interface QuestionContext {
  readonly words: SurveyWords;
  readonly t: RespondentWords;
  readonly typed: Form;
  readonly problems: readonly FieldError[];
}

/** How one question looks with what its controls hold and what is wrong with it. */
export function questionView(question: Question, context: QuestionContext): QuestionView {
  const { t } = context;
  switch (question.kind) {
    case 'pair':
      return pairView(question, context);
    case 'scale':
    case 'recommend':
      return {
        partial: 'partials/questions/rating',
        ...frameOf(question, context, [question.key]),
        points: pointsView(
          question.key,
          endsFor(question, context),
          chosen(context, question.key),
          notApplicableFor(question, context),
        ),
      };
    case 'choice':
    case 'choices':
      return optionsView(question, context);
    case 'number':
      return numberView(question, context);
    case 'text':
      return {
        partial: 'partials/questions/text',
        ...frameOf(question, context, [question.key], t('respond.text.limit', { max: question.maxLength })),
        value: chosen(context, question.key)[0] ?? '',
        lines: question.lines,
      };
  }
}

function chosen({ typed }: QuestionContext, field: string): readonly string[] {
  return typed.get(field) ?? [];
}

/**
 * The frame of a question with the first problem among `fields`; problems of other fields are shown beside those.
 *
 * @param ownHint what the kind of question has to say, after the author's own hint
 */
function frameOf(
  question: Question,
  { words, t, problems }: QuestionContext,
  fields: readonly string[],
  ownHint: string | null = null,
): QuestionFrame {
  const hints = [question.hint === undefined ? [] : words.say(question.hint), ownHint ?? []].flat();
  const problem = problems.find(({ field }) => fields.includes(field));
  const error = problem === undefined ? null : errorMessage(problem, question, words, t);
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

function endsFor(
  question: Extract<Question, { kind: 'scale' | 'recommend' }>,
  { words }: QuestionContext,
): Ends {
  if (question.kind === 'recommend') {
    return { ...recommendEnds, low: words.say(question.low), high: words.say(question.high) };
  }
  const scale = scaleNamed(words.definition, question.scale);
  if (scale === null) throw new RangeError(`The survey has no scale ${question.scale}`);
  return { min: scale.min, max: scale.max, low: words.say(scale.low), high: words.say(scale.high) };
}

function notApplicableFor(
  question: Extract<Question, { kind: 'scale' | 'recommend' }>,
  { words, t }: QuestionContext,
): string | null {
  if (question.kind === 'recommend' || !question.notApplicable) return null;
  const label = words.definition.pairWords?.notApplicable;
  return label === undefined ? t('respond.notApplicable') : words.say(label);
}

function pairView(question: PairQuestion, context: QuestionContext): QuestionView {
  const { words, t, problems } = context;
  const { pairWords } = words.definition;
  const scale = scaleNamed(words.definition, question.scale);
  if (pairWords === undefined || scale === null)
    throw new RangeError(`Pair ${question.key} has no words or no scale`);

  const whole = problems.filter(({ question: key, code }) => key === question.key && code === 'required');
  const partView = (role: PairPart, half: PairWords['perception']): PartView => {
    const id = pairField(question.key, role);
    const problem = problems.find(
      ({ field, code }) => field === id && !(code === 'required' && role !== 'importance'),
    );
    const ends = { min: scale.min, max: scale.max, low: words.say(half.low), high: words.say(half.high) };
    const notApplicable =
      role === 'perception' && question.notApplicable ? words.say(pairWords.notApplicable) : null;
    return {
      id,
      role,
      label: words.say(half.label),
      error: problem === undefined ? null : errorMessage(problem, question, words, t),
      points: pointsView(id, ends, chosen(context, id), notApplicable),
    };
  };
  const parts = [
    partView('expectation', pairWords.expectation),
    partView('perception', pairWords.perception),
  ];
  if (question.importance && pairWords.importance !== undefined) {
    parts.push(partView('importance', pairWords.importance));
  }
  // A pair nobody touched has one problem, which is said of the pair and leads to its first control.
  const untouched = whole.some(({ field }) => field === pairField(question.key, 'expectation'));
  return {
    partial: 'partials/questions/pair',
    ...frameOf(question, context, untouched ? [pairField(question.key, 'expectation')] : []),
    parts,
    third: parts.length > 2,
  };
}

function optionsView(question: ChoiceQuestion | ChoicesQuestion, context: QuestionContext): QuestionView {
  const type = question.kind === 'choice' ? 'radio' : 'checkbox';
  const values = chosen(context, question.key);
  const hint = question.kind === 'choices' ? choicesHint(question, context.t) : null;
  return {
    partial: 'partials/questions/options',
    ...frameOf(question, context, [question.key], hint),
    type,
    options: question.options.map((option, index) => ({
      type,
      id: index === 0 ? question.key : null,
      name: question.key,
      value: option.key,
      label: context.words.say(option.label),
      checked: values.includes(option.key),
    })),
  };
}

function numberView(question: NumberQuestion, context: QuestionContext): QuestionView {
  // The numeric keyboards of phones have no minus sign, so where one may be needed the whole keyboard comes up.
  const mayBeNegative = question.min === undefined || question.min < 0;
  const frame = frameOf(question, context, [question.key]);
  const unit = question.unit === undefined ? null : context.words.say(question.unit);
  const describedBy = [unit === null ? [] : `${question.key}.unit`, frame.describedBy ?? []].flat();
  return {
    partial: 'partials/questions/number',
    ...frame,
    describedBy: describedBy.length > 0 ? describedBy.join(' ') : null,
    value: chosen(context, question.key)[0] ?? '',
    inputMode: mayBeNegative ? 'text' : question.decimals > 0 ? 'decimal' : 'numeric',
    unit,
  };
}
