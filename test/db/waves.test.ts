import { expect, test } from 'vitest';
import { isUniqueViolation } from '#db/errors.ts';
import { drawOfWave, insertDraw } from '#db/queries/draws.ts';
import { insertWaveStrata, strataOfWave } from '#db/queries/wave-strata.ts';
import {
  closeWave,
  insertWave,
  updateWave,
  updateWavePlan,
  waveById,
  waveByKey,
  waveByOpenKey,
  wavesOf,
} from '#db/queries/waves.ts';
import { defaultPlan } from '#reports/plan.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aWave, keepWave, noon } from './rows.ts';

describeOnBoth('waves', (database) => {
  test('waves stand in the order they were kept, and are found by key, id and open key', async () => {
    const db = database();
    await keepWave(db);
    const second = { ...aWave, id: 'second', key: 'a-later-one', openKey: 'open', label: { en: 'Later' } };
    expect(await db.write((tx) => insertWave(tx, second))).toBe(2);
    expect((await wavesOf(db.read, 'survey')).map(({ key, position }) => [key, position])).toEqual([
      ['2026-Q1', 1],
      ['a-later-one', 2],
    ]);
    expect(await waveByKey(db.read, 'survey', 'a-later-one')).toEqual({
      ...second,
      position: 2,
      sampleRevision: 0,
    });
    expect((await waveByOpenKey(db.read, 'open'))?.id).toBe('second');
    expect((await waveById(db.read, 'wave'))?.label).toBeNull();
  });

  test('what nobody has is not found', async () => {
    const db = database();
    expect(await waveById(db.read, 'wave')).toBeNull();
    expect(await waveByKey(db.read, 'survey', '2026-Q1')).toBeNull();
    expect(await waveByOpenKey(db.read, 'open')).toBeNull();
    expect(await wavesOf(db.read, 'survey')).toEqual([]);
  });

  test('a key is taken once in a survey, and several waves may do without an open key', async () => {
    const db = database();
    await keepWave(db);
    await db.write((tx) => insertWave(tx, { ...aWave, id: 'second', key: '2026-Q2' }));
    const again = db.write((tx) => insertWave(tx, { ...aWave, id: 'third' }));
    await expect(again).rejects.toSatisfy(isUniqueViolation);
  });

  test('opening times and the plan can change; closing by hand happens once', async () => {
    const db = database();
    await keepWave(db);
    const ownPlan = { ...defaultPlan, confidence: 0.9 };
    await db.write((tx) => updateWave(tx, 'wave', { opensAt: noon, closesAt: noon + 9 }));
    await db.write((tx) => updateWavePlan(tx, 'wave', ownPlan));
    expect(await db.write((tx) => closeWave(tx, 'wave', noon + 2))).toBe(true);
    expect(await db.write((tx) => closeWave(tx, 'wave', noon + 3))).toBe(false);
    expect(await waveById(db.read, 'wave')).toMatchObject({
      opensAt: noon,
      closesAt: noon + 9,
      closedAt: noon + 2,
      plan: ownPlan,
    });
    await db.write((tx) => updateWavePlan(tx, 'wave', null));
    expect((await waveById(db.read, 'wave'))?.plan).toBeNull();
  });

  test('the sizes of the strata are frozen, unknown populations included', async () => {
    const db = database();
    await keepWave(db);
    const strata = [
      { stratum: 'A', population: 1000.5, sampled: 10 },
      { stratum: 'B', population: null, sampled: 0 },
    ];
    await db.write((tx) => insertWaveStrata(tx, 'wave', strata));
    expect(await strataOfWave(db.read, 'wave')).toEqual(strata);
    const again = db.write((tx) => insertWaveStrata(tx, 'wave', strata.slice(0, 1)));
    await expect(again).rejects.toSatisfy(isUniqueViolation);
  });

  test('a wave is drawn once, and how is kept', async () => {
    const db = database();
    await keepWave(db);
    expect(await drawOfWave(db.read, 'wave')).toBeNull();
    const draw = {
      id: 'draw',
      waveId: 'wave',
      seed: '7',
      sizes: { B: 5, A: 3 },
      drawnAt: noon,
      protocol: { generator: 'x' },
    };
    await db.write((tx) => insertDraw(tx, draw));
    expect(await drawOfWave(db.read, 'wave')).toEqual(draw);
    const again = db.write((tx) => insertDraw(tx, { ...draw, id: 'again' }));
    await expect(again).rejects.toSatisfy(isUniqueViolation);
  });
});
