import { randomUUID } from 'node:crypto';
import type { Database } from '#db/database.ts';
import { insertLinks } from '#db/queries/links.ts';
import { insertSampleMembers, memberCountsByStratum } from '#db/queries/sample-members.ts';
import { insertSurvey } from '#db/queries/surveys.ts';
import { insertNextVersion } from '#db/queries/versions.ts';
import { insertWave } from '#db/queries/waves.ts';
import { openSqlite } from '#db/sqlite.ts';
import type { SampleMember, Wave } from '#db/tables.ts';
import { defaultPlan } from '#reports/plan.ts';
import type { Pace } from '#server/actions/beginnings.ts';
import { createApp } from '#server/app.ts';
import { loadAssets } from '#server/assets.ts';
import type { Dependencies } from '#server/http/context.ts';
import { createReportSource } from '#server/reporting/report-source.ts';
import { linkToken, tokenHash } from '#server/tokens.ts';
import { loadViews } from '#server/views.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { readDefinition } from '#surveys/read-definition.ts';
import { sqliteFile } from './database.ts';

const views = loadViews();
const assets = loadAssets();

/** A server on a database of its own, with a clock that stands still until it is set. */
export interface TestApp {
  readonly app: ReturnType<typeof createApp>;
  readonly db: Database;
  readonly deps: Dependencies;
  readonly file: string;
  readonly failures: unknown[];
  setClock(moment: string): void;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** Sends a form as a browser without scripts does. A list sends a name several times. */
  post(path: string, form: Fields, headers?: Record<string, string>): Promise<Response>;
}

export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** A form as a browser encodes it. */
export function encoded(form: Fields): string {
  const pairs = Object.entries(form).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((each): [string, string] => [name, each]),
  );
  return new URLSearchParams(pairs).toString();
}

/** Starts a server without a port. `patience`: milliseconds a write waits for a lock; `file`: a database that is there already. */
export function anApp({
  patience = 5_000,
  pace,
  file = sqliteFile(),
}: {
  patience?: number;
  pace?: Pace;
  file?: string;
} = {}): TestApp {
  const db = openSqlite(file, { patience });
  const failures: unknown[] = [];
  let clock = new Date('2026-07-15T08:00:00Z');
  const deps: Dependencies = {
    db,
    reports: createReportSource(db),
    views,
    assets,
    secret: 'a secret of thirty-two characters',
    publicUrl: new URL('http://survey.example'),
    incoming: `${file}.incoming`,
    outgoing: `${file}.outgoing`,
    ...(pace === undefined ? {} : { pace }),
    now: () => clock,
    createId: randomUUID,
    reportFailure: ({ error }) => failures.push(error),
  };
  const app = createApp(deps);
  return {
    app,
    db,
    deps,
    file,
    failures,
    setClock: (moment) => {
      clock = new Date(moment);
    },
    get: async (path, headers = {}) => await app.request(path, { headers }),
    post: async (path, form, headers = {}) =>
      await app.request(path, {
        method: 'POST',
        body: encoded(form),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      }),
  };
}

/** A published survey with one wave, ready to be answered. */
export interface TestWave {
  readonly surveyId: string;
  readonly waveId: string;
  readonly versionId: string;
  readonly openKey: string;
}

/** Publishes a questionnaire and opens a wave for it. */
export async function aPublishedWave(
  { db }: Pick<TestApp, 'db'>,
  document: DefinitionDocument,
  wave: Partial<Wave> = {},
): Promise<TestWave> {
  const surveyId = randomUUID();
  const waveId = randomUUID();
  const openKey = wave.openKey ?? randomUUID().replaceAll('-', '');
  const createdAt = 0;
  return await db.write(async (tx) => {
    await insertSurvey(tx, { id: surveyId, slug: surveyId, draft: document, plan: defaultPlan, createdAt });
    const versionId = await aVersion(tx, surveyId, document);
    await insertWave(tx, {
      id: waveId,
      surveyId,
      key: 'q3',
      label: null,
      frameId: null,
      versionId,
      opensAt: null,
      closesAt: null,
      closedAt: null,
      plan: null,
      stratumQuestion: null,
      createdAt,
      ...wave,
      openKey,
    });
    return { surveyId, waveId, versionId, openKey };
  });
}

/** Publishes one more version of a survey. @returns its id */
export async function aVersion(
  tx: Parameters<typeof insertNextVersion>[0],
  surveyId: string,
  document: DefinitionDocument,
): Promise<string> {
  const reading = readDefinition(document);
  if ('problems' in reading) throw new Error(`Not publishable: ${JSON.stringify(reading.problems)}`);
  const id = randomUUID();
  await insertNextVersion(tx, { id, surveyId, definition: reading.definition, publishedAt: 0 });
  return id;
}

let customers = 0;

/** A sampled customer with a personal link. @returns the link's token, and the ids behind it */
export async function aPersonalLink(
  { db, deps }: Pick<TestApp, 'db' | 'deps'>,
  { waveId }: Pick<TestWave, 'waveId'>,
  {
    expiresAt = null,
    ...known
  }: { expiresAt?: number | null } & Partial<Pick<SampleMember, 'stratum' | 'attributes'>> = {},
): Promise<{ token: string; linkId: string; memberId: string }> {
  const memberId = randomUUID();
  const linkId = randomUUID();
  const token = linkToken(deps.secret, linkId);
  customers += 1;
  const member = {
    id: memberId,
    customer: `C${customers}`,
    stratum: 'A',
    attributes: {},
    disposition: null,
    dispositionAt: null,
    weight: null,
    ...known,
  };
  await db.write(async (tx) => {
    const before = await memberCountsByStratum(tx, waveId);
    const position = before.reduce((sum, { members }) => sum + members, 1);
    await insertSampleMembers(tx, waveId, [{ ...member, position }]);
    await insertLinks(tx, [
      { id: linkId, waveId, memberId, tokenHash: tokenHash(token), expiresAt, createdAt: 0 },
    ]);
  });
  return { token, linkId, memberId };
}
