import type { Definition } from '#surveys/definition.ts';
import { type LocalizedText, textIn } from '#surveys/localized.ts';
import type { Question } from '#surveys/questions/index.ts';

/** A survey's own words in one language. */
export interface SurveyWords {
  readonly definition: Definition;
  readonly language: string;
  say(text: LocalizedText): string;
  /** What a question asks: its own text, or for a pair without one the name of its item. */
  ask(question: Question): string;
}

/** The words of a survey for a reader of `language`, one of the survey's languages. */
export function surveyWords(definition: Definition, language: string): SurveyWords {
  const items = new Map<string, LocalizedText>();
  for (const factor of definition.factors) {
    for (const dimension of factor.dimensions) {
      for (const item of dimension.items) items.set(item.key, item.name);
    }
  }
  const say = (text: LocalizedText) => textIn(text, language, definition.languages);
  const ask = (question: Question) => say(question.text ?? items.get(question.key) ?? {});
  return { definition, language, say, ask };
}
