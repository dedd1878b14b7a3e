import { eq } from 'drizzle-orm';
import type { Queryable } from '../database.ts';

/** What holds for all surveys, as a document, with who set it. */
export interface Setting {
  readonly key: string;
  readonly value: unknown;
  readonly changedBy: string;
  readonly changedAt: number;
}

/** What was set under a key; `null` where nothing was. */
export async function settingOf(
  { orm, tables: { settings } }: Queryable,
  key: string,
): Promise<Setting | null> {
  const [setting] = await orm.select().from(settings).where(eq(settings.key, key)).limit(1);
  return setting ?? null;
}

/** Sets something anew, whatever it was. */
export async function putSetting({ orm, tables: { settings } }: Queryable, setting: Setting): Promise<void> {
  const { key: _, ...anew } = setting;
  await orm.insert(settings).values(setting).onConflictDoUpdate({ target: settings.key, set: anew });
}

/** Sets something that was never set. A key that is there is a unique violation. */
export async function insertSetting(
  { orm, tables: { settings } }: Queryable,
  setting: Setting,
): Promise<void> {
  await orm.insert(settings).values(setting);
}
