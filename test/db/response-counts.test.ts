import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Database } from '#db/database.ts';
import { responseCounts, startResponse, submitResponse, withdrawResponse } from '#db/queries/responses.ts';
import { insertWave } from '#db/queries/waves.ts';
import type { StoredResponse } from '#db/tables.ts';
import { responseStatuses } from '#surveys/response-status.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aStart, aWave, keepWave, noon, nothingRare } from './rows.ts';

/** Small numbers that come in the same order every time (a linear congruence). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const waves = ['wave', 'other'] as const;

/** What counting says, response by response. */
async function counted(db: Database, waveId: string) {
  const { orm, tables } = db.read;
  const rows = await orm
    .select({ status: tables.responses.status, isExcluded: tables.responses.isExcluded })
    .from(tables.responses)
    .where(eq(tables.responses.waveId, waveId));
  const of = (status: StoredResponse['status']) => rows.filter((row) => row.status === status);
  return {
    ...Object.fromEntries(responseStatuses.map((status) => [status, of(status).length])),
    excluded: of('submitted').filter(({ isExcluded }) => isExcluded).length,
  };
}

describeOnBoth('the counts of a wave', (database) => {
  const keepWaves = async () => {
    await keepWave(database());
    await database().write((tx) => insertWave(tx, { ...aWave, id: 'other', key: 'other' }));
  };
  const row = (id: string, waveId: string, status: StoredResponse['status'], isExcluded: boolean) => ({
    ...nothingRare,
    ...aStart(id),
    ...{ waveId, status, isExcluded },
    revision: 1,
    change: 1,
    source: 'import' as const,
    updatedAt: noon,
    submittedAt: null,
  });

  test('are zero where nobody has answered', async () => {
    await keepWaves();
    expect(await responseCounts(database().read, 'wave')).toEqual({
      ...Object.fromEntries(responseStatuses.map((status) => [status, 0])),
      excluded: 0,
    });
  });

  test.each([1, 2, 3])(
    'equal what counting gives after any changes, however they are made (%i)',
    async (seed) => {
      await keepWaves();
      const below = numbersFrom(seed);
      const any = <T>(values: readonly [T, ...T[]]): T => values[below(values.length)] ?? values[0];
      const statuses = responseStatuses as unknown as readonly [StoredResponse['status']];
      let made = 0;
      const one = () => `r${below(Math.max(1, made))}`;
      for (let step = 0; step < 60; step++) {
        const what = below(6);
        await database().write(async ({ orm, tables: { responses } }) => {
          if (what === 0 || made === 0) {
            const rows = Array.from({ length: 1 + below(4) }, () =>
              row(`r${made++}`, any(waves), any(statuses), below(2) === 1),
            );
            await orm.insert(responses).values(rows);
          } else if (what === 1) {
            await orm
              .update(responses)
              .set({ status: any(statuses) })
              .where(eq(responses.id, one()));
          } else if (what === 2) {
            await orm
              .update(responses)
              .set({ isExcluded: below(2) === 1 })
              .where(eq(responses.id, one()));
          } else if (what === 3) {
            const change = { status: any(statuses), isExcluded: below(2) === 1 };
            await orm
              .update(responses)
              .set(change)
              .where(eq(responses.status, any(statuses)));
          } else if (what === 4) {
            await orm.delete(responses).where(eq(responses.id, one()));
          } else {
            await orm
              .insert(responses)
              .values(row('r0', 'wave', any(statuses), false))
              .onConflictDoNothing();
          }
        });
        if (step % 10 !== 9) continue;
        for (const wave of waves) {
          expect(await responseCounts(database().read, wave)).toEqual(await counted(database(), wave));
        }
      }
    },
  );

  test('follow a response from its beginning to its withdrawal, and nothing that was undone', async () => {
    await keepWaves();
    const db = database();
    await db.write((tx) => startResponse(tx, aStart('r')));
    expect(await responseCounts(db.read, 'wave')).toMatchObject({ started: 1, submitted: 0 });
    const change = { id: 'r', waveId: 'wave', answers: {}, passed: [], locale: 'en', at: noon };
    await db.write((tx) => submitResponse(tx, { ...change, seen: 1, stratum: null }));
    expect(await responseCounts(db.read, 'wave')).toMatchObject({ started: 0, submitted: 1 });
    const undone = db.write(async (tx) => {
      await withdrawResponse(tx, { id: 'r', waveId: 'wave', consent: null, at: noon });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await responseCounts(db.read, 'wave')).toMatchObject({ submitted: 1, withdrawn: 0 });
    await db.write((tx) => withdrawResponse(tx, { id: 'r', waveId: 'wave', consent: null, at: noon }));
    expect(await responseCounts(db.read, 'wave')).toMatchObject({ submitted: 0, withdrawn: 1 });
  });

  test('do not count twice what came twice', async () => {
    await keepWaves();
    const start = () => database().write((tx) => startResponse(tx, aStart('r')));
    expect([await start(), await start()]).toEqual([true, false]);
    expect(await responseCounts(database().read, 'wave')).toMatchObject({ started: 1 });
  });
});
