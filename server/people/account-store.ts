import { AsyncLocalStorage } from 'node:async_hooks';
import { type CustomAdapter, createAdapterFactory } from 'better-auth/adapters';
import type { Database, Queryable } from '#db/database.ts';
import {
  type AccountRow,
  type AccountTable,
  accountRows,
  type Condition,
  countAccountRows,
  countUpAccountRow,
  deleteAccountRows,
  insertAccountRow,
  takeAccountRow,
  updateAccountRows,
} from '#db/queries/account-rows.ts';
import { tokenHash } from '../tokens.ts';

/** Which of our tables holds what the library knows under another name. */
export const accountTables = {
  user: 'people',
  session: 'sessions',
  account: 'credentials',
  verification: 'verifications',
  twoFactor: 'secondFactors',
} as const satisfies Record<string, AccountTable>;

type Where = Parameters<CustomAdapter['deleteMany']>[0]['where'];

/** What is to be written together with what the library writes into a table. */
interface Beside {
  readonly table: AccountTable;
  readonly work: BesideWork;
  isDone: boolean;
}
type BesideWork = (tx: Queryable, row: AccountRow) => Promise<void>;

const waiting = new AsyncLocalStorage<Beside>();

/**
 * Calls the library, and does some work of ours in the very transaction in which it first adds or changes a row of a table: an
 * entry of the log is there with what it tells of, or neither is. What the work throws undoes the library's write, and
 * comes out here.
 *
 * @param work is given the row as it is now; it may be done anew where the transaction is
 * @throws Error where the library wrote nothing there, though it says that it did
 */
export async function beside<T>(table: AccountTable, work: BesideWork, call: () => Promise<T>): Promise<T> {
  const also: Beside = { table, work, isDone: false };
  const answer = await waiting.run(also, call);
  if (!also.isDone) throw new Error(`The library for accounts wrote no row of ${table}`);
  return answer;
}

/** A write of the library, with what was to be written beside it. */
async function written(
  db: Database,
  table: AccountTable,
  change: (tx: Queryable) => Promise<AccountRow[]>,
): Promise<AccountRow[]> {
  const store = waiting.getStore();
  const also = store?.table === table && !store.isDone ? store : null;
  let isDone = false;
  const rows = await db.write(async (tx) => {
    const changed = await change(tx);
    const [row] = changed;
    isDone = also !== null && row !== undefined;
    if (also !== null && row !== undefined) await also.work(tx, row);
    return changed;
  });
  if (also !== null && isDone) also.isDone = true;
  return rows;
}

/**
 * Our database as the library for accounts sees it. Each call that changes something is a `write` of its own, since the
 * library does other work between its calls, and a `write` may await nothing but queries.
 */
export function accountStore(db: Database) {
  return createAdapterFactory({
    config: {
      adapterId: 'manyi',
      supportsNumericIds: false,
      transaction: false,
      // Moments are milliseconds in our tables, and `Date` in the library.
      customTransformInput: ({ data, fieldAttributes }) =>
        fieldAttributes.type === 'date' && data instanceof Date ? data.getTime() : data,
      customTransformOutput: ({ data, fieldAttributes }) =>
        fieldAttributes.type === 'date' && typeof data === 'number' ? new Date(data) : data,
    },
    adapter: () => rowsOf(db),
  });
}

function rowsOf(db: Database): CustomAdapter {
  return {
    async create({ model, data }) {
      const table = tableOf(model);
      const [row = {}] = await written(db, table, async (tx) => [
        await insertAccountRow(tx, table, hashed(table, data)),
      ]);
      return as(shownAgain(data, row));
    },
    async update({ model, where, update }) {
      const table = tableOf(model);
      const change = hashed(table, rowFrom(update));
      const [row] = await written(db, table, (tx) =>
        updateAccountRows(tx, table, conditions(table, where), change),
      );
      return row === undefined ? null : as(shownAgain(tokenIn(where), row));
    },
    async updateMany({ model, where, update }) {
      const table = tableOf(model);
      const change = hashed(table, update);
      const rows = await written(db, table, (tx) =>
        updateAccountRows(tx, table, conditions(table, where), change),
      );
      return rows.length;
    },
    async findOne({ model, where }) {
      const table = tableOf(model);
      const [row] = await accountRows(db.read, table, { where: conditions(table, where), limit: 1 });
      return row === undefined ? null : as(shownAgain(tokenIn(where), row));
    },
    async findMany({ model, where, limit, sortBy, offset }) {
      const table = tableOf(model);
      const rows = await accountRows(db.read, table, {
        where: conditions(table, where ?? []),
        limit,
        sortBy,
        offset,
      });
      return rows.map((row) => as(row));
    },
    async delete({ model, where }) {
      const table = tableOf(model);
      await db.write((tx) => deleteAccountRows(tx, table, conditions(table, where)));
    },
    async deleteMany({ model, where }) {
      const table = tableOf(model);
      return (await db.write((tx) => deleteAccountRows(tx, table, conditions(table, where)))).length;
    },
    async consumeOne({ model, where }) {
      const table = tableOf(model);
      const row = await db.write((tx) => takeAccountRow(tx, table, conditions(table, where)));
      return row === null ? null : as(row);
    },
    async incrementOne({ model, where, increment, set = {} }) {
      const table = tableOf(model);
      const change = { increment, set };
      const row = await db.write((tx) => countUpAccountRow(tx, table, conditions(table, where), change));
      return row === null ? null : as(row);
    },
    async count({ model, where }) {
      const table = tableOf(model);
      return await countAccountRows(db.read, table, conditions(table, where ?? []));
    },
  };
}

function tableOf(model: string): AccountTable {
  const table = Object.values(accountTables).find((name) => name === model);
  if (table === undefined)
    throw new RangeError(`The library for accounts asks for an unknown table: ${model}`);
  return table;
}

/** The library says what it expects of a row, and cannot know what the table holds. */
function as<T>(row: AccountRow): T {
  return row as T;
}

function rowFrom(update: unknown): AccountRow {
  return typeof update === 'object' && update !== null ? { ...update } : {};
}

/** A session's token is kept as its digest: who reads the database gets into nobody's session. */
function hashed(table: AccountTable, row: AccountRow): AccountRow {
  return table === 'sessions' && typeof row.token === 'string'
    ? { ...row, token: tokenHash(row.token) }
    : row;
}

function conditions(table: AccountTable, where: Where): Condition[] {
  return where.map(({ field, operator = 'eq', value, connector = 'AND' }) => {
    const known = knownOperator(operator);
    return {
      field,
      operator: known,
      connector,
      value: table === 'sessions' ? digested(field, value) : value,
    };
  });
}

function digested(field: string, value: unknown): unknown {
  if (field !== 'token') return value;
  if (Array.isArray(value)) return value.map((each) => digested(field, each));
  return typeof value === 'string' ? tokenHash(value) : value;
}

function knownOperator(operator: string): Condition['operator'] {
  switch (operator) {
    case 'eq':
    case 'ne':
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
    case 'in':
      return operator;
    default:
      throw new RangeError(`The library for accounts asks with an unknown condition: ${operator}`);
  }
}

/** The token that was asked with, since the library goes on with what it gets back. */
function tokenIn(where: Where): AccountRow {
  const asked = where.find(({ field, operator }) => field === 'token' && operator === 'eq');
  return asked === undefined ? {} : { token: asked.value };
}

function shownAgain(known: AccountRow, row: AccountRow): AccountRow {
  return 'token' in row && typeof known.token === 'string' ? { ...row, token: known.token } : row;
}
