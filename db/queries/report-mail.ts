import { and, asc, desc, eq, inArray, isNull, lt, lte } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import type { ReportMail, ReportMailPlan, ReportRecipient, StoredPerson } from '../tables.ts';

export async function reportMailPlanOf(
  { orm, tables: { reportMailPlans } }: Queryable,
  surveyId: string,
): Promise<ReportMailPlan | null> {
  const [plan] = await orm
    .select()
    .from(reportMailPlans)
    .where(eq(reportMailPlans.surveyId, surveyId))
    .limit(1);
  return plan ?? null;
}

/** The plans of every survey that is not put away, with its short name. */
export async function reportMailPlans({
  orm,
  tables: { reportMailPlans: plans, surveys },
}: Queryable): Promise<{ readonly plan: ReportMailPlan; readonly slug: string }[]> {
  return await orm
    .select({ plan: plans, slug: surveys.slug })
    .from(plans)
    .innerJoin(surveys, eq(surveys.id, plans.surveyId))
    .where(isNull(surveys.archivedAt));
}

/** Keeps the first plan of a survey. A unique violation says that somebody else was first. */
export async function insertReportMailPlan(
  { orm, tables: { reportMailPlans } }: Queryable,
  plan: ReportMailPlan,
): Promise<void> {
  await orm.insert(reportMailPlans).values(plan);
}

/** Changes a plan from the revision that was seen. @returns whether it was still that */
export async function updateReportMailPlan(
  { orm, tables: { reportMailPlans } }: Queryable,
  { surveyId, ...plan }: ReportMailPlan,
  seen: number,
): Promise<boolean> {
  const changed = await orm
    .update(reportMailPlans)
    .set(plan)
    .where(and(eq(reportMailPlans.surveyId, surveyId), eq(reportMailPlans.revision, seen)))
    .returning({ id: reportMailPlans.surveyId });
  return changed.length > 0;
}

/** A recipient with the account behind it, if one is. */
export interface KnownRecipient {
  readonly recipient: ReportRecipient;
  readonly person: StoredPerson | null;
}

/** Everybody a survey's report is or was mailed to, the oldest first. */
export async function reportRecipientsOf(
  { orm, tables: { reportRecipients, people } }: Queryable,
  surveyId: string,
): Promise<KnownRecipient[]> {
  return await orm
    .select({ recipient: reportRecipients, person: people })
    .from(reportRecipients)
    .leftJoin(people, eq(people.id, reportRecipients.personId))
    .where(eq(reportRecipients.surveyId, surveyId))
    .orderBy(asc(reportRecipients.addedAt), asc(reportRecipients.id));
}

export async function reportRecipientById(
  { orm, tables: { reportRecipients, people } }: Queryable,
  id: string,
): Promise<KnownRecipient | null> {
  const [found] = await orm
    .select({ recipient: reportRecipients, person: people })
    .from(reportRecipients)
    .leftJoin(people, eq(people.id, reportRecipients.personId))
    .where(eq(reportRecipients.id, id))
    .limit(1);
  return found ?? null;
}

/** The recipient of a survey whom an identity names, whatever became of them. */
export async function reportRecipientBy(
  { orm, tables: { reportRecipients } }: Queryable,
  surveyId: string,
  identity: string,
): Promise<ReportRecipient | null> {
  const [recipient] = await orm
    .select()
    .from(reportRecipients)
    .where(and(eq(reportRecipients.surveyId, surveyId), eq(reportRecipients.identity, identity)))
    .limit(1);
  return recipient ?? null;
}

export async function insertReportRecipient(
  { orm, tables: { reportRecipients } }: Queryable,
  recipient: ReportRecipient,
): Promise<void> {
  await orm.insert(reportRecipients).values(recipient);
}

/** Changes what is known of a recipient. */
export async function updateReportRecipient(
  { orm, tables: { reportRecipients } }: Queryable,
  id: string,
  change: Partial<Omit<ReportRecipient, 'id' | 'surveyId' | 'identity'>>,
): Promise<void> {
  await orm.update(reportRecipients).set(change).where(eq(reportRecipients.id, id));
}

/** Keeps mails that have fallen due; those of an occasion that is known for their recipient are left as they are. */
export async function insertReportMails(
  { orm, tables: { reportMails } }: Queryable,
  mails: readonly ReportMail[],
): Promise<void> {
  if (mails.length > 0)
    await orm
      .insert(reportMails)
      .values([...mails])
      .onConflictDoNothing();
}

/** Mails that wait and may be tried at a moment, the oldest first. */
export async function waitingReportMails(
  { orm, tables: { reportMails } }: Queryable,
  at: number,
  limit: number,
): Promise<ReportMail[]> {
  return await orm
    .select()
    .from(reportMails)
    .where(and(eq(reportMails.state, 'pending'), lte(reportMails.nextAt, at)))
    .orderBy(asc(reportMails.nextAt), asc(reportMails.id))
    .limit(limit);
}

/** Takes a mail that waits. @returns it, if it still waited; of several at once who ask, one gets it */
export async function claimReportMail(
  { orm, tables: { reportMails } }: Queryable,
  { id, attempts }: Pick<ReportMail, 'id' | 'attempts'>,
  at: number,
): Promise<ReportMail | null> {
  const [mail] = await orm
    .update(reportMails)
    .set({ state: 'sending', claimedAt: at, attempts: attempts + 1 })
    .where(
      and(
        eq(reportMails.id, id),
        eq(reportMails.state, 'pending'),
        eq(reportMails.attempts, attempts),
        lte(reportMails.nextAt, at),
      ),
    )
    .returning();
  return mail ?? null;
}

/** Says what became of a mail that was taken at a moment. */
export async function settleReportMail(
  { orm, tables: { reportMails } }: Queryable,
  { id, claimedAt }: Pick<ReportMail, 'id' | 'claimedAt'>,
  became: Pick<ReportMail, 'state'> & Partial<Pick<ReportMail, 'nextAt' | 'sentAt' | 'failure' | 'answer'>>,
): Promise<void> {
  await orm
    .update(reportMails)
    .set(became)
    .where(
      and(
        eq(reportMails.id, id),
        eq(reportMails.state, 'sending'),
        eq(reportMails.claimedAt, claimedAt ?? 0),
      ),
    );
}

/** Gives up mails that somebody took before a moment and never came back with: nobody knows whether they went. */
export async function giveUpReportMails(
  { orm, tables: { reportMails } }: Queryable,
  before: number,
  failure: string,
): Promise<void> {
  await orm
    .update(reportMails)
    .set({ state: 'failed', failure })
    .where(and(eq(reportMails.state, 'sending'), lt(reportMails.claimedAt, before)));
}

/** Has a mail that failed wait again. @returns whether it had failed */
export async function retryReportMail(
  { orm, tables: { reportMails } }: Queryable,
  surveyId: string,
  id: string,
  at: number,
): Promise<boolean> {
  const waiting = await orm
    .update(reportMails)
    .set({ state: 'pending', attempts: 0, nextAt: at })
    .where(and(eq(reportMails.surveyId, surveyId), eq(reportMails.id, id), eq(reportMails.state, 'failed')))
    .returning({ id: reportMails.id });
  return waiting.length > 0;
}

/** Drops the mails that still wait for some recipients. */
export async function dropWaitingReportMails(
  { orm, tables: { reportMails } }: Queryable,
  recipientIds: readonly string[],
): Promise<void> {
  await orm
    .delete(reportMails)
    .where(and(inArray(reportMails.recipientId, [...recipientIds]), eq(reportMails.state, 'pending')));
}

/** A survey's mails, the newest first. */
export async function reportMailsOf(
  { orm, tables: { reportMails } }: Queryable,
  surveyId: string,
  limit: number,
): Promise<ReportMail[]> {
  return await orm
    .select()
    .from(reportMails)
    .where(eq(reportMails.surveyId, surveyId))
    .orderBy(desc(reportMails.dueAt), desc(reportMails.id))
    .limit(limit);
}
