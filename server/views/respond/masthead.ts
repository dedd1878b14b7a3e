import type { RespondentWords } from '../../i18n/respondent.ts';
import { type LanguageView, languagesView } from './languages.view.ts';
import { type OtherLanguage, oursBeside } from './ours.ts';
import type { SurveyWords } from './survey-words.ts';

/** What every page but those of the questionnaire begins with. */
export interface Masthead {
  readonly documentTitle: string;
  /** The language of our own words where it is not that of the page. */
  readonly ours: OtherLanguage | null;
  readonly organisation: string;
  readonly languages: readonly LanguageView[];
  readonly languagesLabel: string;
  readonly heading: string;
}

export function masthead(
  { definition, language, say }: SurveyWords,
  t: RespondentWords,
  heading: string,
): Masthead {
  return {
    documentTitle: t('respond.titleWithoutProgress', { page: heading, survey: say(definition.title) }),
    ours: oursBeside(language, t),
    organisation: say(definition.organisation),
    languages: languagesView(definition.languages, language),
    languagesLabel: t('respond.languages'),
    heading,
  };
}
