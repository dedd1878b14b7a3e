import type { RespondentWords } from '../../i18n/respondent.ts';
import { type Masthead, masthead } from './masthead.ts';
import type { LinkView } from './page.view.ts';
import type { SurveyWords } from './survey-words.ts';

/** Asks whose a questionnaire is that was begun in this browser, before anything of it is shown. */
export interface ResumePage extends Masthead {
  readonly text: string;
  readonly goOn: LinkView;
  readonly links: readonly LinkView[];
}

export interface ResumeState {
  readonly words: SurveyWords;
  readonly t: RespondentWords;
  readonly goOn: string;
  readonly anew: string;
}

export function resumePage({ words, t, goOn, anew }: ResumeState): ResumePage {
  return {
    ...masthead(words, t, t('respond.resume.title')),
    text: t('respond.resume.text'),
    goOn: { href: goOn, label: t('respond.resume.goOn') },
    links: [{ href: anew, label: t('respond.resume.anew') }],
  };
}
