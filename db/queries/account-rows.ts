import {
  and,
  asc,
  count,
  desc,
  eq,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { AnySQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Queryable } from '../database.ts';

/** The tables that the library for accounts reads and writes, by conditions that only it knows. */
export type AccountTable = 'people' | 'sessions' | 'credentials' | 'verifications' | 'secondFactors';

/** A row as the library knows it: values by the names of our columns. */
export type AccountRow = Record<string, unknown>;

/** One condition; `connector` says how it is tied to those before it. */
export interface Condition {
  readonly field: string;
  readonly operator: 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte' | 'in';
  readonly value: unknown;
  readonly connector: 'AND' | 'OR';
}

type Conditions = readonly Condition[];

interface Found {
  readonly where?: Conditions | undefined;
  readonly sortBy?: { readonly field: string; readonly direction: 'asc' | 'desc' } | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

export async function insertAccountRow(
  { orm, tables }: Queryable,
  table: AccountTable,
  row: AccountRow,
): Promise<AccountRow> {
  const target: SQLiteTable = tables[table];
  const [inserted] = await orm.insert(target).values(row).returning();
  if (inserted === undefined) throw new Error(`Nothing was inserted into ${table}`);
  return inserted;
}

export async function accountRows(
  { orm, tables }: Queryable,
  table: AccountTable,
  { where, sortBy, limit, offset }: Found,
): Promise<AccountRow[]> {
  const target: SQLiteTable = tables[table];
  const query = orm.select().from(target).where(conditionOn(target, where)).$dynamic();
  if (sortBy !== undefined) {
    const column = columnOf(target, sortBy.field);
    query.orderBy(sortBy.direction === 'asc' ? asc(column) : desc(column));
  }
  if (limit !== undefined) query.limit(limit);
  if (offset !== undefined && offset > 0) query.offset(offset);
  return await query;
}

export async function countAccountRows(
  { orm, tables }: Queryable,
  table: AccountTable,
  where?: Conditions,
): Promise<number> {
  const target: SQLiteTable = tables[table];
  const [counted] = await orm.select({ rows: count() }).from(target).where(conditionOn(target, where));
  return counted?.rows ?? 0;
}

/** Changes every row that meets the conditions. @returns the rows as they are now */
export async function updateAccountRows(
  { orm, tables }: Queryable,
  table: AccountTable,
  where: Conditions,
  update: AccountRow,
): Promise<AccountRow[]> {
  const target: SQLiteTable = tables[table];
  return await orm.update(target).set(update).where(conditionOn(target, where)).returning();
}

/** Deletes every row that meets the conditions. @returns what was deleted */
export async function deleteAccountRows(
  { orm, tables }: Queryable,
  table: AccountTable,
  where: Conditions,
): Promise<AccountRow[]> {
  const target: SQLiteTable = tables[table];
  return await orm.delete(target).where(conditionOn(target, where)).returning();
}

/** Deletes one row that meets the conditions and returns it; of several at once who ask, one gets it. */
export async function takeAccountRow(
  { orm, tables }: Queryable,
  table: AccountTable,
  where: Conditions,
): Promise<AccountRow | null> {
  const target: SQLiteTable = tables[table];
  const id = columnOf(target, 'id');
  const one = orm.select({ id }).from(target).where(conditionOn(target, where)).limit(1);
  const [taken] = await orm.delete(target).where(inArray(id, one)).returning();
  return taken ?? null;
}

/** Adds to numbers and sets values of one row, if it still meets the conditions. @returns the row, or `null` */
export async function countUpAccountRow(
  { orm, tables }: Queryable,
  table: AccountTable,
  where: Conditions,
  { increment, set }: { readonly increment: Readonly<Record<string, number>>; readonly set: AccountRow },
): Promise<AccountRow | null> {
  const target: SQLiteTable = tables[table];
  const added = Object.entries(increment).map(([field, by]) => {
    const column = columnOf(target, field);
    return [field, sql`coalesce(${column}, 0) + ${by}`] as const;
  });
  const id = columnOf(target, 'id');
  const one = orm.select({ id }).from(target).where(conditionOn(target, where)).limit(1);
  const [changed] = await orm
    .update(target)
    .set({ ...set, ...Object.fromEntries(added) })
    .where(and(conditionOn(target, where), inArray(id, one)))
    .returning();
  return changed ?? null;
}

function columnOf(table: SQLiteTable, field: string): AnySQLiteColumn {
  const columns: Record<string, AnySQLiteColumn> = getTableColumns(table);
  const column = Object.hasOwn(columns, field) ? columns[field] : undefined;
  if (column === undefined) throw new RangeError(`No such column: ${field}`);
  return column;
}

function conditionOn(table: SQLiteTable, where: Conditions = []): SQL | undefined {
  const all = where.filter(({ connector }) => connector === 'AND').map((each) => one(table, each));
  const any = where.filter(({ connector }) => connector === 'OR').map((each) => one(table, each));
  return and(...all, any.length > 0 ? or(...any) : undefined);
}

function one(table: SQLiteTable, { field, operator, value }: Condition): SQL {
  const column = columnOf(table, field);
  switch (operator) {
    case 'eq':
      return value === null ? isNull(column) : eq(column, value);
    case 'ne':
      return value === null ? isNotNull(column) : ne(column, value);
    case 'lt':
      return lt(column, value);
    case 'lte':
      return lte(column, value);
    case 'gt':
      return gt(column, value);
    case 'gte':
      return gte(column, value);
    case 'in':
      return inArray(column, Array.isArray(value) ? value : [value]);
  }
}
