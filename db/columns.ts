import * as postgres from 'drizzle-orm/pg-core';
import * as sqlite from 'drizzle-orm/sqlite-core';

type Bytes = { data: Uint8Array; driverData: Uint8Array };

/** Drivers give their `Buffer`, whose `slice` shares memory and which may lie anywhere in a larger one. */
function bytesOfTheirOwn(read: Uint8Array): Uint8Array {
  return read.byteLength === read.buffer.byteLength ? new Uint8Array(read.buffer) : new Uint8Array(read);
}

/** The column builders of SQLite, under names that say what a column holds. */
export const sqliteColumns = {
  table: sqlite.sqliteTable,
  index: sqlite.index,
  uniqueIndex: sqlite.uniqueIndex,
  primaryKey: sqlite.primaryKey,
  /** Text of any length. */
  text: (name: string) => sqlite.text(name),
  /** One of a closed list of words. */
  choice: <const V extends readonly [string, ...string[]]>(name: string, values: V) =>
    sqlite.text(name, { enum: values }),
  /** A whole number up to 2³¹ − 1. */
  integer: (name: string) => sqlite.integer(name),
  boolean: (name: string) => sqlite.integer(name, { mode: 'boolean' }),
  /** A number with 53 bits of precision. */
  real: (name: string) => sqlite.real(name),
  /** A document, kept as the very text it was written as, so that the order of its keys survives. */
  json: <T>(name: string) => sqlite.text(name, { mode: 'json' }).$type<T>(),
  /** Bytes, read as an array with memory of its own, so that it can be seen as wider numbers. */
  bytes: sqlite.customType<Bytes>({ dataType: () => 'blob', fromDriver: bytesOfTheirOwn }),
  /** A moment, in milliseconds since 1970 UTC. */
  instant: (name: string) => sqlite.integer(name),
};

export type Columns = typeof sqliteColumns;

/**
 * The same builders for PostgreSQL.
 *
 * This is the one place where they stand in for their SQLite twins; the tests of the queries run on both
 * databases and keep it honest. Documents are `json`, not `jsonb`, because `jsonb` reorders keys.
 */
export const postgresColumns = {
  table: postgres.pgTable,
  index: postgres.index,
  uniqueIndex: postgres.uniqueIndex,
  primaryKey: postgres.primaryKey,
  text: (name: string) => postgres.text(name),
  choice: <const V extends readonly [string, ...string[]]>(name: string, values: V) =>
    postgres.text(name, { enum: values as unknown as [string, ...string[]] }),
  integer: (name: string) => postgres.integer(name),
  boolean: (name: string) => postgres.boolean(name),
  real: (name: string) => postgres.doublePrecision(name),
  json: <T>(name: string) => postgres.json(name).$type<T>(),
  bytes: postgres.customType<Bytes>({ dataType: () => 'bytea', fromDriver: bytesOfTheirOwn }),
  instant: (name: string) => postgres.bigint(name, { mode: 'number' }),
} satisfies Record<keyof Columns, unknown> as unknown as Columns;
