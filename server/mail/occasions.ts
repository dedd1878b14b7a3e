import type { ReportMailPlan, Wave } from '#db/tables.ts';

/** A moment at which a report is mailed, once. */
export interface Occasion {
  /** Tells it from all others of its survey. */
  readonly key: string;
  readonly kind: 'closed' | 'weekly' | 'monthly';
  readonly wave: Wave;
  readonly dueAt: number;
}

/** What decides when a report is mailed. */
export type Schedule = Pick<ReportMailPlan, 'afterClose' | 'hours' | 'running' | 'since'>;

/** Mails go in the morning, by the machine's own clock. */
const morning = 8;
const hour = 60 * 60 * 1000;

/** What has fallen due by a moment: each wave that has closed, and the last day on which it was to be mailed while it ran. */
export function occasionsBy(schedule: Schedule, waves: readonly Wave[], at: number): readonly Occasion[] {
  return waves
    .flatMap((wave) => [
      afterClose(schedule, wave, at),
      whileRunning(schedule, wave, slotBefore(schedule, at)),
    ])
    .filter((occasion) => occasion !== null)
    .filter(({ dueAt }) => dueAt <= at && dueAt >= schedule.since);
}

/** What comes next after a moment, as far as it is known; `null` where nothing is planned. */
export function nextOccasion(schedule: Schedule, waves: readonly Wave[], at: number): Occasion | null {
  const coming = waves
    .flatMap((wave) => [
      afterClose(schedule, wave, Number.POSITIVE_INFINITY),
      whileRunning(schedule, wave, slotAfter(schedule, Math.max(at, wave.opensAt ?? at))),
    ])
    .filter((occasion) => occasion !== null)
    .filter(({ dueAt }) => dueAt > at && dueAt >= schedule.since);
  return coming.sort((a, b) => a.dueAt - b.dueAt)[0] ?? null;
}

/** When a wave takes no more answers; `null` where nobody has said. */
function endOf({ closedAt, closesAt }: Wave): number | null {
  return closedAt ?? closesAt;
}

function afterClose({ afterClose: when, hours }: Schedule, wave: Wave, at: number): Occasion | null {
  const end = endOf(wave);
  if (when === 'never' || end === null || end > at) return null;
  const dueAt = when === 'hours' ? end + hours * hour : morningAfter(end);
  return { key: `closed:${wave.key}`, kind: 'closed', wave, dueAt };
}

function whileRunning({ running }: Schedule, wave: Wave, slot: number | null): Occasion | null {
  if (running === 'never' || slot === null) return null;
  const isRunning =
    (wave.opensAt ?? wave.createdAt) <= slot && slot < (endOf(wave) ?? Number.POSITIVE_INFINITY);
  return isRunning
    ? { key: `${running}:${wave.key}:${dayText(slot)}`, kind: running, wave, dueAt: slot }
    : null;
}

/** The next morning after a moment. */
function morningAfter(at: number): number {
  const date = new Date(at);
  const same = new Date(date.getFullYear(), date.getMonth(), date.getDate(), morning).getTime();
  return same > at ? same : atMorning(date.getFullYear(), date.getMonth(), date.getDate() + 1);
}

/** The last Monday, or first of a month, whose morning has come by a moment. */
function slotBefore({ running }: Pick<Schedule, 'running'>, at: number): number | null {
  const date = new Date(at);
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  if (running === 'never') return null;
  const slots =
    running === 'weekly'
      ? [0, 7].map((weeks) => atMorning(year, month, day - ((date.getDay() + 6) % 7) - weeks))
      : [0, 1].map((months) => atMorning(year, month - months, 1));
  return slots.find((slot) => slot <= at) ?? null;
}

/** The first such morning after a moment. */
function slotAfter({ running }: Pick<Schedule, 'running'>, at: number): number | null {
  const last = slotBefore({ running }, at);
  if (last === null) return null;
  const date = new Date(last);
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  return running === 'weekly' ? atMorning(year, month, day + 7) : atMorning(year, month + 1, 1);
}

function atMorning(year: number, month: number, day: number): number {
  return new Date(year, month, day, morning).getTime();
}

/** A day of the machine's own calendar. */
function dayText(at: number): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
