import { createHash } from 'node:crypto';
import type { Database, Queryable } from '#db/database.ts';
import { customersOfWave } from '#db/queries/sample-members.ts';
import { putSetting, settingOf } from '#db/queries/settings.ts';
import { wavesAskingSince } from '#db/queries/waves-asking.ts';
import { type AskingCap, askingCap } from '#surveys/sampling/asking-cap.ts';
import type { Recorder } from '../people/recorder.ts';

/** The key of the setting that says how often a customer may be asked. */
export const askingCapKey = 'askingCap';

const day = 24 * 60 * 60 * 1000;

/** What is kept where somebody said that there is no cap: a setting has to have a value. */
const noCap = 'none';

/** How often a customer may be asked; `null` where nobody has said, or that there is no cap. */
export async function askingCapOf(queryable: Queryable): Promise<AskingCap | null> {
  const setting = await settingOf(queryable, askingCapKey);
  return setting === null || setting.value === noCap ? null : askingCap.parse(setting.value);
}

/** Sets how often a customer may be asked from now on; `null` as often as samples are drawn. */
export async function setAskingCap(
  { db, now, record }: { readonly db: Database; readonly now: () => Date; readonly record: Recorder },
  { cap, changedBy }: { readonly cap: AskingCap | null; readonly changedBy: string },
): Promise<void> {
  const setting = { key: askingCapKey, value: cap ?? noCap, changedBy, changedAt: now().getTime() };
  await db.write(async (tx) => {
    await putSetting(tx, setting);
    const details = { setting: askingCapKey, times: cap?.times ?? null, days: cap?.days ?? null };
    await record(tx, { survey: null, action: 'settings.changed', details });
  });
}

/**
 * The customers who were asked as often as they may be at a moment, in whatever survey. A wave asks whom it has in its
 * sample, from when it opens or, where nobody has said when that is, from when it was drawn.
 */
export async function customersAskedEnough(
  queryable: Queryable,
  { times, days }: AskingCap,
  at: number,
): Promise<ReadonlySet<string>> {
  const asked = new Map<string, number>();
  for (const { id } of await wavesAskingSince(queryable, at - days * day)) {
    for (const customer of await customersOfWave(queryable, id))
      asked.set(customer, (asked.get(customer) ?? 0) + 1);
  }
  return new Set([...asked].filter(([, count]) => count >= times).map(([customer]) => customer));
}

/** A digest of some customers in whatever order, by which it can be told whether they are the same. */
export function digestOf(customers: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const customer of [...customers].sort()) hash.update(`${customer}\n`);
  return hash.digest('hex');
}
