import { and, asc, eq, isNull, lt, or } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import type { ReportLink, Survey } from '../tables.ts';

export async function insertReportLink(
  { orm, tables: { reportLinks } }: Queryable,
  link: ReportLink,
): Promise<void> {
  await orm.insert(reportLinks).values(link);
}

/** Keeps a link in the place of the one with the same id. */
export async function putReportLink(
  { orm, tables: { reportLinks } }: Queryable,
  link: ReportLink,
): Promise<void> {
  const { id: _, ...anew } = link;
  await orm.insert(reportLinks).values(link).onConflictDoUpdate({ target: reportLinks.id, set: anew });
}

/** The link of a token, good or not, with the survey whose report it opens. */
export async function reportLinkBy(
  { orm, tables: { reportLinks, surveys } }: Queryable,
  tokenHash: string,
): Promise<{ readonly link: ReportLink; readonly survey: Pick<Survey, 'id' | 'slug' | 'title'> } | null> {
  const [found] = await orm
    .select({ link: reportLinks, survey: { id: surveys.id, slug: surveys.slug, title: surveys.title } })
    .from(reportLinks)
    .innerJoin(surveys, eq(surveys.id, reportLinks.surveyId))
    .where(eq(reportLinks.tokenHash, tokenHash))
    .limit(1);
  return found ?? null;
}

/** A survey's link by its id. */
export async function reportLinkById(
  { orm, tables: { reportLinks } }: Queryable,
  surveyId: string,
  id: string,
): Promise<ReportLink | null> {
  const [link] = await orm
    .select()
    .from(reportLinks)
    .where(and(eq(reportLinks.surveyId, surveyId), eq(reportLinks.id, id)))
    .limit(1);
  return link ?? null;
}

/** Every link to a survey's report, the oldest first. */
export async function reportLinksOf(
  { orm, tables: { reportLinks } }: Queryable,
  surveyId: string,
): Promise<ReportLink[]> {
  return await orm
    .select()
    .from(reportLinks)
    .where(eq(reportLinks.surveyId, surveyId))
    .orderBy(asc(reportLinks.createdAt), asc(reportLinks.id));
}

/** Revokes a link. @returns whether this call did it */
export async function revokeReportLink(
  { orm, tables: { reportLinks } }: Queryable,
  id: string,
  { at, by }: { readonly at: number; readonly by: string },
): Promise<boolean> {
  const revoked = await orm
    .update(reportLinks)
    .set({ revokedAt: at, revokedBy: by })
    .where(and(eq(reportLinks.id, id), isNull(reportLinks.revokedAt)))
    .returning({ id: reportLinks.id });
  return revoked.length > 0;
}

/** Revokes every link that was mailed to a recipient. */
export async function revokeLinksOfRecipient(
  { orm, tables: { reportLinks } }: Queryable,
  recipientId: string,
  { at, by }: { readonly at: number; readonly by: string },
): Promise<void> {
  await orm
    .update(reportLinks)
    .set({ revokedAt: at, revokedBy: by })
    .where(and(eq(reportLinks.recipientId, recipientId), isNull(reportLinks.revokedAt)));
}

/** Notes the day on which a link was opened, unless a later one is known. */
export async function noteReportLinkOpened(
  { orm, tables: { reportLinks } }: Queryable,
  id: string,
  day: number,
): Promise<void> {
  await orm
    .update(reportLinks)
    .set({ lastOpenedOn: day })
    .where(
      and(eq(reportLinks.id, id), or(isNull(reportLinks.lastOpenedOn), lt(reportLinks.lastOpenedOn, day))),
    );
}

/** Removes a link that nobody was given. */
export async function deleteReportLink(
  { orm, tables: { reportLinks } }: Queryable,
  id: string,
): Promise<void> {
  await orm.delete(reportLinks).where(eq(reportLinks.id, id));
}
