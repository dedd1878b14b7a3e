import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Columns } from './columns.ts';

/** The tables that these refer to. */
type Referred = Record<'surveys', { id: AnySQLiteColumn }>;

/**
 * Who works here, how they prove who they are, which surveys are shared with them, and what they did. The first five are
 * read and written by the library for accounts, under these names of columns.
 */
export function definePeopleTables(c: Columns, { surveys }: Referred) {
  const people = c.table(
    'people',
    {
      id: c.text('id').primaryKey(),
      name: c.text('name').notNull(),
      /** In small letters, as it is signed in with. */
      email: c.text('email').notNull(),
      emailVerified: c.boolean('email_verified').notNull(),
      image: c.text('image'),
      role: c.choice('role', ['administrator', 'designer', 'analyst', 'reader']).notNull(),
      /** The language chosen for the account; `null` where the browser decides. */
      locale: c.text('locale'),
      twoFactorEnabled: c.boolean('two_factor_enabled').notNull(),
      /** Since when this account signs in nowhere; `null` for one that does. */
      disabledAt: c.instant('disabled_at'),
      createdAt: c.instant('created_at').notNull(),
      updatedAt: c.instant('updated_at').notNull(),
    },
    (t) => [c.uniqueIndex('people_email').on(t.email)],
  );

  const person = (name = 'person_id') =>
    c
      .text(name)
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' });

  /** Where people are signed in. The token is kept as its digest alone. */
  const sessions = c.table(
    'sessions',
    {
      id: c.text('id').primaryKey(),
      personId: person(),
      token: c.text('token').notNull(),
      userAgent: c.text('user_agent'),
      expiresAt: c.instant('expires_at').notNull(),
      createdAt: c.instant('created_at').notNull(),
      updatedAt: c.instant('updated_at').notNull(),
    },
    (t) => [c.uniqueIndex('sessions_token').on(t.token), c.index('sessions_of_person').on(t.personId)],
  );

  /** Passwords, hashed. Whoever was invited and has not chosen one yet has no row. */
  const credentials = c.table(
    'credentials',
    {
      id: c.text('id').primaryKey(),
      personId: person(),
      accountId: c.text('account_id').notNull(),
      providerId: c.text('provider_id').notNull(),
      password: c.text('password'),
      createdAt: c.instant('created_at').notNull(),
      updatedAt: c.instant('updated_at').notNull(),
    },
    (t) => [c.uniqueIndex('credentials_of_person').on(t.personId, t.providerId)],
  );

  /** Sign-ins that wait for their second factor. */
  const verifications = c.table(
    'verifications',
    {
      id: c.text('id').primaryKey(),
      identifier: c.text('identifier').notNull(),
      value: c.text('value').notNull(),
      expiresAt: c.instant('expires_at').notNull(),
      createdAt: c.instant('created_at').notNull(),
      updatedAt: c.instant('updated_at').notNull(),
    },
    (t) => [
      c.index('verifications_identifier').on(t.identifier),
      c.index('verifications_expiry').on(t.expiresAt),
    ],
  );

  /** The secrets of second factors and their recovery codes, encrypted with a key that is not in the database. */
  const secondFactors = c.table(
    'second_factors',
    {
      id: c.text('id').primaryKey(),
      personId: person(),
      secret: c.text('secret').notNull(),
      backupCodes: c.text('backup_codes').notNull(),
      verified: c.boolean('verified'),
      failedVerificationCount: c.integer('failed_verification_count'),
      lockedUntil: c.instant('locked_until'),
    },
    (t) => [c.uniqueIndex('second_factors_of_person').on(t.personId)],
  );

  /** Links that an administrator hands over: to choose the first password, another one, or another second factor. */
  const oneTimeLinks = c.table(
    'one_time_links',
    {
      tokenHash: c.text('token_hash').primaryKey(),
      personId: person(),
      purpose: c.choice('purpose', ['invitation', 'password', 'secondFactor']).notNull(),
      createdAt: c.instant('created_at').notNull(),
      expiresAt: c.instant('expires_at').notNull(),
    },
    /** A new link takes the place of the one before. */
    (t) => [c.uniqueIndex('one_time_links_of_person').on(t.personId)],
  );

  /** What was tried in vain of late, by what was tried: a digest of the address that was signed in with, known here or not. */
  const signInAttempts = c.table(
    'sign_in_attempts',
    {
      subject: c.text('subject').primaryKey(),
      failures: c.integer('failures').notNull(),
      /** Before that nothing is tried at all. */
      notBefore: c.instant('not_before').notNull(),
      lastAt: c.instant('last_at').notNull(),
    },
    (t) => [c.index('sign_in_attempts_last').on(t.lastAt)],
  );

  /** Whom a survey is shared with. */
  const surveyPeople = c.table(
    'survey_people',
    {
      surveyId: c
        .text('survey_id')
        .notNull()
        .references(() => surveys.id, { onDelete: 'restrict' }),
      personId: person(),
      grantedBy: c.text('granted_by').notNull(),
      grantedAt: c.instant('granted_at').notNull(),
    },
    (t) => [
      c.primaryKey({ name: 'survey_people_pk', columns: [t.surveyId, t.personId] }),
      c.index('survey_people_of_person').on(t.personId),
    ],
  );

  /** Who did what, to which survey. A trigger refuses to change or delete an entry. */
  const auditEntries = c.table(
    'audit_entries',
    {
      id: c.text('id').primaryKey(),
      at: c.instant('at').notNull(),
      /** `null` for the command line, and for whoever was not known. */
      personId: c.text('person_id'),
      /** The name as it was then; empty for the command line. */
      personName: c.text('person_name').notNull(),
      surveyId: c.text('survey_id'),
      action: c.text('action').notNull(),
      details: c.json<Readonly<Record<string, unknown>>>('details').notNull(),
    },
    (t) => [
      c.index('audit_entries_at').on(t.at, t.id),
      c.index('audit_entries_of_survey').on(t.surveyId, t.at, t.id),
      c.index('audit_entries_of_person').on(t.personId, t.at, t.id),
      c.index('audit_entries_of_action').on(t.action, t.at, t.id),
    ],
  );

  return {
    people,
    sessions,
    credentials,
    verifications,
    secondFactors,
    oneTimeLinks,
    signInAttempts,
    surveyPeople,
    auditEntries,
  };
}
