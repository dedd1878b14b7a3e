import { isBlank } from '../characters.ts';
import type { FieldError } from '../field-error.ts';
import { asksWords, optionField, type WithOptions } from './options.ts';
import { type Companions, fieldError, type Posted } from './question.ts';
import { isWritten, textProblems } from './text.ts';

/** Room for what "other" stands for, in characters (code points). */
export const longestSpecified = 500;

/** One text as it was sent beside an option; `null` where something is wrong with it. */
interface Written {
  readonly option: string;
  readonly text: string | null;
}

/** What was sent beside options, blanks left out, and what is wrong with it. */
export interface WrittenTexts {
  readonly written: readonly Written[];
  readonly problems: readonly FieldError[];
}

/** Reads the texts beside the options of a question. */
export function readTexts(question: WithOptions, posted: Posted): WrittenTexts {
  const written: Written[] = [];
  const problems: FieldError[] = [];
  for (const option of specifiable(question)) {
    const field = optionField(question.key, option);
    const [typed, ...others] = posted(field).filter((value) => !isBlank(value));
    if (typed === undefined) continue;
    const text = typed.normalize('NFC');
    const found =
      others.length > 0
        ? [fieldError(question, 'oneAnswerOnly', {}, field)]
        : textProblems(question, text, longestSpecified, field);
    written.push({ option, text: found.length > 0 ? null : text });
    problems.push(...found);
  }
  return { written, problems };
}

/** The texts that go with the options chosen, as they are stored; a problem with each of the others. */
export function textsBeside(
  question: WithOptions,
  chosen: readonly string[],
  { written, problems }: WrittenTexts,
): { readonly texts: Readonly<Record<string, string>>; readonly problems: readonly FieldError[] } {
  const strays = written.filter(({ option }) => !chosen.includes(option));
  const texts = written.flatMap(({ option, text }) =>
    text === null || !chosen.includes(option) ? [] : [[optionField(question.key, option), text] as const],
  );
  const stray = ({ option }: Written) =>
    fieldError(question, 'textWithoutOption', { option }, optionField(question.key, option));
  return { texts: Object.fromEntries(texts), problems: [...problems, ...strays.map(stray)] };
}

/** The texts beside options that ask for words: stored under `QUESTION.OPTION`, with the option's choice only. */
export const specifiedTexts: Companions<WithOptions> = {
  keys: (question) => specifiable(question).map((option) => optionField(question.key, option)),

  check(question, answer, texts) {
    const chosen = chosenOf(answer);
    return specifiable(question).flatMap((option): readonly FieldError[] => {
      const field = optionField(question.key, option);
      if (!Object.hasOwn(texts, field)) return [];
      const text = texts[field];
      if (!isWritten(text)) return [fieldError(question, 'wrongType', {}, field)];
      if (!chosen.includes(option)) return [fieldError(question, 'textWithoutOption', { option }, field)];
      return textProblems(question, text, longestSpecified, field);
    });
  },

  missing(question, answer, texts) {
    const chosen = chosenOf(answer);
    return specifiable(question).flatMap((option) => {
      const field = optionField(question.key, option);
      const isOpen = chosen.includes(option) && !Object.hasOwn(texts, field);
      return isOpen ? [fieldError(question, 'specifyText', { option }, field)] : [];
    });
  },
};

function specifiable({ options }: Pick<WithOptions, 'options'>): readonly string[] {
  return options.filter(asksWords).map(({ key }) => key);
}

function chosenOf(answer: unknown): readonly unknown[] {
  return Array.isArray(answer) ? answer : [answer];
}
