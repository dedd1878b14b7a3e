import { momentNamed } from '../imports/moments.ts';

const dayPattern = /^\d{4}-\d\d-\d\d$/;

/** Whether a text is a day of the calendar, `YYYY-MM-DD`. */
export function isCalendarDay(text: string): boolean {
  return momentNamed(text, dayPattern) !== null;
}

/**
 * The beginning of a calendar day in the machine's own time zone, as waves are opened and closed in it, in milliseconds.
 *
 * @throws RangeError for what is no day
 */
export function startOfDay(day: string): number {
  if (!isCalendarDay(day)) throw new RangeError(`Not a calendar day: ${day}`);
  return new Date(`${day}T00:00`).getTime();
}

/**
 * A calendar day as the report has it: its beginning in UTC, in milliseconds, so that the same days give the same report in
 * whatever time zone it is made.
 *
 * @throws RangeError for what is no day
 */
export function dayInReport(day: string): number {
  if (!isCalendarDay(day)) throw new RangeError(`Not a calendar day: ${day}`);
  return Date.parse(`${day}T00:00Z`);
}
