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
