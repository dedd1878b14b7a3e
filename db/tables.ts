import { isNotNull, isNull, sql } from 'drizzle-orm';
import type { Plan } from '#reports/plan.ts';
import type { Answers } from '#surveys/answers.ts';
import type { Definition } from '#surveys/definition.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { responseStatuses } from '#surveys/response-status.ts';
import type { AttributeSums } from '#surveys/sampling/attribute-sums.ts';
import type { ClassRule } from '#surveys/sampling/class-rules.ts';
import { dispositions } from '#surveys/sampling/dispositions.ts';
import { defineAnonymousTables } from './anonymous-tables.ts';
import type { Columns } from './columns.ts';
import { defineComplaintTables } from './complaint-tables.ts';
import { defineDerivedTables } from './derived-tables.ts';
import { defineDispositionTables } from './disposition-tables.ts';
import { defineFieldworkTables } from './fieldwork-tables.ts';
import { defineImprovementTables } from './improvement-tables.ts';
import { definePeopleTables } from './people-tables.ts';
import { defineReadingTables } from './reading-tables.ts';
import { defineStudioTables } from './studio-tables.ts';

/** What is known of a customer besides the stratum: variable name to value. */
export type Attributes = Record<string, string>;

/** How many customers the population has for each value of a variable. */
export type Margins = Record<string, Record<string, number>>;

/** A customer's consent to what becomes of the answers. */
export interface Consent {
  /** The author's mark of the text, and a digest of the text in the language that was read. */
  readonly version: string;
  readonly digest: string;
  readonly language: string;
  /** Whether a box was ticked, or going on said yes. */
  readonly given: 'ticked' | 'continued';
  readonly at: number;
}

/** What is left of a consent once it was withdrawn: that there was one. */
export type FormerConsent = Pick<Consent, 'version' | 'given'>;

/**
 * Every table, declared once for both databases.
 *
 * Identifiers are text made in code; moments are milliseconds since 1970. Nothing that an answer depends on
 * can be deleted: every foreign key is `restrict`.
 */
export function defineTables(c: Columns) {
  const surveys = c.table(
    'surveys',
    {
      id: c.text('id').primaryKey(),
      slug: c.text('slug').notNull(),
      /** As its author left it; `readDefinition` says whether it is a questionnaire. */
      draft: c.json<unknown>('draft').notNull(),
      /** Rises by one with every change of the draft; whoever saves says which revision they saw. */
      draftRevision: c.integer('draft_revision').notNull(),
      /** The draft's title, so that a list of surveys need not read their drafts; `null` where it has none that can be read. */
      title: c.json<LocalizedText>('title'),
      plan: c.json<Plan>('plan').notNull(),
      createdAt: c.instant('created_at').notNull(),
      /** When it was put away; it is still there, and no longer in the list. */
      archivedAt: c.instant('archived_at'),
    },
    (t) => [c.uniqueIndex('surveys_slug').on(t.slug)],
  );

  /** Published questionnaires. A row never changes: a trigger refuses it. */
  const versions = c.table(
    'survey_versions',
    {
      id: c.text('id').primaryKey(),
      surveyId: c
        .text('survey_id')
        .notNull()
        .references(() => surveys.id, { onDelete: 'restrict' }),
      number: c.integer('number').notNull(),
      definition: c.json<Definition>('definition').notNull(),
      publishedAt: c.instant('published_at').notNull(),
      /** Who published it; `null` for the command line. */
      publishedBy: c.text('published_by'),
    },
    (t) => [c.uniqueIndex('survey_versions_number').on(t.surveyId, t.number)],
  );

  /** Whom a survey can ask: a list of customers, or only counts per stratum. */
  const frames = c.table(
    'frames',
    {
      id: c.text('id').primaryKey(),
      surveyId: c
        .text('survey_id')
        .notNull()
        .references(() => surveys.id, { onDelete: 'restrict' }),
      key: c.text('key').notNull(),
      kind: c.choice('kind', ['list', 'counts']).notNull(),
      /** Where it came from, in words: a file name, a register. */
      source: c.text('source').notNull(),
      /** The variables whose values together name the stratum. */
      strataFrom: c.json<string[]>('strata_from').notNull(),
      margins: c.json<Margins>('margins').notNull(),
      /** Whether all of it is there. A list that is still coming in, or whose import ended halfway, is nobody's to draw from. */
      isComplete: c.boolean('is_complete').notNull().default(true),
      /** How the classes among the attributes were worked out, by the attribute they became. */
      classRules: c.json<Record<string, ClassRule>>('class_rules'),
      /** What customers bring together, by attributes that are numbers; `null` where nobody has added up. */
      sums: c.json<Record<string, AttributeSums>>('sums'),
      importedAt: c.instant('imported_at').notNull(),
      /** When it was given up (a newer list took its place, its import ended halfway); its customers are on their way out. */
      removedAt: c.instant('removed_at'),
    },
    // a list that is coming in stands beside the one it will replace
    (t) => [c.uniqueIndex('frames_key').on(t.surveyId, t.key).where(sql`${t.isComplete}`)],
  );

  const frameStrata = c.table(
    'frame_strata',
    {
      frameId: c
        .text('frame_id')
        .notNull()
        .references(() => frames.id, { onDelete: 'restrict' }),
      stratum: c.text('stratum').notNull(),
      population: c.real('population').notNull(),
    },
    (t) => [c.primaryKey({ name: 'frame_strata_pk', columns: [t.frameId, t.stratum] })],
  );

  const frameCustomers = c.table(
    'frame_customers',
    {
      id: c.text('id').primaryKey(),
      frameId: c
        .text('frame_id')
        .notNull()
        .references(() => frames.id, { onDelete: 'restrict' }),
      /** Place in the imported list, from 1. A draw depends on it, so that a seed reproduces a sample. */
      position: c.integer('position').notNull(),
      /** The company's own number or name of the customer. */
      customer: c.text('customer').notNull(),
      stratum: c.text('stratum').notNull(),
      attributes: c.json<Attributes>('attributes').notNull(),
    },
    (t) => [
      c.uniqueIndex('frame_customers_customer').on(t.frameId, t.customer),
      c.uniqueIndex('frame_customers_position').on(t.frameId, t.position),
    ],
  );

  const waves = c.table(
    'waves',
    {
      id: c.text('id').primaryKey(),
      surveyId: c
        .text('survey_id')
        .notNull()
        .references(() => surveys.id, { onDelete: 'restrict' }),
      key: c.text('key').notNull(),
      /** Order in time within the survey, from 1. */
      position: c.integer('position').notNull(),
      label: c.json<LocalizedText>('label'),
      frameId: c.text('frame_id').references(() => frames.id, { onDelete: 'restrict' }),
      versionId: c
        .text('version_id')
        .notNull()
        .references(() => versions.id, { onDelete: 'restrict' }),
      opensAt: c.instant('opens_at'),
      closesAt: c.instant('closes_at'),
      /** When somebody closed it by hand. */
      closedAt: c.instant('closed_at'),
      /** Stands in for the survey's plan when there is one. */
      plan: c.json<Plan>('plan'),
      /** The last part of the open link's address; without it the wave has no open link. */
      openKey: c.text('open_key'),
      /** The question whose answer is the stratum of somebody who came by the open link. */
      stratumQuestion: c.text('stratum_question'),
      /** Rises by one with every change of the sample, its strata or its dispositions; see `dataStamp`. */
      sampleRevision: c.integer('sample_revision').notNull(),
      createdAt: c.instant('created_at').notNull(),
    },
    (t) => [
      c.uniqueIndex('waves_key').on(t.surveyId, t.key),
      c.uniqueIndex('waves_position').on(t.surveyId, t.position),
      c.uniqueIndex('waves_open_key').on(t.openKey),
    ],
  );

  /** The sizes N (`null`: not known) and n of each stratum, frozen when the sample was drawn or imported. */
  const waveStrata = c.table(
    'wave_strata',
    {
      waveId: c
        .text('wave_id')
        .notNull()
        .references(() => waves.id, { onDelete: 'restrict' }),
      stratum: c.text('stratum').notNull(),
      population: c.real('population'),
      sampled: c.integer('sampled').notNull(),
    },
    (t) => [c.primaryKey({ name: 'wave_strata_pk', columns: [t.waveId, t.stratum] })],
  );

  /** How a sample was drawn, so that anybody can draw it again. */
  const draws = c.table(
    'draws',
    {
      id: c.text('id').primaryKey(),
      waveId: c
        .text('wave_id')
        .notNull()
        .references(() => waves.id, { onDelete: 'restrict' }),
      seed: c.text('seed').notNull(),
      /** Customers to draw in each stratum. */
      sizes: c.json<Record<string, number>>('sizes').notNull(),
      drawnAt: c.instant('drawn_at').notNull(),
      protocol: c.json<unknown>('protocol').notNull(),
    },
    (t) => [c.uniqueIndex('draws_wave').on(t.waveId)],
  );

  const sampleMembers = c.table(
    'sample_members',
    {
      id: c.text('id').primaryKey(),
      waveId: c
        .text('wave_id')
        .notNull()
        .references(() => waves.id, { onDelete: 'restrict' }),
      /** Place in the sample, from 1. */
      position: c.integer('position').notNull(),
      customer: c.text('customer').notNull(),
      stratum: c.text('stratum').notNull(),
      attributes: c.json<Attributes>('attributes').notNull(),
      /** What was recorded about the attempt; `null` when nothing was. */
      disposition: c.choice('disposition', dispositions),
      dispositionAt: c.instant('disposition_at'),
      /** A weight that came with the sample; `null` when the design gives it. */
      weight: c.real('weight'),
    },
    (t) => [
      c.uniqueIndex('sample_members_customer').on(t.waveId, t.customer),
      c.uniqueIndex('sample_members_position').on(t.waveId, t.position),
      /** Finds how often somebody was asked, in whatever survey. */
      c.index('sample_members_of_customer').on(t.customer),
    ],
  );

  /**
   * Secret addresses at which one customer answers. Only a hash of the secret is kept. Those that begin an anonymous answer by
   * an open link are not here: rows that are written one after another have an order.
   */
  const links = c.table(
    'links',
    {
      id: c.text('id').primaryKey(),
      waveId: c
        .text('wave_id')
        .notNull()
        .references(() => waves.id, { onDelete: 'restrict' }),
      memberId: c.text('member_id').references(() => sampleMembers.id, { onDelete: 'restrict' }),
      tokenHash: c.text('token_hash').notNull(),
      /** Whether an anonymous answer was sent by it, which nothing else tells. */
      answered: c.boolean('answered').notNull().default(false),
      expiresAt: c.instant('expires_at'),
      createdAt: c.instant('created_at').notNull(),
    },
    (t) => [c.uniqueIndex('links_member').on(t.memberId), c.uniqueIndex('links_token_hash').on(t.tokenHash)],
  );

  /**
   * How many changes of a wave's responses were numbered, and how many responses there are of each status, so that nobody
   * has to count them; a wave without responses may have no row.
   */
  const responseCounters = c.table('response_counters', {
    waveId: c
      .text('wave_id')
      .primaryKey()
      .references(() => waves.id, { onDelete: 'restrict' }),
    changes: c.integer('changes').notNull(),
    started: c.integer('started').notNull().default(0),
    submitted: c.integer('submitted').notNull().default(0),
    screenedOut: c.integer('screened_out').notNull().default(0),
    overQuota: c.integer('over_quota').notNull().default(0),
    withdrawn: c.integer('withdrawn').notNull().default(0),
    /** Of those submitted, how many an analyst left out of the figures. */
    excluded: c.integer('excluded').notNull().default(0),
  });

  const responses = c.table(
    'responses',
    {
      id: c.text('id').primaryKey(),
      waveId: c
        .text('wave_id')
        .notNull()
        .references(() => waves.id, { onDelete: 'restrict' }),
      versionId: c
        .text('version_id')
        .notNull()
        .references(() => versions.id, { onDelete: 'restrict' }),
      memberId: c.text('member_id').references(() => sampleMembers.id, { onDelete: 'restrict' }),
      linkId: c.text('link_id').references(() => links.id, { onDelete: 'restrict' }),
      /** The stratum of a response without a member; a member knows its own. */
      stratum: c.text('stratum'),
      /** Whether somebody of the sample gave it and nobody knows who: an anonymous answer by a personal link. */
      fromSample: c.boolean('from_sample').notNull().default(false),
      /** How an anonymous response is found while it is being given: a digest with a key that is not kept here. */
      accessHash: c.text('access_hash'),
      /** What is known of the customer besides a member's attributes, as far as the questionnaire keeps it. */
      facts: c.json<Record<string, string>>('facts'),
      status: c.choice('status', responseStatuses).notNull(),
      /** Rises by one with every change; whoever saves says which revision they saw. */
      revision: c.integer('revision').notNull(),
      /** The number of its last change among all changes of the wave's responses; see `takeChanges`. */
      change: c.integer('change').notNull(),
      answers: c.json<Answers>('answers').notNull(),
      /** Keys of the pages already passed. */
      passed: c.json<string[]>('passed').notNull(),
      /** Changes of a submitted response that are not complete yet; its answers stand until they are. */
      revising: c.json<{ answers: Answers; passed: string[] }>('revising'),
      /** To which text about the data the customer agreed, how and when. */
      consent: c.json<Consent | FormerConsent>('consent'),
      locale: c.text('locale').notNull(),
      source: c.choice('source', ['web', 'import', 'entered']).notNull(),
      /** Who entered it for somebody else, by name; `null` for what came in any other way. */
      enteredBy: c.text('entered_by'),
      /** Whether an analyst left it out of the figures; why is in `exclusions`. */
      isExcluded: c.boolean('is_excluded').notNull().default(false),
      startedAt: c.instant('started_at').notNull(),
      updatedAt: c.instant('updated_at').notNull(),
      submittedAt: c.instant('submitted_at'),
    },
    (t) => [
      c.uniqueIndex('responses_member').on(t.memberId),
      c.uniqueIndex('responses_link').on(t.linkId),
      c.uniqueIndex('responses_access').on(t.accessHash).where(isNotNull(t.accessHash)),
      /** Finds what changed, in order, and counts responses without touching the answers. */
      c.index('responses_change').on(t.waveId, t.change, t.status),
      c.index('responses_without_member').on(t.waveId, t.startedAt, t.id).where(isNull(t.memberId)),
    ],
  );

  /** The places of a quota that are taken. Their numbers go from 1 to its limit, so that no two get the last one. */
  const quotaPlaces = c.table(
    'quota_places',
    {
      waveId: c
        .text('wave_id')
        .notNull()
        .references(() => waves.id, { onDelete: 'restrict' }),
      quota: c.text('quota').notNull(),
      place: c.integer('place').notNull(),
      responseId: c
        .text('response_id')
        .notNull()
        .references(() => responses.id, { onDelete: 'restrict' }),
      /** Until when it waits for a response that is not sent; `null` when it was. */
      heldUntil: c.instant('held_until'),
    },
    (t) => [
      c.primaryKey({ name: 'quota_places_pk', columns: [t.waveId, t.quota, t.place] }),
      c.uniqueIndex('quota_places_response').on(t.responseId, t.quota),
      /** Finds a place that was held too long. */
      c.index('quota_places_held').on(t.waveId, t.quota, t.heldUntil).where(isNotNull(t.heldUntil)),
    ],
  );

  /** Customers who asked not to be invited any more, by the company's own number or name of them. */
  const optOuts = c.table('opt_outs', {
    customer: c.text('customer').primaryKey(),
    at: c.instant('at').notNull(),
    /** How it was heard: by the customer's own link, or from somebody who recorded it. */
    source: c.choice('source', ['customer', 'recorded']).notNull(),
  });

  /** Logos, by the digest of their bytes. */
  const images = c.table('images', {
    digest: c.text('digest').primaryKey(),
    type: c.choice('type', ['image/png', 'image/jpeg', 'image/webp']).notNull(),
    width: c.integer('width').notNull(),
    height: c.integer('height').notNull(),
    bytes: c.bytes('bytes').notNull(),
    createdAt: c.instant('created_at').notNull(),
  });

  const studio = defineStudioTables(c, { surveys, versions, waves, responses });
  const team = definePeopleTables(c, { surveys });

  return {
    surveys,
    versions,
    frames,
    frameStrata,
    frameCustomers,
    waves,
    waveStrata,
    draws,
    sampleMembers,
    links,
    responseCounters,
    responses,
    quotaPlaces,
    optOuts,
    images,
    ...studio,
    ...team,
    ...defineImprovementTables(c, { surveys, waves, people: team.people }),
    ...defineReadingTables(c, { surveys, waves, people: team.people }),
    ...defineComplaintTables(c, { waves }),
    ...defineFieldworkTables(c, { waves }),
    ...defineDispositionTables(c, { sampleMembers }),
    ...defineAnonymousTables(c, { waves }),
    ...defineDerivedTables(c),
  };
}

export type Tables = ReturnType<typeof defineTables>;

/** A row as it is read. */
type Row<Name extends keyof Tables> = Tables[Name]['$inferSelect'];

export type Survey = Row<'surveys'>;
export type SurveyVersion = Row<'versions'>;
export type Frame = Row<'frames'>;
export type FrameStratum = Row<'frameStrata'>;
export type FrameCustomer = Row<'frameCustomers'>;
export type Wave = Row<'waves'>;
export type WaveStratum = Row<'waveStrata'>;
export type Draw = Row<'draws'>;
export type SampleMember = Row<'sampleMembers'>;
export type Link = Row<'links'>;
export type StoredResponse = Row<'responses'>;
export type QuotaPlace = Row<'quotaPlaces'>;
export type OptOut = Row<'optOuts'>;
export type StoredImage = Row<'images'>;
export type DraftEdit = Row<'draftEdits'>;
export type SavedTemplate = Row<'savedTemplates'>;
export type SeriesDecision = Row<'seriesDecisions'>;
export type Exclusion = Row<'exclusions'>;
export type RecordedDisposition = Row<'recordedDispositions'>;
export type StoredPerson = Row<'people'>;
export type StoredSession = Row<'sessions'>;
export type OneTimeLink = Row<'oneTimeLinks'>;
export type SignInAttempts = Row<'signInAttempts'>;
export type SurveyPerson = Row<'surveyPeople'>;
export type ReportRecipient = Row<'reportRecipients'>;
export type ReportLink = Row<'reportLinks'>;
export type ReportMailPlan = Row<'reportMailPlans'>;
export type ReportMail = Row<'reportMails'>;
export type AuditEntry = Row<'auditEntries'>;
export type ImprovementMeasure = Row<'improvementMeasures'>;
export type SurveyEvent = Row<'surveyEvents'>;
export type PublishedIndex = Row<'publishedIndices'>;
export type SavedComparison = Row<'savedComparisons'>;
export type ComplaintsReceived = Row<'complaintsReceived'>;
export type WaveColumn = Row<'waveColumns'>;
export type ColumnChunk = Row<'columnChunks'>;
