import { randomBytes } from 'node:crypto';
import type { Database, Queryable } from '#db/database.ts';
import {
  insertReportLink,
  noteReportLinkOpened,
  putReportLink,
  reportLinkBy,
  reportLinkById,
  revokeReportLink,
} from '#db/queries/report-links.ts';
import type { ReportLink, Survey } from '#db/tables.ts';
import type { Locale } from '../i18n/locale.ts';
import type { Recorder } from '../people/recorder.ts';
import { demonstrationToken, tokenHash } from '../tokens.ts';
import { dayOf } from './day-of.ts';

const dayLength = 24 * 60 * 60 * 1000;

/** The longest a link may be good for, in days. */
export const longestLinkDays = 731;
/** How many letters of a label there is room for. */
export const longestLinkLabel = 200;

export type LinkState = 'good' | 'expired' | 'revoked';

/** Whether a link opens anything at a moment, in milliseconds since 1970. */
export function linkStateAt({ expiresAt, revokedAt }: ReportLink, at: number): LinkState {
  if (revokedAt !== null) return 'revoked';
  return expiresAt <= at ? 'expired' : 'good';
}

/** The path at which a link opens. */
export function reportLinkPath(token: string): string {
  return `/reports/${token}`;
}

/** A link as somebody wants it. */
export interface LinkWish {
  readonly label: string;
  readonly opens: ReportLink['opens'];
  /** `null` where the reader's browser decides. */
  readonly language: Locale | null;
  readonly expiresAt: number;
}

interface Surroundings {
  readonly db: Database;
  readonly now: () => Date;
  readonly createId: () => string;
}

/**
 * A link that opens a survey's report, ready to be kept. 128 bits of chance cannot be guessed; only their digest is kept, so
 * that reading the database opens nobody's report.
 */
export function newReportLink(
  { now, createId }: Omit<Surroundings, 'db'>,
  {
    survey,
    wish,
    by,
    recipientId = null,
  }: {
    readonly survey: Pick<Survey, 'id'>;
    readonly wish: LinkWish;
    readonly by: string;
    readonly recipientId?: string | null;
  },
): { readonly link: ReportLink; readonly token: string } {
  const token = randomBytes(16).toString('base64url');
  return {
    token,
    link: {
      id: createId(),
      surveyId: survey.id,
      tokenHash: tokenHash(token),
      ...wish,
      recipientId,
      createdBy: by,
      createdAt: now().getTime(),
      ...{ revokedAt: null, revokedBy: null, lastOpenedOn: null },
    },
  };
}

/** Makes a link to a survey's report. @returns its path, which is known this once */
export async function makeReportLink(
  deps: Surroundings & { readonly record: Recorder },
  { survey, wish, by }: { readonly survey: Pick<Survey, 'id'>; readonly wish: LinkWish; readonly by: string },
): Promise<{ readonly link: ReportLink; readonly path: string }> {
  const { link, token } = newReportLink(deps, { survey, wish, by });
  await deps.db.write(async (tx) => {
    await insertReportLink(tx, link);
    const details = { label: link.label, page: link.opens, until: dayText(link.expiresAt) };
    await deps.record(tx, { survey, action: 'reportLink.made', details });
  });
  return { link, path: reportLinkPath(token) };
}

/** Takes a link back for good. @returns it as it was; `null` where the survey has none of that id */
export async function takeBackReportLink(
  { db, now, record }: Pick<Surroundings, 'db' | 'now'> & { readonly record: Recorder },
  { survey, id, by }: { readonly survey: Pick<Survey, 'id'>; readonly id: string; readonly by: string },
): Promise<ReportLink | null> {
  return await db.write(async (tx) => {
    const link = await reportLinkById(tx, survey.id, id);
    if (link === null) return null;
    if (await revokeReportLink(tx, id, { at: now().getTime(), by }))
      await record(tx, { survey, action: 'reportLink.revoked', details: { label: link.label } });
    return link;
  });
}

/** A link with the survey whose report it opens, or opened once. */
export interface OpenedLink {
  readonly link: ReportLink;
  readonly survey: Pick<Survey, 'id' | 'slug' | 'title'>;
  readonly state: LinkState;
}

/** What a token opens; `null` for one that nobody made. It costs the same, whether there is one or not. */
export async function linkBehindToken(
  read: Queryable,
  token: string,
  at: number,
): Promise<OpenedLink | null> {
  const found = await reportLinkBy(read, tokenHash(token));
  return found && { ...found, state: linkStateAt(found.link, at) };
}

/** Notes that a link was opened: the day alone, and once a day, so that a screen that reloads every minute writes nothing. */
export async function noteOpened(
  { db, now }: Pick<Surroundings, 'db' | 'now'>,
  { id, lastOpenedOn }: ReportLink,
): Promise<void> {
  const today = dayOf(now().getTime());
  if (lastOpenedOn !== null && lastOpenedOn >= today) return;
  await db.write((tx) => noteReportLinkOpened(tx, id, today));
}

/** How long the demonstration's link is good after each start. */
const demonstrationDays = 30;

/**
 * Lets the demonstration's report be opened for another month at the address it always has, which follows from the server's
 * secret.
 */
export async function keepDemonstrationLink(
  { db, now, secret }: Pick<Surroundings, 'db' | 'now'> & { readonly secret: string },
  survey: Pick<Survey, 'id'>,
): Promise<void> {
  const at = now().getTime();
  await db.write((tx) =>
    putReportLink(tx, {
      id: 'demonstration',
      surveyId: survey.id,
      tokenHash: tokenHash(demonstrationToken(secret)),
      ...{ label: 'demo', opens: 'report', language: null, recipientId: null, createdBy: '' },
      createdAt: at,
      expiresAt: at + demonstrationDays * dayLength,
      ...{ revokedAt: null, revokedBy: null, lastOpenedOn: null },
    }),
  );
}

/** A day as the log says it. */
function dayText(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
