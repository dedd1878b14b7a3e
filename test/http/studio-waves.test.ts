import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { surveyById } from '#db/queries/surveys.ts';
import { strataOfWave } from '#db/queries/wave-strata.ts';
import { waveByKey } from '#db/queries/waves.ts';
import { frameMapping } from '#server/imports/frame-mapping.ts';
import { importFrame } from '#server/imports/import-frame.ts';
import { memorySource } from '#server/imports/source.ts';
import { anApp, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

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
  path = `/studio/surveys/${(await surveyById(app.db.read, surveyId))?.slug}/waves`;
  const rows = Array.from({ length: 60 }, (_, i) => `C${i},${i < 20 ? 'A' : 'B'}`);
  const source = memorySource('customers.csv', `customer,class\n${rows.join('\n')}\n`);
  const mapping = frameMapping.parse({
    customer: 'customer',
    strata: ['class'],
    attributes: { class: 'class' },
  });
  await importFrame(app.deps, { surveyId, key: 'customers', source, purchases: null, mapping });
});

const made = { key: '2026Q4', frame: 'customers', opens: '', closes: '' };
const wave = () => waveByKey(app.db.read, surveyId, '2026Q4');

async function drawn(): Promise<Record<string, number>> {
  const found = await wave();
  const strata = found === null ? [] : await strataOfWave(app.db.read, found.id);
  return Object.fromEntries(strata.map(({ stratum, sampled }) => [stratum, sampled]));
}

describe('a wave made in the studio', () => {
  beforeEach(async () => {
    const response = await analyst.post(`${path}/new`, made);
    expect(response.headers.get('location')).toBe(`${path}/2026Q4?said=made`);
  });

  test('has its sample drawn once, and its links as a file', async () => {
    const draw = { total: '12', minimum: '2', seed: 'first' };
    expect((await analyst.post(`${path}/2026Q4/draw`, draw)).status).toBe(303);
    expect(await drawn()).toEqual({ A: 4, B: 8 });
    expect(await (await analyst.get(`${path}?lang=en`)).text()).toContain(
      'data-label="Rate (sent / sampled)">0.0%</td>',
    );
    expect((await analyst.post(`${path}/2026Q4/draw`, draw)).status).toBe(422);
    const file = await analyst.get(`${path}/2026Q4/links.csv`);
    expect(file.headers.get('content-disposition')).toContain('2026Q4-links.csv');
    expect((await file.text()).trim().split('\n')).toHaveLength(13);
  });

  test('has ways to divide its sample compared, and is drawn by one of them', async () => {
    const page = await analyst.get(`${path}/2026Q4/sizes?aim=total&value=20&earlier=`);
    expect(page.status).toBe(200);
    const [, sizes = ''] = /name="sizes" value="([^"]*)"/.exec(await page.text()) ?? [];
    const chosen = sizes.replaceAll('&quot;', '"');
    expect(Object.values(JSON.parse(chosen)).reduce((sum: number, each) => sum + Number(each), 0)).toBe(20);
    await analyst.post(`${path}/2026Q4/draw`, { sizes: chosen, seed: 'chosen' });
    expect(await drawn()).toEqual(JSON.parse(chosen));
  });

  test.each(['0', '-1', '1e9', 'x', ''])('asks for a number that can be aimed at: %s', async (value) => {
    const response = await analyst.get(`${path}/2026Q4/sizes?aim=margin&value=${value}`);
    expect(response.status).toBe(422);
  });

  test.each(['', '{', '[]', '{"A":-1}', '{"A":1.5}', '{"A":"2"}', '{"__proto__":3}'])(
    'is not drawn by sizes that are none: %s',
    async (sizes) => {
      expect((await analyst.post(`${path}/2026Q4/draw`, { sizes, seed: 's' })).status).toBe(422);
      expect(await drawn()).toEqual({});
    },
  );

  test('is closed only after it was asked once more, and for good', async () => {
    expect((await analyst.get(`${path}/2026Q4/close`)).status).toBe(200);
    expect((await wave())?.closedAt).toBeNull();
    await analyst.post(`${path}/2026Q4/close`);
    expect((await wave())?.closedAt).not.toBeNull();
  });
});

describe('a wave whose closing time has passed', () => {
  const closes = '2026-07-31T18:00';
  const closesAt = () => new Date(closes).getTime();
  beforeEach(async () => {
    await analyst.post(`${path}/new`, { ...made, closes });
    app.setClock('2026-08-03T08:00:00Z');
  });
  afterEach(() => app.setClock('2026-07-15T08:00:00Z'));

  test('is not offered to be closed, and keeps its date when a page from before asks for it', async () => {
    expect(await (await analyst.get(`${path}/2026Q4`)).text()).not.toContain('2026Q4/close');
    expect((await analyst.get(`${path}/2026Q4/close`)).headers.get('location')).toBe(`${path}/2026Q4`);
    const late = await analyst.post(`${path}/2026Q4/close`);
    expect(late.headers.get('location')).toBe(`${path}/2026Q4?said=wasClosed`);
    expect(await wave()).toMatchObject({ closesAt: closesAt(), closedAt: null });
  });

  test('has no sample drawn any more', async () => {
    expect((await analyst.get(`${path}/2026Q4/draw`)).status).toBe(303);
    const draw = { total: '12', minimum: '2', seed: 'late' };
    expect((await analyst.post(`${path}/2026Q4/draw`, draw)).status).toBe(422);
    expect(await drawn()).toEqual({});
  });
});

describe('a wave that cannot be made', () => {
  test.each([
    ['no name', { ...made, key: '' }],
    ['a path for a name', { ...made, key: '../q' }],
    ['a name that is taken', { ...made, key: 'q3' }],
    ['nobody who could answer', { ...made, frame: '' }],
    ['a list that is not there', { ...made, frame: 'nothing' }],
    ['a day that is none', { ...made, opens: '2026-02-30T09:00' }],
    ['an end before its beginning', { ...made, opens: '2026-10-02T09:00', closes: '2026-10-01T09:00' }],
  ])('says so, and keeps what was typed: %s', async (_, form) => {
    const response = await analyst.post(`${path}/new`, { ...form, 'label.en': 'Typed & kept' });
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('value="Typed &amp; kept"');
    expect(await wave()).toBeNull();
  });
});
