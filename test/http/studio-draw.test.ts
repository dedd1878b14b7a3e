import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { insertOptOuts } from '#db/queries/opt-outs.ts';
import { surveyById } from '#db/queries/surveys.ts';
import { askingCapOf } from '#server/actions/asking-cap.ts';
import { frameMapping } from '#server/imports/frame-mapping.ts';
import { importFrame } from '#server/imports/import-frame.ts';
import { memorySource } from '#server/imports/source.ts';
import { anApp, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { type Browser, signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let surveyId: string;
let path: string;
let analyst: Awaited<ReturnType<typeof signedIn>>;
let administrator: Awaited<ReturnType<typeof signedIn>>;
/** Numbers of customers are one survey's alone, since how often somebody was asked counts over all surveys. */
let letter: string;
let surveys = 0;

beforeAll(async () => {
  app = anApp();
  administrator = await inEnglish(await signedIn(app, 'administrator'));
});
afterAll(() => app.db.close());
beforeEach(async () => {
  surveyId = (await aPublishedWave(app, aQuestionnaire())).surveyId;
  analyst = await inEnglish(await signedIn(app, 'analyst', { surveys: [surveyId] }));
  path = `/studio/surveys/${(await surveyById(app.db.read, surveyId))?.slug}/waves`;
  surveys += 1;
  letter = `S${surveys}-`;
  await list('customers', ['class']);
  await administrator.post('/studio/settings/asking', { do: 'lift' });
});

async function inEnglish<B extends Browser>(browser: B): Promise<B> {
  await browser.post('/studio/language', { language: 'en', here: '/studio' });
  return browser;
}

/** A list of 20 customers of class A, 37 of B and 3 of C, half of them in the north. */
async function list(key: string, strata: readonly string[]) {
  const rows = Array.from({ length: 60 }, (_, i) => {
    const of = i < 20 ? 'A' : i < 57 ? 'B' : 'C';
    return `${letter}${i},${of},${i % 2 === 0 ? 'north' : 'south'}`;
  });
  const source = memorySource('customers.csv', `customer,class,region\n${rows.join('\n')}\n`);
  const mapping = frameMapping.parse({
    customer: 'customer',
    strata,
    attributes: { class: 'class', region: 'region' },
  });
  await importFrame(app.deps, { surveyId, key, source, purchases: null, mapping });
}

async function aWave(key: string) {
  const made = await analyst.post(`${path}/new`, { key, frame: 'customers', opens: '', closes: '' });
  expect(made.status).toBe(303);
}

const usual = { total: '20', minimum: '2', seed: 'first' };

async function draw(key: string, form: Record<string, string> = {}): Promise<Response> {
  return await analyst.post(`${path}/${key}/draw`, { ...usual, ...form });
}

async function drawnFor(key: string, form: Record<string, string> = {}): Promise<string[]> {
  await aWave(key);
  expect((await draw(key, form)).status).toBe(303);
  return await customersOf(key);
}

async function customersOf(key: string): Promise<string[]> {
  const file = await (await analyst.get(`${path}/${key}/links.csv`)).text();
  const rows: { customer: string }[] = parse(file, { columns: true, bom: true });
  return rows.map(({ customer }) => customer);
}

/** The cells of a table's row that begins with a name. */
function rowOf(page: string, name: string): string[] {
  const row = page.split(`<th scope="row">${name}</th>`)[1]?.split('</tr>')[0] ?? '';
  return [...row.matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map(([, cell = '']) => cell);
}

const protocolOf = async (key: string) =>
  (await (await analyst.get(`${path}/${key}/protocol.json`)).json()) as {
    protocol: { seed: string; keptFrom: string | null; strata: { kept: number }[] };
  };

describe('before a sample is drawn', () => {
  test('each stratum is counted, and small ones are warned of', async () => {
    await aWave('w1');
    const page = await (await analyst.get(`${path}/w1/draw`)).text();
    expect(rowOf(page, 'A')).toEqual(['20', '0', '20', '0']);
    expect(rowOf(page, 'C')).toEqual(['3', '0', '3', '0']);
    expect(rowOf(page, 'All')).toEqual(['60', '0', '60', '0']);
    expect(page).toContain('Small strata: C (3)');
  });

  test('who was asked often enough, and who wants no invitations, is counted in it', async () => {
    const asked = await drawnFor('w1');
    await administrator.post('/studio/settings/asking', { times: '1', days: '90' });
    const refusing = [`${letter}0`, `${letter}30`, 'of no list'];
    const optOuts = refusing.map((customer) => ({ customer, at: 0, source: 'recorded' as const }));
    await app.db.write((tx) => insertOptOuts(tx, optOuts));
    await aWave('w2');
    const page = await (await analyst.get(`${path}/w2/draw`)).text();
    expect(page).toContain('No customer is asked more than once in 90 days');
    expect(page).toContain('asked that often and cannot be drawn now: 20');
    expect(rowOf(page, 'All')).toEqual(['60', '20', '40', '2']);
    expect((await draw('w2', { minimum: '1' })).status).toBe(303);
    expect((await customersOf('w2')).filter((customer) => asked.includes(customer))).toEqual([]);
    const drawn = await (await analyst.get(`${path}/w2`)).text();
    expect(drawn).toContain('the limit of 1 in 90 days allows, and so not drawn: 20');
  });

  test('another list can be taken, divided by more columns, until there is a sample', async () => {
    await aWave('w1');
    await list('finer', ['class', 'region']);
    const page = await (await analyst.get(`${path}/w1/draw`)).text();
    expect(page).toContain('name="list"');
    expect((await analyst.post(`${path}/w1/list`, { list: 'nothing' })).status).toBe(422);
    expect((await analyst.post(`${path}/w1/list`, { list: 'finer' })).status).toBe(303);
    expect(rowOf(await (await analyst.get(`${path}/w1/draw`)).text(), 'A.north')[0]).toBe('10');
    expect((await draw('w1')).status).toBe(303);
    expect((await analyst.post(`${path}/w1/list`, { list: 'customers' })).status).toBe(422);
  });

  test('sizes that were compared are looked at first, and drawn by then', async () => {
    await aWave('w1');
    const sizes = JSON.stringify({ A: 5, B: 6, C: 3 });
    const looked = await analyst.post(`${path}/w1/draw`, { do: 'choose', sizes });
    expect(looked.status).toBe(200);
    expect(await looked.text()).toContain('A 5 · B 6 · C 3');
    expect((await draw('w1', { sizes })).status).toBe(303);
    expect(await customersOf('w1')).toHaveLength(14);
  });
});

test('the more customers stay, the fewer are needed to see a change', async () => {
  await drawnFor('w1');
  await aWave('w2');
  const sizes = async (overlap: string) =>
    await analyst.get(`${path}/w2/sizes?aim=change&value=0.15&earlier=&rate=100&overlap=${overlap}`);
  const needed = async (overlap: string) => {
    const [, compared = ''] = (await (await sizes(overlap)).text()).split('<caption>');
    const [, answers] = /<td class="figure"[^>]*>(\d+)<\/td>/.exec(compared) ?? [];
    return Number(answers);
  };
  expect(await needed('0')).toBeGreaterThan(await needed('80'));
  expect(await (await sizes('80')).text()).toContain('80% of the customers are asked both times');
  expect((await sizes('101')).status).toBe(422);
});

describe('a draw', () => {
  test('by the same seed from the same list gives the same people, by another others', async () => {
    const first = await drawnFor('w1');
    expect(await drawnFor('w2')).toEqual(first);
    expect(await drawnFor('w3', { seed: 'second' })).not.toEqual(first);
    expect(await drawnFor('w4', { total: '２０' })).toEqual(first);
    expect((await protocolOf('w2')).protocol).toMatchObject({ seed: 'first', keptFrom: null });
  });

  test('keeps the share of an earlier sample that was asked for, and says how many stayed', async () => {
    const first = await drawnFor('w1');
    await aWave('looked');
    expect(await (await analyst.get(`${path}/looked/draw`)).text()).toContain(
      'yes, of w1 (20 customers, 20 of them in this list)',
    );
    const second = await drawnFor('w2', { seed: 'second', keep: 'w1', share: '50' });
    const both = second.filter((customer) => first.includes(customer)).length;
    const { protocol } = await protocolOf('w2');
    expect(protocol.keptFrom).toBe('w1');
    expect(protocol.strata.reduce((sum, { kept }) => sum + kept, 0)).toBe(both);
    expect(both).toBe(10);
    const page = await (await analyst.get(`${path}/w2`)).text();
    expect(page).toContain('10 of 20 customers (50%) were asked in w1 too.');
    expect(rowOf(page, 'All').at(-1)).toBe('10');
  });

  test('can leave out whoever was asked before', async () => {
    const first = await drawnFor('w1', { total: '15' });
    const sizes = JSON.stringify({ A: 5, B: 6, C: 1 });
    await aWave('w2');
    expect((await draw('w2', { keep: 'w1', share: '0', sizes })).status).toBe(422);
    const fits = JSON.stringify({ A: 5, B: 6, C: 2 });
    expect((await draw('w2', { keep: 'w1', share: '0', sizes: fits })).status).toBe(303);
    const again = (await customersOf('w2')).filter((customer) => first.includes(customer));
    // of the three of C two were asked, so that one has to stay
    expect(again).toHaveLength(1);
  });

  test('says that there is no earlier sample to keep, and keeps what was typed', async () => {
    await aWave('w1');
    expect(await (await analyst.get(`${path}/w1/draw`)).text()).not.toContain('name="keep"');
    for (const keep of ['q3', 'w1', 'nothing']) {
      const refused = await draw('w1', { keep, share: '50', seed: 'typed <before>' });
      expect(refused.status).toBe(422);
      const page = await refused.text();
      expect(page).toContain('No earlier wave of this survey has a sample');
      expect(page).toContain('href="#keep"');
      expect(page).toContain('value="typed &lt;before&gt;"');
    }
  });

  test.each(['', '-1', '101', '0.5', 'half'])('asks for a share that is one: %s', async (share) => {
    await drawnFor('w1');
    await aWave('w2');
    const refused = await draw('w2', { keep: 'w1', share });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('href="#share"');
  });
});

describe('how often customers are asked', () => {
  test('is set and lifted by an administrator, and the log says by whom', async () => {
    await administrator.post('/studio/settings/asking', { times: '2', days: '180' });
    expect(await askingCapOf(app.db.read)).toEqual({ times: 2, days: 180 });
    const page = await (await administrator.get('/studio/settings')).text();
    expect(page).toContain('No customer is asked more than 2 times in 180 days');
    expect(page).toContain(administrator.person.name);
    const lifted = await administrator.post('/studio/settings/asking', { do: 'lift' });
    expect(lifted.headers.get('location')).toBe('/studio/settings?said=saved');
    expect(await askingCapOf(app.db.read)).toBeNull();
    const log = await (await administrator.get('/studio/audit')).text();
    expect(log).toContain('how often customers are asked');
    expect(log).toContain('180');
  });

  test.each([
    { times: '0', days: '90' },
    { times: '2', days: '' },
    { times: '2', days: '1e3' },
    { times: '101', days: '9999' },
  ])('stays as it is where no limit is typed: $times in $days', async (form) => {
    await administrator.post('/studio/settings/asking', { times: '3', days: '30' });
    const refused = await administrator.post('/studio/settings/asking', form);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain(`value="${form.days}"`);
    expect(await askingCapOf(app.db.read)).toEqual({ times: 3, days: 30 });
  });
});
