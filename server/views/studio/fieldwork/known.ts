import type { SampledCustomer } from '#db/queries/sample-list.ts';
import type { Answers } from '#surveys/answers.ts';
import type { Definition } from '#surveys/definition.ts';
import { factsOf, knownOfMember } from '#surveys/respondent.ts';
import { type Disposition, dispositionOf } from '#surveys/sampling/dispositions.ts';
import type { Translate } from '../../../i18n/translate.ts';

/** A customer of a sample with the questionnaire of the response, or of the wave where there is none. */
export interface KnownCustomer extends SampledCustomer {
  readonly definition: Definition;
}

/** AAPOR's codes of the final outcomes (Standard Definitions), with the letters that the formulas of rates use. */
const aaporCodes: Record<Disposition, string> = {
  complete: '1.1 I',
  partial: '1.2 P',
  refused: '2.1 R',
  noContact: '2.2 NC',
  other: '2.3 O',
  unknown: '3 UH/UO',
  notEligible: '4 NE',
};

/** An outcome in words, with its code. */
export function outcomeWords(disposition: Disposition, t: Translate): string {
  return t('fieldwork.outcome', {
    words: t(`report.disposition.${disposition}`),
    code: aaporCodes[disposition],
  });
}

/** What became of a customer as rates count it; `null` where answers are anonymous and nobody can tell. */
export function outcomeOf({ member, response, definition }: KnownCustomer): Disposition | null {
  if (definition.anonymous && response === null) return null;
  const { disposition: recorded } = member;
  if (response === null) return dispositionOf({ recorded, response: null });
  const respondent = {
    facts: factsOf(definition, knownOfMember(member)),
    language: response.locale,
    seed: '',
  };
  const answers = (response.answers ?? {}) as Answers;
  return dispositionOf({ recorded, response: { ...response, answers, definition, respondent } });
}

/** What came of a customer, in words. What was only looked at leaves nothing behind, so nobody knows of it. */
export function cameWords({ link, response, definition }: KnownCustomer, t: Translate): string {
  if (response === null) {
    if (definition.anonymous) return t('fieldwork.came.anonymous');
    return t(link === null ? 'fieldwork.came.noLink' : 'fieldwork.came.nothing');
  }
  const { status, source, enteredBy, startedAt, updatedAt, submittedAt } = response;
  const at = momentWords(status === 'started' ? startedAt : (submittedAt ?? updatedAt), t);
  if (status === 'submitted' && source === 'entered')
    return t('fieldwork.came.entered', { at, name: enteredBy ?? '' });
  return t(`fieldwork.came.${status}`, { at });
}

/** A moment as the studio says it, in the time zone of this server. */
export function momentWords(at: number, { locale }: Translate): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** When an attempt was made: a day alone where nobody said at what time. */
export function attemptWords(at: number, t: Translate): string {
  const moment = new Date(at);
  const isDay = moment.getHours() === 0 && moment.getMinutes() === 0 && moment.getSeconds() === 0;
  return isDay ? new Intl.DateTimeFormat(t.locale, { dateStyle: 'medium' }).format(at) : momentWords(at, t);
}
