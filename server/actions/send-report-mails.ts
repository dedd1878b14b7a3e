import type { Database } from '#db/database.ts';
import { deleteReportLink, insertReportLink } from '#db/queries/report-links.ts';
import {
  claimReportMail,
  giveUpReportMails,
  insertReportMails,
  type KnownRecipient,
  reportMailPlanOf,
  reportMailPlans,
  reportRecipientById,
  reportRecipientsOf,
  settleReportMail,
  waitingReportMails,
} from '#db/queries/report-mail.ts';
import { isSharedWith } from '#db/queries/survey-people.ts';
import { surveyById } from '#db/queries/surveys.ts';
import { wavesOf } from '#db/queries/waves.ts';
import type { ReportMail, Survey, Wave } from '#db/tables.ts';
import { address } from '../addresses.ts';
import type { Assets } from '../assets.ts';
import { type HeadlessBrowser, noBrowser } from '../exports/chromium.ts';
import { type Locale, locales } from '../i18n/locale.ts';
import { type ReportAttachments, reportAttachments, reportMail } from '../mail/compose-report.ts';
import { MailError, type Mailer, type MailFailure } from '../mail/mailer.ts';
import { type Occasion, occasionsBy } from '../mail/occasions.ts';
import { mayWithSurvey } from '../people/permissions.ts';
import type { ReportSource } from '../reporting/report-source.ts';
import { sealed } from '../tokens.ts';
import type { MailWish } from '../views/mail/report.view.ts';
import type { Renderer } from '../views.ts';
import { newReportLink, reportLinkPath } from './report-links.ts';

/** What mailing a report needs. */
export interface MailDependencies {
  readonly db: Database;
  readonly reports: ReportSource;
  readonly views: Renderer;
  readonly assets: Assets;
  readonly mailer: Mailer;
  readonly browser?: HeadlessBrowser;
  readonly secret: string;
  readonly publicUrl: URL;
  readonly now: () => Date;
  readonly createId: () => string;
  /** Told of what nobody expected; what a mail server says is kept with its mail instead. */
  readonly onFailure: (error: unknown) => void;
  /** Whether the server is stopping: no other mail is begun then. */
  readonly signal?: AbortSignal;
}

const minute = 60 * 1000;
const day = 24 * 60 * minute;

/** How long is waited before a mail is tried again, by how often it was; after the last it has failed. */
const pauses = [5, 15, 60, 180, 360, 720, 1440].map((minutes) => minutes * minute);
/** How long a mail may take. Whoever began to send one longer ago has ended in the middle of it. */
const longestSending = 15 * minute;
/** How many days the link in a mail opens the report to who has no account. */
export const mailedLinkDays = 60;
/** How many mails one look takes up; the rest waits for the next. */
const mostAtOnce = 100;

/** Why a mail has failed, besides what became of it on its way. */
export type MailState = MailFailure | 'noRight' | 'noReport' | 'interrupted' | 'failed';

/**
 * Looks for mails that have fallen due and sends them, each once: it is kept before it is tried, taken by one process alone, and
 * what was begun and never ended is given up rather than sent twice.
 *
 * @returns how many have gone
 */
export async function sendReportMails(deps: MailDependencies): Promise<number> {
  const { db, now } = deps;
  const at = now().getTime();
  await keepDueMails(deps, at);
  await db.write((tx) => giveUpReportMails(tx, at - longestSending, 'interrupted' satisfies MailState));
  const parts = new Map<string, Promise<ReportAttachments>>();
  let sent = 0;
  for (const mail of await waitingReportMails(db.read, at, mostAtOnce)) {
    if (deps.signal?.aborted) break;
    if (await sendOne(deps, mail, parts)) sent += 1;
  }
  return sent;
}

/** Keeps a mail for each recipient of what has fallen due. */
async function keepDueMails({ db, createId }: MailDependencies, at: number): Promise<void> {
  for (const { plan } of await reportMailPlans(db.read)) {
    const occasions = occasionsBy(plan, await wavesOf(db.read, plan.surveyId), at);
    if (occasions.length === 0) continue;
    const recipients = (await reportRecipientsOf(db.read, plan.surveyId)).filter(isMailed);
    const mails = occasions.flatMap((occasion) =>
      recipients
        .filter(({ recipient }) => recipient.addedAt <= occasion.dueAt)
        .map(({ recipient }) => mailFor(createId(), recipient.id, plan.surveyId, occasion)),
    );
    if (mails.length > 0) await db.write((tx) => insertReportMails(tx, mails));
  }
}

/** Whether somebody is on the list and has not asked for no more. */
export function isMailed({ recipient }: KnownRecipient): boolean {
  return recipient.removedAt === null && recipient.unsubscribedAt === null;
}

function mailFor(
  id: string,
  recipientId: string,
  surveyId: string,
  { key, wave, dueAt }: Occasion,
): ReportMail {
  return {
    ...{ id, surveyId, waveId: wave.id, recipientId, occasion: key, state: 'pending' as const },
    ...{ dueAt, attempts: 0, nextAt: dueAt },
    ...{ claimedAt: null, sentAt: null, failure: null, answer: null },
  };
}

/** Sends one mail, unless somebody else has taken it. @returns whether it has gone */
async function sendOne(
  deps: MailDependencies,
  waiting: ReportMail,
  parts: Map<string, Promise<ReportAttachments>>,
): Promise<boolean> {
  const { db, now } = deps;
  const prepared = await prepare(deps, waiting, parts).catch((error: unknown) => {
    deps.onFailure(error);
    return 'failed' as const;
  });
  const mail = await db.write(async (tx) => {
    const mine = await claimReportMail(tx, waiting, now().getTime());
    if (mine !== null && typeof prepared === 'object' && prepared.link)
      await insertReportLink(tx, prepared.link);
    return mine;
  });
  if (mail === null) return false;
  if (typeof prepared === 'string') {
    await settle(deps, mail, prepared, '');
    return false;
  }
  try {
    await deps.mailer.send(prepared.mail);
  } catch (error) {
    const failure = error instanceof MailError ? error.failure : 'unsure';
    if (!(error instanceof MailError)) deps.onFailure(error);
    await settle(deps, mail, failure, error instanceof MailError ? error.answer : String(error));
    const { link } = prepared;
    if (link && failure !== 'unsure') await db.write((tx) => deleteReportLink(tx, link.id));
    return false;
  }
  await db.write((tx) =>
    settleReportMail(tx, mail, { state: 'sent', sentAt: now().getTime(), failure: null, answer: null }),
  );
  return true;
}

/** What waiting may help against. */
const passing: ReadonlySet<MailState> = new Set<MailState>(['later', 'signIn', 'unreachable', 'failed']);

async function settle(
  { db, now }: MailDependencies,
  mail: ReportMail,
  failure: MailState,
  answer: string,
): Promise<void> {
  const pause = passing.has(failure) ? pauses[mail.attempts - 1] : undefined;
  const became =
    pause === undefined
      ? ({ state: 'failed' } as const)
      : ({ state: 'pending', nextAt: now().getTime() + pause } as const);
  await db.write((tx) => settleReportMail(tx, mail, { ...became, failure, answer }));
}

/** A mail as it goes, with the link that it brings; or why it cannot. */
async function prepare(
  deps: MailDependencies,
  mail: ReportMail,
  parts: Map<string, Promise<ReportAttachments>>,
) {
  const { db } = deps;
  const known = await reportRecipientById(db.read, mail.recipientId);
  const survey = await surveyById(db.read, mail.surveyId);
  const wave = (await wavesOf(db.read, mail.surveyId)).find(({ id }) => id === mail.waveId);
  if (known === null || survey === null || wave === undefined) return 'noReport';
  const to = await addressOf(db, known);
  if (!isMailed(known) || to === null) return 'noRight';
  const plan = await reportMailPlanOf(db.read, mail.surveyId);
  const [kind] = mail.occasion.split(':');
  return await preparedMail(deps, parts, {
    ...{ survey, wave, to, id: mail.id },
    recipient: known.recipient,
    kind: kind === 'closed' || kind === 'weekly' ? kind : 'monthly',
    locale: locales.find((tag) => tag === known.recipient.language) ?? 'zh-CN',
    note: plan?.note ?? '',
    withPdf: plan?.withPdf ?? false,
  });
}

/** Where a recipient gets mail; `null` for an account that may not read the report (any more). */
async function addressOf({ read }: Database, { recipient, person }: KnownRecipient) {
  if (recipient.personId === null) return { name: recipient.name, address: recipient.address };
  if (person === null || person.disabledAt !== null) return null;
  const isShared = await isSharedWith(read, recipient.surveyId, person.id);
  return mayWithSurvey(person.role, 'report', isShared) ? { name: person.name, address: person.email } : null;
}

interface Addressed {
  readonly id: string;
  readonly survey: Pick<Survey, 'id' | 'slug'>;
  readonly wave: Pick<Wave, 'key'>;
  readonly to: { readonly name: string; readonly address: string };
  /** `null` for a trial to oneself. */
  readonly recipient: KnownRecipient['recipient'] | null;
  readonly kind: MailWish['kind'];
  readonly locale: Locale;
  readonly note: string;
  readonly withPdf: boolean;
}

/** A mail with the link that it brings to whoever has no account; that link opens nothing before it is kept. */
async function preparedMail(
  deps: MailDependencies,
  parts: Map<string, Promise<ReportAttachments>>,
  { id, survey, wave, to, recipient, kind, locale, note, withPdf }: Addressed,
) {
  const { reports, views, assets, publicUrl, secret, now, onFailure } = deps;
  const report = await reports.reportOf(survey.slug);
  if (report === null || report.waves.length === 0) return 'noReport';
  const analysis = withPdf ? await reports.analysisOf(survey.slug, wave.key) : null;
  const key = JSON.stringify([survey.id, wave.key, locale, withPdf]);
  const making =
    parts.get(key) ??
    reportAttachments(
      report,
      { wave: wave.key, locale, withPdf },
      { views, assets, analysis, onFailure, browser: deps.browser ?? noBrowser },
    );
  parts.set(key, making);
  const until = now().getTime() + mailedLinkDays * day;
  const made =
    recipient === null || recipient.personId !== null
      ? null
      : newReportLink(deps, {
          survey,
          by: recipient.addedBy,
          recipientId: recipient.id,
          wish: {
            label: recipient.name === '' ? recipient.address : recipient.name,
            opens: 'report',
            language: locale,
            expiresAt: until,
          },
        });
  const path =
    made === null
      ? `/studio/surveys/${survey.slug}/report?wave=${encodeURIComponent(wave.key)}`
      : `${reportLinkPath(made.token)}?wave=${encodeURIComponent(wave.key)}`;
  const wish: MailWish = {
    ...{ wave: wave.key, kind, note },
    address: address({ publicUrl }, path),
    until: made === null ? null : until,
    unsubscribe: recipient && address({ publicUrl }, unsubscribePath(secret, recipient.id)),
  };
  const composed = reportMail(report, wish, locale, { views, assets, ...(await making) });
  return { link: made?.link ?? null, mail: { ...composed, id, to } };
}

const unsubscribing = 'unsubscribe from reports';

/** Where a recipient ends the mails. */
export function unsubscribePath(secret: string, recipientId: string): string {
  return `/reports/mail/${encodeURIComponent(sealed(secret, unsubscribing, recipientId))}`;
}

/** What the address of `unsubscribePath` is sealed for. */
export const unsubscribePlace = unsubscribing;

/** Sends somebody the mail as it would go now. @throws MailError; @returns `false` where there is no report to mail yet */
export async function sendTrial(
  deps: MailDependencies,
  wish: Pick<Addressed, 'survey' | 'wave' | 'to' | 'locale' | 'note' | 'withPdf'>,
): Promise<boolean> {
  const prepared = await preparedMail(deps, new Map(), {
    ...wish,
    ...{ id: deps.createId(), recipient: null, kind: 'test' },
  });
  if (typeof prepared === 'string') return false;
  await deps.mailer.send(prepared.mail);
  return true;
}
