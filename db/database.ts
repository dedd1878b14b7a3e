import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Tables } from './tables.ts';

/** Something queries can be asked of: the committed data, or a transaction under way. */
export interface Queryable {
  readonly orm: Pick<BetterSQLite3Database, 'select' | 'insert' | 'update' | 'delete'>;
  readonly tables: Tables;
}

export interface Database {
  /** A view of committed data. It never waits for a write and cannot write. */
  readonly read: Queryable;
  /**
   * Runs `work` in one transaction: all of it is kept, or none. The promise resolves only once the
   * transaction is on disk.
   *
   * `work` must await nothing but queries on the `tx` it is given: other writes wait for it. It must not
   * call `write` again, which would wait for itself. Catch a unique violation outside, around `write`.
   */
  write<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  /**
   * Says that something was erased that shall be found nowhere any more, and returns at once. An SQLite file is rid of it
   * some seconds later, its log included. On PostgreSQL this does nothing: `VACUUM` and its log are the operator's.
   */
  forget(): void;
  /** Finishes the writes already asked for, then closes. Later writes are refused. */
  close(): Promise<void>;
}
