import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { LocalizedText } from '#surveys/localized.ts';
import { measureStatuses } from '#surveys/measure-status.ts';
import type { Columns } from './columns.ts';

/** The tables that these refer to. */
type Referred = Record<'surveys' | 'waves' | 'people', { id: AnySQLiteColumn }>;

/**
 * What is done about what a survey says, what happened meanwhile, and what others publish to set beside it. Days are
 * calendar days, `YYYY-MM-DD`: nobody begins a measure at a moment.
 */
export function defineImprovementTables(c: Columns, { surveys, waves, people }: Referred) {
  const ofSurvey = () =>
    c
      .text('survey_id')
      .notNull()
      .references(() => surveys.id, { onDelete: 'restrict' });
  /** Who wrote it down and who changed it last, by the names they had then. */
  const written = () => ({
    /** Rises by one with every change; whoever saves says which revision they saw. */
    revision: c.integer('revision').notNull(),
    createdBy: c.text('created_by').notNull(),
    createdAt: c.instant('created_at').notNull(),
    changedBy: c.text('changed_by').notNull(),
    changedAt: c.instant('changed_at').notNull(),
  });

  /** Something a company does so that customers judge an item better. */
  const improvementMeasures = c.table(
    'improvement_measures',
    {
      id: c.text('id').primaryKey(),
      surveyId: ofSurvey(),
      title: c.text('title').notNull(),
      /** May be empty. */
      description: c.text('description').notNull(),
      /** Who answers for it, by name; need not have an account. */
      owner: c.text('owner').notNull(),
      /** The same as somebody with an account; `null` where it is nobody who has one. */
      ownerId: c.text('owner_id').references(() => people.id, { onDelete: 'restrict' }),
      /** What it is to improve: an item's key, `dimension:KEY`, `factor:KEY`, `overall`, or the key of a rated question. */
      target: c.text('target').notNull(),
      /** The wave that showed the need; `null` where none did. */
      waveId: c.text('wave_id').references(() => waves.id, { onDelete: 'restrict' }),
      status: c.choice('status', measureStatuses).notNull(),
      startOn: c.text('start_on').notNull(),
      dueOn: c.text('due_on'),
      /** When it was in place; of those done, and only of them. */
      doneOn: c.text('done_on'),
      ...written(),
    },
    (t) => [c.index('improvement_measures_of_survey').on(t.surveyId, t.startOn)],
  );

  /** Something that happened outside the survey and that a reader of its trend has to know of. */
  const surveyEvents = c.table(
    'survey_events',
    {
      id: c.text('id').primaryKey(),
      surveyId: ofSurvey(),
      happenedOn: c.text('happened_on').notNull(),
      text: c.json<LocalizedText>('text').notNull(),
      /** Whom it concerned, in words; empty: everybody. */
      scope: c.text('scope').notNull(),
      ...written(),
    },
    (t) => [c.index('survey_events_of_survey').on(t.surveyId, t.happenedOn)],
  );

  /** A figure that somebody else published, entered by hand, with where it is to be found. */
  const publishedIndices = c.table(
    'published_indices',
    {
      id: c.text('id').primaryKey(),
      name: c.text('name').notNull(),
      /** Industry or company; may be empty. */
      industry: c.text('industry').notNull(),
      country: c.text('country').notNull(),
      /** What time it is about, as its publisher says it. */
      period: c.text('period').notNull(),
      /** The day that period ended. */
      endedOn: c.text('ended_on').notNull(),
      value: c.real('value').notNull(),
      scaleMin: c.real('scale_min').notNull(),
      scaleMax: c.real('scale_max').notNull(),
      /** Where it was published, as one would cite it. */
      source: c.text('source').notNull(),
      /** Its address on the web, http or https; empty where it has none. */
      sourceUrl: c.text('source_url').notNull(),
      ...written(),
    },
    (t) => [c.index('published_indices_of_name').on(t.name, t.endedOn)],
  );

  /** Surveys that somebody sets beside each other again and again. */
  const savedComparisons = c.table(
    'saved_comparisons',
    {
      id: c.text('id').primaryKey(),
      /** Whose list it stands in. */
      personId: c
        .text('person_id')
        .notNull()
        .references(() => people.id, { onDelete: 'restrict' }),
      name: c.text('name').notNull(),
      /** The query of its page, which says what is compared with what. */
      query: c.text('query').notNull(),
      savedAt: c.instant('saved_at').notNull(),
    },
    (t) => [c.uniqueIndex('saved_comparisons_of_person').on(t.personId, t.name)],
  );

  return { improvementMeasures, surveyEvents, publishedIndices, savedComparisons };
}
