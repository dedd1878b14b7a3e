import type { RespondentWords } from '../../i18n/respondent.ts';
import type { Line } from './ours.ts';
import type { SurveyWords } from './survey-words.ts';

/** What "not applicable" is called in a survey, where it is chosen as well as where it is told: its own words or ours. */
export function notApplicableLine({ definition, say }: SurveyWords, t: RespondentWords): Line {
  const own = definition.pairWords?.notApplicable;
  return own === undefined
    ? { text: t('respond.notApplicable'), isOurs: true }
    : { text: say(own), isOurs: false };
}
