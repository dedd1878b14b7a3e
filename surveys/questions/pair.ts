import { z } from 'zod';
import { isPairAnswer, notApplicable, type PairAnswer } from '../answers.ts';
import type { PairPart } from '../conditions.ts';
import type { FieldError } from '../field-error.ts';
import { key } from '../keys.ts';
import { localizedText } from '../localized.ts';
import { endsOf, isPoint, readPoint, scaleNamed } from '../scales.ts';
import { common, fieldError, type QuestionKind, type QuestionProblem, required } from './question.ts';

export const pairQuestion = z.strictObject({
  kind: z.literal('pair'),
  ...common,
  /** The item's name where absent. */
  text: localizedText.optional(),
  required,
  scale: key,
  importance: z.boolean().default(false),
  notApplicable: z.boolean().default(true),
});
/** An item asked twice on one scale, as expectation and perception, and how important it is. Its key is the item's. */
export type PairQuestion = z.output<typeof pairQuestion>;

/** The form field of one part of a pair. */
export function pairField(question: string, part: PairPart): string {
  return `${question}.${part}`;
}

function partsOf(question: PairQuestion): readonly PairPart[] {
  return question.importance ? ['expectation', 'perception', 'importance'] : ['expectation', 'perception'];
}

/** "Not applicable" is said of the perception, where it is offered, and through it of the whole pair. */
function isNotApplicable(
  question: PairQuestion,
  part: string,
  value: unknown,
): value is typeof notApplicable {
  return question.notApplicable && part === 'perception' && value === notApplicable;
}

export const pair: QuestionKind<PairQuestion> = {
  fields: (question) => partsOf(question).map((part) => pairField(question.key, part)),

  read(question, posted, survey) {
    const ends = endsOf(survey, question.scale);
    const answer: { -readonly [P in PairPart]?: PairAnswer[P] } = {};
    const problems: FieldError[] = [];
    for (const part of partsOf(question)) {
      const field = pairField(question.key, part);
      const [value, ...others] = posted(field);
      if (value === undefined) continue;
      const point = readPoint(value, ends);
      if (others.length > 0) problems.push(fieldError(question, 'oneAnswerOnly', {}, field));
      else if (part === 'perception' && isNotApplicable(question, part, value)) answer.perception = value;
      else if (point === null) problems.push(fieldError(question, 'offScale', ends, field));
      else answer[part] = point;
    }
    return Object.keys(answer).length > 0 ? { answer, problems } : { problems };
  },

  check(question, answer, survey) {
    const [first] = pair.fields(question);
    const parts = typeof answer === 'object' && answer !== null ? Object.entries(answer) : [];
    if (Array.isArray(answer) || parts.length === 0) return [fieldError(question, 'wrongType', {}, first)];
    const ends = endsOf(survey, question.scale);
    const known: readonly string[] = partsOf(question);
    return parts.flatMap(([part, value]: [string, unknown]) => {
      const field = `${question.key}.${part}`;
      if (!known.includes(part)) return [fieldError(question, 'unknownField', {}, field)];
      if (isNotApplicable(question, part, value) || isPoint(value, ends)) return [];
      return [fieldError(question, 'offScale', ends, field)];
    });
  },

  missing(question, answer) {
    const given: PairAnswer = isPairAnswer(answer) ? answer : {};
    if (given.perception === notApplicable) return [];
    const field = (part: PairPart) => pairField(question.key, part);
    if (Object.keys(given).length === 0) {
      return question.required ? [fieldError(question, 'required', {}, field('expectation'))] : [];
    }
    // Half a pair measures nothing, so the other half is asked for even where the pair is optional.
    const missing: FieldError[] = [];
    if (given.expectation === undefined)
      missing.push(fieldError(question, 'pairExpectation', {}, field('expectation')));
    if (given.perception === undefined)
      missing.push(fieldError(question, 'pairPerception', {}, field('perception')));
    if (question.importance && question.required && given.importance === undefined) {
      missing.push(fieldError(question, 'required', {}, field('importance')));
    }
    return missing;
  },

  texts: (question) => (question.text ? [[['text'], question.text]] : []),

  problems(question, { items, pairWords, ...survey }) {
    const problems: QuestionProblem[] = [];
    if (!items.has(question.key)) {
      problems.push({ path: ['key'], code: 'unknownItem', params: { item: question.key } });
    }
    if (!scaleNamed(survey, question.scale)) {
      problems.push({ path: ['scale'], code: 'unknownScale', params: { scale: question.scale } });
    }
    if (!pairWords) problems.push({ path: [], code: 'pairWithoutWords', params: { part: 'perception' } });
    else if (question.importance && !pairWords.importance) {
      problems.push({ path: ['importance'], code: 'pairWithoutWords', params: { part: 'importance' } });
    }
    return problems;
  },
};
