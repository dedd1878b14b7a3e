import { describe, expect, test } from 'vitest';
import { readCsv } from '#server/imports/csv.ts';
import { FileProblems, UnreadableFile } from '#server/imports/problems.ts';
import { memorySource, type Source } from '#server/imports/source.ts';

async function rowsOf(source: Source) {
  const problems = new FileProblems(source.name);
  const { columns, rows } = await readCsv(source, problems);
  const found: [row: number, ...cells: string[]][] = [];
  for await (const { row, cells } of rows) found.push([row, ...cells]);
  return { columns, rows: found, problems: problems.first };
}

const read = (content: string | Uint8Array) => rowsOf(memorySource('data.csv', content));

/** The same bytes, a few at a time, so that characters and line ends are torn apart. */
function inPieces(content: string, size: number): Source {
  const bytes = Buffer.from(content);
  return {
    name: 'data.csv',
    async *open() {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    },
  };
}

async function problemOf(content: Uint8Array | string) {
  const error = await read(content).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UnreadableFile)) throw new Error(`Expected an unreadable file, got ${error}`);
  return error.problem;
}

describe('a CSV file is read', () => {
  test('with or without a byte order mark, with any of the line ends', async () => {
    const expected = {
      columns: ['a', 'b'],
      rows: [
        [2, '1', '2'],
        [3, '3', '4'],
      ],
      problems: [],
    };
    for (const content of ['a,b\r\n1,2\r\n3,4\r\n', '\ufeffa,b\n1,2\n3,4', 'a,b\r1,2\r3,4\r']) {
      expect(await read(content)).toEqual(expected);
    }
  });

  test.each([',', ';', '\t'])('with the delimiter %j, whatever the cells hold', async (delimiter) => {
    const { columns, rows } = await read(`a${delimiter}"b,;x"\n1${delimiter}"2;,\t"\n`);
    expect(columns).toEqual(['a', 'b,;x']);
    expect(rows).toEqual([[2, '1', '2;,\t']]);
  });

  test('with quotes, line ends and doubled quotes inside cells', async () => {
    const { rows } = await read('a,b\n"x\r\n""y""",\'z\n');
    expect(rows).toEqual([[2, 'x\r\n"y"', "'z"]]);
  });

  test.each([1, 2, 3, 5])('the same when it arrives %i bytes at a time', async (size) => {
    const content = '\ufeff客户,评语\r\nK1,"快递，很好 🚚"\r\n\r\nK2,𠮷\r\n';
    expect(await rowsOf(inPieces(content, size))).toEqual({
      columns: ['客户', '评语'],
      rows: [
        [2, 'K1', '快递，很好 🚚'],
        [4, 'K2', '𠮷'],
      ],
      problems: [],
    });
  });

  test('row numbers are those of a spreadsheet: empty rows count, lines within a cell do not', async () => {
    const { rows } = await read('a,b\n"1\n1",2\n\n,\n3,4\n');
    expect(rows).toEqual([
      [2, '1\n1', '2'],
      [5, '3', '4'],
    ]);
  });
});

describe('a CSV file with problems', () => {
  test('rows with too few or too many cells are named, the others read', async () => {
    const { rows, problems } = await read('a,b\n1\n2,3\n4,5,6\n');
    expect(rows).toEqual([[3, '2', '3']]);
    expect(problems).toEqual([
      { row: 2, column: null, code: 'cellCount', params: { found: 1, expected: 2 } },
      { row: 4, column: null, code: 'cellCount', params: { found: 3, expected: 2 } },
    ]);
  });

  test('a column name that occurs twice is named once; columns without a name may be many', async () => {
    const { problems } = await read('a,b,a,,,a\n1,2,3,4,5,6\n');
    expect(problems).toEqual([{ row: 1, column: 'a', code: 'duplicateColumn', params: {} }]);
  });

  test('a byte that is not UTF-8 is named by its line', async () => {
    const gbk = Buffer.concat([
      Buffer.from('客户,评语\nK1,好\nK2,'),
      Buffer.from([0xba, 0xc3]),
      Buffer.from('\nK3,好\n'),
    ]);
    expect(await problemOf(gbk)).toMatchObject({ code: 'notUtf8', params: { line: 3 } });
  });

  test('a file cut off in the middle of a character is named by its last line', async () => {
    expect(await problemOf(Buffer.from('a,b\n1,好').subarray(0, -1))).toMatchObject({
      code: 'notUtf8',
      params: { line: 2 },
    });
  });

  test('UTF-16 is told apart, with and without its mark', async () => {
    expect(await problemOf(Buffer.from('\ufeffa,b\n1,2\n', 'utf16le'))).toMatchObject({ code: 'utf16' });
    expect(await problemOf(Buffer.from('a,b\n1,2\n', 'utf16le'))).toMatchObject({ code: 'utf16' });
  });

  test('a workbook is told apart', async () => {
    expect(await problemOf(Buffer.from('PK\u0003\u0004rest', 'latin1'))).toMatchObject({ code: 'workbook' });
  });

  test('a NUL character is named by its line', async () => {
    expect(await problemOf('a,b\n1,2\n3,\u00004\n')).toMatchObject({
      code: 'nulCharacter',
      params: { line: 3 },
    });
  });

  test('a quote that is not closed is named by its line', async () => {
    const openFrom3 = 'a,b\n1,2\n3,"4\n5,6\n7,8\n';
    expect(await problemOf(openFrom3)).toMatchObject({ code: 'brokenQuotes', params: { line: 3 } });
    expect(await problemOf('a,b\n1,2"x\n')).toMatchObject({ code: 'brokenQuotes', params: { line: 2 } });
  });

  test('rows before a broken quote are read, so that their problems are told too', async () => {
    for (const end of ['3,"4', '3,4"x', '3,"4" x']) {
      const rows: number[] = [];
      const problems = new FileProblems('data.csv');
      const reading = async () => {
        const csv = await readCsv(memorySource('data.csv', `a,b\n1,2\n2\n${end}\n5,6\n`), problems);
        for await (const { row } of csv.rows) rows.push(row);
      };
      await expect(reading()).rejects.toThrow(UnreadableFile);
      expect(rows).toEqual([2]);
      expect(problems.first).toMatchObject([{ code: 'cellCount', row: 3 }]);
    }
  });

  test('an empty file is said to be empty', async () => {
    expect(await problemOf('')).toMatchObject({ code: 'fileEmpty' });
    expect(await problemOf('\ufeff \n')).toMatchObject({ code: 'fileEmpty' });
  });
});

test('a file of many rows is read in memory that does not grow with it', async () => {
  const rows = 300_000;
  const line = `K,${'x'.repeat(100)}\n`.repeat(1000);
  const source: Source = {
    name: 'large.csv',
    async *open() {
      yield Buffer.from('a,b\n');
      for (let chunk = 0; chunk < rows / 1000; chunk++) yield Buffer.from(line);
    },
  };
  const before = process.memoryUsage().heapUsed;
  let count = 0;
  let most = 0;
  const { rows: found } = await readCsv(source, new FileProblems(source.name));
  for await (const { cells } of found) {
    count += cells.length;
    if (count % 20_000 === 0) most = Math.max(most, process.memoryUsage().heapUsed - before);
  }
  expect(count).toBe(2 * rows);
  // The file is 31 MB, and what has been read but not yet collected as garbage counts too.
  expect(most).toBeLessThan(100e6);
}, 60_000);
