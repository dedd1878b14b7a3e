import { z } from 'zod';
import { key } from '../keys.ts';
import { localizedText } from '../localized.ts';
import { shuffled } from '../shuffle.ts';
import type { PlacedText, QuestionProblem } from './question.ts';

/** An answer to choose. The key is stored and never changes; the label may be reworded and translated. */
export const option = z.strictObject({
  key,
  label: localizedText,
  /** Whether it keeps its place where the others are shuffled. */
  fixed: z.boolean().optional(),
});

/** An option that may ask for words: "other: …". */
export const specifiableOption = option.extend({ specify: z.boolean().optional() });

/** An option of several that may go with no other: "none of these". */
export const excludingOption = specifiableOption.extend({ exclusive: z.boolean().optional() });

/** An option of any question that has them. */
export type Option = z.output<typeof excludingOption>;

export const mostOptions = 500;

/** Whether each customer sees the options in an order of their own, so that none gains by standing first. */
export const shuffle = z.boolean().optional();

/** What of a question its options' order depends on. */
export interface WithOptions {
  readonly key: string;
  readonly options: readonly Option[];
  readonly shuffle?: boolean | undefined;
}

/** Whether a question looks different to each customer before it is answered. */
export function isShuffled(question: object): boolean {
  return 'shuffle' in question && question.shuffle === true;
}

/** The options in the order in which one customer sees them; "other" and "none of these" keep their place. */
export function optionsFor(question: WithOptions, seed: string): readonly Option[] {
  if (!question.shuffle || seed === '') return question.options;
  const staysPut = ({ fixed, specify, exclusive }: Option) => fixed || specify || exclusive || false;
  return shuffled(question.options, `${seed} ${question.key}`, staysPut);
}

/** The form field of what belongs to one option: the text beside it, or its points. */
export function optionField(question: string, option: string): string {
  return `${question}.${option}`;
}

/** Whether an option has a field for words beside it. */
export function asksWords({ specify }: Option): boolean {
  return specify === true;
}

export function hasOption({ options }: Pick<WithOptions, 'options'>, value: unknown): boolean {
  return options.some((each) => each.key === value);
}

export function labelsOf(list: readonly Option[]): readonly PlacedText[] {
  return list.map(({ label }, index) => [['options', index, 'label'], label]);
}

/** What `QUESTION.hint` and `QUESTION.error` name on a page already. */
const reserved: ReadonlySet<string> = new Set(['hint', 'error']);

/**
 * A choice needs two options to choose between, each with a key of its own.
 *
 * @param named which options are named on a page as `QUESTION.OPTION`
 */
export function optionProblems(
  list: readonly Option[],
  named: (option: Option) => boolean = () => true,
): readonly QuestionProblem[] {
  const problems: QuestionProblem[] = [];
  if (list.length < 2) problems.push({ path: ['options'], code: 'tooFew', params: { minimum: 2 } });
  const seen = new Set<string>();
  for (const [index, option] of list.entries()) {
    if (seen.has(option.key)) {
      problems.push({ path: ['options', index, 'key'], code: 'duplicateKey', params: { key: option.key } });
    }
    if (named(option) && reserved.has(option.key)) {
      problems.push({ path: ['options', index, 'key'], code: 'reservedKey', params: {} });
    }
    seen.add(option.key);
  }
  return problems;
}
