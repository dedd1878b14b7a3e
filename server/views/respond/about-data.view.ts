import type { RespondentWords } from '../../i18n/respondent.ts';
import { paragraphsOf } from './paragraphs.ts';
import type { SurveyWords } from './survey-words.ts';

/** What is said about the data, under its headings. */
export interface PrivacyText {
  readonly heading: string;
  readonly paragraphs: readonly string[];
}

/** The texts about the data as they are read; see `actions/consent.ts`. */
export type PrivacyTexts = Readonly<
  Record<'organisation' | 'purpose' | 'use' | 'retention' | 'contact', string>
>;

/** What an answer is tied to: the customer a personal link was made for, or only the address at which it is given. */
export interface Tie {
  readonly to: 'customer' | 'address';
  /** Facts known of the customer, by key. */
  readonly facts: Readonly<Record<string, string>>;
}

export function privacyView(texts: PrivacyTexts, t: RespondentWords): readonly PrivacyText[] {
  return (['organisation', 'purpose', 'use', 'retention', 'contact'] as const).map((part) => ({
    heading: t(`respond.privacy.${part}`),
    paragraphs: paragraphsOf(texts[part]),
  }));
}

/** Says whether an answer is tied to its customer, and what is kept beside it, a sentence each. */
export function tieSentences(
  { definition, language, say }: SurveyWords,
  t: RespondentWords,
  tie: Tie,
): readonly string[] {
  const { anonymous } = definition;
  const listed = (parts: readonly string[]) => ({
    facts: new Intl.ListFormat(language, { type: 'conjunction' }).format(parts),
  });
  const known = definition.facts.filter(({ key, kept }) => {
    return Object.hasOwn(tie.facts, key) && (anonymous ? kept : tie.to === 'address');
  });
  const names = known.map(({ name }) => say(name));
  if (!anonymous)
    return [names.length > 0 ? t('respond.tie.facts', listed(names)) : t(`respond.tie.${tie.to}`)];
  const beside = [...(tie.to === 'customer' ? [t('respond.tie.group')] : []), ...names];
  const whose = t('respond.tie.anonymous');
  return beside.length === 0 ? [whose] : [whose, t('respond.tie.beside', listed(beside))];
}
