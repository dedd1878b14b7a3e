import { and, eq, isNotNull, ne, type SQL, sql } from 'drizzle-orm';
import type { ResponseStatus } from '#surveys/response-status.ts';
import type { Queryable } from '../database.ts';
import { given, preparedOnce } from '../prepared.ts';
import type { StoredResponse, Tables } from '../tables.ts';
import { takeChanges } from './response-counters.ts';
import { sampleChanged } from './waves.ts';

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

/** What most responses begin without. */
export type Rare = Pick<
  StoredResponse,
  'fromSample' | 'accessHash' | 'facts' | 'consent' | 'source' | 'enteredBy'
>;
const none: Rare = {
  fromSample: false,
  accessHash: null,
  facts: null,
  consent: null,
  source: 'web',
  enteredBy: null,
};

type Started = Omit<
  StoredResponse,
  'status' | 'revision' | 'change' | 'updatedAt' | 'submittedAt' | 'revising' | 'isExcluded' | keyof Rare
> &
  Partial<Rare>;

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
      fromSample: sql.placeholder('fromSample'),
      accessHash: sql.placeholder('accessHash'),
      facts: sql.placeholder('facts'),
      consent: sql.placeholder('consent'),
      status: 'started',
      revision: 1,
      change: sql.placeholder('change'),
      answers: sql.placeholder('answers'),
      passed: sql.placeholder('passed'),
      locale: sql.placeholder('locale'),
      source: sql.placeholder('source'),
      enteredBy: sql.placeholder('enteredBy'),
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
  const change = await takeChanges(queryable, response.waveId, 1);
  const kept = await start(queryable).execute({ ...none, ...response, change });
  return kept.length > 0;
}

/** A change of a response that is not submitted yet. */
export interface ResponseChange
  extends Pick<StoredResponse, 'id' | 'waveId' | 'answers' | 'passed' | 'locale'> {
  /** The revision that was read and changed. */
  readonly seen: number;
  /** The moment of the change. */
  readonly at: number;
}

/** The last change of a response. */
export interface Submission extends ResponseChange {
  /** The stratum that somebody without a place in the sample gave; `null` for a member, which knows its own. */
  readonly stratum: string | null;
  /** How it ended, `submitted` if nothing is said. */
  readonly status?: 'submitted' | 'screenedOut' | 'overQuota';
  /** Whether to cut what leads from a link to the response. */
  readonly untie?: boolean;
}

const changed = (from: StoredResponse['status'], set: (responses: Tables['responses']) => Partial<Columns>) =>
  preparedOnce(({ orm, tables: { responses } }) =>
    orm
      .update(responses)
      .set({
        ...set(responses),
        updatedAt: given('at', responses.updatedAt),
        revision: sql`${responses.revision} + 1`,
      })
      .where(
        and(
          eq(responses.id, sql.placeholder('id')),
          eq(responses.waveId, sql.placeholder('waveId')),
          eq(responses.status, from),
          eq(responses.revision, sql.placeholder('seen')),
        ),
      )
      .returning({ memberId: responses.memberId })
      .prepare(),
  );
type Columns = Record<keyof StoredResponse, SQL>;

const answersGiven = (responses: Tables['responses']) => ({
  answers: given('answers', responses.answers),
  passed: given('passed', responses.passed),
  locale: given('locale', responses.locale),
  change: given('change', responses.change),
});
const finish = (responses: Tables['responses']) => ({
  ...answersGiven(responses),
  status: given('status', responses.status),
  submittedAt: given('at', responses.submittedAt),
  stratum: sql`coalesce(${given('stratum', responses.stratum)}, ${responses.stratum})`,
});

const save = changed('started', answersGiven);
const submit = changed('started', finish);
/** Nothing leads back from an anonymous answer that was sent. */
const submitUntied = changed('started', (responses) => ({
  ...finish(responses),
  linkId: sql`null`,
  accessHash: sql`null`,
}));
const revise = changed('submitted', (responses) => ({
  ...answersGiven(responses),
  status: given('status', responses.status),
  stratum: given('stratum', responses.stratum),
  revising: sql`null`,
}));
/** What a reader of responses sees stays as it was, so that this is none of the changes that are numbered. */
const keepAside = changed('submitted', (responses) => ({ revising: given('revising', responses.revising) }));

type Prepared = typeof save;

async function changeOnce(
  query: Prepared,
  queryable: Queryable,
  response: Record<string, unknown> & { readonly waveId: string },
): Promise<boolean> {
  const change = await takeChanges(queryable, response.waveId, 1);
  const kept = await query(queryable).execute({ ...response, change });
  return kept.length > 0;
}

/**
 * Keeps the answers given so far.
 *
 * @returns whether they were kept; `false` when the response was finished, or changed since it was read.
 */
export function saveAnswers(queryable: Queryable, response: ResponseChange): Promise<boolean> {
  return changeOnce(save, queryable, { ...response });
}

/**
 * Keeps the final answers.
 *
 * @returns whether this call finished it; `false` when it was finished before, or changed since it was read.
 */
export function submitResponse(
  queryable: Queryable,
  { untie = false, status = 'submitted', ...response }: Submission,
): Promise<boolean> {
  return changeOnce(untie ? submitUntied : submit, queryable, { ...response, status });
}

/** Keeps a complete change of a response that was sent. @returns whether it was kept; `false` as for `saveAnswers` */
export async function reviseResponse(
  queryable: Queryable,
  { status, ...response }: ResponseChange & Pick<StoredResponse, 'status' | 'stratum'>,
): Promise<boolean> {
  const change = await takeChanges(queryable, response.waveId, 1);
  const [kept] = await revise(queryable).execute({ ...response, status, change });
  if (kept?.memberId === null) await countedResponseChanged(queryable, response.waveId);
  return kept !== undefined;
}

/**
 * Notes that a response was changed or taken back after it was counted and that it has no member, by whom its place in what
 * was counted could be found. Whoever reads only what is new has to read the wave again.
 */
const countedResponseChanged = sampleChanged;

/**
 * Keeps a change of a response that was sent aside while it is not complete; the answers that were sent stand until it is.
 *
 * @returns whether it was kept; `false` as for `saveAnswers`
 */
export async function keepRevisionAside(
  queryable: Queryable,
  { answers, passed, ...response }: ResponseChange,
): Promise<boolean> {
  const kept = await keepAside(queryable).execute({ ...response, revising: { answers, passed } });
  return kept.length > 0;
}

/** Cuts what leads from a link to anonymous answers that were begun and never sent, so that nobody goes on with them. */
export async function untieStarted({ orm, tables: { responses } }: Queryable, waveId: string): Promise<void> {
  await orm
    .update(responses)
    .set({ accessHash: null })
    .where(and(eq(responses.waveId, waveId), isNotNull(responses.accessHash)));
}

/**
 * Erases what a response says, whatever became of it before, and ends it for good. Who reads changes learns of it, and
 * whoever changes it at the same moment comes too late.
 *
 * @returns whether this call did; `false` when it was withdrawn before
 */
export async function withdrawResponse(
  queryable: Queryable,
  { id, waveId, consent, at }: Pick<StoredResponse, 'id' | 'waveId' | 'consent'> & { readonly at: number },
): Promise<boolean> {
  const {
    orm,
    tables: { responses },
  } = queryable;
  const [withdrawn] = await orm
    .update(responses)
    .set({
      status: 'withdrawn',
      answers: {},
      passed: [],
      revising: null,
      consent,
      // of a sampled customer both are of the list, and tell which part of the sample refused; of others they are answers
      stratum: sql`case when ${responses.fromSample} then ${responses.stratum} end`,
      facts: sql`case when ${responses.fromSample} then ${responses.facts} end`,
      updatedAt: at,
      revision: sql`${responses.revision} + 1`,
      change: await takeChanges(queryable, waveId, 1),
    })
    .where(and(eq(responses.id, id), eq(responses.waveId, waveId), ne(responses.status, 'withdrawn')))
    .returning({ memberId: responses.memberId });
  if (withdrawn?.memberId === null) await countedResponseChanged(queryable, waveId);
  return withdrawn !== undefined;
}

const counts = preparedOnce(({ orm, tables: { responseCounters } }) =>
  orm
    .select({
      started: responseCounters.started,
      submitted: responseCounters.submitted,
      screenedOut: responseCounters.screenedOut,
      overQuota: responseCounters.overQuota,
      withdrawn: responseCounters.withdrawn,
      excluded: responseCounters.excluded,
    })
    .from(responseCounters)
    .where(eq(responseCounters.waveId, sql.placeholder('waveId')))
    .prepare(),
);

/** How many responses a wave has of each status, and how many of those submitted are left out of the figures. */
export type ResponseCounts = Readonly<Record<ResponseStatus | 'excluded', number>>;

export const noResponses: ResponseCounts = {
  started: 0,
  submitted: 0,
  screenedOut: 0,
  overQuota: 0,
  withdrawn: 0,
  excluded: 0,
};

/** The counts of a wave's responses, which triggers keep: one row, however many responses there are. */
export async function responseCounts(queryable: Queryable, waveId: string): Promise<ResponseCounts> {
  const [counted] = await counts(queryable).execute({ waveId });
  return counted ?? noResponses;
}
