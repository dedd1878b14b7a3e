/** "Not applicable" or "no experience": given as an answer, and so distinct from no answer at all. */
export const notApplicable = 'na';

/** One item asked as expectation (○) and perception (●), and importance where the designer asks for it. */
export interface PairAnswer {
  readonly expectation?: number;
  /** `'na'` speaks for the whole pair: who has not experienced something need not say what was expected. */
  readonly perception?: number | typeof notApplicable;
  readonly importance?: number;
}

/**
 * One answer as it is stored. By kind of question: pair → `PairAnswer`; scale → number or `'na'`;
 * recommend and number → number; choice → an option's key; choices → option keys in the order of the
 * definition; text → the text in Unicode normal form C and otherwise as given.
 */
export type Answer = number | string | readonly string[] | PairAnswer;

/** Answers by the key of their question. A key that is absent is a question without an answer. */
export type Answers = Readonly<Record<string, Answer>>;

/** The answer to one question, never something inherited from `Object.prototype`. */
export function answerTo(answers: Answers, question: string): Answer | undefined {
  return Object.hasOwn(answers, question) ? answers[question] : undefined;
}

/** Whether an answer is the answer to a pair. Only pairs are stored as objects with parts. */
export function isPairAnswer(answer: Answer | undefined): answer is PairAnswer {
  return typeof answer === 'object' && !Array.isArray(answer);
}

/** Whether the question has been dealt with: for a pair both halves, or "not applicable". */
export function isAnswered(answer: Answer | undefined): boolean {
  if (!isPairAnswer(answer)) return answer !== undefined;
  if (answer.perception === notApplicable) return true;
  return answer.expectation !== undefined && answer.perception !== undefined;
}
