import type { RespondentWords } from '../../i18n/respondent.ts';
import { type LanguageView, languagesView } from './languages.view.ts';
import { paragraphsOf } from './paragraphs.ts';
import type { SurveyWords } from './survey-words.ts';

export interface ThanksPage {
  readonly documentTitle: string;
  readonly organisation: string;
  readonly languages: readonly LanguageView[];
  readonly languagesLabel: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly kept: string;
}

/** What a customer reads once the answers are kept. */
export function thanksPage({ definition, language, say }: SurveyWords, t: RespondentWords): ThanksPage {
  const heading = t('respond.thanks.title');
  return {
    documentTitle: t('respond.titleWithoutProgress', { page: heading, survey: say(definition.title) }),
    organisation: say(definition.organisation),
    languages: languagesView(definition.languages, language),
    languagesLabel: t('respond.languages'),
    heading,
    paragraphs: paragraphsOf(say(definition.thanks)),
    kept: t('respond.thanks.kept'),
  };
}
