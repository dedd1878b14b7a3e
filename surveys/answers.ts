/** "Not applicable" or "no experience": given as an answer, and so distinct from no answer at all. */
export const notApplicable = 'na';

/** One item asked as expectation (○) and perception (●), and importance where the designer asks for it. */
export interface PairAnswer {
  readonly expectation?: number;
  /** `'na'` speaks for the whole pair: who has not experienced something need not say what was expected. */
  readonly perception?: number | typeof notApplicable;
  readonly importance?: number;
}

/** Points given to options by their keys. Once they add up every option has some, if only 0; before, some have none. */
export interface AllocationAnswer {
  readonly points: Readonly<Record<string, number>>;
}

/** Whom to contact and how, as the customer wrote it. */
export interface ContactAnswer {
  readonly contact: { readonly name?: string; readonly phone?: string; readonly email?: string };
}

/**
 * One answer as it is stored. By kind of question: pair → `PairAnswer`; scale → number or `'na'`;
 * recommend and number → number; choice → an option's key; choices → option keys in the order of the
 * definition; ranking → all option keys, the first one first; allocation → `AllocationAnswer`; contact →
 * `ContactAnswer`; text → the text in Unicode normal form C and otherwise as given.
 *
 * Of the answers with parts, allocation and contact are told by their one property; the others are pairs.
 */
export type Answer = number | string | readonly string[] | PairAnswer | AllocationAnswer | ContactAnswer;

/**
 * Answers by the key of their question. A key that is absent is a question without an answer. What a customer wrote
 * beside an option ("other: …") is an answer of its own under `QUESTION.OPTION`.
 */
export type Answers = Readonly<Record<string, Answer>>;

/** The answer to one question, never something inherited from `Object.prototype`. */
export function answerTo(answers: Answers, question: string): Answer | undefined {
  return Object.hasOwn(answers, question) ? answers[question] : undefined;
}

/** Whether an answer is the answer to a pair. */
export function isPairAnswer(answer: Answer | undefined): answer is PairAnswer {
  return hasParts(answer) && !isAllocationAnswer(answer) && !isContactAnswer(answer);
}

/** Whether an answer gives points to options. */
export function isAllocationAnswer(answer: Answer | undefined): answer is AllocationAnswer {
  return hasParts(answer) && Object.hasOwn(answer, 'points');
}

/** Whether an answer says how to reach the customer. */
export function isContactAnswer(answer: Answer | undefined): answer is ContactAnswer {
  return hasParts(answer) && Object.hasOwn(answer, 'contact');
}

function hasParts(
  answer: Answer | undefined,
): answer is Exclude<Answer, number | string | readonly string[]> {
  return typeof answer === 'object' && !Array.isArray(answer);
}

/** Whether the question has been dealt with: for a pair both halves, or "not applicable". */
export function isAnswered(answer: Answer | undefined): boolean {
  if (!isPairAnswer(answer)) return answer !== undefined;
  if (answer.perception === notApplicable) return true;
  return answer.expectation !== undefined && answer.perception !== undefined;
}
