import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditEntriesOf } from '#db/queries/audit-entries.ts';
import { allPublishedIndices } from '#db/queries/published-indices.ts';
import { startResponse, submitResponse } from '#db/queries/responses.ts';
import { comparisonsOf } from '#db/queries/saved-comparisons.ts';
import { anApp, aPersonalLink, aPublishedWave, type Fields, type TestApp } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let east: string;
let west: string;
let secret: string;
let analyst: Awaited<ReturnType<typeof signedIn>>;
const english = { 'accept-language': 'en' };

/** A survey whose customers perceive on average this much of what they expect. */
async function station(title: string, perceptions: readonly number[], scale = 10): Promise<string> {
  const document = aQuestionnaire({ title: { 'zh-CN': title, en: title } });
  const ten = { ...document.scales.ten, max: scale } as (typeof document.scales)[string];
  const { surveyId, waveId, versionId } = await aPublishedWave(app, {
    ...document,
    scales: { ...document.scales, ten },
  });
  await app.db.write(async ({ orm, tables: { surveys } }) => {
    await orm.update(surveys).set({ title: document.title }).where(eq(surveys.id, surveyId));
  });
  for (const perception of perceptions) {
    const { linkId, memberId } = await aPersonalLink(app, { waveId });
    const id = randomUUID();
    const pair = { expectation: 8, perception };
    const answers = { speed: pair, manner: pair, claims: pair, recommend: 9 };
    const begun = { id, waveId, versionId, memberId, linkId, stratum: null, locale: 'en', passed: [] };
    await app.db.write(async (tx) => {
      await startResponse(tx, { ...begun, answers: {}, startedAt: 0 });
      await submitResponse(tx, {
        id,
        waveId,
        answers,
        passed: [],
        locale: 'en',
        stratum: null,
        seen: 1,
        at: 1,
      });
    });
  }
  return surveyId;
}

beforeAll(async () => {
  app = anApp();
  const spread = (low: number) => Array.from({ length: 40 }, (_, place) => low + (place % 3));
  east = await station('East station', spread(4));
  west = await station('<b>West</b> station', spread(6));
  secret = await station('Another company', spread(5));
  analyst = await signedIn(app, 'analyst', { surveys: [east, west] });
});
afterAll(() => app.db.close());

const compare = async (query: string, who = analyst) =>
  await readPageOf(await who.get(`/studio/compare?${query}`, english));

test('lists the surveys whose report somebody may read, and compares no other', async () => {
  const page = await compare(`s.${east}=yes&s.${secret}=yes`);
  expect(page.html).toContain('East station');
  expect(page.html).not.toContain('Another company');
  expect(page.html).toContain('Choose two surveys or more');
  const reader = await signedIn(app, 'reader', { surveys: [west] });
  const theirs = await compare('', reader);
  expect(theirs.html).not.toContain('East station');
  expect(theirs.html).not.toContain('/studio/indices');
  expect((await compare('', await signedIn(app, 'reader'))).html).toContain(
    'There is no survey whose report',
  );
});

test('says which stands above the other by more than noise, in words that are escaped', async () => {
  const page = await compare(`s.${east}=yes&s.${west}=yes&ref=${east}`);
  expect(page.html).toContain(
    'Overall, &lt;b&gt;West&lt;/b&gt; station stand above East station by more than noise.',
  );
  expect(page.html).not.toContain('<b>West');
  // 8 expected; 5 and 7 perceived on average, less a little because 40 is no multiple of 3
  expect(page.html).toContain('0.622');
  expect(page.html).toContain('0.872');
  expect(page.html).toContain('▲ +0.250');
  expect(page.html).toMatch(/<option value="mean">/);
  expect(page.html).toContain('adjusted for all 2 differences');
  const mean = await compare(`s.${east}=yes&s.${west}=yes`);
  expect(mean.html).toContain('mean of 2 surveys: 0.747');
  expect(mean.html).toContain('▼ −0.125');
});

test('forms no difference between questionnaires that are not the same measure', async () => {
  const five = await station('Five points', [3, 4, 5, 4, 3, 4, 5, 4, 3, 4, 5, 4], 9);
  const admin = await signedIn(app, 'administrator');
  const page = await compare(`s.${east}=yes&s.${five}=yes&ref=${east}`, admin);
  expect(page.html).toContain('not compared: items have other scales');
  expect(page.html).toContain('No difference could be tested');
  expect(page.html).not.toContain('▲');
});

test('holds back what the survey’s own report holds back', async () => {
  const few = await station('Few answers', [4, 5, 6]);
  const admin = await signedIn(app, 'administrator');
  const page = await compare(`s.${east}=yes&s.${few}=yes&ref=${few}`, admin);
  const report = await app.deps.reports.reportOf(few);
  const overall = report?.waves[0]?.figures.find(({ target }) => target === 'overall');
  expect(page.html.includes('held back: too few answers')).toBe(overall?.suppressed != null);
  const empty = await station('Nobody', []);
  const other = await compare(`s.${east}=yes&s.${empty}=yes&ref=${empty}`, admin);
  expect(other.html).toContain('no figure to hold it against');
});

const acsi: Fields = {
  ...{ name: 'ACSI', industry: 'Parcels', country: 'US', period: '2025', ended: '2025-12-31', value: '77,5' },
  ...{ min: '0', max: '100', source: 'ACSI <2025>', url: 'https://acsi.example/2025?a=1&b=2' },
};

test('a published figure stands beside surveys with its source, and never on the axis of C', async () => {
  expect((await analyst.post('/studio/indices/new', acsi, english)).status).toBe(303);
  const [index] = await allPublishedIndices(app.db.read);
  expect(index).toMatchObject({ value: 77.5, scaleMin: 0, scaleMax: 100, createdBy: analyst.person.name });
  const page = await compare(`s.${east}=yes&s.${west}=yes&i.${index?.id}=yes`);
  expect(page.html).toMatch(
    /<a href="https:\/\/acsi\.example\/2025\?a&#x3D;1&amp;b&#x3D;2" rel="noreferrer">ACSI &lt;2025&gt;<\/a>/,
  );
  expect(page.html).toContain('never stand on one axis with C');
  expect(page.html).toContain('East station: asks no overall satisfaction');
  const edit = `/studio/indices/${index?.id}`;
  const change = { ...acsi, value: '78', seen: '1' };
  expect((await analyst.post(edit, change, english)).status).toBe(303);
  expect((await analyst.post(edit, change, english)).status).toBe(409);
  expect((await analyst.post(`${edit}/remove`, { seen: '1' })).status).toBe(409);
  expect((await readPageOf(await analyst.get('/studio/indices', english))).html).toContain('>78<');
  expect((await analyst.post(`${edit}/remove`, { seen: '2' })).status).toBe(303);
  expect(await allPublishedIndices(app.db.read)).toEqual([]);
  const any = { action: null, personId: analyst.person.id, surveyId: null, from: null, until: null };
  const entries = await auditEntriesOf(app.db.read, any, { after: null, limit: 50 });
  const actions = entries.map(({ action }) => action).filter((action) => action.startsWith('index.'));
  expect(actions.sort()).toEqual(['index.changed', 'index.entered', 'index.removed']);
});

test('a name that turns the direction of writing turns no figure beside it, nor does one that ends the isolation', async () => {
  for (const name of ['\u202eACSI', 'ACSI\u2069\u202e', '\u2067\u202eACSI']) {
    await analyst.post('/studio/indices/new', { ...acsi, name }, english);
    const { html } = await compare('');
    const [, shown = ''] = /for="i\.[^"]*">([^<]*77\.5[^<]*)</.exec(html) ?? [];
    expect(shown).toMatch(/^\u2068.*\u2069[^\u2066-\u2069\u202a-\u202e]*77\.5$/u);
    const begun = [...shown.matchAll(/[\u2066-\u2068]/g)].length;
    expect([...shown.matchAll(/\u2069/g)].length).toBe(begun);
    const [index] = await allPublishedIndices(app.db.read);
    await analyst.post(`/studio/indices/${index?.id}/remove`, { seen: '1' });
  }
});

test.each([
  [{ name: '' }, 'name'],
  [{ period: '' }, 'period'],
  [{ ended: '2025-02-30' }, 'ended'],
  [{ value: 'many' }, 'value'],
  [{ value: '101' }, 'value'],
  [{ value: '-1' }, 'value'],
  [{ min: '100', value: '100' }, 'max'],
  [{ source: '' }, 'source'],
  [{ url: 'javascript:alert(1)' }, 'url'],
  [{ url: 'acsi.example' }, 'url'],
  [{ name: 'x'.repeat(201) }, 'name'],
])('refuses a published figure with %o at its field', async (wrong, field) => {
  const page = await readPageOf(await analyst.post('/studio/indices/new', { ...acsi, ...wrong }, english));
  expect(page.status).toBe(422);
  expect(page.errors.map(([anchor]) => anchor)).toEqual([field]);
  expect(await allPublishedIndices(app.db.read)).toEqual([]);
});

test('keeps a comparison under a name in the list of whoever made it, and nobody else’s', async () => {
  const query = `s.${east}=yes&s.${west}=yes&ref=${east}&s.${secret}=yes&next=%2F%2Fevil.example`;
  const sent = await analyst.post('/studio/compare/saved', { name: 'Stations', query }, english);
  expect(sent.status).toBe(303);
  const [kept] = await comparisonsOf(app.db.read, analyst.person.id);
  const [first, second] = [east, west].sort();
  expect(kept?.query).toBe(`s.${first}=yes&s.${second}=yes&ref=${east}`);
  expect((await compare('')).html).toContain('>Stations</a>');
  const nameless = await analyst.post('/studio/compare/saved', { name: ' ', query }, english);
  expect(nameless.headers.get('location')).toContain('said=nameless');
  const other = await signedIn(app, 'reader', { surveys: [east] });
  expect((await compare('', other)).html).not.toContain('Stations');
  await other.post(`/studio/compare/saved/${kept?.id}/removal`);
  expect(await comparisonsOf(app.db.read, analyst.person.id)).toHaveLength(1);
  await analyst.post(`/studio/compare/saved/${kept?.id}/removal`);
  expect(await comparisonsOf(app.db.read, analyst.person.id)).toEqual([]);
});
