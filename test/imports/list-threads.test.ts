import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { auditEntriesOf } from '#db/queries/audit-entries.ts';
import { frameByKey } from '#db/queries/frames.ts';
import { frameMapping } from '#server/imports/frame-mapping.ts';
import type { FrameImportDependencies } from '#server/imports/import-frame.ts';
import { createListThreads, readersHere } from '#server/imports/list-threads.ts';
import { fileSource, memorySource, type Source } from '#server/imports/source.ts';
import { recorderFor } from '#server/people/recorder.ts';
import { anApp, aPublishedWave } from '#test/helpers/app.ts';
import { temporaryDirectory } from '#test/helpers/database.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

const mapping = frameMapping.parse({ customer: 'id', strata: ['market'], attributes: { market: 'market' } });

/** A list on disk. */
function aList(customers: number, more = ''): Source {
  const path = join(temporaryDirectory(), 'upload');
  const rows = Array.from({ length: customers }, (_, i) => `K${i},${i % 3 === 0 ? 'east' : '西部'}\n`);
  writeFileSync(path, `id,market\n${rows.join('')}${more}`);
  return fileSource(path, 'customers.csv');
}

async function aSurvey() {
  const server = anApp();
  const { surveyId } = await aPublishedWave(server, aQuestionnaire());
  const threads = createListThreads(server.file);
  opened.push(threads, server.db);
  const importList = (source: Source, more: Partial<FrameImportDependencies> = {}) =>
    threads.importFrame(
      { ...server.deps, ...more },
      { surveyId, key: 'f', source, purchases: null, mapping },
    );
  const found = () => frameByKey(server.db.read, surveyId, 'f');
  return { server, surveyId, threads, importList, found };
}

describe('a customer list that is imported in a thread of its own', () => {
  test('is the same list, tells how far it is, and is recorded in the name of whoever began it', async () => {
    const { server, surveyId, importList, found } = await aSurvey();
    const steps: unknown[] = [];
    const outcome = await importList(aList(4_000), {
      record: recorderFor(server.deps, { id: 'p1', name: 'Ada' }),
      onStep: (step) => steps.push(step),
    });
    expect(steps).toEqual([
      { step: 'checking', customers: null },
      { step: 'storing', customers: 4_000 },
      { step: 'tidying', customers: 4_000 },
    ]);
    const frame = await found();
    expect(frame).toMatchObject({ source: 'customers.csv', isComplete: true });
    const here = { ...server.deps, createId: () => 'another-frame' };
    const what = { surveyId, key: 'g', source: aList(4_000), purchases: null, mapping };
    expect(outcome).toEqual(await readersHere.importFrame(here, what));
    const everything = { surveyId, personId: null, action: null, from: null, until: null };
    const entries = await auditEntriesOf(server.db.read, everything, { after: null, limit: 9 });
    expect(entries).toMatchObject([
      { personName: 'Ada', action: 'frame.imported', details: { frame: 'f', customers: 4_000 } },
    ]);
  });

  test('leaves nothing behind when it is cancelled, and the thread ends', async () => {
    const { importList, found } = await aSurvey();
    await importList(aList(3));
    const cancelling = new AbortController();
    const outcome = importList(aList(60_000), {
      signal: cancelling.signal,
      onStep: ({ step }) => step === 'storing' && cancelling.abort(),
    });
    expect(await outcome).toBe('cancelled');
    expect((await found())?.isComplete).toBe(true);
  });

  test('tells its problems', async () => {
    const { importList, found } = await aSurvey();
    const outcome = await importList(aList(10, 'K1,west\n'));
    if (typeof outcome === 'string' || !('problems' in outcome)) throw new Error('nothing was found');
    expect(outcome.problems.count).toBe(1);
    expect(outcome.problems.first).toMatchObject([{ code: 'duplicateCustomer', row: 12 }]);
    expect(await found()).toBeNull();
  });

  test('is found by nobody when the server stops halfway, and another one takes its place', async () => {
    const { server, threads, importList, found } = await aSurvey();
    let isStoring = () => {};
    const storing = new Promise<void>((resolve) => {
      isStoring = resolve;
    });
    const halfway = importList(aList(60_000), { onStep: ({ step }) => step === 'storing' && isStoring() });
    await storing;
    await threads.close();
    expect(await halfway).toBe('cancelled');
    expect(await found()).toBeNull();
    expect(await importList(aList(5))).toMatchObject({ customers: 5 });
    const { orm, tables } = server.db.read;
    expect(await orm.select().from(tables.frames)).toMatchObject([{ key: 'f', isComplete: true }]);
  });

  test('is imported here where only memory has it', async () => {
    const { importList, found } = await aSurvey();
    await importList(memorySource('memory.csv', 'id,market\nK1,east\n'));
    expect((await found())?.source).toBe('memory.csv');
  });
});

test('a customer list that is looked at in a thread of its own is what it would be here', async () => {
  const { threads } = await aSurvey();
  for (const source of [aList(100), aList(100, 'K1,west\n')]) {
    const sources = { source, purchases: null };
    const [there, here] = [
      await threads.previewFrame(sources, mapping),
      await readersHere.previewFrame(sources, mapping),
    ];
    expect({ ...there, problems: there.problems.first }).toEqual({ ...here, problems: here.problems.first });
  }
});
