import { count, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Database } from '#db/database.ts';
import { frameByKey } from '#db/queries/frames.ts';
import { openSqlite } from '#db/sqlite.ts';
import { frameMapping } from '#server/imports/frame-mapping.ts';
import { removeForsakenImports } from '#server/imports/given-up-frames.ts';
import { type FrameImportDependencies, importFrame } from '#server/imports/import-frame.ts';
import { ChangedMeanwhileError } from '#server/imports/problems.ts';
import { fileSource, memorySource, type Source } from '#server/imports/source.ts';
import { anApp, aPersonalLink, aPublishedWave } from '#test/helpers/app.ts';
import { aWorkplace } from '#test/helpers/cli.ts';
import { started } from '#test/helpers/cli-process.ts';
import { aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';

const mapping = frameMapping.parse({ customer: 'id', strata: ['market'], attributes: { market: 'market' } });

function listOf(customers: number, market = 'east'): string {
  return `id,market\n${Array.from({ length: customers }, (_, i) => `K${i},${market}\n`).join('')}`;
}

/** A server with a survey, and a way to import lists into it. */
async function aSurveyWithLists() {
  const server = anApp();
  const wave = await aPublishedWave(server, aQuestionnaire());
  const { deps, db } = server;
  const importList = (
    source: Source,
    more: Partial<FrameImportDependencies> = {},
  ): ReturnType<typeof importFrame> =>
    importFrame(
      { ...deps, ...more },
      { surveyId: wave.surveyId, key: 'f', source, purchases: null, mapping },
    );
  return { server, wave, importList, kept: () => keptOf(db, wave.surveyId) };
}

/** Every frame of the survey, given up ones included, with the number of customers stored for each. */
async function keptOf(db: Database, surveyId: string) {
  const { orm, tables } = db.read;
  const frames = (await orm.select().from(tables.frames)).filter((frame) => frame.surveyId === surveyId);
  return await Promise.all(
    frames.map(async ({ id, source, isComplete }) => {
      const { frameCustomers } = tables;
      const [counted] = await orm
        .select({ customers: count() })
        .from(frameCustomers)
        .where(eq(frameCustomers.frameId, id));
      return { source, isComplete, customers: counted?.customers };
    }),
  );
}

test('customers answer while a list comes in', async () => {
  const { server, wave, importList, kept } = await aSurveyWithLists();
  const waits: number[] = [];
  let stored = 0;
  const importing = importList(memorySource('list.csv', listOf(20_000)), {
    onProgress: (rows) => {
      stored = rows;
    },
  });
  let isDone = false;
  void importing.then(() => {
    isDone = true;
  });
  while (!isDone) {
    const { token } = await aPersonalLink(server, wave);
    const sent = performance.now();
    const response = await server.post(`/s/${token}/delivery`, goodAnswers.delivery);
    waits.push(performance.now() - sent);
    expect(response.headers.get('location')).toMatch(/\/claims$/);
  }
  expect(await importing).toMatchObject({ customers: 20_000 });
  expect(stored).toBe(20_000);
  expect(waits.length).toBeGreaterThan(5);
  expect(server.failures).toEqual([]);
  expect(await kept()).toEqual([{ source: 'list.csv', isComplete: true, customers: 20_000 }]);
});

test('a list in the making is found by nobody, and the one before it stands until then', async () => {
  const { server, wave, importList } = await aSurveyWithLists();
  await importList(memorySource('old.csv', listOf(3)));
  const seen: unknown[] = [];
  const looks: Promise<unknown>[] = [];
  await importList(memorySource('new.csv', listOf(4_000)), {
    onStep: ({ step }) => seen.push(step),
    onProgress: () => {
      const look = frameByKey(server.db.read, wave.surveyId, 'f');
      looks.push(look.then((frame) => seen.push(frame?.source)));
    },
  });
  await Promise.all(looks);
  expect(new Set(seen)).toEqual(new Set(['checking', 'storing', 'tidying', 'old.csv']));
  expect((await frameByKey(server.db.read, wave.surveyId, 'f'))?.source).toBe('new.csv');
});

test.each([
  ['while it is checked', 2_000],
  ['while it is stored', 7_000],
])('a list whose import is cancelled %s leaves nothing behind', async (_, rowsRead) => {
  const { importList, kept } = await aSurveyWithLists();
  await importList(memorySource('old.csv', listOf(3)));
  const cancelling = new AbortController();
  let rows = 0;
  const outcome = await importList(memorySource('new.csv', listOf(5_000)), {
    signal: cancelling.signal,
    onProgress: () => {
      rows += 1_000;
      if (rows === rowsRead) cancelling.abort();
    },
  });
  expect(outcome).toBe('cancelled');
  expect(await kept()).toEqual([{ source: 'old.csv', isComplete: true, customers: 3 }]);
});

test('a newer import of the same list ends the one before', async () => {
  const { importList, kept } = await aSurveyWithLists();
  let newer: ReturnType<typeof importList> | null = null;
  const older = importList(memorySource('older.csv', listOf(6_000)), {
    onStep: ({ step }) => {
      if (step === 'storing') newer = importList(memorySource('newer.csv', listOf(2_000)));
    },
  });
  expect(await older).toBe('overtaken');
  expect(await newer).toMatchObject({ customers: 2_000 });
  expect(await kept()).toEqual([{ source: 'newer.csv', isComplete: true, customers: 2_000 }]);
});

test('a file that changes between checking and storing leaves nothing behind', async () => {
  const { importList, kept } = await aSurveyWithLists();
  let reading = 0;
  const changing: Source = {
    name: 'list.csv',
    open: () => {
      reading += 1;
      return memorySource('list.csv', listOf(reading === 1 ? 1_200 : 1_100)).open();
    },
  };
  await expect(importList(changing)).rejects.toThrow(ChangedMeanwhileError);
  expect(await kept()).toEqual([]);
});

test('more strata than anybody reports are refused as a wrong choice of columns', async () => {
  const { server, wave, kept } = await aSurveyWithLists();
  const outcome = await importFrame(server.deps, {
    surveyId: wave.surveyId,
    key: 'f',
    source: memorySource('list.csv', listOf(1_500)),
    purchases: null,
    mapping: frameMapping.parse({ customer: 'id', strata: ['id'] }),
  });
  expect(outcome).toMatchObject({ problems: { count: 1 } });
  expect(await kept()).toEqual([]);
});

test('an import that dies halfway, its process killed, is of no use to anybody, is removed, and can be begun again', async () => {
  const place = aWorkplace();
  place.write('q.json', aQuestionnaire());
  await place.manyi('questionnaire import --survey s --file @q.json');
  await place.manyi('publish --survey s');
  place.write('mapping.json', { customer: 'id', strata: ['market'] });
  place.write('big.csv', listOf(60_000));
  const importing = started(place, [
    ...['frame', 'import', '--survey', 's', '--frame', 'f'],
    ...['--file', `${place.folder}/big.csv`, '--mapping', `${place.folder}/mapping.json`],
  ]);
  const db = openSqlite(place.databaseFile);
  const [survey] = await db.read.orm.select().from(db.read.tables.surveys);
  const surveyId = survey?.id ?? '';
  const comingIn = async () => (await keptOf(db, surveyId)).some(({ customers }) => (customers ?? 0) > 1_000);
  await expect.poll(comingIn, { timeout: 60_000, interval: 20 }).toBe(true);
  importing.child.kill('SIGKILL');
  await importing.ended;

  expect(await keptOf(db, surveyId)).toMatchObject([{ source: 'big.csv', isComplete: false }]);
  expect(await frameByKey(db.read, surveyId, 'f')).toBeNull();
  const refused = await place.manyi('wave create --survey s --wave w --frame f');
  expect(refused.code).toBe(1);
  expect(refused.error).toContain('is still coming in, or its import ended halfway');

  const inAMinute = () => new Date(Date.now() + 120_000);
  const stopping = new AbortController();
  const tidied = removeForsakenImports({ db, now: inAMinute }, stopping.signal);
  await expect.poll(() => keptOf(db, surveyId), { timeout: 30_000 }).toEqual([]);
  stopping.abort();
  await tidied;

  place.write('big.csv', listOf(50));
  const again = 'frame import --survey s --frame f --file @big.csv --mapping @mapping.json';
  expect((await place.manyi(again)).error).toBe('');
  expect(await keptOf(db, surveyId)).toMatchObject([{ source: 'big.csv', isComplete: true, customers: 50 }]);
  await db.close();
}, 90_000);

test('an import takes the place of one that died', async () => {
  const { server, wave, importList, kept } = await aSurveyWithLists();
  const dying = importList(memorySource('dead.csv', listOf(3_000)), {
    now: () => new Date(0),
    onStep: ({ step }) => {
      if (step === 'storing') throw new Error('as if the process had ended');
    },
  });
  await expect(dying).rejects.toThrow('as if the process had ended');
  const list = fileSource('/does/not/exist.csv');
  expect(await importList(list)).toMatchObject({ problems: { count: 1 } });
  expect(await kept()).toMatchObject([{ source: 'dead.csv', isComplete: false }]);
  await importList(memorySource('list.csv', listOf(10)));
  expect(await kept()).toEqual([{ source: 'list.csv', isComplete: true, customers: 10 }]);
  expect((await frameByKey(server.db.read, wave.surveyId, 'f'))?.source).toBe('list.csv');
});
