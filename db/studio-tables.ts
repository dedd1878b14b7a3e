import { isNull } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { exclusionReasons } from '#surveys/exclusion-reasons.ts';
import type { Columns } from './columns.ts';

/** The tables that these refer to. */
type Referred = Record<'surveys' | 'versions' | 'waves' | 'responses', { id: AnySQLiteColumn }>;

/** What people who design and watch surveys leave behind: earlier drafts, templates, decisions with name and time. */
export function defineStudioTables(c: Columns, { surveys, versions, waves, responses }: Referred) {
  /** Each revision of a draft as it was kept, so that it can be brought back; the oldest are thrown away. */
  const draftEdits = c.table(
    'draft_edits',
    {
      surveyId: c
        .text('survey_id')
        .notNull()
        .references(() => surveys.id, { onDelete: 'restrict' }),
      /** `surveys.draft_revision` that this change led to. */
      revision: c.integer('revision').notNull(),
      draft: c.json<unknown>('draft').notNull(),
      /** What was done, as a code with what it was done to, and the mark of the form that asked for it. */
      what: c.json<{ code: string; place: string; form?: string }>('what').notNull(),
      /** Who did it; `null` for the command line. */
      personId: c.text('person_id'),
      personName: c.text('person_name'),
      at: c.instant('at').notNull(),
    },
    (t) => [c.primaryKey({ name: 'draft_edits_pk', columns: [t.surveyId, t.revision] })],
  );

  /** Questionnaires a team keeps to begin new surveys with. */
  const savedTemplates = c.table(
    'saved_templates',
    {
      id: c.text('id').primaryKey(),
      name: c.text('name').notNull(),
      note: c.text('note').notNull(),
      definition: c.json<unknown>('definition').notNull(),
      savedBy: c.text('saved_by').notNull(),
      savedAt: c.instant('saved_at').notNull(),
    },
    (t) => [c.uniqueIndex('saved_templates_name').on(t.name)],
  );

  /** Whether the series of an item goes on with a version or breaks there, and who said so. */
  const seriesDecisions = c.table(
    'series_decisions',
    {
      versionId: c
        .text('version_id')
        .notNull()
        .references(() => versions.id, { onDelete: 'restrict' }),
      /** The key of an item, or of another rated question. */
      item: c.text('item').notNull(),
      continues: c.boolean('continues').notNull(),
      reason: c.text('reason').notNull(),
      decidedBy: c.text('decided_by').notNull(),
      decidedAt: c.instant('decided_at').notNull(),
    },
    (t) => [c.primaryKey({ name: 'series_decisions_pk', columns: [t.versionId, t.item] })],
  );

  /** Responses that an analyst left out of the figures, and those taken in again: a protocol that only grows. */
  const exclusions = c.table(
    'exclusions',
    {
      id: c.text('id').primaryKey(),
      waveId: c
        .text('wave_id')
        .notNull()
        .references(() => waves.id, { onDelete: 'restrict' }),
      responseId: c
        .text('response_id')
        .notNull()
        .references(() => responses.id, { onDelete: 'restrict' }),
      reason: c.choice('reason', exclusionReasons).notNull(),
      /** What else there is to say, in the analyst's words; may be empty. */
      note: c.text('note').notNull().default(''),
      excludedBy: c.text('excluded_by').notNull(),
      excludedAt: c.instant('excluded_at').notNull(),
      undoneBy: c.text('undone_by'),
      undoneAt: c.instant('undone_at'),
    },
    (t) => [
      /** Nothing is left out twice at once. */
      c.uniqueIndex('exclusions_standing').on(t.responseId).where(isNull(t.undoneAt)),
      c.index('exclusions_of_wave').on(t.waveId, t.excludedAt),
    ],
  );

  /** What holds for all surveys, such as how often a customer may be asked; a document each. */
  const settings = c.table('settings', {
    key: c.text('key').primaryKey(),
    value: c.json<unknown>('value').notNull(),
    changedBy: c.text('changed_by').notNull(),
    changedAt: c.instant('changed_at').notNull(),
  });

  return { draftEdits, savedTemplates, seriesDecisions, exclusions, settings };
}
