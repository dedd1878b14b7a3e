/** How many responses were sent on a calendar day. */
export interface DayCount {
  /** `2026-10-01`, in the time zone asked for. */
  readonly day: string;
  readonly submitted: number;
}

const quarterHour = 15 * 60 * 1000;
const oneDay = 24 * 60 * 60 * 1000;
/** A wave is not drawn over more days than this; days without answers beyond them are left out. */
const mostEmptyDays = 400;

/**
 * Answers by calendar day of a time zone, from the first day with any to the last, days without included. Every quarter of an
 * hour lies in one day wherever one is, since time zones differ from UTC by whole quarters.
 *
 * @param quarters quarters of an hour since 1970, ascending. Of an anonymous survey they are the beginnings of days in UTC, which
 *   is then the only time zone that tells days
 * @throws RangeError for a time zone nobody knows
 */
export function answersByDay(
  quarters: readonly { readonly quarter: number; readonly submitted: number }[],
  timeZone: string,
): readonly DayCount[] {
  const format = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, calendar: 'iso8601', numberingSystem: 'latn' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
  });
  const counts = new Map<string, number>();
  for (const { quarter, submitted } of quarters) {
    const day = format.format(new Date(quarter * quarterHour));
    counts.set(day, (counts.get(day) ?? 0) + submitted);
  }
  const days = [...counts.keys()].toSorted();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const span = (Date.parse(last) - Date.parse(first)) / oneDay + 1;
  const all = span > days.length + mostEmptyDays ? days : daysFrom(first, span);
  return all.map((day) => ({ day, submitted: counts.get(day) ?? 0 }));
}

function daysFrom(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, place) =>
    new Date(Date.parse(first) + place * oneDay).toISOString().slice(0, 10),
  );
}
