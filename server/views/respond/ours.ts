import { type Direction, directionOf } from '../../i18n/direction.ts';
import type { RespondentKey, RespondentWords } from '../../i18n/respondent.ts';
import type { Say } from '../../i18n/translate.ts';

/** A language other than that of what stands around, for assistive technology and for the direction of a text. */
export interface OtherLanguage {
  readonly lang: string;
  readonly dir: Direction;
}

/**
 * The language of our own words on a page in `language`, where it is another: for a survey in a language that customers
 * are not spoken to in. `null` where both are one.
 */
export function oursBeside(
  language: string,
  { locale }: Pick<RespondentWords, 'locale'>,
): OtherLanguage | null {
  return otherThan(language, locale);
}

/** `language`, where what stands around is in another. */
export function otherThan(around: string, language: string): OtherLanguage | null {
  return isSame(around, language) ? null : { lang: language, dir: directionOf(language) };
}

/** Whether one is the other, perhaps of one country: `ar-EG` and `ar`. */
function isSame(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}-`) || other.startsWith(`${one}-`);
}

/** A line on its own: the survey's, or one of our own. */
export interface Line {
  readonly text: string;
  readonly isOurs: boolean;
}

/** A sentence of ours, and in it the names of the survey's with their own language where that is another. */
export type Sentence = readonly { readonly text: string; readonly other: OtherLanguage | null }[];

/** The parameters of our messages that are the survey's words. */
const names = new Set<string | null>(['question', 'option', 'page']);

/** Says our messages as sentences on a page in `language`. */
export function sentences(language: string, t: RespondentWords): Say<RespondentKey, Sentence> {
  const other = oursBeside(language, t) === null ? null : { lang: language, dir: directionOf(language) };
  const say = (key: RespondentKey, params = {}): Sentence =>
    other === null
      ? [{ text: t(key, params), other }]
      : t.parts(key, params).map(({ text, param }) => ({ text, other: names.has(param) ? other : null }));
  return Object.assign(say, { locale: t.locale });
}

/** A sentence as plain text. */
export function textOf(sentence: Sentence): string {
  return sentence.map(({ text }) => text).join('');
}
