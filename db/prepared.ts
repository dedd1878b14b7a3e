import { type Column, type SQL, sql } from 'drizzle-orm';
import type { Queryable } from './database.ts';

/**
 * A query whose SQL is built once per connection instead of at every call, for queries that every request
 * asks. Building costs several times what SQLite needs to answer.
 */
export function preparedOnce<Q>(build: (queryable: Queryable) => Q): (queryable: Queryable) => Q {
  const built = new WeakMap<Queryable['orm'], Q>();
  return (queryable) => {
    let query = built.get(queryable.orm);
    if (query === undefined) {
      query = build(queryable);
      built.set(queryable.orm, query);
    }
    return query;
  };
}

/** A value given when the prepared query runs, written the way its column is. Not for `null` in a document. */
export function given(name: string, column: Column): SQL {
  return sql`${sql.param(sql.placeholder(name), column)}`;
}
