import { describe, expect, test } from 'vitest';
import { variableNames } from '#server/exports/sav/names.ts';
import {
  type CutText,
  type SavCell,
  type SystemFile,
  systemFile,
  type Variable,
} from '#server/exports/sav/system-file.ts';
import { readSystemFile } from '#test/helpers/read-system-file.ts';
import { bytesFrom } from '#test/helpers/read-workbook.ts';

const aVariable = (more: Partial<Variable> = {}): Variable => ({
  ...{
    name: 'x',
    label: '',
    holds: { kind: 'number', decimals: 0 },
    measure: 'scale',
    labels: [],
    missing: [],
  },
  ...more,
});
const aText = (bytes: number, more: Partial<Variable> = {}) =>
  aVariable({ holds: { kind: 'text', bytes }, measure: 'nominal', ...more });

async function written(file: Partial<SystemFile> & { readonly rows: readonly (readonly SavCell[])[] }) {
  const cuts: CutText[] = [];
  const whole: SystemFile = {
    ...{ label: '', variables: [aVariable()], sets: [], weight: null, notes: [] },
    ...{ createdAt: new Date('2026-11-22T09:08:07Z'), cases: file.rows.length },
    ...file,
  };
  const bytes = await bytesFrom(systemFile(whole, (cut) => cuts.push(cut)));
  return { ...readSystemFile(bytes), cuts, bytes };
}

describe('a system file', () => {
  test('begins with the very bytes of the format', async () => {
    const { bytes } = await written({ label: '满意', rows: [[5]] });
    expect(bytes.subarray(0, 28).toString()).toBe('$FL2@(#) SPSS DATA FILE Many');
    // layout 2, one unit, compressed, no weight, one case, bias 100
    expect(bytes.subarray(64, 92).toString('hex')).toBe(
      '02000000010000000100000000000000010000000000000000005940',
    );
    expect(bytes.subarray(92, 115).toString()).toBe('22 Nov 2609:08:07满意');
    // 5 is kept as its instruction, 105; then the end
    expect(bytes.subarray(-8).toString('hex')).toBe('69fc000000000000');
  });

  test('keeps every number: small ones as instructions, others as they are, none as system-missing', async () => {
    const numbers = [0, -99, -100, 151, 152, 0.1, -0.5, 1e300, 5e-324, 2 ** 53, null, -0];
    const { rows, cases, casesOfExtension, encoding } = await written({
      rows: numbers.map((each) => [each]),
    });
    expect(rows.map(([cell]) => cell)).toEqual(numbers);
    expect([cases, casesOfExtension, encoding]).toEqual([12, 12, 'UTF-8']);
  });

  test('keeps texts of every width, very long ones in segments, cut at a character and with a mark where they are too long', async () => {
    const widths = [1, 8, 9, 255, 256, 504, 505, 600, 32_767];
    const variables = widths.map((bytes, i) => aText(bytes, { name: `t${i}` }));
    const filled = widths.map((bytes) => 'a'.repeat(bytes));
    const chinese = widths.map((bytes) => '好'.repeat(Math.floor(bytes / 3)));
    const long = widths.map((bytes) => '😀'.repeat(bytes));
    const hostile = '\'"\r\n\t=1+1 <b> ‏';
    const {
      rows,
      cuts,
      variables: read,
    } = await written({
      variables,
      rows: [
        filled,
        chinese,
        long,
        widths.map(() => null),
        widths.map((bytes) => (bytes > 20 ? hostile : '')),
      ],
    });
    expect(read.map(({ width }) => width)).toEqual(widths);
    expect(rows[0]).toEqual(filled);
    expect(rows[1]).toEqual(chinese);
    expect(rows[2]?.slice(1)).toEqual(
      widths.slice(1).map((bytes) => `${'😀'.repeat(Math.floor((bytes - 3) / 4))}…`),
    );
    expect(rows[3]).toEqual(widths.map(() => ''));
    expect(rows[4]).toEqual(widths.map((bytes) => (bytes > 20 ? hostile : '')));
    expect(cuts.map(({ row, variable }) => `${row} ${variable}`)).toEqual(
      variables.map(({ name }) => `3 ${name}`),
    );
  });

  test('keeps moments to the millisecond, counted from 1582', async () => {
    const moment = new Date('2026-10-01T08:30:15.250Z');
    const { rows, variables } = await written({
      variables: [aVariable({ holds: { kind: 'moment' } })],
      rows: [[moment], [null]],
    });
    // 1582-10-14 to 1970-01-01 is 141,428 days
    expect(rows).toEqual([[moment.getTime() / 1000 + 141_428 * 86_400], [null]]);
    expect(variables[0]?.format).toBe('DATETIME20.0');
  });

  test('says what variables and values mean, which values say why there is none, and how they are measured', async () => {
    const long = '长'.repeat(100);
    const { variables, weight, fileLabel, documents, sets } = await written({
      label: '快递 2026',
      notes: ['Weighted by w.', `${'word '.repeat(30)}${'字'.repeat(40)}`],
      weight: 'w',
      sets: [{ name: 'channels', label: '渠道', variables: ['a', 'b'] }],
      variables: [
        aVariable({
          ...{ name: 'speed', label: `How fast?\r\n ${long}`, measure: 'ordinal' },
          ...{
            labels: [
              [0, '差'],
              [10, long],
              [-8, 'not applicable'],
            ],
            missing: [-8, -9],
          },
        }),
        aText(8, {
          name: 'short',
          labels: [
            ['x', 'Ex'],
            ['-9', 'none'],
          ],
          missing: ['-9'],
        }),
        aText(600, {
          name: '很长',
          label: 'Long',
          labels: [['electronic-commerce', '电商']],
          missing: ['-9'],
        }),
        aVariable({ name: 'a' }),
        aVariable({ name: 'b' }),
        aVariable({ name: 'w', holds: { kind: 'number', decimals: 4 } }),
      ],
      rows: [],
    });
    expect(variables.map(({ name }) => name)).toEqual(['speed', 'short', '很长', 'a', 'b', 'w']);
    expect(variables.map(({ measure }) => measure)).toEqual([2, 1, 1, 3, 3, 3]);
    expect(variables.map(({ format }) => format)).toEqual([
      'F8.0',
      'A8.0',
      'A255.0',
      'F8.0',
      'F8.0',
      'F13.4',
    ]);
    const [speed, short, wide] = variables;
    // 255 bytes: what is before, 80 characters of 3 bytes, and the mark of 3
    expect(speed?.label).toBe(`How fast? ${'长'.repeat(80)}…`);
    expect(speed?.labels).toEqual({ 0: '差', 10: `${'长'.repeat(39)}…`, '-8': 'not applicable' });
    expect(speed?.missing).toEqual([-8, -9]);
    expect(short).toMatchObject({ label: null, labels: { x: 'Ex', '-9': 'none' }, missing: ['-9'] });
    expect(wide).toMatchObject({ label: 'Long', labels: { 'electronic-commerce': '电商' }, missing: ['-9'] });
    expect([weight, fileLabel]).toEqual(['w', '快递 2026']);
    expect(sets).toEqual(['$channels=D1 1 6 渠道 v0000006 v0000007']);
    expect(documents[0]).toBe('Weighted by w.');
    const words = (count: number) => 'word '.repeat(count).trimEnd();
    expect(documents.slice(1)).toEqual([words(16), `${words(14)} 字字字`, '字'.repeat(26), '字'.repeat(11)]);
  });

  test('refuses what is not as it says it is', async () => {
    const refusal = (file: Partial<SystemFile>) =>
      expect(written(file as Parameters<typeof written>[0])).rejects;
    await refusal({ rows: [[1]], cases: 2 }).toThrow('1 rows, not 2');
    await refusal({ rows: [[1], [2]], cases: 1 }).toThrow('More than 1 rows');
    await refusal({ rows: [[1, 2]] }).toThrow('A row has 2 cells, not 1');
    await refusal({ rows: [['1']] }).toThrow('Not a number: x');
    await refusal({ rows: [[new Date(0)]] }).toThrow('Not a number: x');
    await refusal({ rows: [[Number.NaN]] }).toThrow('Not a finite number: x');
    await refusal({ variables: [aText(8)], rows: [[1]] }).toThrow('Not a text: x');
    await refusal({ variables: [aText(8)], weight: 'x', rows: [] }).toThrow('Cases cannot be weighted by x');
    await refusal({ variables: [], rows: [] }).toThrow('needs a variable');
  });
});

describe('names of variables', () => {
  test('are such as SPSS accepts, whatever they were', () => {
    const wanted = [
      ...[
        'speed.expectation',
        'on-time.expectation',
        '满意度',
        '1st',
        '_x',
        '=1+1',
        '@a',
        '$b',
        '#c',
        'a.',
        'a_',
      ],
      ...['BY', 'with', '', '😀', 'two words', 'ﬁ', 'x\r\ny'],
    ];
    expect(variableNames(wanted)).toEqual([
      ...[
        'speed.expectation',
        'on_time.expectation',
        '满意度',
        'v1st',
        'x',
        'v1_1',
        'a',
        'b',
        'c',
        'a_2',
        'a_3',
      ],
      ...['BY_2', 'with_2', 'v', 'v_2', 'two_words', 'ﬁ', 'x_y'],
    ]);
  });

  test('have 64 bytes at most, and differ in more than the case of their letters', () => {
    const long = '长'.repeat(40);
    expect(variableNames([long, long, 'App', 'app', 'app_2', 'APP'])).toEqual([
      ...['长'.repeat(21), `${'长'.repeat(20)}_2`, 'App', 'app_2', 'app_2_2', 'APP_3'],
    ]);
  });
});
