import type { PairPart } from '#surveys/conditions.ts';
import type { PairWords } from '#surveys/definition.ts';
import type { Question } from '#surveys/questions/index.ts';
import type { NumberQuestion } from '#surveys/questions/number.ts';
import { type PairQuestion, pairField } from '#surveys/questions/pair.ts';
import { recommendEnds } from '#surveys/questions/recommend.ts';
import { scaleNamed } from '#surveys/scales.ts';
import { type AllocationView, allocationView } from './allocation.view.ts';
import { type ClearView, clearView } from './clear.view.ts';
import { type ContactView, contactView } from './contact.view.ts';
import { errorMessage } from './messages.ts';
import { notApplicableLine } from './not-applicable.ts';
import { type OptionsView, optionsView } from './options.view.ts';
import type { Line, Sentence } from './ours.ts';
import { type Ends, type PointsView, pointsView } from './points.view.ts';
import { frameOf, ofOwnField, type QuestionContext, type QuestionFrame, typedIn } from './question-frame.ts';
import { type RankingView, rankingView } from './ranking.view.ts';

export interface PartView {
  readonly id: string;
  readonly role: PairPart;
  readonly label: string;
  readonly error: Sentence | null;
  readonly points: PointsView;
}

interface PairView extends QuestionFrame {
  readonly partial: 'partials/questions/pair';
  readonly clear: ClearView | null;
  readonly parts: readonly PartView[];
}

interface RatingView extends QuestionFrame {
  readonly partial: 'partials/questions/rating';
  readonly clear: ClearView | null;
  readonly points: PointsView;
}

interface NumberView extends QuestionFrame {
  readonly partial: 'partials/questions/number';
  readonly value: string;
  readonly inputMode: 'numeric' | 'decimal' | 'text';
  readonly unit: string | null;
}

interface TextView extends QuestionFrame {
  readonly partial: 'partials/questions/text';
  readonly value: string;
  readonly lines: number;
}

/** One question; `partial` names the template that draws it. */
export type QuestionView =
  | PairView
  | RatingView
  | OptionsView
  | RankingView
  | AllocationView
  | NumberView
  | TextView
  | ContactView;

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
        ...frameOf(question, context, ofOwnField(question)),
        clear: clearView(question, context),
        points: pointsView(
          question.key,
          endsFor(question, context),
          typedIn(context, question.key),
          notApplicableFor(question, context),
        ),
      };
    case 'choice':
    case 'choices':
      return optionsView(question, context);
    case 'ranking':
      return rankingView(question, context);
    case 'allocation':
      return allocationView(question, context);
    case 'contact':
      return contactView(question, context);
    case 'number':
      return numberView(question, context);
    case 'text':
      return {
        partial: 'partials/questions/text',
        ...frameOf(
          question,
          context,
          ofOwnField(question),
          t('respond.text.limit', { max: question.maxLength }),
        ),
        value: typedIn(context, question.key)[0] ?? '',
        lines: question.lines,
      };
  }
}

function endsFor(
  question: Extract<Question, { kind: 'scale' | 'recommend' }>,
  { words }: QuestionContext,
): Ends {
  if (question.kind === 'recommend') {
    return {
      ...recommendEnds,
      language: words.language,
      low: words.say(question.low),
      high: words.say(question.high),
    };
  }
  const scale = scaleNamed(words.definition, question.scale);
  if (scale === null) throw new RangeError(`The survey has no scale ${question.scale}`);
  const { language } = words;
  return { language, min: scale.min, max: scale.max, low: words.say(scale.low), high: words.say(scale.high) };
}

function notApplicableFor(
  question: Extract<Question, { kind: 'scale' | 'recommend' }>,
  { words, t }: QuestionContext,
): Line | null {
  return question.kind === 'recommend' || !question.notApplicable ? null : notApplicableLine(words, t);
}

function pairView(question: PairQuestion, context: QuestionContext): PairView {
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
    const { language } = words;
    const ends = {
      language,
      min: scale.min,
      max: scale.max,
      low: words.say(half.low),
      high: words.say(half.high),
    };
    const notApplicable =
      role === 'perception' && question.notApplicable ? notApplicableLine(words, t) : null;
    return {
      id,
      role,
      label: words.say(half.label),
      error: problem === undefined ? null : errorMessage(problem, question, words, t),
      points: pointsView(id, ends, typedIn(context, id), notApplicable),
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
    ...frameOf(
      question,
      context,
      ({ field }) => untouched && field === pairField(question.key, 'expectation'),
    ),
    clear: clearView(question, context),
    parts,
  };
}

function numberView(question: NumberQuestion, context: QuestionContext): NumberView {
  // The numeric keyboards of phones have no minus sign, so where one may be needed the whole keyboard comes up.
  const mayBeNegative = question.min === undefined || question.min < 0;
  const frame = frameOf(question, context, ofOwnField(question));
  const unit = question.unit === undefined ? null : context.words.say(question.unit);
  const describedBy = [unit === null ? [] : `${question.key}.unit`, frame.describedBy ?? []].flat();
  return {
    partial: 'partials/questions/number',
    ...frame,
    describedBy: describedBy.length > 0 ? describedBy.join(' ') : null,
    value: typedIn(context, question.key)[0] ?? '',
    inputMode: mayBeNegative ? 'text' : question.decimals > 0 ? 'decimal' : 'numeric',
    unit,
  };
}
