import { z } from 'zod';
import { key } from '../keys.ts';
import { localizedText } from '../localized.ts';
import type { PlacedText, QuestionProblem } from './question.ts';

/** An answer to choose. The key is stored and never changes; the label may be reworded and translated. */
export const option = z.strictObject({ key, label: localizedText });
export type Option = z.output<typeof option>;

export const options = z.array(option).max(500);

export function labelsOf(list: readonly Option[]): readonly PlacedText[] {
  return list.map(({ label }, index) => [['options', index, 'label'], label]);
}

/** A choice needs two options to choose between, each with a key of its own. */
export function optionProblems(list: readonly Option[]): readonly QuestionProblem[] {
  const problems: QuestionProblem[] = [];
  if (list.length < 2) problems.push({ path: ['options'], code: 'tooFew', params: { minimum: 2 } });
  const seen = new Set<string>();
  for (const [index, option] of list.entries()) {
    if (seen.has(option.key)) {
      problems.push({ path: ['options', index, 'key'], code: 'duplicateKey', params: { key: option.key } });
    }
    seen.add(option.key);
  }
  return problems;
}
