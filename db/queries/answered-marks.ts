import { and, asc, desc, eq, gt, inArray, lt, sql } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import { preparedOnce } from '../prepared.ts';

/** How many marks are written together, so that none of them says when it came. */
export const marksTogether = 64;

const find = preparedOnce(({ orm, tables: { answeredMarks: marks } }) =>
  orm
    .select({ mark: marks.mark })
    .from(marks)
    .where(and(eq(marks.waveId, sql.placeholder('waveId')), eq(marks.mark, sql.placeholder('mark'))))
    .prepare(),
);

/** Whether an anonymous answer was sent by the address that a mark stands for. */
export async function isMarkedAnswered(queryable: Queryable, waveId: string, mark: string): Promise<boolean> {
  const found = await find(queryable).execute({ waveId, mark });
  return found.length > 0;
}

/**
 * Notes that an anonymous answer was sent by an address. The marks that stand around it are taken away and written again
 * with it, in the order of their digests: wherever rows have an order, or say by which transaction they were written, they
 * say the same of all of these. A mark that is there already is a unique violation.
 *
 * @param before by chance one of 0 to `marksTogether` − 1: how many of them come before it, so that its place among them
 *   says nothing either
 */
export async function keepAnsweredMark(
  { orm, tables: { answeredMarks: marks } }: Queryable,
  waveId: string,
  mark: string,
  before: number,
): Promise<void> {
  const ofWave = eq(marks.waveId, waveId);
  const those = () => orm.select({ mark: marks.mark }).from(marks);
  const lower = await those()
    .where(and(ofWave, lt(marks.mark, mark)))
    .orderBy(desc(marks.mark))
    .limit(marksTogether - 1);
  const higher = await those()
    .where(and(ofWave, gt(marks.mark, mark)))
    .orderBy(asc(marks.mark))
    .limit(marksTogether - 1);
  const around = [...lower.reverse(), { mark }, ...higher].map((row) => row.mark);
  const first = Math.max(Math.min(lower.length - before, around.length - marksTogether), 0);
  const together = around.slice(first, first + marksTogether);
  const others = together.filter((each) => each !== mark);
  await orm.delete(marks).where(and(ofWave, inArray(marks.mark, others)));
  await orm.insert(marks).values(together.map((each) => ({ waveId, mark: each })));
}
