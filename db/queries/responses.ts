import { and, count, eq, sql } from 'drizzle-orm';
import { insertInChunks } from '../chunks.ts';
import type { Queryable } from '../database.ts';
import { given, preparedOnce } from '../prepared.ts';
import type { StoredResponse } from '../tables.ts';

const byId = preparedOnce(({ orm, tables: { responses } }) =>
  orm
    .select()
    .from(responses)
    .where(eq(responses.id, sql.placeholder('id')))
    .prepare(),
);

export async function responseById(queryable: Queryable, id: string) {
  const [response] = await byId(queryable).execute({ id });
  return response ?? null;
}

const byLink = preparedOnce(({ orm, tables: { responses } }) =>
  orm
    .select()
    .from(responses)
    .where(eq(responses.linkId, sql.placeholder('linkId')))
    .prepare(),
);

/** What was answered by a link so far; `null` when nobody has begun. */
export async function responseByLink(queryable: Queryable, linkId: string) {
  const [response] = await byLink(queryable).execute({ linkId });
  return response ?? null;
}

type Started = Omit<StoredResponse, 'status' | 'revision' | 'source' | 'updatedAt' | 'submittedAt'>;

const start = preparedOnce(({ orm, tables: { responses } }) =>
  orm
    .insert(responses)
    .values({
      id: sql.placeholder('id'),
      waveId: sql.placeholder('waveId'),
      versionId: sql.placeholder('versionId'),
      memberId: sql.placeholder('memberId'),
      linkId: sql.placeholder('linkId'),
      stratum: sql.placeholder('stratum'),
      status: 'started',
      revision: 1,
      answers: sql.placeholder('answers'),
      passed: sql.placeholder('passed'),
      locale: sql.placeholder('locale'),
      source: 'web',
      startedAt: sql.placeholder('startedAt'),
      updatedAt: sql.placeholder('startedAt'),
      submittedAt: null,
    })
    .onConflictDoNothing()
    .returning({ id: responses.id })
    .prepare(),
);

/**
 * Keeps the beginning of a response, at revision 1.
 *
 * @returns whether it was kept; `false` when its link or its member has a response already.
 */
export async function startResponse(queryable: Queryable, response: Started): Promise<boolean> {
  const kept = await start(queryable).execute({ ...response });
  return kept.length > 0;
}

/** A change of a response that is not submitted yet. */
export interface ResponseChange extends Pick<StoredResponse, 'id' | 'answers' | 'passed' | 'locale'> {
  /** The revision that was read and changed. */
  readonly seen: number;
  /** The moment of the change. */
  readonly at: number;
}

const change = (status: StoredResponse['status']) =>
  preparedOnce(({ orm, tables: { responses } }) =>
    orm
      .update(responses)
      .set({
        status,
        answers: given('answers', responses.answers),
        passed: given('passed', responses.passed),
        locale: given('locale', responses.locale),
        updatedAt: given('at', responses.updatedAt),
        ...(status === 'submitted' && { submittedAt: given('at', responses.submittedAt) }),
        revision: sql`${responses.revision} + 1`,
      })
      .where(
        and(
          eq(responses.id, sql.placeholder('id')),
          eq(responses.status, 'started'),
          eq(responses.revision, sql.placeholder('seen')),
        ),
      )
      .returning({ id: responses.id })
      .prepare(),
  );
const save = change('started');
const submit = change('submitted');

/**
 * Keeps the answers given so far.
 *
 * @returns whether they were kept; `false` when the response was submitted, or changed since it was read.
 */
export async function saveAnswers(queryable: Queryable, response: ResponseChange): Promise<boolean> {
  const kept = await save(queryable).execute({ ...response });
  return kept.length > 0;
}

/**
 * Keeps the final answers; nothing changes them afterwards.
 *
 * @returns whether this call submitted it; `false` when it was submitted before, or changed since it was read.
 */
export async function submitResponse(queryable: Queryable, response: ResponseChange): Promise<boolean> {
  const kept = await submit(queryable).execute({ ...response });
  return kept.length > 0;
}

/** Keeps finished or unfinished responses from elsewhere. A member's second one is a unique violation. */
export async function insertImportedResponses(
  { orm, tables: { responses } }: Queryable,
  rows: readonly Omit<StoredResponse, 'revision' | 'source' | 'linkId'>[],
): Promise<void> {
  await insertInChunks(rows, (chunk) =>
    orm
      .insert(responses)
      .values(chunk.map((row) => ({ ...row, linkId: null, revision: 1, source: 'import' as const }))),
  );
}

/** How many responses a wave has. */
export async function responseCounts({ orm, tables: { responses } }: Queryable, waveId: string) {
  const rows = await orm
    .select({ status: responses.status, responses: count() })
    .from(responses)
    .where(eq(responses.waveId, waveId))
    .groupBy(responses.status);
  const countOf = (status: StoredResponse['status']) =>
    rows.find((row) => row.status === status)?.responses ?? 0;
  return { started: countOf('started'), submitted: countOf('submitted') };
}
