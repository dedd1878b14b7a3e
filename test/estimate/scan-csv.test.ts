import { describe, expect, test } from 'vitest';
import { scanCsv } from '#server/estimate/scan-csv.ts';
import { readCsv } from '#server/imports/csv.ts';
import { FileProblems, UnreadableFile } from '#server/imports/problems.ts';
import type { Source } from '#server/imports/source.ts';
import { createRandom } from '#surveys/random.ts';

/** A text as a file that comes in pieces. */
function inPieces(text: string, size: number): Source {
  return {
    name: 'pieces.csv',
    async *open() {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    },
  };
}

type Reading = { columns?: readonly string[]; rows: unknown[]; problem: unknown };

async function caught(reading: Reading, read: () => Promise<void>): Promise<Reading> {
  try {
    await read();
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    reading.problem = error.problem.code;
  }
  return reading;
}

async function scanned(source: Source, wanted?: readonly number[]): Promise<Reading> {
  const problems = new FileProblems(source.name);
  const reading: Reading = { rows: [], problem: null };
  await caught(reading, () =>
    scanCsv(
      source,
      problems,
      (columns) => {
        reading.columns = columns;
        return wanted ?? [...columns.keys()];
      },
      (cells, row) => reading.rows.push({ row, cells: [...cells] }) > 0,
    ),
  );
  return { ...reading, problem: reading.problem ?? problems.first[0]?.code ?? null };
}

async function read(source: Source): Promise<Reading> {
  const problems = new FileProblems(source.name);
  const reading: Reading = { rows: [], problem: null };
  await caught(reading, async () => {
    const csv = await readCsv(source, problems);
    reading.columns = csv.columns;
    for await (const row of csv.rows) {
      if (problems.count > 0) return;
      reading.rows.push(row);
    }
  });
  return { ...reading, problem: reading.problem ?? problems.first[0]?.code ?? null };
}

/** A file of random cells: quotes, delimiters and line ends inside them, empty rows, all three line ends. */
function randomFile(seed: number): string {
  const random = createRandom(`csv ${seed}`);
  const delimiter = [',', ';', '\t'][random.below(3)] ?? ',';
  const end = ['\n', '\r\n', '\r'][random.below(3)] ?? '\n';
  const columns = 1 + random.below(5);
  const pieces = [
    'a',
    '满意',
    '1.5',
    '',
    ' x ',
    `"q${delimiter}""r"""`,
    '"two\nlines"',
    '""',
    '"\r\n"',
    'long enough to be cut',
  ];
  const row = () =>
    Array.from({ length: columns }, () => pieces[random.below(pieces.length)] ?? '').join(delimiter);
  const header = Array.from({ length: columns }, (_, i) => (i % 2 === 0 ? `c${i}` : `"c${delimiter}${i}"`));
  const rows = Array.from({ length: random.below(30) }, () => (random.below(8) === 0 ? '' : row()));
  const last = random.below(2) === 0 ? '' : end;
  return (random.below(2) === 0 ? '\ufeff' : '') + [header.join(delimiter), ...rows].join(end) + last;
}

describe('scanning a CSV file gives what reading it gives', () => {
  test.each(Array.from({ length: 120 }, (_, seed) => seed))(
    'random file %i, in pieces of any size',
    async (seed) => {
      const text = randomFile(seed);
      const expected = await read(inPieces(text, 1 << 20));
      for (const size of [1, 3, 7, 64, 1 << 20]) {
        expect(await scanned(inPieces(text, size)), `pieces of ${size}`).toEqual(expected);
      }
    },
  );

  test.each([
    ['too few cells', 'a,b\n1,2\n3\n'],
    ['too many cells', 'a,b\n1,2,3\n'],
    ['a quote that is never closed', 'a,b\n"1,2\n3,4\n'],
    ['a quote inside a cell', 'a,b\n1,2"3\n'],
    ['text after a quote', 'a,b\n"1"x,2\n'],
    ['a column twice', 'a,a\n1,2\n'],
    ['nothing', ''],
    ['only a header', 'a,b'],
  ])('%s', async (_, text) => {
    const [ours, expected] = [await scanned(inPieces(text, 2)), await read(inPieces(text, 2))];
    expect(ours.problem).toEqual(expected.problem);
    if (expected.columns) expect(ours.columns).toEqual(expected.columns);
  });

  test('only the wanted cells are given', async () => {
    const { rows } = await scanned(inPieces('a,b,c\n1,2,3\n4,"5",6\n', 4), [2, 1]);
    expect(rows).toEqual([
      { row: 2, cells: ['3', '2'] },
      { row: 3, cells: ['6', '5'] },
    ]);
  });
});
