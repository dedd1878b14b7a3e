import { type Answer, type Answers, answerTo, isPairAnswer, notApplicable } from '#surveys/answers.ts';
import type { Definition } from '#surveys/definition.ts';
import type { Question } from '#surveys/questions/index.ts';
import { endsOf } from '#surveys/scales.ts';
import { firstPointCode, notApplicableCode, otherMeasureCode, unansweredCode } from './columns.ts';

/** What of a question is a rating: the name of its column, the lowest point, and where the point is in an answer. */
export interface RatingPart {
  /** `expectation:ITEM`, `perception:ITEM`, `importance:ITEM` or `rating:QUESTION`. */
  readonly column: string;
  readonly question: string;
  readonly min: number;
  readonly max: number;
  point(answer: Answer | undefined): number | typeof notApplicable | undefined;
}

/** The ratings a questionnaire asks for, in its order. */
export function ratingParts(definition: Definition): RatingPart[] {
  return definition.pages
    .flatMap((page) => page.questions)
    .flatMap((question): RatingPart[] => {
      const { key } = question;
      if (question.kind === 'pair') return pairParts(definition, question);
      if (question.kind === 'scale') {
        return [
          { column: `rating:${key}`, question: key, ...endsOf(definition, question.scale), point: pointOf },
        ];
      }
      if (question.kind === 'recommend') {
        return [{ column: `rating:${key}`, question: key, min: 0, max: 10, point: pointOf }];
      }
      return [];
    });
}

function pointOf(answer: Answer | undefined): number | typeof notApplicable | undefined {
  return typeof answer === 'number' || answer === notApplicable ? answer : undefined;
}

function pairParts(definition: Definition, question: Question & { kind: 'pair' }): RatingPart[] {
  const ends = endsOf(definition, question.scale);
  const halves = question.importance
    ? (['expectation', 'perception', 'importance'] as const)
    : (['expectation', 'perception'] as const);
  return halves.map((half) => ({
    column: `${half}:${question.key}`,
    question: question.key,
    ...ends,
    point: (answer) => (isPairAnswer(answer) ? answer[half] : undefined),
  }));
}

/**
 * The ratings of the reference questionnaire that another version measures alike: on the same scale, and without an end of their
 * series between the two.
 *
 * @param ended questions whose series ended between the two
 */
export function sameMeasure(
  reference: readonly RatingPart[],
  version: Definition,
  ended: ReadonlySet<string>,
): ReadonlySet<string> {
  const asked = new Map(ratingParts(version).map((part) => [part.column, part]));
  return new Set(
    reference
      .filter(({ column, question, min, max }) => {
        if (ended.has(question)) return false;
        const other = asked.get(column);
        return other === undefined || (other.min === min && other.max === max);
      })
      .map(({ column }) => column),
  );
}

/** The code under which an answer's rating is kept. */
export function ratingCode(part: RatingPart, answers: Answers, isSameMeasure: boolean): number {
  const point = part.point(answerTo(answers, part.question));
  if (point === undefined) return unansweredCode;
  if (!isSameMeasure) return otherMeasureCode;
  return point === notApplicable ? notApplicableCode : point - part.min + firstPointCode;
}
