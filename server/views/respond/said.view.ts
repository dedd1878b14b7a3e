import { answerText } from '#surveys/answer-text.ts';
import { type Answer, type Answers, answerTo, isPairAnswer, notApplicable } from '#surveys/answers.ts';
import type { PairPart } from '#surveys/conditions.ts';
import type { Question } from '#surveys/questions/index.ts';
import { recommendEnds } from '#surveys/questions/recommend.ts';
import { type Ends, endsOf } from '#surveys/scales.ts';
import type { RespondentWords } from '../../i18n/respondent.ts';
import { notApplicableLine } from './not-applicable.ts';
import type { SurveyWords } from './survey-words.ts';

/** One question and what was said to it. */
export interface SaidView {
  readonly question: string;
  /** A pair has a line for each of its parts, every other answer one. None: not answered. */
  readonly lines: readonly SaidLine[];
  /** That there is no answer; `null` where there is one. */
  readonly unanswered: string | null;
}

export interface SaidLine {
  /** The part of a pair, which is drawn as ○ or ●. */
  readonly role: PairPart | 'answer';
  readonly label: string | null;
  readonly text: string;
  /** Whether the text is in our words. */
  readonly isOurs: boolean;
}

export interface SaidWords {
  readonly words: SurveyWords;
  readonly t: RespondentWords;
}

/** A question with its answer in words. */
export function saidView(question: Question, answers: Answers, context: SaidWords): SaidView {
  const lines = linesOf(question, answers, context);
  return {
    question: context.words.ask(question),
    lines,
    unanswered: lines.length === 0 ? context.t('respond.answers.unanswered') : null,
  };
}

function linesOf(question: Question, answers: Answers, context: SaidWords): readonly SaidLine[] {
  if (question.kind === 'pair') {
    return (['expectation', 'perception', 'importance'] as const).flatMap((part) => {
      const label = context.words.definition.pairWords?.[part]?.label;
      return lineOf(question, answers, context, part).map((line) => ({
        ...line,
        role: part,
        label: label ? context.words.say(label) : null,
      }));
    });
  }
  return lineOf(question, answers, context);
}

/** One answer, or part of one, in words; nothing where there is none. */
function lineOf(
  question: Question,
  answers: Answers,
  { words, t }: SaidWords,
  part?: PairPart,
): readonly SaidLine[] {
  const line = { role: 'answer', label: null } as const;
  const rated = pointOf(question, answers, part);
  const ends = rated === null ? null : endsOn(question, words);
  if (rated !== null && ends !== null) {
    return [{ ...line, text: t('respond.answers.point', { point: rated, ...ends }), isOurs: true }];
  }
  const ownWords = notApplicableLine(words, t);
  const { language, say } = words;
  const specified = (option: string, text: string) => t('respond.answers.specified', { option, text });
  const told = { say, language, notApplicable: ownWords.text, specified };
  const text = answerText(question, answers, told, part);
  const isOurs = ownWords.isOurs && ratingOf(question, answers, part) === notApplicable;
  return text === null ? [] : [{ ...line, text, isOurs }];
}

/** The value of a rating, or of one half of a pair; nothing for other answers. */
function ratingOf({ kind, key }: Question, answers: Answers, part: PairPart | undefined): Answer | undefined {
  if (kind !== 'pair' && kind !== 'scale' && kind !== 'recommend') return undefined;
  const answer = answerTo(answers, key);
  return part !== undefined && isPairAnswer(answer) ? answer[part] : answer;
}

/** The point of a rating; `null` for other answers. */
function pointOf(question: Question, answers: Answers, part: PairPart | undefined): number | null {
  const value = ratingOf(question, answers, part);
  return typeof value === 'number' ? value : null;
}

/** The ends of a rating: without them nobody knows what a point is worth. */
function endsOn(question: Question, { definition }: SurveyWords): Ends | null {
  if (question.kind === 'recommend') return recommendEnds;
  return 'scale' in question ? endsOf(definition, question.scale) : null;
}
