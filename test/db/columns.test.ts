import { expect, test } from 'vitest';
import {
  type ColumnsUpdate,
  columnChunks,
  columnsOfWave,
  forgetColumns,
  keepColumns,
} from '#db/queries/columns.ts';
import { startResponse } from '#db/queries/responses.ts';
import { membersWithResponses, revisionsOfWave } from '#db/queries/wave-data.ts';
import { insertWave } from '#db/queries/waves.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aStart, aWave, collected, keepSample, keepWave } from './rows.ts';

function aColumn(name: string, responsesChange: number, changes = {}) {
  return { name, shape: 'points', size: 3, sampleRevision: 1, responsesChange, labels: null, ...changes };
}

function aChunk(name: string, chunk: number, ...bytes: number[]) {
  return { name, chunk, bytes: Uint8Array.from(bytes) };
}

const never: ReadonlyMap<string, string> = new Map();

describeOnBoth('columns', (database) => {
  const keep = (update: ColumnsUpdate, waveId = 'wave') =>
    database().write((tx) => keepColumns(tx, waveId, update));
  /** The editions of some columns as they are now. */
  const editionsOf = async (...names: string[]) => {
    const columns = await columnsOfWave(database().read, 'wave');
    return new Map(columns.flatMap(({ name, edition }) => (names.includes(name) ? [[name, edition]] : [])));
  };
  const statesOf = async (waveId: string) =>
    (await columnsOfWave(database().read, waveId)).map(({ name, responsesChange }) => [
      name,
      responsesChange,
    ]);
  const chunksOf = (waveId: string, ...names: string[]) => columnChunks(database().read, waveId, names);

  test('come back as they were kept, by name', async () => {
    await keepWave(database());
    const columns = [
      aColumn('b', 7, { labels: ['华东', { order: 2, first: 1 }], size: 2_000_000_000 }),
      aColumn('a', 9, { shape: '{"kind":"numbers"}', sampleRevision: 4 }),
    ];
    const edition = await keep({ columns, chunks: [], seen: never });
    expect(edition).toEqual(expect.any(String));
    expect(await columnsOfWave(database().read, 'wave')).toEqual(
      columns.toReversed().map((column) => ({ ...column, waveId: 'wave', edition })),
    );
    expect(await columnsOfWave(database().read, 'other')).toEqual([]);
  });

  test('have chunks whose every byte comes back, in memory of its own', async () => {
    await keepWave(database());
    const every = Uint8Array.from({ length: 256 }, (_, i) => i);
    const long = Uint8Array.from({ length: 100_003 }, (_, i) => (i * 2_654_435_761) >>> 24);
    const within = long.subarray(13, 21);
    const chunks = [every, new Uint8Array(0), long, within].map((bytes, chunk) => ({
      name: 'a',
      chunk,
      bytes,
    }));
    await keep({ columns: [aColumn('a', 1)], chunks, seen: never });

    const read = await chunksOf('wave', 'a');
    expect(read.map(({ bytes }) => bytes.constructor)).toEqual(read.map(() => Uint8Array));
    expect(read.map(({ bytes }) => bytes.length)).toEqual([256, 0, 100_003, 8]);
    for (const [i, { bytes }] of read.entries()) {
      expect(Buffer.compare(bytes, chunks[i]?.bytes ?? new Uint8Array(1))).toBe(0);
      expect([bytes.byteOffset, bytes.buffer.byteLength]).toEqual([0, bytes.length]);
    }
  });

  test('have chunks that come in order of name and place, those of the asked columns only', async () => {
    await keepWave(database());
    await database().write((tx) => insertWave(tx, { ...aWave, id: 'other', key: 'other' }));
    const names = ['b', 'a', 'B', 'ä', 'a2', 'a10'];
    const chunks = names.flatMap((name) => [10, 2, 0].map((chunk) => aChunk(name, chunk, chunk)));
    const update = { columns: names.map((name) => aColumn(name, 1)), chunks, seen: never };
    await keep(update);
    await keep({ ...update, chunks: [aChunk('a', 0, 99)] }, 'other');
    const read = await chunksOf('wave', 'ä', 'a', 'B', 'a2', 'a10', 'none');
    expect(read.map(({ name, chunk }) => `${name} ${chunk}`)).toEqual(
      ['B', 'a', 'a10', 'a2', 'ä'].flatMap((name) => [0, 2, 10].map((chunk) => `${name} ${chunk}`)),
    );
    expect(await chunksOf('wave')).toEqual([]);
    expect(await chunksOf('other', 'a', 'b')).toEqual([aChunk('a', 0, 99)]);
  });

  test('are brought up to date by the chunks that changed', async () => {
    await keepWave(database());
    await keep({ columns: [aColumn('a', 5)], chunks: [aChunk('a', 0, 1), aChunk('a', 1, 2)], seen: never });
    const seen = await editionsOf('a');
    const later = aColumn('a', 6, { size: 4, shape: 'other', sampleRevision: 2, labels: ['x'] });
    const update = { columns: [later], chunks: [aChunk('a', 1, 3, 4), aChunk('a', 2, 5)], seen };
    const edition = await keep(update);
    expect(edition).not.toBe(seen.get('a'));
    expect(await columnsOfWave(database().read, 'wave')).toEqual([{ ...later, waveId: 'wave', edition }]);
    expect(await chunksOf('wave', 'a')).toEqual([aChunk('a', 0, 1), aChunk('a', 1, 3, 4), aChunk('a', 2, 5)]);
  });

  test.each<[string, (editions: Map<string, string>) => Map<string, string>]>([
    ['was kept by somebody else since', (editions) => editions.set('b', 'an earlier one')],
    ['is there although it was not seen', (editions) => new Map([...editions].slice(0, 1))],
    ['is gone although it was seen', (editions) => editions.set('c', 'an earlier one')],
  ])('are not kept, none of them, when one %s', async (_, seenOf) => {
    await keepWave(database());
    const columns = [aColumn('a', 5), aColumn('b', 5)];
    const chunks = [aChunk('a', 0, 1), aChunk('b', 0, 2)];
    await keep({ columns, chunks, seen: never });
    const update = {
      columns: ['b', 'c', 'a'].map((name) => aColumn(name, 8)),
      chunks: [aChunk('b', 0, 9), aChunk('b', 1, 9), aChunk('c', 0, 9)],
      seen: seenOf(await editionsOf('a', 'b')),
    };
    expect(await keep(update)).toBeNull();
    expect(await statesOf('wave')).toEqual([
      ['a', 5],
      ['b', 5],
    ]);
    expect(await chunksOf('wave', 'a', 'b', 'c')).toEqual(chunks);
  });

  test.each([[[]], [['a', 'b']]])(
    'kept by several at once, where %j were there, are those of one of them',
    async (there) => {
      await keepWave(database());
      await keep({ columns: there.map((name) => aColumn(name, 3)), chunks: [], seen: never });
      const seen = await editionsOf(...there);
      const outcomes = await Promise.all(
        [11, 12, 13, 14].map((change) =>
          keep({
            columns: [aColumn('a', change), aColumn('b', change)],
            chunks: [aChunk('a', 0, change), aChunk('b', 0, change)],
            seen,
          }),
        ),
      );
      expect(outcomes.filter((edition) => edition !== null)).toHaveLength(1);
      const winner = 11 + outcomes.findIndex((edition) => edition !== null);
      expect(await statesOf('wave')).toEqual([
        ['a', winner],
        ['b', winner],
      ]);
      expect(await chunksOf('wave', 'a', 'b')).toEqual([aChunk('a', 0, winner), aChunk('b', 0, winner)]);
    },
  );

  test('can be forgotten, of one wave or of all, and nothing else is', async () => {
    const db = database();
    await keepSample(db, 1);
    await db.write((tx) => startResponse(tx, aStart('r', { memberId: 'member-1' })));
    const before = [
      await collected(membersWithResponses(db.read, 'wave')),
      await revisionsOfWave(db.read, 'wave'),
    ];
    const update = { columns: [aColumn('a', 1)], chunks: [aChunk('a', 0, 1)], seen: never };
    for (const waveId of ['wave', 'second', 'third']) await keep(update, waveId);

    await db.write((tx) => forgetColumns(tx, 'second'));
    expect([await statesOf('second'), await chunksOf('second', 'a')]).toEqual([[], []]);
    expect([await statesOf('third'), await chunksOf('third', 'a')]).toEqual([[['a', 1]], update.chunks]);
    await db.write((tx) => forgetColumns(tx, null));
    for (const waveId of ['wave', 'third']) {
      expect([await statesOf(waveId), await chunksOf(waveId, 'a')]).toEqual([[], []]);
    }
    expect([
      await collected(membersWithResponses(db.read, 'wave')),
      await revisionsOfWave(db.read, 'wave'),
    ]).toEqual(before);
  });

  test('that were forgotten, or made anew up to the same change, are not added to by whoever read them before', async () => {
    await keepWave(database());
    const made = { columns: [aColumn('a', 5)], chunks: [aChunk('a', 0, 1)], seen: never };
    await keep(made);
    const seen = await editionsOf('a');
    const late = { columns: [aColumn('a', 6)], chunks: [aChunk('a', 1, 2)], seen };
    await database().write((tx) => forgetColumns(tx, 'wave'));
    expect(await keep(late)).toBeNull();
    expect([await statesOf('wave'), await chunksOf('wave', 'a')]).toEqual([[], []]);
    await keep(made);
    expect(await keep(late)).toBeNull();
    expect([await statesOf('wave'), await chunksOf('wave', 'a')]).toEqual([[['a', 5]], made.chunks]);
  });
});
