import { isCalendarDay } from '../../actions/calendar-day.ts';
import { type IndexWish, longestIndexName, longestSource } from '../../actions/keep-index.ts';
import type { Translate } from '../../i18n/translate.ts';
import { checkLengths } from './read-measure.ts';
import { wrongCharacters } from './typed.ts';
import { numberTyped } from './typed-number.ts';

type Values = ReadonlyMap<string, string>;

/** A published figure as its form says it, or what is wrong with it, by field. */
export function readIndex(
  values: Values,
  t: Translate,
): { readonly wish: IndexWish } | { readonly errors: ReadonlyMap<string, string> } {
  const errors = wrongCharacters(values, t);
  const field = (name: string) => values.get(name) ?? '';
  const check = (name: string, isRight: boolean, text: string) => {
    if (!isRight && !errors.has(name)) errors.set(name, text);
  };
  const [value, min, max] = [
    signedNumber(field('value')),
    signedNumber(field('min')),
    signedNumber(field('max')),
  ];
  const most = longestIndexName;
  checkLengths(errors, values, { name: most, industry: most, country: most, period: most }, t);
  checkLengths(errors, values, { source: longestSource, url: longestSource }, t);
  check('name', field('name') !== '', t('compare.wrong.name'));
  check('period', field('period') !== '', t('compare.wrong.period'));
  check('ended', isCalendarDay(field('ended')), t('compare.wrong.ended'));
  check('value', value !== null, t('compare.wrong.number'));
  check('min', min !== null, t('compare.wrong.number'));
  check('max', max !== null, t('compare.wrong.number'));
  check('max', min === null || max === null || min < max, t('compare.wrong.scale'));
  const isOnScale = value === null || min === null || max === null || (min <= value && value <= max);
  check('value', isOnScale, t('compare.wrong.offScale'));
  check('source', field('source') !== '', t('compare.wrong.source'));
  check('url', field('url') === '' || isWebAddress(field('url')), t('compare.wrong.url'));
  if (errors.size > 0 || value === null || min === null || max === null) return { errors };
  return {
    wish: {
      ...{ name: field('name'), industry: field('industry'), country: field('country') },
      ...{ period: field('period'), endedOn: field('ended'), value, scaleMin: min, scaleMax: max },
      ...{ source: field('source'), sourceUrl: field('url') },
    },
  };
}

function signedNumber(text: string): number | null {
  const [, sign = '', rest = ''] = /^\s*([-−－]?)(.*)$/.exec(text) ?? [];
  const number = /[%％٪]/.test(rest) ? null : numberTyped(rest);
  return number === null ? null : sign === '' ? number : -number;
}

/** Whether a text is an address of the web, and of nothing else that a link could do. */
function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (protocol === 'http:' || protocol === 'https:') && hostname !== '';
}
