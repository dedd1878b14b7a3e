import { expect, test } from 'vitest';
import { dayInReport } from '#server/actions/calendar-day.ts';
import { formats } from '#server/i18n/formats.ts';

test('a day in a report is the same day in whatever time zone it was entered and is read', () => {
  expect(dayInReport('2026-04-06')).toBe(Date.UTC(2026, 3, 6));
  expect(formats('en').day(dayInReport('2026-04-06'))).toBe('April 6, 2026');
  expect(() => dayInReport('2026-02-30')).toThrow(RangeError);
});
