import type { Definition } from '#surveys/definition.ts';
import { type LocalizedText, textIn } from '#surveys/localized.ts';
import type { Question } from '#surveys/questions/index.ts';
import type { Translate } from '../../../i18n/translate.ts';

/** A text of a draft as this reader reads it; empty where it has none in any language. */
export function saidIn(text: LocalizedText | undefined, t: Translate): string {
  return text === undefined ? '' : textIn(text, t.locale, Object.keys(text));
}

/** The names of all items, by key, in the order of the tree. */
export function itemNames({ factors }: Definition, t: Translate): ReadonlyMap<string, string> {
  const items = factors.flatMap(({ dimensions }) => dimensions.flatMap(({ items: each }) => each));
  return new Map(items.map(({ key, name }) => [key, saidIn(name, t) || key]));
}

/** A question with what it is called: its text, the name of its item, else its key. */
export interface NamedQuestion {
  readonly question: Question;
  readonly name: string;
}

/** All questions by key, in the order of the pages. */
export function namedQuestions(definition: Definition, t: Translate): ReadonlyMap<string, NamedQuestion> {
  const items = itemNames(definition, t);
  return new Map(
    definition.pages.flatMap(({ questions }) =>
      questions.map((question) => {
        const own = 'text' in question ? saidIn(question.text, t) : '';
        return [question.key, { question, name: own || (items.get(question.key) ?? question.key) }];
      }),
    ),
  );
}

/** The label of an option of a question; the key where there is none. */
export function optionIn({ question }: NamedQuestion, key: string, t: Translate): string {
  const option = 'options' in question ? question.options.find((each) => each.key === key) : undefined;
  return option === undefined ? key : saidIn(option.label, t) || key;
}
