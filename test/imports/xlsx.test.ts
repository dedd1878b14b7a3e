import { describe, expect, test } from 'vitest';
import { FileProblems, UnreadableFile } from '#server/imports/problems.ts';
import { readRows } from '#server/imports/rows.ts';
import { memorySource } from '#server/imports/source.ts';
import { aWorkbook, type Cell, type Part, workbookParts, zipOf } from '#test/helpers/workbook.ts';

/** The header, the rows and what is wrong, as a caller meets them. */
async function readAll(bytes: Uint8Array) {
  const problems = new FileProblems('list.xlsx');
  const { row, columns, sheets, rows } = await readRows(memorySource('list.xlsx', bytes), problems);
  const found: { row: number; cells: readonly string[]; flaws: unknown }[] = [];
  for await (const { row, cells, flaws } of rows) found.push({ row, cells, flaws: flaws && [...flaws] });
  return { row, columns, sheets, rows: found, problems: problems.first };
}

/** The cells under a header of as many columns. */
async function cellsOf(cells: readonly Cell[], formats: readonly string[] = []) {
  const header = cells.map((_, i) => `c${i}`);
  const { rows } = await readAll(aWorkbook([header, cells], { formats }));
  return rows[0]?.cells;
}

async function refusal(bytes: Uint8Array): Promise<UnreadableFile['problem']> {
  const error = await readAll(bytes).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof UnreadableFile)) throw new Error(`Not refused: ${String(error)}`);
  return error.problem;
}

/** The parts of a small workbook with one of them changed. */
function changed(name: string, content: Part['content'] | ((before: string) => string)): Part[] {
  return workbookParts([['id'], ['K1']]).map((part) =>
    part.name !== name
      ? part
      : { name, content: typeof content === 'function' ? content(String(part.content)) : content },
  );
}

const styled = (value: number, style: number): Cell => ({
  attributes: `s="${style}"`,
  content: `<v>${value}</v>`,
});

describe('a workbook', () => {
  test('is read row by row under the names in its first row that is not empty', async () => {
    const workbook = aWorkbook([
      [null],
      ['id', '市场'],
      ['K1', '电商'],
      [null, null],
      ['K2', null],
      [null, 'x'],
    ]);
    expect(await readAll(workbook)).toEqual({
      row: 2,
      columns: ['id', '市场'],
      sheets: ['名单'],
      rows: [
        { row: 3, cells: ['K1', '电商'], flaws: null },
        { row: 5, cells: ['K2', ''], flaws: null },
        { row: 6, cells: ['', 'x'], flaws: null },
      ],
      problems: [],
    });
  });

  test('keeps texts byte for byte: formulas as text, emoji, quotes, line ends, tabs and what looks escaped', async () => {
    const texts = [
      '=1+1',
      '@SUM(A1)',
      '+86 10',
      '-',
      '👩‍👩‍👧',
      'a "b" ,c;',
      'a\r\nb\nc',
      '\tx ',
      ' 0',
      '_x000D_',
      '<b>&amp;',
      '\u202ertl',
      '007',
    ];
    expect(await cellsOf(texts)).toEqual(texts);
  });

  test('has numbers as they are shown, neither rounded nor grouped', async () => {
    const formats = ['00000', '000-0000', '"K"000', '0.00', '#,##0', '"¥"#,##0.00', '0%'];
    const cells = [styled(123, 1), styled(5551234, 2), styled(7, 3), styled(1.005, 4), styled(1234567.5, 5)];
    expect(
      await cellsOf([...cells, styled(99.5, 6), styled(0.05, 7), 0.30000000000000004, 1e-7], formats),
    ).toEqual([...['00123', '555-1234', 'K007', '1.005', '1234567.5', '99.5', '0.05', '0.3', '1e-7']]);
  });

  test('has days and times as they are shown', async () => {
    const formats = [
      'yyyy-mm-dd',
      'yyyy"年"m"月"d"日"',
      'd.m.yy h:mm',
      'h:mm:ss AM/PM',
      '[h]:mm',
      'mmm yy',
      '[$-804]m/d;@',
    ];
    const cells = [1, 2, 3, 4, 5, 6, 7].map((style) => styled(46_296.39583333333, style));
    expect(await cellsOf(cells, formats)).toEqual([
      ...[
        '2026-10-01',
        '2026-10-01',
        '2026-10-01 09:30:00',
        '09:30:00',
        '1111113:30:00',
        '2026-10-01',
        '2026-10-01',
      ],
    ]);
    const builtIn: Cell = { attributes: 's="1"', content: '<v>59</v>' };
    expect(await cellsOf([builtIn, styled(60, 1), styled(61, 1), styled(1, 1)], ['yyyy/mm/dd'])).toEqual([
      ...['1900-02-28', '1900-02-29', '1900-03-01', '1900-01-01'],
    ]);
  });

  test('counts days from 1904 where it says so', async () => {
    const workbook = aWorkbook([['day'], [styled(1, 1)]], {
      formats: ['yyyy-mm-dd'],
      workbook: '<workbookPr date1904="1"/>',
    });
    expect((await readAll(workbook)).rows[0]?.cells).toEqual(['1904-01-02']);
  });

  test('gives formulas as the values they had, and never works one out', async () => {
    const cells: Cell[] = [
      { attributes: 't="str"', content: '<f>"K"&amp;1</f><v>K1</v>' },
      { attributes: '', content: '<f>1+1</f><v>3</v>' },
      { attributes: 't="b"', content: '<f>TRUE()</f><v>1</v>' },
      { attributes: 't="str"', content: '<f>""</f><v></v>' },
      {
        attributes: 't="inlineStr"',
        content: '<is><r><t>中</t></r><r><t>国</t></r><rPh sb="0" eb="1"><t>zhong</t></rPh></is>',
      },
      'end',
    ];
    expect(await cellsOf(cells)).toEqual(['K1', '3', 'TRUE', '', '中国', 'end']);
  });

  test('says which cells cannot be relied on', async () => {
    const { rows } = await readAll(
      aWorkbook([
        ['a', 'b', 'c', 'd'],
        [
          { attributes: 't="e"', content: '<f>NA()</f><v>#N/A</v>' },
          { attributes: '', content: '<f>HYPERLINK("http://x")</f>' },
          12345678901234567000,
          123456789012345,
        ],
      ]),
    );
    expect(rows[0]?.cells[0]).toBe('#N/A');
    expect(rows[0]?.flaws).toEqual([
      [0, 'errorCell'],
      [1, 'formulaWithoutValue'],
      [2, 'digitsLost'],
    ]);
  });

  test('says which rows have cells beyond the header', async () => {
    const { rows, problems } = await readAll(aWorkbook([['id'], ['K1', 'stray'], ['K2']]));
    expect(rows.map(({ cells }) => cells)).toEqual([['K2']]);
    expect(problems).toMatchObject([{ row: 2, code: 'cellCount', params: { found: 2, expected: 1 } }]);
  });
});

describe('a workbook that is refused', () => {
  test('a zip bomb, by what comes out of it and not by what it says', async () => {
    const bomb = Buffer.alloc(40 * 2 ** 20, ' ');
    expect(await refusal(zipOf(changed('xl/sharedStrings.xml', bomb)))).toMatchObject({
      code: 'workbookBomb',
    });
    const lying = changed('xl/worksheets/sheet1.xml', bomb).map((part) => ({ ...part, saidSize: 100 }));
    expect((await refusal(zipOf(lying))).code).toMatch(/workbookBomb|brokenWorkbook/);
    const large = Buffer.concat(
      Array.from({ length: 700 }, () => Buffer.from(crypto.getRandomValues(new Uint8Array(50_000)))),
    );
    expect(await refusal(zipOf(changed('xl/styles.xml', large)))).toMatchObject({
      code: expect.stringMatching(/workbookTooBig|brokenWorkbook/),
    });
  });

  test.each([
    [
      'an entity that names a file',
      '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst><si><t>&e;</t></si></sst>',
    ],
    [
      'entities that grow',
      '<!DOCTYPE x [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>',
    ],
    ['an entity of its own', '<sst><si><t>&e;</t></si></sst>'],
    ['elements that do not close', '<sst><si><t>x</si></sst>'],
    ['bytes that are no UTF-8', Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0xfe])],
  ])('%s', async (_, content) => {
    const parts = changed('xl/sharedStrings.xml', content);
    expect(await refusal(zipOf(parts))).toMatchObject({
      code: 'brokenWorkbook',
      params: { part: 'xl/sharedStrings.xml' },
    });
  });

  test.each([
    ['a text that is not there', (sheet: string) => sheet.replace('<v>1</v>', '<v>99</v>')],
    ['rows that go back', (sheet: string) => sheet.replace('<row r="2">', '<row r="1">')],
    ['a row beyond the last', (sheet: string) => sheet.replace('<row r="2">', '<row r="1048577">')],
    ['a column beyond the last', (sheet: string) => sheet.replace('r="A2"', 'r="XFE2"')],
    ['a number that is none', (sheet: string) => sheet.replace(' t="s"><v>1', '><v>1e999')],
  ])('%s', async (_, change) => {
    const parts = changed('xl/worksheets/sheet1.xml', change);
    expect((await refusal(zipOf(parts))).code).toBe('brokenWorkbook');
  });

  test('one that is cut off, damaged, or names a file twice', async () => {
    const whole = aWorkbook([['id'], ['K1']]);
    expect((await refusal(whole.subarray(0, whole.length - 30))).code).toBe('brokenWorkbook');
    const damaged = Buffer.from(whole);
    damaged[60] = (damaged[60] ?? 0) ^ 0xff;
    expect((await refusal(damaged)).code).toBe('brokenWorkbook');
    const parts = workbookParts([['id']]);
    expect((await refusal(zipOf([...parts, ...parts.slice(0, 1)]))).code).toBe('brokenWorkbook');
  });

  test('an old or encrypted one, an archive and a document of another kind', async () => {
    const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
    expect((await refusal(old)).code).toBe('workbook');
    expect((await refusal(zipOf([{ name: 'content.xml', content: '<x/>' }]))).code).toBe('workbook');
  });

  test('row 25: a part whose name climbs out of the archive is looked for inside it and nowhere else', async () => {
    const climbing = (rels: string) => rels.replace('worksheets/sheet1.xml', '../../../../etc/passwd');
    const parts = changed('xl/_rels/workbook.xml.rels', climbing);
    expect(await refusal(zipOf(parts))).toMatchObject({
      code: 'brokenWorkbook',
      params: { part: 'etc/passwd' },
    });
    const inside = zipOf([...parts, { name: '../../etc/passwd', content: 'root' }]);
    expect((await refusal(inside)).params).toEqual({ part: 'etc/passwd' });
  });

  test('row 35: control characters and half characters come through as what they are, for the cells to refuse', async () => {
    const cell: Cell = { attributes: 't="inlineStr"', content: '<is><t>a_x0000__xD83D_</t></is>' };
    expect(await cellsOf([cell, 'end'])).toEqual(['a\u0000\ud83d', 'end']);
  });
});
