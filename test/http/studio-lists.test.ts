import { existsSync, readdirSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { customersOfFrame, frameByKey, strataOfFrame } from '#db/queries/frames.ts';
import { surveyById } from '#db/queries/surveys.ts';
import { anApp, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';
import { aFile, aFormWithFiles, sendFiles } from '#test/helpers/upload.ts';
import { aWorkbook } from '#test/helpers/workbook.ts';

let app: TestApp;
let surveyId: string;
let path: string;
let analyst: Awaited<ReturnType<typeof signedIn>>;

beforeAll(() => {
  app = anApp();
});
afterAll(() => app.db.close());
beforeEach(async () => {
  surveyId = (await aPublishedWave(app, aQuestionnaire())).surveyId;
  analyst = await signedIn(app, 'analyst', { surveys: [surveyId] });
  await analyst.post('/studio/language', { language: 'en', here: '/studio' });
  path = `/studio/surveys/${(await surveyById(app.db.read, surveyId))?.slug}/customers`;
});

type Content = string | Uint8Array;

async function sent(address: string, field: string, name: string, content: Content, key?: string) {
  const file = [field, aFile(name, content, 'text/csv')] as const;
  const form = aFormWithFiles(key === undefined ? [file] : [['key', key], file]);
  return await sendFiles(app, analyst, address, form);
}

/** Sends a list. @returns the address of the page of its columns */
async function listSent(content: Content, name = 'customers.csv', key = 'customers'): Promise<string> {
  const response = await sent(`${path}/import`, 'file', name, content, key);
  expect(response.status).toBe(303);
  return response.headers.get('location') ?? '';
}

/** Sends a file of purchases to go with a list. @returns the answer, which leads back to the columns */
async function purchasesSent(columns: string, content: Content, name = 'purchases.csv'): Promise<Response> {
  const [address = '', query = ''] = columns.split('?');
  return await sent(`${address}/purchases?${query}`, 'purchases', name, content);
}

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

/** Checks, imports, and waits until the list is there. */
async function imported(address: string, form: Record<string, string>, key = 'customers') {
  const checked = await analyst.post(address, { ...form, do: 'check' });
  expect(checked.status).toBe(200);
  expect((await analyst.post(address, { ...form, do: 'import' })).headers.get('location')).toBe(path);
  await expect.poll(() => frameByKey(app.db.read, surveyId, key), { timeout: 20_000 }).not.toBeNull();
  await expect.poll(async () => (await (await analyst.get(path)).text()).includes('data-again')).toBe(false);
  return { page: await checked.text(), customers: await customersIn(key) };
}

async function customersIn(key: string) {
  const frame = await frameByKey(app.db.read, surveyId, key);
  const customers: { customer: string; stratum: string; attributes: Readonly<Record<string, string>> }[] = [];
  for await (const some of customersOfFrame(app.db.read, frame?.id ?? ''))
    for (const { customer, stratum, attributes } of some) customers.push({ customer, stratum, attributes });
  return customers;
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
    const address = await listSent(list);
    const going = await analyst.post(address, { ...columns, 'stratum.0': '', do: 'purchases' });
    expect(going.status).toBe(303);
    expect(await (await analyst.get(going.headers.get('location') ?? '')).text()).toContain(
      'name="purchases"',
    );
    const back = await purchasesSent(address, bought);
    expect(back.headers.get('location')).toBe(`${address}#purchases`);
    const page = await (await analyst.get(address)).text();
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
    const address = await listSent(list);
    await purchasesSent(address, bought);
    const { page, customers } = await imported(address, { ...columns, ...purchases, 'stratum.1': 'rfm' });
    expect(page).toContain('not in this list, which count for nobody: 1');
    expect(customers.map(({ stratum, attributes }) => [stratum, attributes.rfm])).toEqual([
      // K1 was last here and most often, and spent more than K3
      ['shop.332', '332'],
      ['office.123', '123'],
      ['shop.221', '221'],
      ['shop.000', '000'],
    ]);
    const shown = await (await analyst.get(`${path}/lists/customers`)).text();
    expect(shown).toContain(
      'rfm: recency, frequency and value of purchases from 2026-01-01 until before 2026-07-01, each 1 to 3',
    );
    expect(shown).toContain('332 1');
    await expect.poll(() => kept().filter((name) => !before.includes(name))).toEqual([]);
  });

  test('tell every problem of the second file with its row, and import nothing', async () => {
    const address = await listSent(list);
    await purchasesSent(address, 'no,date,amount\nK1,yesterday,5\n,2026-01-01,5\nK2,2026-01-01,much\n');
    const refused = await analyst.post(address, { ...columns, ...purchases, do: 'check' });
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
    const address = await listSent(list);
    await purchasesSent(address, bought);
    const refused = await analyst.post(address, { ...columns, ...purchases, ...wrong, do: 'import' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain(`href="#${field}"`);
    expect(await frameByKey(app.db.read, surveyId, 'customers')).toBeNull();
  });

  test('can be left out again, and need a file', async () => {
    const before = kept().length;
    const address = await listSent(list);
    expect((await purchasesSent(address, '', '')).status).toBe(422);
    await purchasesSent(address, bought);
    await analyst.post(address, { ...columns, ...purchases, do: 'withoutPurchases' });
    expect(await (await analyst.get(address)).text()).not.toContain('bought.customer');
    // the list and its note
    expect(kept()).toHaveLength(before + 2);
    await imported(address, columns);
  });

  test('come from a workbook too, and of a file that is none the page says so', async () => {
    const address = await listSent(list);
    await purchasesSent(
      address,
      aWorkbook([
        ['no', 'date', 'amount'],
        ['K1', '2026-05-05', '5'],
      ]),
      'p.xlsx',
    );
    expect((await imported(address, { ...columns, ...purchases })).customers[0]?.attributes.rfm).toBe('333');
    const again = await listSent(list, 'customers.csv', 'other');
    await purchasesSent(again, Buffer.from([0xff, 0xfe, 0x61, 0x00]), 'utf16.csv');
    const page = await (await analyst.get(again)).text();
    expect(page).toContain('utf16.csv');
    expect(page).toContain('role="alert"');
  });
});

describe('ABC classes', () => {
  test('have their shares chosen, and the list goes on showing the rule and the counts', async () => {
    const form = { ...columns, abc: 'revenue', by: 'customers', 'abc.a': '25', 'abc.b': '25' };
    const { page, customers } = await imported(await listSent(list), form);
    expect(customers.map(({ attributes }) => attributes.abc)).toEqual(['A', 'B', 'C', 'C']);
    const rule = 'abc: the 25% of the customers who bring most are A, the next 25% B, the rest C.';
    for (const shown of [page, await (await analyst.get(`${path}/lists/customers`)).text()]) {
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
    const refused = await analyst.post(await listSent(list), form);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('href="#abc.a"');
  });
});

describe('a list that was imported', () => {
  test('is divided anew, with classes worked out again, as another list', async () => {
    await imported(await listSent(list), { ...columns, 'use.1': 'attribute' });
    const again = await analyst.post(`${path}/lists/customers/again`);
    expect(again.status).toBe(303);
    const address = again.headers.get('location') ?? '';
    expect(address).toContain('key=customers-2');
    await purchasesSent(address, bought);
    const begun = formOf(await (await analyst.get(address)).text());
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
    const { customers } = await imported(address, form, 'customers-2');
    expect(customers.map(({ customer, stratum }) => [customer, stratum])).toEqual([
      ['K1', 'A'],
      ['K2', 'B'],
      ['K3', 'C'],
      ['K4', 'C'],
    ]);
    expect(customers[1]?.attributes).toMatchObject({ market: 'office', rfm: '123' });
    const before = await frameByKey(app.db.read, surveyId, 'customers');
    expect((await strataOfFrame(app.db.read, before?.id ?? '')).map(({ stratum }) => stratum)).toEqual([
      'office',
      'shop',
    ]);
  });

  test('says which strata are small before it is imported, and after', async () => {
    const checked = await analyst.post(await listSent(list), { ...columns, do: 'check' });
    expect(await checked.text()).toContain('Strata with fewer than 10 customers: 2');
    expect((await analyst.get(`${path}/lists/nothing`)).status).toBe(404);
  });
});

/** What nobody may lose, change or run. Blanks around a name are nobody's, so none has any. */
const texts = [
  '=1+1',
  "'=1+1",
  "''=1",
  '+1 great',
  '-',
  '@SUM(A1)',
  'a "quote", a comma; and a\nline\r\nend',
  'a < b & c > d <script>alert(1)</script>',
  '很好 👍🏽 👨‍👩‍👧 𠮷 Ａ',
  '\u202eright to left\u202c',
  '007',
  '_x000D_',
] as const;

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const csvOf = (rows: readonly (readonly string[])[]) =>
  rows.map((row) => `${row.map(quoted).join(',')}\n`).join('');

describe('bad input, by its rows in the list of what has to be survived', () => {
  test.each(['csv', 'xlsx'])(
    'rows 8, 11 and 35: formulas, emoji, quotes and line ends of a %s survive import, export and import byte for byte',
    async (format) => {
      const rows = [['=no', 'words'], ...texts.map((text, i) => [`${text} ${i}`, text])];
      const file = format === 'csv' ? csvOf(rows) : aWorkbook(rows);
      const form = { 'use.0': 'customer', 'use.1': 'attribute' };
      const { customers } = await imported(await listSent(file, `list.${format}`), form);
      expect(customers.map(({ attributes }) => attributes.words)).toEqual(texts);
      expect(customers.map(({ customer }) => customer)).toEqual(texts.map((text, i) => `${text} ${i}`));

      const exported = await (await analyst.get(`${path}/lists/customers/list.csv`)).text();
      const cells: string[][] = parse(exported, { bom: true });
      expect(cells.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
      const address = await listSent(exported, 'back.csv', 'back');
      expect(await (await analyst.get(address)).text()).toContain('name="guarded" value="yes" checked');
      const back = { 'use.0': 'customer', 'use.1': '', 'use.2': 'attribute', guarded: 'yes' };
      expect((await imported(address, back, 'back')).customers).toEqual(customers);
      expect(await (await analyst.get(`${path}/lists/back/list.csv`)).text()).toBe(exported);
    },
  );

  test('rows 4 and 10: customers listed twice and columns of one name are told with their rows, as text', async () => {
    const evil = '<img src=x onerror=alert(1)>';
    const twice = await analyst.post(await listSent(`no\n${evil}\nK2\n${evil}\n`), {
      'use.0': 'customer',
      do: 'check',
    });
    expect(twice.status).toBe(422);
    const page = await twice.text();
    expect(page).toContain('row 4');
    expect(page).not.toContain(evil);
    const alike = await (await analyst.get(await listSent('no,a,a\nK1,x,y\n'))).text();
    expect(alike).toContain('role="alert"');
    expect(await frameByKey(app.db.read, surveyId, 'customers')).toBeNull();
  });

  test.each([
    ['UTF-16', Buffer.from('\ufeffno\nK1\n', 'utf16le')],
    ['GB 18030', Buffer.from([0x6e, 0x6f, 0x0a, 0xbf, 0xcd, 0xbb, 0xa7, 0x0a])],
    ['a NUL character', Buffer.from('no\nK\0\n')],
    ['half a letter', Buffer.from([0x6e, 0x6f, 0x0a, 0xed, 0xa0, 0xbd, 0x0a])],
    ['nothing', Buffer.from('')],
  ])('row 35: a file in %s is refused with what to do, and nothing of it is kept', async (_, content) => {
    const page = await (await analyst.get(await listSent(new Uint8Array(content)))).text();
    expect(page).toContain('role="alert"');
    expect(page).not.toContain('value="import"');
    expect(await frameByKey(app.db.read, surveyId, 'customers')).toBeNull();
  });

  test('rows 19 and 20: a table beyond all measure is refused; names every object has are only names', async () => {
    const long = await analyst.post(await listSent(`no\n${'x'.repeat(201)}\n`), {
      'use.0': 'customer',
      do: 'check',
    });
    expect(long.status).toBe(422);
    const address = await listSent('no,constructor,__proto__,fine\nconstructor,a,b,c\n__proto__,d,e,f\n');
    const taken = await analyst.post(address, { 'use.0': 'customer', 'use.1': 'attribute', do: 'check' });
    expect(taken.status).toBe(422);
    expect(await taken.text()).toContain('href="#use.1"');
    const form = {
      'use.0': 'customer',
      'use.1': '',
      'use.2': '',
      'use.3': 'attribute',
      'stratum.0': '__proto__',
    };
    const { customers } = await imported(address, form);
    expect(customers.map(({ customer, stratum }) => [customer, stratum])).toEqual([
      ['constructor', 'b'],
      ['__proto__', 'e'],
    ]);
  });

  test('rows 18 and 33: what is no number is told, and what looks like SQL is a name', async () => {
    const numbers = ['NaN', 'Infinity', '1e999', '１２', '1,5', '0x10', ''];
    const listed = numbers.map((number, i) => `"K${i}'; DROP TABLE frames; --","${number}",shop`);
    const address = await listSent(`no,revenue,market\n${listed.join('\n')}\n`);
    const refused = await analyst.post(address, { ...columns, abc: 'revenue', do: 'check' });
    expect(refused.status).toBe(422);
    const page = await refused.text();
    for (const row of numbers.keys()) expect(page).toContain(`row ${row + 2}`);
    const { customers } = await imported(address, columns);
    expect(customers[0]?.customer).toBe("K0'; DROP TABLE frames; --");
  });

  test('row 12: a list, its file and its purchases are not there for another survey', async () => {
    await imported(await listSent(list), columns);
    const address = await listSent(list);
    const other = await aPublishedWave(app, aQuestionnaire());
    const slug = (await surveyById(app.db.read, other.surveyId))?.slug;
    const stranger = await signedIn(app, 'analyst', { surveys: [other.surveyId] });
    const mine = `/studio/surveys/${(await surveyById(app.db.read, surveyId))?.slug}`;
    for (const page of [`${path}/lists/customers`, `${path}/lists/customers/list.csv`, address]) {
      expect((await stranger.get(page)).status).toBe(404);
      expect((await stranger.get(page.replace(mine, `/studio/surveys/${slug}`))).status).toBe(404);
    }
    expect((await stranger.post(`/studio/surveys/${slug}/customers/lists/customers/again`)).status).toBe(404);
  });
});
