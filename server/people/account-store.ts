import { type CustomAdapter, createAdapterFactory } from 'better-auth/adapters';
import type { Database } from '#db/database.ts';
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
      return as(shownAgain(data, await db.write((tx) => insertAccountRow(tx, table, hashed(table, data)))));
    },
    async update({ model, where, update }) {
      const table = tableOf(model);
      const change = hashed(table, rowFrom(update));
      const [row] = await db.write((tx) => updateAccountRows(tx, table, conditions(table, where), change));
      return row === undefined ? null : as(shownAgain(tokenIn(where), row));
    },
    async updateMany({ model, where, update }) {
      const table = tableOf(model);
      const change = hashed(table, update);
      return (await db.write((tx) => updateAccountRows(tx, table, conditions(table, where), change))).length;
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
