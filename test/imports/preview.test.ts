import { describe, expect, test } from 'vitest';
import { frameMapping } from '#server/imports/frame-mapping.ts';
import { previewFrame, previewTable } from '#server/imports/preview-list.ts';
import { memorySource } from '#server/imports/source.ts';
import { suggestMapping } from '#server/imports/suggest-mapping.ts';
import { aWorkbook } from '#test/helpers/workbook.ts';

function tableOf(text: string) {
  const [header = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(','));
  return { header, rows };
}

describe('the mapping that is suggested', () => {
  test('takes what a Chinese customer list usually calls its columns', () => {
    const { header, rows } = tableOf(`
      客户编号,客户名称,手机,年收入,市场,区域,客户经理
      K1,甲公司,138,90000,电商,东,张
      K2,乙公司,139,1000,零散,西,李
      K3,丙公司,137,500,零散,东,张
      K4,丁公司,136,10,电商,西,李`);
    const { mapping, uses } = suggestMapping(header, rows);
    expect(mapping).toEqual({
      customer: '客户编号',
      strata: ['abc', '市场'],
      attributes: { 市场: '市场', 区域: '区域', 客户经理: '客户经理' },
      abc: { from: '年收入' },
    });
    expect(uses).toEqual(['customer', 'personal', 'personal', 'value', 'group', 'group', 'group']);
    expect(frameMapping.safeParse(mapping).success).toBe(true);
  });

  test('takes the classes of the list where it has some', () => {
    const { header, rows } = tableOf(`
      customer_id,revenue,class,comment
      1,10,A,x
      2,20,B,y
      3,5,C,z`);
    const { mapping } = suggestMapping(header, rows);
    expect(mapping).toEqual({ customer: 'customer_id', strata: ['class'], attributes: { class: 'class' } });
  });

  test('finds the column in which every row differs where no name says it', () => {
    const { header, rows } = tableOf('x,y\na,K1\na,K2\na,K3\na,K4');
    expect(suggestMapping(header, rows).mapping).toEqual({
      customer: 'y',
      strata: ['x'],
      attributes: { x: 'x' },
    });
  });

  test('row 20: is not led astray by names every object has', () => {
    const { mapping } = suggestMapping(['__proto__', 'constructor', 'id'], [['a', 'b', 'K1']]);
    expect(mapping.customer).toBe('id');
    expect(Object.getPrototypeOf(mapping.attributes)).toBe(Object.prototype);
  });

  test.each([
    [[], []],
    [[''], [['']]],
    [['a'], []],
  ])('of columns %j and rows %j is one all the same', (columns, rows) => {
    expect(suggestMapping(columns, rows).uses).toHaveLength(columns.length);
  });
});

describe('the beginning of a table', () => {
  test('is shown with its sheets and a mapping', async () => {
    const bytes = aWorkbook([['id', 'market'], ...Array.from({ length: 300 }, (_, i) => [`K${i}`, 'east'])]);
    const preview = await previewTable(memorySource('list.xlsx', bytes));
    if (!('columns' in preview)) throw new Error('Not read');
    expect(preview.columns).toEqual(['id', 'market']);
    expect(preview.sheets).toEqual(['名单']);
    expect(preview.rows).toHaveLength(200);
    expect(preview.rows[0]).toMatchObject({ row: 2, cells: ['K0', 'east'] });
    expect(preview.suggested.mapping.customer).toBe('id');
  });

  test('that cannot be read says why', async () => {
    const preview = await previewTable(memorySource('list.csv', Buffer.from([0xff, 0xfe, 0x41, 0x00])));
    expect(preview.problems.first).toMatchObject([{ code: 'utf16' }]);
  });
});

describe('a list as it would be imported', () => {
  const mapping = frameMapping.parse({
    customer: 'id',
    strata: ['abc', 'market'],
    attributes: { market: 'market' },
    abc: { from: 'revenue', shares: [0.25, 0.25, 0.5] },
  });

  test('is counted by stratum and value, with its classes and their rule', async () => {
    const source = memorySource('l.csv', 'id,market,revenue\nK1,e,9\nK2,w,8\nK3,e,7\nK4,e,6\n');
    const preview = await previewFrame({ source, purchases: null }, mapping);
    expect(preview).toMatchObject({
      customers: 4,
      strata: [
        { stratum: 'A.e', population: 1 },
        { stratum: 'B.w', population: 1 },
        { stratum: 'C.e', population: 2 },
      ],
      margins: { market: { e: 3, w: 1 }, abc: { A: 1, B: 1, C: 2 } },
      classRules: { abc: { kind: 'abc', a: 0.25, b: 0.25 } },
    });
    expect(preview.problems.count).toBe(0);
    expect(preview.first[0]).toMatchObject({ row: 2, customer: 'K1', attributes: { market: 'e', abc: 'A' } });
  });

  test('tells every problem with its row and column, and counts the rows that are right', async () => {
    const source = memorySource('l.csv', 'id,market,revenue\nK1,e,9\nK1,w,8\nK3,,x\nK4,e,6\n,e,1\n');
    const preview = await previewFrame({ source, purchases: null }, mapping);
    expect(preview.problems.first.map(({ row, column, code }) => [row, column, code])).toEqual([
      [3, 'id', 'duplicateCustomer'],
      [4, 'revenue', 'notANumber'],
      [4, 'market', 'emptyCell'],
      [6, 'id', 'emptyCell'],
    ]);
    expect(preview.customers).toBe(3);
    expect(preview.strata).toBeNull();
  });

  test('by revenue, the few who bring most are A', async () => {
    const source = memorySource('l.csv', 'id,revenue\nK1,80\nK2,15\nK3,3\nK4,2\n');
    const byRevenue = frameMapping.parse({
      customer: 'id',
      strata: ['abc'],
      abc: { from: 'revenue', by: 'revenue' },
    });
    const { strata, classRules } = await previewFrame({ source, purchases: null }, byRevenue);
    expect(strata).toEqual([
      { stratum: 'A', population: 1 },
      { stratum: 'B', population: 1 },
      { stratum: 'C', population: 2 },
    ]);
    expect(classRules).toEqual({ abc: { kind: 'abcByRevenue', a: 0.8, b: 0.15 } });
  });

  test('scores purchases of a period; who bought nothing in it has none', async () => {
    const rfm = frameMapping.parse({
      customer: 'id',
      strata: ['rfm'],
      rfm: {
        bands: 2,
        purchases: { customer: 'who', at: 'when', amount: 'sum' },
        from: '2026-01-01',
        until: '2026-07-01',
      },
    });
    const source = memorySource('l.csv', 'id\nK1\nK2\nK3\n');
    const bought =
      'who,when,sum\nK1,2026-06-30,50\nK1,2026/6/1 09:30,50\nK2,2026年1月2日,10\nK3,2025-12-31,999\nX,2026-02-01,1\n';
    const preview = await previewFrame({ source, purchases: memorySource('p.csv', bought) }, rfm);
    expect(preview.problems.first).toEqual([]);
    expect(preview.strata).toEqual([
      { stratum: '000', population: 1 },
      { stratum: '111', population: 1 },
      { stratum: '222', population: 1 },
    ]);
    expect(preview.classRules).toEqual({
      rfm: { kind: 'rfm', bands: 2, from: '2026-01-01', until: '2026-07-01' },
    });
    expect(preview.purchasesOfOthers).toBe(1);
    const wrong = memorySource('p.csv', 'who,when,sum\nK1,30.02.2026,1\nK1,2026-02-30,1\nK1,,1\n');
    expect((await previewFrame({ source, purchases: wrong }, rfm)).problems).toMatchObject({
      file: 'p.csv',
      first: [
        { row: 2, code: 'notADay' },
        { row: 3, code: 'notADay' },
        { row: 4, code: 'emptyCell' },
      ],
    });
  });
});
