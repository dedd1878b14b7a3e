import { ownWords } from '#reports/comments/about.ts';
import { type CommentSettings, commentAudiences, commentSettings } from '#reports/comments/settings.ts';
import type { Definition } from '#surveys/definition.ts';
import { isCalendarDay } from '../../actions/calendar-day.ts';
import { type ComplaintsWish, longestComplaintText, mostComplaints } from '../../actions/keep-complaints.ts';
import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';
import { aboutFields } from '../../views/studio/voices.view.ts';
import { wrongCharacters } from './typed.ts';

type Values = ReadonlyMap<string, string>;
type Errors = ReadonlyMap<string, string>;

const longestWord = 100;
const mostLines = { names: 2000, words: 1000, about: 100 } as const;

/** What was decided about comments, or what is wrong with it, by field. */
export function readCommentSettings(
  values: Values,
  definition: Definition | null,
  t: Translate,
): { readonly settings: CommentSettings } | { readonly errors: Errors } {
  const about = aboutFields(definition);
  const errors = wrongCharacters(values, t, ['names', 'words', ...about.map(({ field }) => field)]);
  const f = formats(t.locale);
  const linesOf = (name: string, most: number): string[] => {
    const lines = (values.get(name) ?? '').split(/\r?\n/u).flatMap((line) => line.trim() || []);
    if (lines.length > most) errors.set(name, t('voices.tooMany', { max: f.integer(most) }));
    if (lines.some((line) => line.length > longestWord))
      errors.set(name, t('voices.tooLong', { max: longestWord }));
    return [...new Set(lines)];
  };
  const names = linesOf('names', mostLines.names);
  const words = linesOf('words', mostLines.words);
  const chosen = about.flatMap(({ field, target }): [string, string[]][] => {
    const own = definition === null ? [] : ownWords(definition, target);
    const lines = linesOf(field, mostLines.about + own.length);
    const isOurs =
      lines.length === 0 || (lines.length === own.length && lines.every((line) => own.includes(line)));
    return isOurs ? [] : [[target, lines]];
  });
  if (errors.size > 0) return { errors };
  const shown = commentAudiences.find((each) => each === values.get('shown')) ?? 'nobody';
  const settings = { shown, quotes: values.has('quotes'), names, words, about: Object.fromEntries(chosen) };
  return { settings: commentSettings.parse(settings) };
}

/** Complaints as their form says them, or what is wrong with them, by field. */
export function readComplaints(
  values: Values,
  t: Translate,
): { readonly wish: ComplaintsWish } | { readonly errors: Errors } {
  const errors = wrongCharacters(values, t);
  const field = (name: string) => values.get(name) ?? '';
  const check = (name: string, isRight: boolean, text: string) => {
    if (!isRight && !errors.has(name)) errors.set(name, text);
  };
  const [fromOn, untilOn] = [field('from'), field('until')];
  const digits = field('count').normalize('NFKC').replace(/[\s,]/gu, '');
  const count = /^\d{1,9}$/u.test(digits) ? Number(digits) : Number.NaN;
  const tooLong = t('voices.tooLong', { max: longestComplaintText });
  check('channel', field('channel') !== '', t('voices.error.channel'));
  check('channel', field('channel').length <= longestComplaintText, tooLong);
  check('count', count <= mostComplaints, t('voices.error.count'));
  check('from', isCalendarDay(fromOn), t('voices.error.day'));
  check('until', isCalendarDay(untilOn), t('voices.error.day'));
  check('until', untilOn >= fromOn, t('voices.error.order'));
  check('source', field('source') !== '', t('voices.error.source'));
  check('source', field('source').length <= longestComplaintText, tooLong);
  if (errors.size > 0) return { errors };
  return { wish: { channel: field('channel'), source: field('source'), count, fromOn, untilOn } };
}
