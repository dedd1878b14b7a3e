/**
 * The moment that a text beginning with `YYYY-MM-DD` names; `null` where it is not of the pattern or there is no such
 * day: `Date` alone would take 30 February for 2 March.
 */
export function momentNamed(text: string, pattern: RegExp): Date | null {
  if (!pattern.test(text)) return null;
  const moment = new Date(text);
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  const isOfCalendar = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text.slice(0, 10));
  return isOfCalendar && !Number.isNaN(moment.getTime()) ? moment : null;
}

const withOffset = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/;
const withoutOffset = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/;
const asWritten =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d{1,3})?)?)?$/;

/**
 * A day, with or without a time, as lists write it: `2026-01-05`, `2026/1/5`, `2026年1月5日`, `2026-01-05 09:30`; in milliseconds,
 * `null` for anything else.
 *
 * @param zone what is meant where no offset is written
 */
export function writtenMoment(text: string, zone: 'UTC' | 'here'): number | null {
  if (withOffset.test(text)) return momentNamed(text, withOffset)?.getTime() ?? null;
  const [, year, month, day, hour = '0', minute = '00', second = '00'] = asWritten.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const two = (part: string) => part.padStart(2, '0');
  const moment = `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}`;
  const named = zone === 'UTC' ? momentNamed(`${moment}Z`, withOffset) : momentNamed(moment, withoutOffset);
  return named?.getTime() ?? null;
}
