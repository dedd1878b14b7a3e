import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { surveyById, updateSurveyPlan } from '#db/queries/surveys.ts';
import { plan as planSchema } from '#reports/plan.ts';
import { frameMapping } from '#server/imports/frame-mapping.ts';
import { importFrame } from '#server/imports/import-frame.ts';
import { memorySource } from '#server/imports/source.ts';
import { anApp, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let surveyId: string;
let path: string;
let analyst: Awaited<ReturnType<typeof signedIn>>;
const english = { 'accept-language': 'en' };

beforeAll(() => {
  app = anApp();
});
afterAll(() => app.db.close());
beforeEach(async () => {
  surveyId = (await aPublishedWave(app, aQuestionnaire())).surveyId;
  analyst = await signedIn(app, 'analyst', { surveys: [surveyId] });
  path = `/studio/surveys/${surveyId}/plan`;
  const source = memorySource(
    'customers.csv',
    'customer,class,region,abc,paid\n1,A,north,A,900.5\n2,B,south,B,20\n',
  );
  const mapping = frameMapping.parse({
    customer: 'customer',
    strata: ['class'],
    attributes: { region: 'region', abc: 'abc', paid: 'paid' },
  });
  await importFrame(app.deps, { surveyId, key: 'customers', source, purchases: null, mapping });
});

const stored = async () => planSchema.parse((await surveyById(app.db.read, surveyId))?.plan);
const open = async () => await readPageOf(await analyst.get(path, english));

/** The form as it is loaded, with something changed in it. */
async function send(change: Record<string, string>, typed?: Record<string, string | string[]>) {
  const {
    minimum = '',
    method = '',
    largestWeight = '',
    smallestCell = '',
    seen = '',
  } = typed ?? (await open()).typed;
  const as = (value: string | string[]) => (typeof value === 'string' ? value : (value.at(-1) ?? ''));
  const form = {
    ...{ minimum: as(minimum), method: as(method), largestWeight: as(largestWeight) },
    ...{ smallestCell: as(smallestCell), seen: as(seen), confidence: '0.95', change: 'overlap' },
    ...change,
  };
  return await analyst.post(path, form, english);
}

test('offers the stratum, what the lists count and the questions of one choice, and keeps what was chosen', async () => {
  const page = await open();
  for (const name of ['stratum', 'region', 'market']) expect(page.html).toContain(`id="segments.${name}"`);
  expect(page.html).not.toContain('id="margins.market"');
  const sent = await send({
    ...{ 'nonresponse.stratum': 'yes', minimum: '５', 'margins.region': 'yes', method: 'poststratification' },
    ...{ 'segments.market': 'yes', 'segments.region': 'yes', largestWeight: '4,5', confidence: '0.9' },
  });
  expect(sent.headers.get('location')).toBe(`${path}?said=saved`);
  expect(await stored()).toMatchObject({
    weighting: {
      nonresponse: { classes: ['stratum'], minimum: 5 },
      calibration: { method: 'poststratification', margins: ['region'] },
      largestWeight: 4.5,
    },
    segments: ['region', 'market'],
    confidence: 0.9,
  });
  const again = await open();
  expect(again.html).toMatch(/id="segments\.market"[^>]* checked/);
  expect((await send({})).status).toBe(303);
  expect(await stored()).toMatchObject({ segments: [], weighting: { base: 'design' } });
  expect((await stored()).weighting).not.toHaveProperty('calibration');
});

test('leaves what the form does not show as it is', async () => {
  const variables = { region: { label: { en: 'Region' }, values: {} } };
  const unknownEligibility = { classes: ['stratum'], minimum: 20 };
  const before = planSchema.parse({ variables, weighting: { base: 'given', unknownEligibility } });
  await app.db.write((tx) => updateSurveyPlan(tx, surveyId, before));
  await send({ smallestCell: '5' });
  expect(await stored()).toEqual({ ...before, smallestCell: 5 });
});

test('says at its field what cannot be, and keeps what was chosen', async () => {
  const refused = await readPageOf(
    await send({
      ...{ 'segments.market': 'yes', 'margins.region': 'yes', 'margins.stratum': 'yes' },
      ...{ method: 'poststratification', smallestCell: '0', largestWeight: 'x' },
    }),
  );
  expect(refused.status).toBe(422);
  expect(refused.errors.map(([field]) => field)).toEqual(['margins', 'largestWeight', 'smallestCell']);
  expect(refused.html).toMatch(/id="segments\.market"[^>]* checked/);
  expect(await stored()).toEqual(planSchema.parse({}));
});

test('lets a group have a smallest number of its own: 5 for A customers, unless somebody decides otherwise', async () => {
  const [field, a] = ['smallest.abc.A', { variable: 'abc', value: 'A' }];
  expect((await open()).typed[field]).toBe('5');
  await send({ [field]: '７' });
  expect((await stored()).smallestCells).toEqual([{ ...a, smallest: 7 }]);
  const refused = await readPageOf(await send({ [field]: '0' }));
  expect(refused.errors.map(([name]) => name)).toEqual([field]);
  expect(refused.typed[field]).toBe('0');
  await send({ [field]: '' });
  expect((await stored()).smallestCells).toEqual([]);
});

test('puts nobody else’s decision aside unseen', async () => {
  const { typed } = await open();
  await send({ smallestCell: '30' });
  const late = await send({ smallestCell: '12' }, typed);
  expect(late.status).toBe(409);
  const page = await readPageOf(late);
  expect(page.typed.smallestCell).toBe('12');
  expect((await stored()).smallestCell).toBe(30);
  expect((await send({ smallestCell: '12' }, page.typed)).status).toBe(303);
  expect((await stored()).smallestCell).toBe(12);
});

test('takes what the report explains, and what customers bring, of which the list has numbers', async () => {
  const page = await open();
  expect(page.html).toContain('<option value="paid">');
  expect(page.html).not.toContain('<option value="region">');
  const first = { outcome: 'recommend', driversBy: 'item', revenue: 'paid', currency: 'eur' };
  const sent = await send({ ...first, lossLeast: '5', lossMost: '12.5%' });
  expect(sent.status).toBe(303);
  expect(await stored()).toMatchObject({
    drivers: { outcome: 'recommend', by: 'item' },
    value: { revenue: 'paid', currency: 'EUR', lossRate: [0.05, 0.125] },
  });
  const refused = await readPageOf(await send({ ...first, currency: '元', lossLeast: '30', lossMost: '10' }));
  expect(refused.errors.map(([name]) => name)).toEqual(['currency', 'lossMost']);
  expect(refused.typed.lossLeast).toBe('30');
});
