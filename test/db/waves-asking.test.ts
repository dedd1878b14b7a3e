import { expect, test } from 'vitest';
import { insertDraw } from '#db/queries/draws.ts';
import { insertSurvey } from '#db/queries/surveys.ts';
import { insertNextVersion } from '#db/queries/versions.ts';
import { insertWave } from '#db/queries/waves.ts';
import { wavesAskingSince } from '#db/queries/waves-asking.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aSurvey, aVersion, aWave, noon } from './rows.ts';

describeOnBoth('waves that ask', (database) => {
  test('are those that open since a moment, or were drawn since and nobody has said when they open', async () => {
    const db = database();
    const wave = (id: string, position: number, opensAt: number | null) => ({
      ...aWave,
      ...{ id, key: id, position, opensAt, openKey: null },
    });
    await db.write(async (tx) => {
      await insertSurvey(tx, aSurvey);
      await insertNextVersion(tx, aVersion);
      await insertWave(tx, wave('before', 1, noon - 1));
      await insertWave(tx, wave('then', 2, noon));
      await insertWave(tx, wave('later', 3, noon + 1e9));
      await insertWave(tx, wave('drawn', 4, null));
      await insertWave(tx, wave('drawnBefore', 5, null));
      await insertWave(tx, wave('imported', 6, null));
      for (const [waveId, drawnAt] of [
        ['drawn', noon],
        ['drawnBefore', noon - 1],
        ['before', noon],
      ] as const)
        await insertDraw(tx, { id: waveId, waveId, seed: 's', sizes: {}, drawnAt, protocol: {} });
    });
    const found = await wavesAskingSince(db.read, noon);
    expect(found.map(({ id }) => id).sort()).toEqual(['drawn', 'later', 'then']);
  });
});
