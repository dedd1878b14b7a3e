import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { surveyById } from '#db/queries/surveys.ts';
import { anApp, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { aListDesk, type ListDesk } from '#test/helpers/list-desk.ts';
import { signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';
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

const list = 'no,revenue,market\nK1,900,shop\nK2,80,office\n';
const columns = { 'use.0': 'customer', 'use.1': '', 'use.2': 'attribute', 'stratum.0': 'market' };

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
      const { customers } = await desk.imported(await desk.listSent(file, `list.${format}`), form);
      expect(customers.map(({ attributes }) => attributes.words)).toEqual(texts);
      expect(customers.map(({ customer }) => customer)).toEqual(texts.map((text, i) => `${text} ${i}`));

      const exported = await (await desk.analyst.get(`${desk.path}/lists/customers/list.csv`)).text();
      const cells: string[][] = parse(exported, { bom: true });
      expect(cells.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
      const address = await desk.listSent(exported, 'back.csv', 'back');
      expect(await (await desk.analyst.get(address)).text()).toContain('name="guarded" value="yes" checked');
      const back = { 'use.0': 'customer', 'use.1': '', 'use.2': 'attribute', guarded: 'yes' };
      expect((await desk.imported(address, back, 'back')).customers).toEqual(customers);
      expect(await (await desk.analyst.get(`${desk.path}/lists/back/list.csv`)).text()).toBe(exported);
    },
  );

  test('rows 4 and 10: customers listed twice and columns of one name are told with their rows, as text', async () => {
    const evil = '<img src=x onerror=alert(1)>';
    const twice = await desk.analyst.post(await desk.listSent(`no\n${evil}\nK2\n${evil}\n`), {
      'use.0': 'customer',
      do: 'check',
    });
    expect(twice.status).toBe(422);
    const page = await twice.text();
    expect(page).toContain('row 4');
    expect(page).not.toContain(evil);
    const alike = await (await desk.analyst.get(await desk.listSent('no,a,a\nK1,x,y\n'))).text();
    expect(alike).toContain('role="alert"');
    expect(await desk.frame()).toBeNull();
  });

  test.each([
    ['UTF-16', Buffer.from('\ufeffno\nK1\n', 'utf16le')],
    ['GB 18030', Buffer.from([0x6e, 0x6f, 0x0a, 0xbf, 0xcd, 0xbb, 0xa7, 0x0a])],
    ['a NUL character', Buffer.from('no\nK\0\n')],
    ['half a letter', Buffer.from([0x6e, 0x6f, 0x0a, 0xed, 0xa0, 0xbd, 0x0a])],
    ['nothing', Buffer.from('')],
  ])('row 35: a file in %s is refused with what to do, and nothing of it is kept', async (_, content) => {
    const page = await (await desk.analyst.get(await desk.listSent(new Uint8Array(content)))).text();
    expect(page).toContain('role="alert"');
    expect(page).not.toContain('value="import"');
    expect(await desk.frame()).toBeNull();
  });

  test('rows 19 and 20: a table beyond all measure is refused; names every object has are only names', async () => {
    const long = await desk.analyst.post(await desk.listSent(`no\n${'x'.repeat(201)}\n`), {
      'use.0': 'customer',
      do: 'check',
    });
    expect(long.status).toBe(422);
    const address = await desk.listSent(
      'no,constructor,__proto__,fine\nconstructor,a,b,c\n__proto__,d,e,f\n',
    );
    const taken = await desk.analyst.post(address, {
      'use.0': 'customer',
      'use.1': 'attribute',
      do: 'check',
    });
    expect(taken.status).toBe(422);
    expect(await taken.text()).toContain('href="#use.1"');
    const form = {
      'use.0': 'customer',
      'use.1': '',
      'use.2': '',
      'use.3': 'attribute',
      'stratum.0': '__proto__',
    };
    const { customers } = await desk.imported(address, form);
    expect(customers.map(({ customer, stratum }) => [customer, stratum])).toEqual([
      ['constructor', 'b'],
      ['__proto__', 'e'],
    ]);
  });

  test('rows 18 and 33: what is no number is told, and what looks like SQL is a name', async () => {
    const numbers = ['NaN', 'Infinity', '1e999', '１２', '1,5', '0x10', ''];
    const listed = numbers.map((number, i) => `"K${i}'; DROP TABLE frames; --","${number}",shop`);
    const address = await desk.listSent(`no,revenue,market\n${listed.join('\n')}\n`);
    const refused = await desk.analyst.post(address, { ...columns, abc: 'revenue', do: 'check' });
    expect(refused.status).toBe(422);
    const page = await refused.text();
    for (const row of numbers.keys()) expect(page).toContain(`row ${row + 2}`);
    const { customers } = await desk.imported(address, columns);
    expect(customers[0]?.customer).toBe("K0'; DROP TABLE frames; --");
  });

  test('row 12: a list, its file and its purchases are not there for another survey', async () => {
    await desk.imported(await desk.listSent(list), columns);
    const address = await desk.listSent(list);
    const other = await aPublishedWave(app, aQuestionnaire());
    const slug = (await surveyById(app.db.read, other.surveyId))?.slug;
    const stranger = await signedIn(app, 'analyst', { surveys: [other.surveyId] });
    const mine = `/studio/surveys/${(await surveyById(app.db.read, desk.surveyId))?.slug}`;
    for (const page of [`${desk.path}/lists/customers`, `${desk.path}/lists/customers/list.csv`, address]) {
      expect((await stranger.get(page)).status).toBe(404);
      expect((await stranger.get(page.replace(mine, `/studio/surveys/${slug}`))).status).toBe(404);
    }
    expect((await stranger.post(`/studio/surveys/${slug}/customers/lists/customers/again`)).status).toBe(404);
  });
});
