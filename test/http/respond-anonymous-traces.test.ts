import { PGlite } from '@electric-sql/pglite';
import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '#db/database.ts';
import { openPostgres, postgresMigrations } from '#db/postgres.ts';
import { openSqlite } from '#db/sqlite.ts';
import { createApp } from '#server/app.ts';
import { createReportSource } from '#server/reporting/report-source.ts';
import { anonymousAccess, answeredMark, tokenHash } from '#server/tokens.ts';
import { type Dialect, sqliteFile } from '#test/helpers/database.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { anApp, aPersonalLink, aPublishedWave, encoded } from '../helpers/app.ts';
import { aParcelQuestionnaire, signedPath } from '../helpers/signed-links.ts';

/** So many that a link meets its answer in the same place of two orders by chance about once, and nine times in no lifetime. */
const customers = 24;
const byChance = 8;

/** Three orders of the customers that have nothing to do with one another: of their links, of beginning, of sending. */
const places = Array.from({ length: customers }, (_, customer) => customer);
const inOrderOf = (what: string) => {
  const by = (customer: number) => tokenHash(`${what} ${customer}`);
  return places.toSorted((a, b) => compared(by(a), by(b)));
};
const beginning = inOrderOf('beginning');
const sending = inOrderOf('sending');

type Row = Readonly<Record<string, unknown>>;
type Kind = 'personal' | 'open' | 'signed';

/** A database, and all that whoever owns it can read in it: every row, and what the database itself keeps of the row. */
interface Owned {
  readonly db: Database;
  tables(): Promise<ReadonlyMap<string, readonly Row[]>>;
}

function onSqlite(): Owned {
  const file = sqliteFile();
  return {
    db: openSqlite(file),
    tables: async () => {
      const client = new Sqlite(file, { readonly: true });
      const names = client
        .prepare("select name, wr from pragma_table_list where type = 'table' and schema = 'main'")
        .all() as { name: string; wr: number }[];
      const rows = names.map(({ name, wr }): [string, Row[]] => {
        const place = wr === 1 ? '*' : 'rowid as _rowid, *';
        return [name, client.prepare(`select ${place} from "${name}"`).all() as Row[]];
      });
      client.close();
      return new Map(rows);
    },
  };
}

let postgres: Promise<PGlite> | undefined;

async function startPostgres(): Promise<PGlite> {
  const client = await PGlite.create();
  await migrate(drizzle({ client }), { migrationsFolder: postgresMigrations });
  return client;
}

async function onPostgres(): Promise<Owned> {
  postgres ??= startPostgres();
  const client = await postgres;
  await client.exec('truncate surveys cascade');
  const orm = drizzle({ client });
  return {
    db: openPostgres(orm, async () => {}),
    tables: async () => {
      const names = await client.query<{ name: string }>(
        "select tablename as name from pg_tables where schemaname = 'public'",
      );
      const system = ['xmin', 'xmax', 'cmin', 'cmax'].map((name) => `${name}::text::bigint as _${name}`);
      const place = '(ctid::text::point)[0] * 100000 + (ctid::text::point)[1] as _ctid';
      const read = async ({ name }: { name: string }): Promise<[string, Row[]]> => {
        const { rows } = await client.query<Row>(`select ${[...system, place]}, * from "${name}"`);
        return [name, rows];
      };
      const tables: [string, Row[]][] = [];
      for (const table of names.rows) tables.push(await read(table));
      return new Map(tables);
    },
  };
}

let owned: Owned;
let dialect: Dialect;
afterEach(() => owned.db.close());

/** Customers who begin in one order and send in another, each with an answer of their own. @returns their tokens */
async function answered(kind: Kind): Promise<{ tokens: readonly string[]; secret: string }> {
  const server = anApp();
  await server.db.close();
  const { db } = owned;
  const deps = { ...server.deps, db, reports: createReportSource(db) };
  const app = createApp(deps);
  const wave = await aPublishedWave(
    { db },
    aParcelQuestionnaire({ anonymous: true, ...(kind === 'open' ? withoutOrder : {}) }),
  );
  const firstPage = async (path: string) => {
    const { action } = await readPageOf(await app.request(path));
    return action.split('/')[2] ?? '';
  };
  const station = '010';
  const tokens = new Map<number, string>();
  if (kind === 'personal') {
    for (const customer of places) {
      const { token } = await aPersonalLink({ db, deps }, wave, { attributes: { station } });
      tokens.set(customer, token);
    }
  }
  const post = async (customer: number, page: string, form: Record<string, string>) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = encoded(form);
    const address = `/s/${tokens.get(customer)}/${page}`;
    expect((await app.request(address, { method: 'POST', headers, body })).status).toBe(303);
  };
  for (const customer of beginning) {
    if (kind === 'open') tokens.set(customer, await firstPage(`/o/${wave.openKey}`));
    if (kind === 'signed') {
      const facts = { order: `O${customer}`, station };
      tokens.set(customer, await firstPage(signedPath({ deps }, wave, facts)));
    }
    await post(customer, 'delivery', { delivery: `said by ${customer}.` });
  }
  for (const customer of sending) await post(customer, 'end', { comment: 'thanks' });
  return { tokens: places.map((customer) => tokens.get(customer) ?? ''), secret: deps.secret };
}

const withoutOrder = { facts: aParcelQuestionnaire().facts?.map((fact) => ({ ...fact, once: false })) };

/** Customers in every order in which a table holds them: as it stands, and by each column. */
function ordersIn(rows: readonly Row[], customerOf: (text: string) => number | null): number[][] {
  const traces = rows
    .map((row) => ({ row, customer: customerOf(JSON.stringify(row)) }))
    .filter((trace): trace is { row: Row; customer: number } => trace.customer !== null);
  if (traces.length < customers) return [];
  const columns = Object.keys(traces[0]?.row ?? {});
  const by = (column: string) => traces.toSorted((a, b) => compared(a.row[column], b.row[column]));
  return [traces, ...columns.map(by)].map((order) => order.map(({ customer }) => customer));
}

function compared(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Pairs the n-th of one order with the n-th of another, or with the n-th from its end. @returns how many pairs are right */
function mostPaired(links: readonly number[][], answers: readonly number[][]): number {
  const right = (a: readonly number[], b: readonly number[]) => a.filter((each, i) => each === b[i]).length;
  const pairs = links.flatMap((link) =>
    answers.flatMap((answer) => [right(link, answer), right(link, answer.toReversed())]),
  );
  return Math.max(0, ...pairs);
}

/** How many answers a transaction pairs with one link, counting one of two candidates half. */
function pairedByTransaction(links: readonly Row[], answers: readonly Row[]): number {
  const written = answers.map(({ _xmin }) => links.filter((link) => link._xmin === _xmin).length);
  return written.reduce((sum, candidates) => sum + (candidates > 0 ? 1 / candidates : 0), 0);
}

describe.each<Dialect>(['sqlite', 'postgres'])('on %s', (name) => {
  beforeAll(() => {
    dialect = name;
  });

  test.each<Kind>(['personal', 'open', 'signed'])(
    'nobody who has the database, the %s links and the server’s key can pair them with anonymous answers by any order',
    async (kind) => {
      owned = dialect === 'sqlite' ? onSqlite() : await onPostgres();
      const { tokens, secret } = await answered(kind);
      const tables = await owned.tables();
      const responses = tables.get('responses') ?? [];
      expect(responses.map(({ status }) => status)).toEqual(places.map(() => 'submitted'));

      const known = tokens.map((token) => [
        token,
        tokenHash(token),
        answeredMark(secret, token),
        anonymousAccess(secret, token),
      ]);
      const ofLink = (text: string) => {
        const customer = known.findIndex((traces) => traces.some((trace) => text.includes(trace)));
        return customer === -1 ? null : customer;
      };
      const ofAnswer = (text: string) => {
        const [, customer] = /said by (\d+)\./.exec(text) ?? [];
        return customer === undefined ? null : Number(customer);
      };
      const kept = kind === 'personal' ? 'links' : 'answered_marks';
      const links = [...tables.values()].flatMap((rows) => ordersIn(rows, ofLink));
      const answers = [...tables.values()].flatMap((rows) => ordersIn(rows, ofAnswer));
      // the attack is a real one: it has every link and every answer before it, in the orders of beginning and sending
      expect(links.length).toBeGreaterThan(0);
      expect(answers).toContainEqual(sending);
      if (dialect === 'sqlite') expect(answers).toContainEqual(beginning);

      expect(mostPaired(links, answers)).toBeLessThanOrEqual(byChance);
      if (dialect === 'postgres')
        expect(pairedByTransaction(tables.get(kept) ?? [], responses)).toBeLessThan(2);
    },
    60_000,
  );
});
