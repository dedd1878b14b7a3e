import type { Queryable } from '../database.ts';

/** Whether the tables can be read. Throws what the database says when they cannot. */
export async function isDatabaseReachable({ orm, tables: { surveys } }: Queryable): Promise<true> {
  await orm.select({ id: surveys.id }).from(surveys).limit(1);
  return true;
}
