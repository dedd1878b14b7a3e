import { nameOfLanguage } from '../../i18n/language-names.ts';

export interface LanguageView {
  readonly tag: string;
  /** The language's name in itself. */
  readonly name: string;
  readonly current: boolean;
}

/** A survey's languages to choose from; none when there is no choice. */
export function languagesView(languages: readonly string[], current: string): readonly LanguageView[] {
  if (languages.length < 2) return [];
  return languages.map((tag) => ({ tag, name: nameOfLanguage(tag), current: tag === current }));
}
