import type { Database } from '#db/database.ts';
import { personById } from '#db/queries/people.ts';
import { revokeLinksOfRecipient } from '#db/queries/report-links.ts';
import {
  dropWaitingReportMails,
  insertReportMailPlan,
  insertReportRecipient,
  reportMailPlanOf,
  reportRecipientBy,
  reportRecipientById,
  retryReportMail,
  updateReportMailPlan,
  updateReportRecipient,
} from '#db/queries/report-mail.ts';
import { isSharedWith } from '#db/queries/survey-people.ts';
import type { ReportMailPlan, ReportRecipient, Survey } from '#db/tables.ts';
import type { Locale } from '../i18n/locale.ts';
import { mayWithSurvey } from '../people/permissions.ts';
import type { Recorder } from '../people/recorder.ts';

interface Surroundings {
  readonly db: Database;
  readonly now: () => Date;
  readonly createId: () => string;
  readonly record: Recorder;
}

/** How many letters of a sender's note there is room for. */
export const longestMailNote = 2000;
/** The longest that a report may wait after its wave has closed, in hours. */
export const longestMailDelay = 720;
/** The most recipients of one survey's report. */
export const mostRecipients = 200;

/** When a report is mailed, as somebody wants it. */
export type PlanWish = Pick<ReportMailPlan, 'afterClose' | 'hours' | 'running' | 'note' | 'withPdf'>;

/** What holds for a survey that has no plan. */
export const noMail: PlanWish = { afterClose: 'never', hours: 24, running: 'never', note: '', withPdf: true };

/** Changes when a survey's report is mailed. @returns whether it was still the plan that was seen */
export async function changeMailPlan(
  { db, now, record }: Omit<Surroundings, 'createId'>,
  {
    survey,
    wish,
    seen,
    by,
  }: {
    readonly survey: Pick<Survey, 'id'>;
    readonly wish: PlanWish;
    /** The revision that was seen; 0 where there was no plan. */
    readonly seen: number;
    readonly by: string;
  },
): Promise<boolean> {
  const at = now().getTime();
  return await db.write(async (tx) => {
    const before = await reportMailPlanOf(tx, survey.id);
    if ((before?.revision ?? 0) !== seen) return false;
    const isSameTime =
      before !== null &&
      before.afterClose === wish.afterClose &&
      before.hours === wish.hours &&
      before.running === wish.running;
    const plan: ReportMailPlan = {
      surveyId: survey.id,
      ...wish,
      // what would have been mailed by a plan of today before there was that plan is not
      since: isSameTime ? before.since : at,
      ...{ revision: seen + 1, changedBy: by, changedAt: at },
    };
    if (before === null) await insertReportMailPlan(tx, plan);
    else if (!(await updateReportMailPlan(tx, plan, seen))) return false;
    const { afterClose, hours, running } = wish;
    await record(tx, { survey, action: 'reportMail.planned', details: { afterClose, hours, running } });
    return true;
  });
}

/** Somebody to mail a report to. */
export type RecipientWish = { readonly language: Locale } & (
  | { readonly personId: string }
  | { readonly name: string; readonly address: string }
);

export type RecipientRefusal = 'alreadyThere' | 'noRight' | 'tooMany';

/**
 * Adds a recipient, or one who was removed before. Whoever asked for no more mail may be added again too: the person who adds
 * them has been told.
 */
export async function addRecipient(
  { db, now, createId, record }: Surroundings,
  {
    survey,
    wish,
    known,
    by,
  }: {
    readonly survey: Pick<Survey, 'id'>;
    readonly wish: RecipientWish;
    /** How many there are. */
    readonly known: number;
    readonly by: string;
  },
): Promise<ReportRecipient | RecipientRefusal> {
  if (known >= mostRecipients) return 'tooMany';
  return await db.write(async (tx) => {
    const isPerson = 'personId' in wish;
    const identity = isPerson ? `person:${wish.personId}` : wish.address.toLowerCase();
    if (isPerson) {
      const person = await personById(tx, wish.personId);
      const isShared = await isSharedWith(tx, survey.id, wish.personId);
      if (person === null || person.disabledAt !== null || !mayWithSurvey(person.role, 'report', isShared))
        return 'noRight';
    }
    const before = await reportRecipientBy(tx, survey.id, identity);
    if (before !== null && before.removedAt === null && before.unsubscribedAt === null) return 'alreadyThere';
    const recipient: ReportRecipient = {
      id: before?.id ?? createId(),
      surveyId: survey.id,
      personId: isPerson ? wish.personId : null,
      name: isPerson ? '' : wish.name,
      address: isPerson ? '' : wish.address,
      identity,
      language: wish.language,
      addedBy: by,
      addedAt: now().getTime(),
      ...{ unsubscribedAt: null, removedAt: null },
    };
    if (before === null) await insertReportRecipient(tx, recipient);
    else await updateReportRecipient(tx, before.id, recipient);
    const details = isPerson ? { accountId: wish.personId } : { address: wish.address };
    await record(tx, { survey, action: 'reportMail.recipientAdded', details });
    return recipient;
  });
}

/** Takes somebody from the list; the links they were mailed open nothing any more. @returns whether they were on it */
export async function removeRecipient(
  { db, now, record }: Omit<Surroundings, 'createId'>,
  { survey, id, by }: { readonly survey: Pick<Survey, 'id'>; readonly id: string; readonly by: string },
): Promise<boolean> {
  const at = now().getTime();
  return await db.write(async (tx) => {
    const found = await reportRecipientById(tx, id);
    if (found === null || found.recipient.surveyId !== survey.id || found.recipient.removedAt !== null)
      return false;
    await updateReportRecipient(tx, id, { removedAt: at });
    await dropWaitingReportMails(tx, [id]);
    await revokeLinksOfRecipient(tx, id, { at, by });
    const { personId, address } = found.recipient;
    const details = personId === null ? { address } : { accountId: personId };
    await record(tx, { survey, action: 'reportMail.recipientRemoved', details });
    return true;
  });
}

/** Mails somebody no more, because they asked for it. What they were given they may go on reading until it expires. */
export async function unsubscribe(
  { db, now, record }: Omit<Surroundings, 'createId'>,
  id: string,
): Promise<void> {
  await db.write(async (tx) => {
    const found = await reportRecipientById(tx, id);
    if (found === null || found.recipient.unsubscribedAt !== null) return;
    await updateReportRecipient(tx, id, { unsubscribedAt: now().getTime() });
    await dropWaitingReportMails(tx, [id]);
    const { surveyId, personId, address } = found.recipient;
    const details = personId === null ? { address } : { accountId: personId };
    await record(tx, { survey: { id: surveyId }, action: 'reportMail.unsubscribed', details });
  });
}

/** Has a mail that failed tried again. @returns whether it had failed */
export async function sendAgain(
  { db, now, record }: Omit<Surroundings, 'createId'>,
  { survey, id }: { readonly survey: Pick<Survey, 'id'>; readonly id: string },
): Promise<boolean> {
  return await db.write(async (tx) => {
    if (!(await retryReportMail(tx, survey.id, id, now().getTime()))) return false;
    await record(tx, { survey, action: 'reportMail.again' });
    return true;
  });
}
