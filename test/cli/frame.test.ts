import { beforeEach, describe, expect, test } from 'vitest';
import { customersOfFrame, frameByKey, strataOfFrame } from '#db/queries/frames.ts';
import { surveyBySlug } from '#db/queries/surveys.ts';
import { openSqlite } from '#db/sqlite.ts';
import { aWorkplace, type Workplace } from '#test/helpers/cli.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

const mapping = {
  customer: '客户号',
  strata: ['abc', 'market'],
  attributes: { abc: '等级', market: '市场' },
};
const line = 'frame import --survey s --frame 2026 --file @customers.csv --mapping @mapping.json';

let place: Workplace;

beforeEach(async () => {
  place = aWorkplace();
  place.write('q.json', aQuestionnaire());
  await place.manyi('questionnaire import --survey s --file @q.json');
  place.write('mapping.json', mapping);
});

/** What is stored of the frame: strata, margins and customers in order; `null` when there is no frame. */
async function storedFrame() {
  const db = openSqlite(place.databaseFile);
  try {
    const survey = await surveyBySlug(db.read, 's');
    const frame = await frameByKey(db.read, survey?.id ?? '', '2026');
    if (frame === null) return null;
    const customers: unknown[] = [];
    for await (const chunk of customersOfFrame(db.read, frame.id)) {
      customers.push(...chunk.map(({ customer, stratum, attributes }) => [customer, stratum, attributes]));
    }
    return {
      kind: frame.kind,
      margins: frame.margins,
      strata: await strataOfFrame(db.read, frame.id),
      customers,
    };
  } finally {
    await db.close();
  }
}

describe('a customer list becomes a frame', () => {
  test('with its strata, margins and customers as they are listed', async () => {
    place.write('customers.csv', '\ufeff客户号;等级;市场\r\nK2; A ;电商\r\nK1;B;零散\r\nK3;A;电商\r\n');
    const { code, out } = await place.manyi(line);
    expect(code).toBe(0);
    expect(out).toContain('customers 3, strata 2');
    expect(await storedFrame()).toEqual({
      kind: 'list',
      margins: { abc: { A: 2, B: 1 }, market: { 电商: 2, 零散: 1 }, stratum: { 'A.电商': 2, 'B.零散': 1 } },
      strata: [
        { stratum: 'A.电商', population: 2 },
        { stratum: 'B.零散', population: 1 },
      ],
      customers: [
        ['K2', 'A.电商', { abc: 'A', market: '电商' }],
        ['K1', 'B.零散', { abc: 'B', market: '零散' }],
        ['K3', 'A.电商', { abc: 'A', market: '电商' }],
      ],
    });
  });

  test('with ABC classes worked out from what each customer brings', async () => {
    place.write('mapping.json', {
      customer: 'id',
      strata: ['abc'],
      abc: { from: 'revenue', shares: [0.1, 0.2, 0.7] },
    });
    const rows = Array.from({ length: 10 }, (_, i) => `K${i},${i === 3 ? '1e+05' : 100 - i}`);
    place.write('customers.csv', `id,revenue\n${rows.join('\n')}\n`);
    expect((await place.manyi(line)).code).toBe(0);
    const stored = await storedFrame();
    expect(stored?.strata).toEqual([
      { stratum: 'A', population: 1 },
      { stratum: 'B', population: 2 },
      { stratum: 'C', population: 7 },
    ]);
    expect(stored?.customers[3]).toEqual(['K3', 'A', { abc: 'A' }]);
  });

  test('with one stratum when none are named', async () => {
    place.write('mapping.json', { customer: 'id' });
    place.write('customers.csv', 'id\nK1\nK2\n');
    await place.manyi(line);
    expect((await storedFrame())?.strata).toEqual([{ stratum: 'all', population: 2 }]);
  });

  test('without margins for a variable with more than a hundred values', async () => {
    place.write('mapping.json', { customer: 'id', attributes: { city: 'city', half: 'half' } });
    const rows = Array.from({ length: 101 }, (_, i) => `K${i},city ${i},${i % 2}`);
    place.write('customers.csv', `id,city,half\n${rows.join('\n')}\n`);
    await place.manyi(line);
    expect((await storedFrame())?.margins).toEqual({ half: { '0': 51, '1': 50 }, stratum: { all: 101 } });
  });

  test('again under the same key as long as no wave uses it', async () => {
    place.write('customers.csv', '客户号,等级,市场\nK1,A,x\n');
    await place.manyi(line);
    place.write('customers.csv', '客户号,等级,市场\nK1,A,x\nK2,A,x\n');
    expect((await place.manyi(line)).code).toBe(0);
    expect((await storedFrame())?.customers).toHaveLength(2);
    await place.manyi('publish --survey s');
    await place.manyi('wave create --survey s --wave w --frame 2026');
    const { code, error } = await place.manyi(line);
    expect(code).toBe(1);
    expect(error).toContain('A wave uses the frame “2026”');
  });
});

describe('a customer list with problems is refused as a whole', () => {
  test.each([
    [
      'a customer listed twice',
      'K1,A,x\nK2,B,x\nK1,A,x\n',
      'row 4, column “客户号”: Customer “K1” is in row 2 too',
    ],
    ['an empty stratum', 'K1,,x\n', 'row 2, column “等级”: The cell is empty'],
    ['a customer without a name', 'K1,A,x\n ,A,x\n', 'row 3, column “客户号”: The cell is empty'],
    ['a control character', 'K1,A,x\nK\u001b[2J,A,x\n', 'row 3, column “客户号”: Character 2 is U+001B'],
    ['strata that cannot be told apart', 'K1,A.x,y\nK2,A,x.y\n', 'row 3: “A.x.y” is already the name'],
    ['no rows', '', 'There are no rows under the header'],
  ])('%s', async (_, rows, message) => {
    place.write('customers.csv', `客户号,等级,市场\n${rows}`);
    const { code, error } = await place.manyi(line);
    expect(code).toBe(1);
    expect(error).toContain(message);
    expect(error).toContain('Nothing was stored');
    expect(await storedFrame()).toBeNull();
  });

  test('missing columns are named all at once, with the columns there are', async () => {
    place.write('customers.csv', '客户号,级别,地区\nK1,A,x\n');
    const { error } = await place.manyi(line);
    expect(error).toContain('column “等级”: There is no such column. The columns are: 客户号, 级别, 地区');
    expect(error).toContain('column “市场”');
    expect(error).toContain('2 problems');
  });

  test('a revenue that is no number keeps the classes from being worked out', async () => {
    place.write('mapping.json', { customer: 'id', strata: ['abc'], abc: { from: 'revenue' } });
    place.write('customers.csv', 'id,revenue\nK1,12\nK2,一千\nK3,1e999\nK4,NaN\n');
    const { error } = await place.manyi(line);
    expect(error).toContain('row 3, column “revenue”: “一千” is not a number');
    expect(error).toContain('row 4, column “revenue”: “1e999” is not a number');
    expect(error).toContain('3 problems');
  });

  test('a class of the list and one worked out are not mixed up', async () => {
    place.write('mapping.json', { customer: 'id', abc: { from: 'revenue' }, attributes: { abc: 'class' } });
    place.write('customers.csv', 'id,revenue,class\nK1,12,Z\n');
    const { code, error } = await place.manyi(line);
    expect(code).toBe(1);
    expect(error).toContain('mapping.json, attributes.abc: The program needs this name itself');
  });

  test('what a mapping does not know is named with its place', async () => {
    place.write('mapping.json', {
      ...mapping,
      attributes: { stratum: 'x', __proto__: null },
      segments: ['a'],
    });
    place.write('customers.csv', '客户号,等级,市场\nK1,A,x\n');
    const { code, error } = await place.manyi(line);
    expect(code).toBe(1);
    expect(error).toContain('mapping.json, segments: “segments” is not known here');
    expect(error).toContain('mapping.json, attributes.stratum: The program needs this name itself');
  });

  test('problems beyond two hundred are counted', async () => {
    place.write('customers.csv', `客户号,等级,市场\n${'K1,,x\n'.repeat(1500)}`);
    const { error } = await place.manyi(line);
    expect(error.split('\n')).toHaveLength(202);
    expect(error).toContain('… and 1300 more problems');
    expect(error).toContain('1500 problems. Nothing was stored.');
  });

  test('in the language of whoever reads', async () => {
    place.write('customers.csv', '客户号,等级,市场\nK1,A,x\nK1,A,x\n');
    const { error } = await place.manyi(line, { LANG: 'zh_CN.UTF-8' });
    expect(error).toContain('customers.csv 第 3 行“客户号”列：客户“K1”与第 2 行重复');
    expect(error).toContain('没有保存任何内容');
  });
});

describe('population counts become a frame', () => {
  const counts = 'frame counts --survey s --frame 2026 --file @counts.csv';

  test('from strata alone, or with margins beside them', async () => {
    place.write('counts.csv', 'stratum,population\nA,320\nB,1e+05\n');
    expect((await place.manyi(counts)).code).toBe(0);
    expect(await storedFrame()).toMatchObject({
      kind: 'counts',
      margins: { stratum: { A: 320, B: 100000 } },
    });
    place.write(
      'counts.csv',
      'variable,value,population\nstratum,A,3\nstratum,B,2\nregion,east,4\nregion,west,1\n',
    );
    await place.manyi(counts);
    expect((await storedFrame())?.margins).toEqual({ stratum: { A: 3, B: 2 }, region: { east: 4, west: 1 } });
  });

  test('from JSON', async () => {
    place.write('counts.json', { strata: { A: 3 }, margins: { region: { east: 3 } } });
    expect((await place.manyi(counts.replace('.csv', '.json'))).code).toBe(0);
    expect((await storedFrame())?.strata).toEqual([{ stratum: 'A', population: 3 }]);
  });

  test('not when the margins count another population than the strata', async () => {
    place.write('counts.csv', 'variable,value,population\nstratum,A,3\nregion,east,4\n');
    const { code, error } = await place.manyi(counts);
    expect(code).toBe(1);
    expect(error).toContain('The counts of “region” sum to 4, those of the strata to 3');
    expect(await storedFrame()).toBeNull();
  });

  test('not when a count is zero, a fraction or given twice', async () => {
    place.write('counts.csv', 'stratum,population\nA,0\nB,1.5\nC,1\nC,1\n');
    const { error } = await place.manyi(counts);
    expect(error).toContain('row 2, column “population”: 0 is not above zero');
    expect(error).toContain('row 3, column “population”: 1.5 is not a whole number');
    expect(error).toContain('row 5, column “stratum”: “C” is counted twice');
  });
});
