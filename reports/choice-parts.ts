import type { Answer } from '#surveys/answers.ts';
import type { Definition } from '#surveys/definition.ts';
import type { RatingPart } from './rating-parts.ts';

/** A column of what was chosen: of a single choice the place of the option, of a multiple one 1 where it was chosen. */
export interface ChoicePart extends RatingPart {
  /** `choice:QUESTION` of a single choice, or `chosen:QUESTION:OPTION`. */
  readonly column: string;
  /** The options that the numbers are of. */
  readonly options: readonly string[];
}

/** A point takes a byte, of which three are no point. */
const mostSingle = 250;
/** Each option of a multiple choice takes a column of its own. */
const mostMultiple = 60;

/** Whether what was chosen is kept: not of questions with so many options that nobody would read their shares. */
export function isCounted(question: {
  readonly kind: string;
  readonly options?: readonly unknown[];
}): boolean {
  const most = question.kind === 'choice' ? mostSingle : question.kind === 'choices' ? mostMultiple : 0;
  const options = question.options?.length ?? 0;
  return options > 0 && options <= most;
}

/**
 * The columns of single and multiple choices that a questionnaire asks. An option goes by its key: one that only another
 * version offers counts as no answer of a single choice, and as nothing of a multiple one.
 */
export function choiceParts(definition: Definition): ChoicePart[] {
  return definition.pages
    .flatMap((page) => page.questions)
    .flatMap((question): ChoicePart[] => {
      if ((question.kind !== 'choice' && question.kind !== 'choices') || !isCounted(question)) return [];
      const keys = question.options.map(({ key }) => key);
      const common = { question: question.key, min: 0 };
      if (question.kind === 'choice') {
        const point = (answer: Answer | undefined) => placeOf(keys, answer);
        return [{ ...common, column: `choice:${question.key}`, max: keys.length - 1, options: keys, point }];
      }
      return keys.map((key) => ({
        ...common,
        column: `chosen:${question.key}:${key}`,
        max: 1,
        options: [key],
        point: (answer) => (Array.isArray(answer) ? (answer.includes(key) ? 1 : 0) : undefined),
      }));
    });
}

function placeOf(keys: readonly string[], answer: Answer | undefined): number | undefined {
  const place = typeof answer === 'string' ? keys.indexOf(answer) : -1;
  return place < 0 ? undefined : place;
}

/** The choices that another version offers too, unless their series ended between the two. */
export function sameChoices(
  reference: readonly ChoicePart[],
  version: Definition,
  ended: ReadonlySet<string>,
): ReadonlySet<string> {
  const asked = new Set(choiceParts(version).map(({ column }) => column));
  const same = reference.filter(({ column, question }) => !ended.has(question) && asked.has(column));
  return new Set(same.map(({ column }) => column));
}
