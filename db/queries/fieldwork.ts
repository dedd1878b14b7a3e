import { and, asc, desc, eq, gt } from 'drizzle-orm';
import type { Queryable } from '../database.ts';

/** How many responses of a wave were sent in each quarter of an hour since 1970, in order of time. */
export async function sentByQuarter({ orm, tables: { sentQuarters } }: Queryable, waveId: string) {
  return await orm
    .select({ quarter: sentQuarters.quarter, submitted: sentQuarters.submitted })
    .from(sentQuarters)
    .where(and(eq(sentQuarters.waveId, waveId), gt(sentQuarters.submitted, 0)))
    .orderBy(asc(sentQuarters.quarter));
}

/** The quarter of an hour since 1970 in which the last response of a wave was sent; `null` before there is any. */
export async function lastSentQuarter(
  { orm, tables: { sentQuarters } }: Queryable,
  waveId: string,
): Promise<number | null> {
  const [last] = await orm
    .select({ quarter: sentQuarters.quarter })
    .from(sentQuarters)
    .where(and(eq(sentQuarters.waveId, waveId), gt(sentQuarters.submitted, 0)))
    .orderBy(desc(sentQuarters.quarter))
    .limit(1);
  return last?.quarter ?? null;
}

/**
 * How long customers took, by the pages they passed and the step of seconds; see the table. Of an anonymous survey only days are
 * known, and this says nothing.
 */
export async function durationsSent({ orm, tables: { sentDurations } }: Queryable, waveId: string) {
  const rows = await orm
    .select({
      route: sentDurations.route,
      seconds: sentDurations.seconds,
      submitted: sentDurations.submitted,
    })
    .from(sentDurations)
    .where(and(eq(sentDurations.waveId, waveId), gt(sentDurations.submitted, 0)));
  return rows.map(({ route, ...row }) => ({ ...row, passed: pagesIn(route) }));
}

/** The pages that were passed by those who have begun and neither sent nor ended, and how many they are. */
export async function startedByRoute({ orm, tables: { startedRoutes } }: Queryable, waveId: string) {
  const rows = await orm
    .select({ route: startedRoutes.route, started: startedRoutes.started })
    .from(startedRoutes)
    .where(and(eq(startedRoutes.waveId, waveId), gt(startedRoutes.started, 0)));
  return rows.map(({ route, started }) => ({ started, passed: pagesIn(route) }));
}

/** A route is a document as the database wrote it. */
function pagesIn(route: string): readonly string[] {
  return JSON.parse(route) as string[];
}
