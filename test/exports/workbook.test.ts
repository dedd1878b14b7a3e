import { describe, expect, test } from 'vitest';
import { type CutCell, type Sheet, workbook } from '#server/exports/xlsx/workbook.ts';
import { bytesFrom, partOf, sheetsOf } from '#test/helpers/read-workbook.ts';

const one = (rows: Sheet['rows'], header = 'a'): Sheet => ({ name: 'Data', columns: [{ header }], rows });

describe('a workbook written', () => {
  test('is read back cell by cell: texts, numbers, moments, boxes and what is empty', async () => {
    const bytes = await bytesFrom(
      workbook([
        {
          name: '数据',
          columns: ['名称', 'n', 'when', 'is', 'empty'].map((header) => ({ header })),
          rows: [
            ['顺丰 "速运" <b>&amp;</b>', 0.1, new Date('2026-10-01T08:30:15Z'), true, null],
            ['😀 ‏עברית', -1e-7, new Date('1900-03-01T00:00:00Z'), false, ''],
            ['last', 1, null, null, 'x'],
          ],
        },
      ]),
    );
    expect(await sheetsOf(bytes)).toEqual({
      数据: [
        ['名称', 'n', 'when', 'is', 'empty'],
        ['顺丰 "速运" <b>&amp;</b>', '0.1', '2026-10-01 08:30:15', 'TRUE', ''],
        ['😀 ‏עברית', '-1e-7', '1900-03-01 00:00:00', 'FALSE', ''],
        ['last', '1', '', '', 'x'],
      ],
    });
  });

  test('keeps texts that look like formulas, have line ends or characters beyond XML as they were', async () => {
    const texts = [
      '=1+1',
      '+86 10',
      '@x',
      '-',
      'a\r\nb\tc',
      '\u0000\u001f\uffff',
      '_x000D_',
      '_xzz',
      "'",
      ' x ',
    ];
    const bytes = await bytesFrom(workbook([one(texts.map((text) => [text]))]));
    const [, ...rows] = (await sheetsOf(bytes)).Data ?? [];
    expect(rows.flat()).toEqual(texts);
    const xml = await partOf(bytes, 'xl/worksheets/sheet1.xml');
    expect(xml).not.toContain('<f');
    // a style that keeps a text a text when somebody edits it
    expect(xml).toContain('<c r="A2" s="3" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>');
  });

  test('writes half a surrogate pair, which no file can hold, as the sign for what is missing', async () => {
    const bytes = await bytesFrom(workbook([one([['a\ud83dz'], ['\ude00']])]));
    expect((await sheetsOf(bytes)).Data?.flat()).toEqual(['a', 'a\ufffdz', '\ufffd']);
  });

  test('cuts a text no cell can hold, with a mark, not through a character, and tells before a later sheet is read', async () => {
    const cuts: CutCell[] = [];
    const notes = function* () {
      yield [cuts.length];
    };
    const fits = '好'.repeat(32_767);
    const long = `${'a'.repeat(32_762)}😀${'b'.repeat(100)}`;
    const bytes = await bytesFrom(
      workbook([one([[fits], [long]]), { name: 'Notes', columns: [{ header: 'cut' }], rows: notes() }], {
        onCut: (cut) => cuts.push(cut),
      }),
    );
    const { Data, Notes } = await sheetsOf(bytes);
    expect(Data?.[1]).toEqual([fits]);
    expect(Data?.[2]).toEqual([`${'a'.repeat(32_762)} […]`]);
    expect(cuts).toEqual([{ sheet: 'Data', row: 3, column: 'a', length: long.length }]);
    expect(Notes?.[1]).toEqual(['1']);
  });

  test('goes on in a further sheet where one is full', async () => {
    const rows = function* () {
      for (let i = 1; i <= 1_048_576; i++) yield [i];
    };
    const bytes = await bytesFrom(workbook([one(rows()), { ...one([['x']]), name: 'data 2' }]));
    const sheets = await sheetsOf(bytes);
    expect(Object.keys(sheets)).toEqual(['Data', 'Data 3', 'data 2']);
    expect(sheets.Data?.length).toBe(1_048_576);
    expect(sheets.Data?.at(-1)).toEqual(['1048575']);
    expect(sheets['Data 3']).toEqual([['a'], ['1048576']]);
  });

  test('gives tabs names they can hold, none twice', async () => {
    const names = [
      'C = b/a [all]',
      'c = b a  all',
      'History',
      '',
      "'",
      `${'长'.repeat(30)}😀`,
      '长'.repeat(31),
    ];
    const bytes = await bytesFrom(workbook(names.map((name) => ({ ...one([['x']]), name }))));
    const long = '长'.repeat(30);
    expect(Object.keys(await sheetsOf(bytes))).toEqual([
      'C = b a all',
      'c = b a all 2',
      'History 2',
      'Sheet',
      'Sheet 2',
      long,
      `${long}长`,
    ]);
  });

  test('keeps the heads in sight, lets columns be filtered, and shows numbers by the format of their column', async () => {
    const bytes = await bytesFrom(
      workbook([
        {
          name: "Director's",
          columns: [
            { header: 'C', format: '0.000', width: 8 },
            { header: 'share', format: '0.0%' },
          ],
          rows: [[0.95123, 0.5]],
        },
        { ...one([['x']]), name: 'Notes', filters: false },
      ]),
    );
    const xml = await partOf(bytes, 'xl/worksheets/sheet1.xml');
    expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(xml).toContain('<c r="A2" s="6"><v>0.95123</v></c><c r="B2" s="7"><v>0.5</v></c>');
    expect(xml).toContain('<autoFilter ref="A1:B2"/>');
    expect(await partOf(bytes, 'xl/worksheets/sheet2.xml')).not.toContain('autoFilter');
    const book = await partOf(bytes, 'xl/workbook.xml');
    expect(book).toContain('>&apos;Director'.replace('&apos;', "'"));
    expect(book).toContain("'Director''s'!$A$1:$B$2");
  });

  test('has the same bytes whenever it is written', async () => {
    const write = () => bytesFrom(workbook([one([['x'], ['y']])]));
    expect((await write()).equals(await write())).toBe(true);
  });

  test('refuses numbers that are none, and rows and sheets that are no table', async () => {
    const refusal = (sheets: Sheet[]) => expect(bytesFrom(workbook(sheets))).rejects;
    await refusal([one([[Number.NaN]])]).toThrow('Not a finite number: a, row 2');
    await refusal([one([['a', 'b']])]).toThrow('Row 2 has 2 cells, not 1');
    await refusal([one([[new Date(Number.NaN)]])]).toThrow('Not a moment: A2');
    await refusal([{ name: 'x', columns: [], rows: [] }]).toThrow('Sheet x has 0 columns');
    await refusal([]).toThrow('A workbook needs a sheet');
  });

  test('stops reading rows when nobody takes what is written, and passes on what goes wrong among them', async () => {
    let read = 0;
    let isClosed = false;
    const rows = async function* () {
      try {
        for (;;) {
          read++;
          yield [`${Math.sin(read)}`.repeat(20)];
          await Promise.resolve();
        }
      } finally {
        isClosed = true;
      }
    };
    for await (const chunk of workbook([one(rows())])) if (chunk.length > 1000) break;
    expect(isClosed).toBe(true);
    const readThen = read;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(read).toBe(readThen);

    const broken = function* () {
      yield ['x'];
      throw new Error('the database went away');
    };
    await expect(bytesFrom(workbook([one(broken())]))).rejects.toThrow('the database went away');
  });
});
