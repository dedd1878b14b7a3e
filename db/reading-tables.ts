import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Columns } from './columns.ts';

/** The tables that these refer to. */
type Referred = Record<'surveys' | 'waves' | 'people', { id: AnySQLiteColumn }>;

/** Who reads a survey's report besides those with an account: by a link, and by mail. */
export function defineReadingTables(c: Columns, { surveys, waves, people }: Referred) {
  const survey = () =>
    c
      .text('survey_id')
      .notNull()
      .references(() => surveys.id, { onDelete: 'restrict' });

  /** Whom a survey's report is mailed to: somebody with an account, or an address elsewhere. */
  const reportRecipients = c.table(
    'report_recipients',
    {
      id: c.text('id').primaryKey(),
      surveyId: survey(),
      /** `null` for an address elsewhere. */
      personId: c.text('person_id').references(() => people.id, { onDelete: 'restrict' }),
      /** As it was typed; empty for somebody with an account, whose own holds. */
      name: c.text('name').notNull(),
      address: c.text('address').notNull(),
      /** Tells recipients from one another: `person:ID`, or the address in small letters. */
      identity: c.text('identity').notNull(),
      language: c.text('language').notNull(),
      addedBy: c.text('added_by').notNull(),
      addedAt: c.instant('added_at').notNull(),
      /** When they asked for no more mail; the row stays, so that nobody adds them again unawares. */
      unsubscribedAt: c.instant('unsubscribed_at'),
      /** When they were taken from the list; what was mailed to them stays known. */
      removedAt: c.instant('removed_at'),
    },
    (t) => [c.uniqueIndex('report_recipients_identity').on(t.surveyId, t.identity)],
  );

  /** Addresses that open a report without an account, until they expire or are revoked. */
  const reportLinks = c.table(
    'report_links',
    {
      id: c.text('id').primaryKey(),
      surveyId: survey(),
      /** The digest of the address's secret part; the part itself is shown once and kept nowhere. */
      tokenHash: c.text('token_hash').notNull(),
      /** For whom it is. */
      label: c.text('label').notNull(),
      opens: c.choice('opens', ['report', 'wall']).notNull(),
      /** The language it opens in; `null` where the browser decides. */
      language: c.text('language'),
      /** The recipient it was mailed to; `null` for one made by hand. */
      recipientId: c.text('recipient_id').references(() => reportRecipients.id, { onDelete: 'restrict' }),
      createdBy: c.text('created_by').notNull(),
      createdAt: c.instant('created_at').notNull(),
      expiresAt: c.instant('expires_at').notNull(),
      revokedAt: c.instant('revoked_at'),
      revokedBy: c.text('revoked_by'),
      /** The beginning of the day, in UTC, on which it was opened last. */
      lastOpenedOn: c.instant('last_opened_on'),
    },
    (t) => [
      c.uniqueIndex('report_links_token').on(t.tokenHash),
      c.index('report_links_of_survey').on(t.surveyId, t.createdAt),
      c.index('report_links_of_recipient').on(t.recipientId),
    ],
  );

  /** When a survey's report is mailed. A survey without a row mails nothing. */
  const reportMailPlans = c.table('report_mail_plans', {
    surveyId: c
      .text('survey_id')
      .primaryKey()
      .references(() => surveys.id, { onDelete: 'restrict' }),
    /** After a wave has closed: not at all, the next morning, or so many hours later. */
    afterClose: c.choice('after_close', ['never', 'morning', 'hours']).notNull(),
    hours: c.integer('hours').notNull(),
    /** While a wave takes answers. */
    running: c.choice('running', ['never', 'weekly', 'monthly']).notNull(),
    /** Said above the figures in every mail; may be empty. */
    note: c.text('note').notNull(),
    withPdf: c.boolean('with_pdf').notNull(),
    /** What fell due before that is not mailed. */
    since: c.instant('since').notNull(),
    /** Rises by one with every change; whoever saves says which revision they saw. */
    revision: c.integer('revision').notNull(),
    changedBy: c.text('changed_by').notNull(),
    changedAt: c.instant('changed_at').notNull(),
  });

  /** Every mail of a report, one for each occasion and recipient, from the moment it is due. */
  const reportMails = c.table(
    'report_mails',
    {
      id: c.text('id').primaryKey(),
      surveyId: survey(),
      waveId: c
        .text('wave_id')
        .notNull()
        .references(() => waves.id, { onDelete: 'restrict' }),
      recipientId: c
        .text('recipient_id')
        .notNull()
        .references(() => reportRecipients.id, { onDelete: 'restrict' }),
      /** `closed:KEY`, `weekly:KEY:DAY`, `monthly:KEY:DAY`: there is one mail of each for a recipient. */
      occasion: c.text('occasion').notNull(),
      state: c.choice('state', ['pending', 'sending', 'sent', 'failed']).notNull(),
      dueAt: c.instant('due_at').notNull(),
      attempts: c.integer('attempts').notNull(),
      /** Before that it is not tried (again). */
      nextAt: c.instant('next_at').notNull(),
      /** When somebody began to send it; who does not end in time is not waited for. */
      claimedAt: c.instant('claimed_at'),
      sentAt: c.instant('sent_at'),
      /** Why it did not go, as a code, and what the mail server said. */
      failure: c.text('failure'),
      answer: c.text('answer'),
    },
    (t) => [
      c.uniqueIndex('report_mails_occasion').on(t.surveyId, t.occasion, t.recipientId),
      c.index('report_mails_due').on(t.state, t.nextAt),
      c.index('report_mails_of_survey').on(t.surveyId, t.dueAt),
    ],
  );

  return { reportRecipients, reportLinks, reportMailPlans, reportMails };
}
