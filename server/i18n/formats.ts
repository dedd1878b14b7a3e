import type { Locale } from './locale.ts';

/** Numbers and dates as a reader of one language writes them. The only place where figures are rounded. */
export interface Formats {
  /** A count, grouped: 2,276. */
  integer(value: number): string;
  number(value: number, digits: number): string;
  /** With its sign always shown; what rounds to zero has none. */
  signed(value: number, digits: number): string;
  /** A share from 0 to 1 as a percentage. */
  percent(share: number, digits?: number): string;
  /** C, to three decimals. */
  index(value: number): string;
  /** A standard error of C, to four decimals. */
  standardError(value: number): string;
  range(lower: number, upper: number, digits: number): string;
  /** A p value: `p = 0.017`, `p < 0.001`. */
  p(value: number): string;
  /** A calendar day in the machine's own time zone. */
  date(instant: number): string;
  /** A calendar day, given as its beginning in UTC. */
  day(instant: number): string;
  list(parts: readonly string[]): string;
}

const minus = '−';
/** A space at which a line does not break. */
const gap = '\u00a0';

/** The formats of a language. Minus is U+2212, as wide as plus, so that columns of figures align. */
export function formats(locale: Locale): Formats {
  const numbers = new Map<string, Intl.NumberFormat>();
  const format = (value: number, name: string, options: Intl.NumberFormatOptions): string => {
    const known = numbers.get(name) ?? new Intl.NumberFormat(locale, options);
    numbers.set(name, known);
    return known.format(value).replace('-', minus);
  };
  const number = (value: number, digits: number): string =>
    format(value, `number ${digits}`, fixed(digits, 'negative'));
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
  const calendarDay = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    integer: (value) => number(value, 0),
    number,
    signed: (value, digits) => format(value, `signed ${digits}`, fixed(digits, 'exceptZero')),
    percent: (share, digits = 0) =>
      format(share, `percent ${digits}`, { ...fixed(digits, 'negative'), style: 'percent' }),
    index: (value) => number(value, 3),
    standardError: (value) => number(value, 4),
    range: (lower, upper, digits) => `${number(lower, digits)}–${number(upper, digits)}`,
    p: (value) =>
      value < 0.001
        ? `p${gap}<${gap}${number(0.001, 3)}`
        : value > 0.999
          ? `p${gap}>${gap}${number(0.999, 3)}`
          : `p${gap}=${gap}${number(value, 3)}`,
    date: (instant) => day.format(instant),
    day: (instant) => calendarDay.format(instant),
    list: (parts) => list.format(parts),
  };
}

function fixed(digits: number, signDisplay: 'negative' | 'exceptZero'): Intl.NumberFormatOptions {
  return { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay };
}
