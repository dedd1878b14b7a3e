import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Database } from '#db/database.ts';
import { durationsSent, sentByQuarter, startedByRoute } from '#db/queries/fieldwork.ts';
import type { StoredResponse } from '#db/tables.ts';
import { createRandom } from '#surveys/random.ts';
import { responseStatuses } from '#surveys/response-status.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aStart, keepWave, noon, nothingRare } from './rows.ts';

/** How many rows there are of each kind. */
function tallied(rows: readonly unknown[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[JSON.stringify(row)] = (counts[JSON.stringify(row)] ?? 0) + 1;
  return counts;
}

function stepOf(seconds: number): number {
  if (seconds < 600) return seconds;
  if (seconds < 3600) return Math.floor(seconds / 10) * 10;
  return seconds < 86_400 ? Math.floor(seconds / 600) * 600 : 86_400;
}

/** What the responses say one by one, and what is kept about them. */
async function bothWays(db: Database) {
  const rows = await db.read.orm.select().from(db.read.tables.responses);
  const sent = rows.flatMap((row) => (row.status === 'submitted' && row.submittedAt !== null ? [row] : []));
  const atOf = ({ submittedAt }: StoredResponse) => submittedAt ?? 0;
  const counted = {
    quarters: tallied(sent.map((row) => Math.floor(atOf(row) / 900_000))),
    durations: tallied(
      sent
        .filter(({ source }) => source === 'web')
        .map((row) => [row.passed, stepOf(Math.max(0, Math.floor((atOf(row) - row.startedAt) / 1000)))]),
    ),
    started: tallied(rows.flatMap(({ status, passed }) => (status === 'started' ? [passed] : []))),
  };
  const kept = {
    quarters: Object.fromEntries(
      (await sentByQuarter(db.read, 'wave')).map(({ quarter, submitted }) => [String(quarter), submitted]),
    ),
    durations: Object.fromEntries(
      (await durationsSent(db.read, 'wave')).map(({ passed, seconds, submitted }) => [
        JSON.stringify([passed, seconds]),
        submitted,
      ]),
    ),
    started: Object.fromEntries(
      (await startedByRoute(db.read, 'wave')).map(({ passed, started }) => [JSON.stringify(passed), started]),
    ),
  };
  return { counted, kept };
}

describeOnBoth('what is counted of fieldwork', (database) => {
  test.each([1, 2, 3])(
    'is what the responses say after any changes, however they are made (%i)',
    async (seed) => {
      await keepWave(database());
      const random = createRandom(`fieldwork ${seed}`);
      const any = <T>(values: readonly T[]): T => values[random.below(values.length)] as T;
      const took = () => any([-5, 0, 0.4, 61, 599, 600, 1234, 3600, 86_399, 86_400, 9_999_999]) * 1000;
      const state = () => ({
        status: any(responseStatuses),
        passed: any([[], ['one'], ['one', 'two'], ['two', 'one'], ['页"面']]),
        submittedAt: any([null, noon + took(), noon + 86_400_000 + took()]),
      });
      const row = (id: string) => ({
        ...nothingRare,
        ...aStart(id),
        ...state(),
        ...{
          revision: 1,
          change: 1,
          updatedAt: noon,
          source: any(['web', 'web', 'import', 'entered'] as const),
        },
      });
      let made = 0;
      for (let step = 0; step < 60; step++) {
        const one = `r${random.below(Math.max(1, made))}`;
        const what = made === 0 ? 0 : random.below(5);
        await database().write(async ({ orm, tables: { responses } }) => {
          if (what === 0) {
            await orm
              .insert(responses)
              .values(Array.from({ length: 1 + random.below(4) }, () => row(`r${made++}`)));
          } else if (what === 1) {
            await orm
              .update(responses)
              .set(state())
              .where(eq(responses.status, any(responseStatuses)));
          } else if (what === 2) {
            await orm.update(responses).set({ passed: state().passed }).where(eq(responses.id, one));
          } else if (what === 3) {
            await orm
              .update(responses)
              .set({ submittedAt: state().submittedAt })
              .where(eq(responses.id, one));
          } else {
            await orm.delete(responses).where(eq(responses.id, one));
          }
        });
        if (step % 10 !== 9) continue;
        const { counted, kept } = await bothWays(database());
        expect(kept).toEqual(counted);
      }
    },
  );
});
