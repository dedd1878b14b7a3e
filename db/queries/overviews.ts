import { asc, count, eq, getTableColumns, max, type SQL, sql, sum } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import type { Survey, Tables, Wave } from '../tables.ts';
import { noResponses, type ResponseCounts } from './responses.ts';

/** A wave in a list, with how many were asked and how many answered. */
export interface WaveOverview
  extends Pick<
    Wave,
    | 'id'
    | 'surveyId'
    | 'key'
    | 'position'
    | 'label'
    | 'versionId'
    | 'opensAt'
    | 'closesAt'
    | 'closedAt'
    | 'openKey'
  > {
  /** How many customers were sampled; 0 for a wave that has no sample. */
  readonly sampled: number;
  readonly responses: ResponseCounts;
}

/** A survey in a list. */
export interface SurveyOverview
  extends Pick<Survey, 'id' | 'slug' | 'title' | 'draftRevision' | 'createdAt' | 'archivedAt'> {
  /** The number of the version published last; 0 before the first. */
  readonly version: number;
  readonly waves: number;
  /** Of all waves together. */
  readonly responses: ResponseCounts;
  readonly latestWave: WaveOverview | null;
}

/**
 * All surveys by slug, those put away included, without their drafts and plans. It takes as long for a million responses
 * as for none: counts are read from `response_counters`.
 */
export async function surveysOverview(queryable: Queryable): Promise<SurveyOverview[]> {
  const { orm, tables } = queryable;
  const { id, slug, title, draftRevision, createdAt, archivedAt } = tables.surveys;
  const surveys = await orm
    .select({ id, slug, title, draftRevision, createdAt, archivedAt })
    .from(tables.surveys)
    .orderBy(asc(slug));
  const totals = bySurvey(await totalsOfWaves(queryable));
  const versions = bySurvey(await latestVersions(queryable));
  const latest = bySurvey(await latestWaves(queryable));
  return surveys.map((survey) => {
    const { waves = 0, surveyId: _, ...responses } = totals.get(survey.id) ?? {};
    return {
      ...survey,
      version: versions.get(survey.id)?.number ?? 0,
      waves,
      responses: { ...noResponses, ...responses },
      latestWave: latest.get(survey.id) ?? null,
    };
  });
}

/** The waves of a survey in order of time, without their plans. */
export async function wavesOverview(queryable: Queryable, surveyId: string): Promise<WaveOverview[]> {
  return await wavesWhere(queryable, eq(queryable.tables.waves.surveyId, surveyId));
}

function bySurvey<R extends { readonly surveyId: string }>(rows: readonly R[]): ReadonlyMap<string, R> {
  return new Map(rows.map((row) => [row.surveyId, row]));
}

function countsIn({ responseCounters }: Tables) {
  const { waveId: _, changes: __, ...counts } = getTableColumns(responseCounters);
  return counts;
}

/** How many waves each survey has, and how many responses they have together. */
async function totalsOfWaves({ orm, tables }: Queryable) {
  const { waves, responseCounters } = tables;
  const counts = countsIn(tables);
  const total = (column: (typeof counts)[keyof typeof counts]) => sum(column).mapWith(Number);
  return await orm
    .select({
      surveyId: waves.surveyId,
      waves: count(),
      started: total(counts.started),
      submitted: total(counts.submitted),
      screenedOut: total(counts.screenedOut),
      overQuota: total(counts.overQuota),
      withdrawn: total(counts.withdrawn),
      excluded: total(counts.excluded),
    })
    .from(waves)
    .leftJoin(responseCounters, eq(responseCounters.waveId, waves.id))
    .groupBy(waves.surveyId);
}

async function latestVersions({ orm, tables: { versions } }: Queryable) {
  return await orm
    .select({ surveyId: versions.surveyId, number: max(versions.number).mapWith(Number) })
    .from(versions)
    .groupBy(versions.surveyId);
}

/** The last wave of each survey. */
async function latestWaves(queryable: Queryable): Promise<WaveOverview[]> {
  const { orm, tables } = queryable;
  const { surveyId, position } = tables.waves;
  const last = orm
    .select({ surveyId, last: max(position) })
    .from(tables.waves)
    .groupBy(surveyId);
  return await wavesWhere(queryable, sql`(${surveyId}, ${position}) in ${last}`);
}

/** The waves of which something holds, in order of time. */
async function wavesWhere({ orm, tables }: Queryable, condition: SQL): Promise<WaveOverview[]> {
  const { waves, waveStrata, responseCounters } = tables;
  const sampled = orm
    .select({ sampled: sum(waveStrata.sampled) })
    .from(waveStrata)
    .where(eq(waveStrata.waveId, waves.id));
  const rows = await orm
    .select({
      id: waves.id,
      surveyId: waves.surveyId,
      key: waves.key,
      position: waves.position,
      label: waves.label,
      versionId: waves.versionId,
      opensAt: waves.opensAt,
      closesAt: waves.closesAt,
      closedAt: waves.closedAt,
      openKey: waves.openKey,
      sampled: sql`coalesce(${sampled}, 0)`.mapWith(Number),
      responses: countsIn(tables),
    })
    .from(waves)
    .leftJoin(responseCounters, eq(responseCounters.waveId, waves.id))
    .where(condition)
    .orderBy(asc(waves.surveyId), asc(waves.position));
  return rows.map((row) => ({ ...row, responses: row.responses ?? noResponses }));
}
