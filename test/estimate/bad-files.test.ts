import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { estimate, expectRefused, good, header, rows, spec } from './command.ts';

const margin = { variables: ['g'], totals: { x: 30, y: 40 } };
const raking = { method: 'raking', margins: [margin] };

describe('a data file is read as it is meant', () => {
  test.each([
    ['with a byte order mark', `\ufeff${good}`],
    ['with line ends of Windows', good.replaceAll('\n', '\r\n')],
    ['with line ends of old Macs', good.replaceAll('\n', '\r')],
    ['with semicolons', good.replaceAll(',', ';')],
    ['with every cell in quotes', good.replace(/[^,\n]+/g, '"$&"')],
    ['with empty rows', good.replaceAll('\n', '\n\n')],
    ['with a line break inside a cell that nobody needs', good.replaceAll('x', '"x\r\nx"')],
    ['with blanks around numbers', good.replace('9,8,y', '9, 8 ,y')],
    ['with a plus sign and an exponent', good.replace('9,8,y', '+9,0.08e2,y')],
  ])('%s', async (_, data) => {
    expect(await estimate({ data })).toEqual(await estimate());
  });

  test.each([
    ['-0', 0],
    ['.5', 0.5],
    ['5.', 5],
    ['1e-3', 0.001],
  ])('%s is a number', async (cell, value) => {
    const one = await estimate({ data: good.replace('9,8,y', `9,${cell},y`) });
    expect(one).toEqual(await estimate({ data: good.replace('9,8,y', `9,${value},y`) }));
  });

  test('a packed file in several pieces is read to its end', async () => {
    const [first, second] = [good.slice(0, 40), good.slice(40)];
    const packed = Buffer.concat([gzipSync(first), gzipSync(second)]);
    const given = { spec: { ...spec, data: 'd.csv.gz' }, files: { 'd.csv.gz': packed } };
    expect((await estimate(given)).result).toEqual((await estimate()).result);
  });
});

describe('a data file that cannot be meant is refused with its place', () => {
  test.each([
    ['empty', '', 'd.csv: The file is empty.'],
    ['only line breaks', '\n\n\n', 'd.csv: The file is empty.'],
    ['a header alone', `${header}\n`, 'd.csv: no row is left'],
    ['a header without a line end', header, 'd.csv: no row is left'],
    ['a column twice', good.replace('h,w,N,a,b', 'h,w,N,b,b'), 'd.csv, row 1, column “b”: Two columns'],
    ['a row too short', good.replace('9,8,y', '9,8'), 'd.csv, row 3: The row has 5 cells; the header has 6.'],
    ['a row too long', good.replace('9,8,y', '9,8,y,z'), 'd.csv, row 3: The row has 7 cells'],
    ['Latin-1', Buffer.from(good.replace('9,8,y', '9,8,é'), 'latin1'), 'd.csv: Line 3 is not UTF-8.'],
    ['UTF-16', Buffer.from(`\ufeff${good}`, 'utf16le'), 'd.csv: The file is in UTF-16.'],
    ['a NUL', good.replace('9,8,y', '9,8,\0'), 'd.csv: '],
    ['a quotation mark never closed', good.replace('9,8,y', '9,8,"y'), 'd.csv: '],
    ['packed, but not called so', gzipSync(good), 'd.csv: '],
    ['a workbook', Buffer.from('PK\u0003\u0004xx', 'latin1'), 'd.csv: '],
  ])('%s', async (_, data, message) => {
    await expectRefused({ data }, message);
  });

  test.each([
    ['cut off', gzipSync(good + `${rows.join('\n')}\n`.repeat(200)).subarray(0, 120)],
    ['cut off in its last bytes', gzipSync(good).subarray(0, -4)],
    ['followed by something else', Buffer.concat([gzipSync(good), Buffer.from('garbage')])],
    ['of nothing', new Uint8Array()],
    ['not packed', good],
  ])('a packed file, %s', async (_, content) => {
    const given = { spec: { ...spec, data: 'd.csv.gz' }, files: { 'd.csv.gz': content } };
    await expectRefused(given, 'd.csv.gz: The file cannot be read');
  });

  test.each([
    '1e999',
    '0x10',
    '１２',
    'NaN',
    '"1,5"',
    'NA',
    'Infinity',
    '1_000',
    '1 000',
    '−7',
    '7%',
    '-',
    '1d3',
    '0b1',
  ])('the number %s', async (cell) => {
    const message = `d.csv, row 3, column “b”: “${cell.replaceAll('"', '')}” is not a number.`;
    await expectRefused({ data: good.replace('9,8,y', `9,${cell},y`) }, message);
  });

  test.each([
    ['negative', '-1', 'the weight -1 is negative.'],
    ['missing', '', 'the cell is empty'],
    ['beyond all numbers', '1e999', 'is not a number'],
  ])('a weight that is %s', async (_, weight, message) => {
    const data = good.replace('a,3,30', `a,${weight},30`);
    await expectRefused({ data }, 'd.csv, row 3, column “w”: ');
    await expectRefused({ data }, message);
  });

  test.each([
    ['of a margin', { calibration: raking }],
    ['of a class', { nonresponse: { responded: 'r', classes: ['g'] } }],
    [
      'of a crossed margin',
      { calibration: { method: 'raking', margins: [{ variables: ['h', 'g'], totals: { 'a|x': 1 } }] } },
    ],
  ])('a missing value %s', async (_, rest) => {
    const lines = [`${header},r`, ...rows.map((row) => `${row},1`)];
    const data = lines.join('\n').replace('9,8,y', '9,8,');
    await expectRefused({ data, spec: { ...spec, ...rest } }, 'd.csv, row 3, column “g”: the cell is empty');
  });

  test('a missing value of somebody who did not answer is needed for classes, not for margins', async () => {
    const lines = [`${header},r`, ...rows.map((row, place) => `${row},${place === 1 ? 0 : 1}`)];
    const data = lines.join('\n').replace('9,8,y', '9,8,');
    const nonresponse = { responded: 'r', classes: ['h'], minimum: 0 };
    expect((await estimate({ data, spec: { ...spec, nonresponse, calibration: raking } })).code).toBe(0);
    const classes = { ...nonresponse, classes: ['g'] };
    await expectRefused({ data, spec: { ...spec, nonresponse: classes } }, 'd.csv, row 3, column “g”');
  });

  test.each([
    ['rows by', { rows: { q: ['1'] } }],
    ['domains by', { by: [['q']] }],
    ['a margin of', { calibration: { method: 'raking', margins: [{ ...margin, variables: ['q'] }] } }],
    ['changes by', { change: { variable: 'q', values: ['a', 'b'], covariance: 'independent' } }],
    ['units by', { change: { variable: 'h', values: ['a', 'b'], covariance: 'overlap', unit: 'q' } }],
    ['clusters by', { design: { clusters: ['q'] } }],
  ])('%s a column that is not there', async (_, rest) => {
    await expectRefused({ spec: { ...spec, ...rest } }, 'd.csv, row 1, column “q”: There is no such column.');
  });
});

describe('replicate weights in a file', () => {
  const given = { type: 'given', file: 'r.csv', scale: 1 };
  const refused = (file: string, message: string, rest: object = {}) =>
    expectRefused(
      { spec: { ...spec, replicates: { ...given, ...rest } }, files: { 'r.csv': file } },
      message,
    );
  const column = (cells: readonly (string | number)[]) =>
    ['r1,r2', ...cells.map((cell) => `1,${cell}`)].join('\n');

  test.each([
    [
      'too few rows',
      column([1, 2]),
      's.json, replicates.file: 2 rows of replicate weights for 6 rows of data.',
    ],
    ['too many rows', column([1, 2, 3, 4, 5, 6, 7]), 's.json, replicates.file: 7 rows'],
    ['one column', 'r1\n1\n1\n1\n1\n1\n1', 's.json, replicates.file: at least two columns'],
    ['an empty cell', column([1, 2, '', 4, 5, 6]), 'r.csv, row 4, column “r2”: The cell is empty'],
    ['a text', column([1, 'x', 3, 4, 5, 6]), 'r.csv, row 3, column “r2”: “x” is not a number.'],
    ['nothing', '', 'r.csv: The file is empty.'],
  ])('of %s', async (_, file, message) => {
    await refused(file, message);
  });

  test('that is not there, with as many rscales as it has not', async () => {
    await expectRefused({ spec: { ...spec, replicates: given } }, 'r.csv: There is no such file.');
    await refused(column([1, 2, 3, 4, 5, 6]), 's.json, replicates.rscales: 3 rscales for 2', {
      rscales: [1, 1, 1],
    });
  });

  test('belong to the rows of the whole file, also where only some are kept', async () => {
    const files = { 'r.csv': column([2, 3, 9, 4, 5, 4]) };
    const kept = { ...spec, rows: { b: [7, 8, 9, 5] }, replicates: given };
    const dropped = { ...kept, rows: { g: ['x', 'y'], b: [7, 8, 9, 5] } };
    expect((await estimate({ spec: kept, files })).result).toEqual(
      (await estimate({ spec: dropped, files })).result,
    );
    const some = await estimate({ spec: { ...spec, rows: { h: ['b'] }, replicates: given }, files });
    // replicate means of b: 7 (weights 1, 1, 1) and (4·9 + 5·5 + 4·7)/13; v = Σ (θ − θ̄)²
    const [one, other] = [7, 89 / 13];
    expect(some.result.estimates[0].standardError).toBeCloseTo(Math.abs(one - other) / Math.sqrt(2), 14);
  });
});
