import { z } from 'zod';
import { type Answers, answerTo, isAnswered, isPairAnswer } from './answers.ts';
import { key } from './keys.ts';
import { languageTag } from './localized.ts';
import { factOf, type Respondent } from './respondent.ts';

const part = z.enum(['expectation', 'perception', 'importance']);
export type PairPart = z.output<typeof part>;

/** The question a condition looks at; for a pair, the part of it that is compared. */
interface Subject {
  question: string;
  part?: PairPart | undefined;
}

/** When a page or question applies. Data, not an expression: every case is listed here and checked before publishing. */
export type Condition =
  | ({ op: 'answered' } & Subject)
  | ({ op: 'equals'; value: string | number } & Subject)
  | ({ op: 'atMost' | 'atLeast'; value: number } & Subject)
  | { op: 'includes'; question: string; value: string }
  /** What is known of the customer is one of these values. */
  | { op: 'fact'; fact: string; oneOf: string[] }
  /** The language being read is one of these. */
  | { op: 'language'; oneOf: string[] }
  | { op: 'all' | 'any'; of: Condition[] }
  | { op: 'not'; condition: Condition };

const subject = { question: key, part: part.optional() };
const number = z.number().min(-1e12).max(1e12);

export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.strictObject({ op: z.literal('answered'), ...subject }),
    z.strictObject({ op: z.literal('equals'), ...subject, value: z.union([key, number]) }),
    z.strictObject({ op: z.enum(['atMost', 'atLeast']), ...subject, value: number }),
    z.strictObject({ op: z.literal('includes'), question: key, value: key }),
    z.strictObject({
      op: z.literal('fact'),
      fact: key,
      oneOf: z.array(z.string().min(1).max(200)).min(1).max(200),
    }),
    z.strictObject({ op: z.literal('language'), oneOf: z.array(languageTag).min(1).max(20) }),
    z.strictObject({ op: z.enum(['all', 'any']), of: z.array(condition).min(1).max(50) }),
    z.strictObject({ op: z.literal('not'), condition }),
  ]),
);

/**
 * Whether a condition holds. What is unanswered or not applicable never satisfies a comparison of size, and a fact
 * that is not known is none of the values.
 */
export function holds(condition: Condition, answers: Answers, respondent: Respondent): boolean {
  switch (condition.op) {
    case 'answered':
      return condition.part
        ? comparedValue(condition, answers) !== undefined
        : isAnswered(answerTo(answers, condition.question));
    case 'equals':
      return comparedValue(condition, answers) === condition.value;
    case 'atMost':
    case 'atLeast': {
      const value = comparedValue(condition, answers);
      if (typeof value !== 'number') return false;
      return condition.op === 'atMost' ? value <= condition.value : value >= condition.value;
    }
    case 'includes': {
      const answer = answerTo(answers, condition.question);
      return Array.isArray(answer) && answer.includes(condition.value);
    }
    case 'fact': {
      const value = factOf(respondent, condition.fact);
      return value !== undefined && condition.oneOf.includes(value);
    }
    case 'language':
      return condition.oneOf.includes(respondent.language);
    case 'all':
      return condition.of.every((each) => holds(each, answers, respondent));
    case 'any':
      return condition.of.some((each) => holds(each, answers, respondent));
    case 'not':
      return !holds(condition.condition, answers, respondent);
  }
}

/** Keys of the questions a condition looks at. */
export function questionsOf(condition: Condition): readonly string[] {
  switch (condition.op) {
    case 'all':
    case 'any':
      return condition.of.flatMap(questionsOf);
    case 'not':
      return questionsOf(condition.condition);
    case 'fact':
    case 'language':
      return [];
    default:
      return [condition.question];
  }
}

/** The single value a condition compares, or `undefined` when there is none. */
function comparedValue({ question, part }: Subject, answers: Answers): string | number | undefined {
  const answer = answerTo(answers, question);
  if (isPairAnswer(answer)) return part ? answer[part] : undefined;
  return typeof answer === 'string' || typeof answer === 'number' ? answer : undefined;
}
