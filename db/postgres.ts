import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { postgresColumns } from './columns.ts';
import type { Database, Queryable } from './database.ts';
import { defineTables } from './tables.ts';

/** The folder to give to the `migrate` function of the driver in use. */
export const postgresMigrations = new URL('migrations/postgres', import.meta.url).pathname;

/**
 * A PostgreSQL database that has been opened and migrated by its driver, as the rest of the program sees it.
 *
 * @param close ends the driver's connections.
 */
export function openPostgres(orm: PgDatabase<PgQueryResultHKT>, close: () => Promise<void>): Database {
  const tables = defineTables(postgresColumns);
  const queryable = (of: PgDatabase<PgQueryResultHKT>): Queryable => ({
    // The builders have the same methods; only their types name another dialect.
    orm: of as unknown as Queryable['orm'],
    tables,
  });
  return {
    read: queryable(orm),
    write: (work) => orm.transaction((tx) => work(queryable(tx))),
    forget: () => {},
    close,
  };
}
