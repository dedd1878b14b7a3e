import type { Database } from '#db/database.ts';
import type { Wave } from '#db/tables.ts';
import { enterComplaints } from '../actions/keep-complaints.ts';
import { recorderFor } from '../people/recorder.ts';
import type { Quarter } from './calendar.ts';

const by = '演示数据 · demonstration';
const source = '客服系统（演示） · customer service system (demonstration)';

/** What came in of complaints in the last two quarters, by channel: made up. */
const received = [
  { wave: 2, channel: '客服热线 · Hotline', count: 402 },
  { wave: 2, channel: '网点 · Outlets', count: 88 },
  { wave: 3, channel: '客服热线 · Hotline', count: 436 },
  { wave: 3, channel: '网点 · Outlets', count: 97 },
  { wave: 3, channel: '邮政管理部门申诉 · Postal authority', count: 9 },
] as const;

/** Complaints the invented company received, beside the waves of its survey. */
export async function loadComplaints(
  deps: { readonly db: Database; readonly now: () => Date; readonly createId: () => string },
  quarters: readonly Quarter[],
  waves: readonly Wave[],
): Promise<void> {
  const doing = { ...deps, record: recorderFor(deps, 'command line') };
  for (const { wave: place, channel, count } of received) {
    const [wave, quarter] = [waves[place], quarters[place]];
    if (wave === undefined || quarter === undefined) continue;
    const [year, number] = [Number(quarter.key.slice(0, 4)), Number(quarter.key.slice(-1))];
    const fromOn = calendarDay(Date.UTC(year, 3 * (number - 1), 1));
    const untilOn = calendarDay(Date.UTC(year, 3 * number, 0));
    await enterComplaints(doing, wave, { channel, count, fromOn, untilOn, source }, by);
  }
}

function calendarDay(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
