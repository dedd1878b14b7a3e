import type { Database, Queryable } from '#db/database.ts';
import { putSetting, settingOf } from '#db/queries/settings.ts';
import type { Survey } from '#db/tables.ts';
import type { Recorder } from '../people/recorder.ts';
import { isReportAccess, reportAccess, slugInReportAccess } from '../tokens.ts';

/** The key of the setting that says how often the address of a survey's report was renewed. */
const renewalsKey = (slug: string) => `reportAddress/${slug}`;

async function renewalsOf(queryable: Queryable, slug: string): Promise<number> {
  const renewals = (await settingOf(queryable, renewalsKey(slug)))?.value;
  return typeof renewals === 'number' ? renewals : 0;
}

/** The path at which a survey's report opens to whoever has it, without an account, until it is renewed. */
export async function reportPathOf(queryable: Queryable, secret: string, slug: string): Promise<string> {
  return `/reports/${reportAccess(secret, slug, await renewalsOf(queryable, slug))}`;
}

/**
 * The survey whose report an address opens; `null` when it was not issued here or was renewed since. A survey that does not
 * exist is looked up like one that does, so that nobody learns which there are.
 */
export async function slugOfReportAccess(
  queryable: Queryable,
  secret: string,
  access: string,
): Promise<string | null> {
  const slug = slugInReportAccess(access);
  if (slug === null) return null;
  return isReportAccess(secret, access, await renewalsOf(queryable, slug)) ? slug : null;
}

/** Gives a survey's report another address. The ones before open nothing any more. */
export async function renewReportAddress(
  { db, now, record }: { readonly db: Database; readonly now: () => Date; readonly record: Recorder },
  { survey, changedBy }: { readonly survey: Pick<Survey, 'id' | 'slug'>; readonly changedBy: string },
): Promise<void> {
  await db.write(async (tx) => {
    const value = (await renewalsOf(tx, survey.slug)) + 1;
    await putSetting(tx, { key: renewalsKey(survey.slug), value, changedBy, changedAt: now().getTime() });
    await record(tx, { survey, action: 'report.addressRenewed' });
  });
}
