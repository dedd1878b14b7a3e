import { expect, test } from 'vitest';
import type { Database } from '#db/database.ts';
import { isUniqueViolation } from '#db/errors.ts';
import {
  insertReportLink,
  noteReportLinkOpened,
  reportLinkBy,
  reportLinksOf,
  revokeReportLink,
} from '#db/queries/report-links.ts';
import {
  claimReportMail,
  giveUpReportMails,
  insertReportMailPlan,
  insertReportMails,
  insertReportRecipient,
  reportMailPlans,
  reportMailsOf,
  reportRecipientsOf,
  retryReportMail,
  settleReportMail,
  updateReportMailPlan,
  waitingReportMails,
} from '#db/queries/report-mail.ts';
import { archiveSurvey } from '#db/queries/surveys.ts';
import type { ReportLink, ReportMail, ReportMailPlan, ReportRecipient } from '#db/tables.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { keepWave, noon } from './rows.ts';

const aLink: ReportLink = {
  ...{ id: 'link', surveyId: 'survey', tokenHash: 'hash', label: '董事会', opens: 'report', language: null },
  ...{ recipientId: null, createdBy: 'Lin', createdAt: noon, expiresAt: noon + 1 },
  ...{ revokedAt: null, revokedBy: null, lastOpenedOn: null },
};

const aRecipient: ReportRecipient = {
  ...{ id: 'recipient', surveyId: 'survey', personId: null, name: '李娜', address: 'li@example.com' },
  ...{ identity: 'li@example.com', language: 'zh-CN', addedBy: 'Lin', addedAt: noon },
  ...{ unsubscribedAt: null, removedAt: null },
};

const aMail: ReportMail = {
  ...{ id: 'mail', surveyId: 'survey', waveId: 'wave', recipientId: 'recipient', occasion: 'closed:q1' },
  ...{ state: 'pending', dueAt: noon, attempts: 0, nextAt: noon },
  ...{ claimedAt: null, sentAt: null, failure: null, answer: null },
};

const aPlan: ReportMailPlan = {
  ...{ surveyId: 'survey', afterClose: 'morning', hours: 24, running: 'never', note: '', withPdf: true },
  ...{ since: noon, revision: 1, changedBy: 'Lin', changedAt: noon },
};

async function keepMail(db: Database): Promise<void> {
  await keepWave(db);
  await db.write(async (tx) => {
    await insertReportRecipient(tx, aRecipient);
    await insertReportMails(tx, [aMail]);
  });
}

describeOnBoth('links to reports', (database) => {
  test('are found by their digest, revoked once, and remember the last day they were opened', async () => {
    const db = database();
    await keepWave(db);
    await db.write((tx) => insertReportLink(tx, aLink));
    expect(await reportLinkBy(db.read, 'other')).toBeNull();
    expect(await reportLinkBy(db.read, 'hash')).toMatchObject({ link: aLink, survey: { slug: 'express' } });
    const by = { at: noon, by: 'Lin' };
    expect(await db.write((tx) => revokeReportLink(tx, 'link', by))).toBe(true);
    expect(await db.write((tx) => revokeReportLink(tx, 'link', { ...by, at: noon + 5 }))).toBe(false);
    for (const day of [noon, noon + 9, noon + 2])
      await db.write((tx) => noteReportLinkOpened(tx, 'link', day));
    expect(await reportLinksOf(db.read, 'survey')).toEqual([
      { ...aLink, revokedAt: noon, revokedBy: 'Lin', lastOpenedOn: noon + 9 },
    ]);
  });
});

describeOnBoth('mails of reports', (database) => {
  test('are kept once for an occasion and a recipient, and taken by one alone', async () => {
    const db = database();
    await keepMail(db);
    await db.write((tx) => insertReportMails(tx, [{ ...aMail, id: 'again' }]));
    expect(await waitingReportMails(db.read, noon - 1, 9)).toEqual([]);
    const [waiting] = await waitingReportMails(db.read, noon, 9);
    expect(waiting).toEqual(aMail);
    const taken = await db.write((tx) => claimReportMail(tx, aMail, noon));
    expect(taken).toEqual({ ...aMail, state: 'sending', claimedAt: noon, attempts: 1 });
    expect(await db.write((tx) => claimReportMail(tx, aMail, noon))).toBeNull();
    expect(await waitingReportMails(db.read, noon, 9)).toEqual([]);
  });

  test('are settled by whoever took them, given up when nobody did, and tried again when they failed', async () => {
    const db = database();
    await keepMail(db);
    await db.write((tx) => claimReportMail(tx, aMail, noon));
    await db.write((tx) => settleReportMail(tx, { id: 'mail', claimedAt: noon - 1 }, { state: 'sent' }));
    expect(await reportMailsOf(db.read, 'survey', 9)).toMatchObject([{ state: 'sending' }]);
    await db.write((tx) => giveUpReportMails(tx, noon, 'interrupted'));
    expect(await reportMailsOf(db.read, 'survey', 9)).toMatchObject([{ state: 'sending' }]);
    await db.write((tx) => giveUpReportMails(tx, noon + 1, 'interrupted'));
    expect(await reportMailsOf(db.read, 'survey', 9)).toMatchObject([
      { state: 'failed', failure: 'interrupted' },
    ]);
    expect(await db.write((tx) => retryReportMail(tx, 'other', 'mail', noon))).toBe(false);
    expect(await db.write((tx) => retryReportMail(tx, 'survey', 'mail', noon))).toBe(true);
    expect(await db.write((tx) => claimReportMail(tx, aMail, noon + 3))).not.toBeNull();
    const sent = { state: 'sent', sentAt: noon + 4 } as const;
    await db.write((tx) => settleReportMail(tx, { id: 'mail', claimedAt: noon + 3 }, sent));
    expect(await reportMailsOf(db.read, 'survey', 9)).toMatchObject([sent]);
  });

  test('have one plan for a survey, changed from the revision that was seen, and none once it is put away', async () => {
    const db = database();
    await keepWave(db);
    await db.write((tx) => insertReportMailPlan(tx, aPlan));
    const second = await db.write((tx) => insertReportMailPlan(tx, aPlan)).catch(isUniqueViolation);
    expect(second).toBe(true);
    const next = { ...aPlan, running: 'weekly' as const, revision: 2 };
    expect(await db.write((tx) => updateReportMailPlan(tx, next, 0))).toBe(false);
    expect(await db.write((tx) => updateReportMailPlan(tx, next, 1))).toBe(true);
    expect(await reportMailPlans(db.read)).toEqual([{ plan: next, slug: 'express' }]);
    await db.write((tx) => archiveSurvey(tx, 'survey', noon));
    expect(await reportMailPlans(db.read)).toEqual([]);
  });

  test('know a recipient by who it is, once for a survey', async () => {
    const db = database();
    await keepMail(db);
    const same = await db
      .write((tx) => insertReportRecipient(tx, { ...aRecipient, id: 'other' }))
      .catch(isUniqueViolation);
    expect(same).toBe(true);
    expect(await reportRecipientsOf(db.read, 'survey')).toEqual([{ recipient: aRecipient, person: null }]);
  });
});
