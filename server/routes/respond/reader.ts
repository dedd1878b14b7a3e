import type { Context } from 'hono';
import type { Definition } from '#surveys/definition.ts';
import { relevantAnswers } from '#surveys/journey.ts';
import type { Interview } from '../../actions/interview.ts';
import { AppError } from '../../errors.ts';
import type { AppEnv } from '../../http/context.ts';
import { negotiateLanguage } from '../../i18n/locale.ts';
import { type RespondentWords, respondentWordsFor } from '../../i18n/respondent.ts';
import { type SurveyWords, surveyWords } from '../../views/respond/survey-words.ts';

/** The survey's own language that suits this reader best. What goes wrong from here on is said in it and in the survey's name. */
export function languageFor(c: Context<AppEnv>, definition: Definition): string {
  const [first, ...others] = definition.languages;
  if (first === undefined) throw new Error('The questionnaire has no language');
  const language = negotiateLanguage([first, ...others], c.var.wantedLanguages);
  c.set('survey', { definition, language });
  return language;
}

/** Says of any questionnaire in which of its languages this reader reads it. */
export function languageIn(c: Context<AppEnv>): (definition: Definition) => string {
  return (definition) => languageFor(c, definition);
}

/** A language chosen by hand. @throws AppError `badRequest` when the survey does not have it */
export function chosenLanguage({ languages }: Definition, tag: string): string {
  if (!languages.includes(tag)) throw new AppError('badRequest');
  return tag;
}

/** The words of a survey and our own, in one language or, where we do not have it, in the reader's next. */
export function wordsIn(
  c: Context<AppEnv>,
  { definition, answers, respondent }: Interview,
): { words: SurveyWords; t: RespondentWords } {
  const { language } = respondent;
  const t = respondentWordsFor([language, ...c.var.wantedLanguages]);
  const words = surveyWords(definition, language, {
    respondent,
    answers: relevantAnswers(definition, answers, respondent),
    notApplicable: t('respond.notApplicable'),
  });
  return { words, t };
}
