import { existsSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { strataOfFrame } from '#db/queries/frames.ts';
import { anApp, type TestApp } from '#test/helpers/app.ts';
import { aListDesk, type ListDesk } from '#test/helpers/list-desk.ts';
import { aWorkbook } from '#test/helpers/workbook.ts';

let app: TestApp;
let desk: ListDesk;

beforeAll(() => {
  app = anApp();
});
afterAll(() => app.db.close());
beforeEach(async () => {
  desk = await aListDesk(app);
});

/** What a page's form would send if nothing in it were changed. */
function formOf(page: string): Record<string, string> {
  const chosen: Record<string, string> = {};
  for (const [, name = '', options = ''] of page.matchAll(
    /<select[^>]* name="([^"]+)"[^>]*>(.*?)<\/select>/gs,
  ))
    chosen[name] = (/value="([^"]*)" selected/.exec(options) ?? /value="([^"]*)"/.exec(options))?.[1] ?? '';
  for (const [tag, name = ''] of page.matchAll(/<input type="(?:text|date)"[^>]* name="([^"]+)"[^>]*>/g))
    chosen[name] = /value="([^"]*)"/.exec(tag)?.[1] ?? '';
  return chosen;
}

/** The files that wait for somebody to say what is in them. */
const kept = () => (existsSync(app.deps.incoming) ? readdirSync(app.deps.incoming) : []);

const list = 'no,revenue,market\nK1,900,shop\nK2,80,office\nK3,10,shop\nK4,5,shop\n';
const bought = `order,no,date,amount
o1,K1,2026-06-30,50
o2,K1,2026-06-01,30
o3,K2,2026-01-10,900
o4,K3,2026-03-05,20
o5,K3,2025-01-01,500
o6,K9,2026-05-05,1
`;

const columns = { 'use.0': 'customer', 'use.1': '', 'use.2': 'attribute', 'stratum.0': 'market' };
const purchases = {
  'bought.customer': 'no',
  'bought.at': 'date',
  'bought.amount': 'amount',
  'bought.from': '2026-01-01',
  'bought.until': '2026-07-01',
  'bought.bands': '3',
};

describe('RFM scores from a second file', () => {
  test('are asked for by its columns, first guessed, with the first rows and the rule shown', async () => {
    const address = await desk.listSent(list);
    const going = await desk.analyst.post(address, { ...columns, 'stratum.0': '', do: 'purchases' });
    expect(going.status).toBe(303);
    expect(await (await desk.analyst.get(going.headers.get('location') ?? '')).text()).toContain(
      'name="purchases"',
    );
    const back = await desk.purchasesSent(address, bought);
    expect(back.headers.get('location')).toBe(`${address}#purchases`);
    const page = await (await desk.analyst.get(address)).text();
    expect(page).toContain('<td>o5</td>');
    expect(page).toContain('Each customer gets three marks from 1 to 5');
    expect(formOf(page)).toMatchObject({
      'bought.customer': 'no',
      'bought.at': 'date',
      'bought.amount': 'amount',
      'bought.until': '2026-07-15',
      'bought.from': '2025-07-15',
      // what was chosen before the second file was sent is chosen still
      'use.2': 'attribute',
      'stratum.0': '',
    });
  });

  test('are imported with their rule, which the list goes on showing; nothing of the files stays', async () => {
    const before = kept();
    const address = await desk.listSent(list);
    await desk.purchasesSent(address, bought);
    const { page, customers } = await desk.imported(address, {
      ...columns,
      ...purchases,
      'stratum.1': 'rfm',
    });
    expect(page).toContain('not in this list, which count for nobody: 1');
    expect(customers.map(({ stratum, attributes }) => [stratum, attributes.rfm])).toEqual([
      // K1 was last here and most often, and spent more than K3
      ['shop.332', '332'],
      ['office.123', '123'],
      ['shop.221', '221'],
      ['shop.000', '000'],
    ]);
    const shown = await (await desk.analyst.get(`${desk.path}/lists/customers`)).text();
    expect(shown).toContain(
      'rfm: recency, frequency and value of purchases from 2026-01-01 until before 2026-07-01, each 1 to 3',
    );
    expect(shown).toContain('332 1');
    await expect.poll(() => kept().filter((name) => !before.includes(name))).toEqual([]);
  });

  test('tell every problem of the second file with its row, and import nothing', async () => {
    const address = await desk.listSent(list);
    await desk.purchasesSent(address, 'no,date,amount\nK1,yesterday,5\n,2026-01-01,5\nK2,2026-01-01,much\n');
    const refused = await desk.analyst.post(address, { ...columns, ...purchases, do: 'check' });
    expect(refused.status).toBe(422);
    const page = await refused.text();
    for (const problem of ['yesterday', 'much', 'row 2', 'row 3', 'row 4']) expect(page).toContain(problem);
    expect(page).not.toContain('value="import"');
  });

  test.each([
    ['a column that is missing', { 'bought.at': '' }, 'bought.at'],
    ['one column twice', { 'bought.amount': 'no' }, 'bought.at'],
    ['a day that is none', { 'bought.from': '2026-02-30' }, 'bought.from'],
    ['a period that is over before it begins', { 'bought.until': '2025-12-31' }, 'bought.until'],
  ])('are refused with %s, at its field', async (_, wrong, field) => {
    const address = await desk.listSent(list);
    await desk.purchasesSent(address, bought);
    const refused = await desk.analyst.post(address, { ...columns, ...purchases, ...wrong, do: 'import' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain(`href="#${field}"`);
    expect(await desk.frame()).toBeNull();
  });

  test('can be left out again, and need a file', async () => {
    const before = kept().length;
    const address = await desk.listSent(list);
    expect((await desk.purchasesSent(address, '', '')).status).toBe(422);
    await desk.purchasesSent(address, bought);
    await desk.analyst.post(address, { ...columns, ...purchases, do: 'withoutPurchases' });
    expect(await (await desk.analyst.get(address)).text()).not.toContain('bought.customer');
    // the list and its note
    expect(kept()).toHaveLength(before + 2);
    await desk.imported(address, columns);
  });

  test('come from a workbook too, and of a file that is none the page says so', async () => {
    const address = await desk.listSent(list);
    await desk.purchasesSent(
      address,
      aWorkbook([
        ['no', 'date', 'amount'],
        ['K1', '2026-05-05', '5'],
      ]),
      'p.xlsx',
    );
    expect((await desk.imported(address, { ...columns, ...purchases })).customers[0]?.attributes.rfm).toBe(
      '333',
    );
    const again = await desk.listSent(list, 'customers.csv', 'other');
    await desk.purchasesSent(again, Buffer.from([0xff, 0xfe, 0x61, 0x00]), 'utf16.csv');
    const page = await (await desk.analyst.get(again)).text();
    expect(page).toContain('utf16.csv');
    expect(page).toContain('role="alert"');
  });
});

describe('ABC classes', () => {
  test('have their shares chosen, and the list goes on showing the rule and the counts', async () => {
    const form = { ...columns, abc: 'revenue', by: 'customers', 'abc.a': '25', 'abc.b': '25' };
    const { page, customers } = await desk.imported(await desk.listSent(list), form);
    expect(customers.map(({ attributes }) => attributes.abc)).toEqual(['A', 'B', 'C', 'C']);
    const rule = 'abc: the 25% of the customers who bring most are A, the next 25% B, the rest C.';
    for (const shown of [page, await (await desk.analyst.get(`${desk.path}/lists/customers`)).text()]) {
      expect(shown).toContain(rule);
      expect(shown).toContain('A 1 · B 1 · C 2');
    }
  });

  test.each([
    { 'abc.a': '60', 'abc.b': '40' },
    { 'abc.a': '-5', 'abc.b': '40' },
    { 'abc.a': 'x', 'abc.b': '' },
  ])('are refused with shares that leave nothing for C: %o', async (shares) => {
    const form = { ...columns, abc: 'revenue', by: 'customers', ...shares, do: 'import' };
    const refused = await desk.analyst.post(await desk.listSent(list), form);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('href="#abc.a"');
  });
});

describe('a list that was imported', () => {
  test('is divided anew, with classes worked out again, as another list', async () => {
    await desk.imported(await desk.listSent(list), { ...columns, 'use.1': 'attribute' });
    const again = await desk.analyst.post(`${desk.path}/lists/customers/again`);
    expect(again.status).toBe(303);
    const address = again.headers.get('location') ?? '';
    expect(address).toContain('key=customers-2');
    await desk.purchasesSent(address, bought);
    const begun = formOf(await (await desk.analyst.get(address)).text());
    expect(begun).toMatchObject({ 'use.0': 'customer', 'use.3': 'attribute', 'stratum.0': 'market' });
    const form = {
      ...begun,
      ...purchases,
      abc: 'revenue',
      'abc.a': '25',
      'abc.b': '25',
      'stratum.0': 'abc',
      'stratum.1': '',
    };
    const { customers } = await desk.imported(address, form, 'customers-2');
    expect(customers.map(({ customer, stratum }) => [customer, stratum])).toEqual([
      ['K1', 'A'],
      ['K2', 'B'],
      ['K3', 'C'],
      ['K4', 'C'],
    ]);
    expect(customers[1]?.attributes).toMatchObject({ market: 'office', rfm: '123' });
    const before = await desk.frame();
    expect((await strataOfFrame(app.db.read, before?.id ?? '')).map(({ stratum }) => stratum)).toEqual([
      'office',
      'shop',
    ]);
  });

  test('says which strata are small before it is imported, and after', async () => {
    const checked = await desk.analyst.post(await desk.listSent(list), { ...columns, do: 'check' });
    expect(await checked.text()).toContain('Strata with fewer than 10 customers: 2');
    expect((await desk.analyst.get(`${desk.path}/lists/nothing`)).status).toBe(404);
  });
});
