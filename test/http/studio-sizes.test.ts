import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { frameByKey } from '#db/queries/frames.ts';
import { startResponse, submitResponse } from '#db/queries/responses.ts';
import { insertWave, waveByKey } from '#db/queries/waves.ts';
import { normalQuantile } from '#reports/statistics/distributions.ts';
import { frameMapping } from '#server/imports/frame-mapping.ts';
import { importFrame } from '#server/imports/import-frame.ts';
import { memorySource } from '#server/imports/source.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp, type TestWave } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

const z = normalQuantile(0.975);
/** Of the list: 200 customers of class A and 1,800 of B. */
const populations = { A: 200, B: 1_800 };

let app: TestApp;
let survey: TestWave;
let path: string;
let analyst: Awaited<ReturnType<typeof signedIn>>;

beforeAll(async () => {
  app = anApp();
  survey = await aPublishedWave(app, aQuestionnaire());
  analyst = await signedIn(app, 'analyst', { surveys: [survey.surveyId] });
  await analyst.post('/studio/language', { language: 'en', here: '/studio' });
  path = `/studio/surveys/${survey.surveyId}/waves/next`;
  const rows = Array.from({ length: 2_000 }, (_, i) => `K${i},${i < populations.A ? 'A' : 'B'}`);
  const source = memorySource('customers.csv', `customer,class\n${rows.join('\n')}\n`);
  const mapping = frameMapping.parse({ customer: 'customer', strata: ['class'], attributes: {} });
  await importFrame(app.deps, {
    surveyId: survey.surveyId,
    key: 'customers',
    source,
    purchases: null,
    mapping,
  });
  await aWave('next');
});
afterAll(() => app.db.close());

async function aWave(key: string): Promise<TestWave> {
  const frame = await frameByKey(app.db.read, survey.surveyId, 'customers');
  const like = await waveByKey(app.db.read, survey.surveyId, 'q3');
  if (like === null) throw new Error('No wave');
  const waveId = randomUUID();
  const openKey = waveId.replaceAll('-', '');
  const wave = { ...like, id: waveId, key, frameId: frame?.id ?? null, openKey };
  await app.db.write((tx) => insertWave(tx, wave));
  return { ...survey, waveId };
}

/** Customers of a wave who were asked, of whom the first answered, with perceptions that go through some values. */
async function asked(
  { waveId, versionId }: TestWave,
  stratum: string,
  { answers, all, perceptions }: { answers: number; all: number; perceptions: readonly number[] },
) {
  for (let i = 0; i < all; i++) {
    const { linkId, memberId } = await aPersonalLink(app, { waveId }, { stratum });
    if (i >= answers) continue;
    const pair = { expectation: 8, perception: perceptions[i % perceptions.length] ?? 0 };
    const sent = { id: randomUUID(), waveId, passed: [], locale: 'en', stratum };
    await app.db.write(async (tx) => {
      await startResponse(tx, { ...sent, versionId, memberId, linkId, answers: {}, startedAt: 0 });
      const given = { speed: pair, manner: pair, claims: pair };
      await submitResponse(tx, { ...sent, answers: given, seen: 1, at: 60_000 });
    });
  }
}

async function sizes(query: Record<string, string>) {
  const page = await readPageOf(await analyst.get(`${path}/sizes?${new URLSearchParams(query)}`));
  const [, table = ''] = page.html.split('<caption>');
  const heads = [...table.matchAll(/<th scope="col"[^>]*>([^<]*)</g)].map(([, head = '']) => head).slice(1);
  const rows = [...table.matchAll(/<tr><th scope="row">([^<]*)<\/th>(.*?)<\/tr>/gs)];
  const ways = Object.fromEntries(
    rows.map(([, way = '', cells = '']) => {
      const texts = [...cells.matchAll(/<td class="figure"[^>]*>([^<]*)</g)].map(([, cell = '']) => cell);
      const sent = /name="sizes" value="([^"]*)"/.exec(cells)?.[1]?.replaceAll('&quot;', '"') ?? '{}';
      const invited: Record<string, number> = JSON.parse(sent);
      return [way, { of: Object.fromEntries(heads.map((head, i) => [head, texts[i] ?? cells])), invited }];
    }),
  );
  const figure = (way: string, head: string) => Number(ways[way]?.of[head]?.replaceAll(',', ''));
  return { ...page, ways, figure, invited: (way: string) => ways[way]?.invited };
}

const asUsual = { aim: 'margin', value: '0.02', earlier: '' };
const whole = 'C of all ±';

describe('without an earlier wave', () => {
  test('30 % are assumed to answer, which is said and can be changed, beside the answers needed', async () => {
    // n₀/(1 + n₀/N), n₀ = z²S²/e²; of A a tenth
    const n0 = (z * 0.25) ** 2 / 0.02 ** 2;
    const answers = Math.ceil(n0 / (1 + n0 / 2_000));
    const { figure, invited, html, typed } = await sizes(asUsual);
    expect(figure('proportional', 'Answers')).toBe(answers);
    const ofA = Math.round(answers / 10);
    expect(invited('proportional')).toEqual({
      A: Math.ceil(ofA / 0.3),
      B: Math.ceil((answers - ofA) / 0.3),
    });
    expect(figure('proportional', 'To invite')).toBe(Math.ceil(ofA / 0.3) + Math.ceil((answers - ofA) / 0.3));
    expect(html).toContain('Assumed: 30% of those invited answer');
    expect(html).toContain('Assumed: a spread of 0.25');
    expect(typed).toMatchObject({ rate: '30', spread: '0.25', minimum: '60' });
    const all = await sizes({ ...asUsual, rate: '100 %' });
    expect(all.figure('proportional', 'To invite')).toBe(answers);
    const half = await sizes({ ...asUsual, 'rate.0': '50', list: 'customers' });
    expect(half.invited('proportional')?.A).toBe(2 * ofA);
  });

  test('more spread needs more answers', async () => {
    const n0 = (z * 0.3) ** 2 / 0.03 ** 2;
    const { figure } = await sizes({ ...asUsual, value: '0.03', spread: '0,3' });
    expect(figure('proportional', 'Answers')).toBe(Math.ceil(n0 / (1 + n0 / 2_000)));
  });

  test('the way with a minimum for each domain has it, and reaches the interval all the same', async () => {
    const { figure } = await sizes({ ...asUsual, rate: '90', minimum: '150' });
    const way = 'minimum per domain';
    expect(figure(way, whole)).toBeLessThanOrEqual(0.02);
    expect(figure(way, 'C of A ±')).toBeCloseTo(z * 0.25 * Math.sqrt(1 / 150 - 1 / 200), 4);
    const ofB = figure(way, 'Answers') - 150;
    const variance = (n: number) =>
      0.25 ** 2 * (0.1 ** 2 * (1 / 150 - 1 / 200) + 0.9 ** 2 * (1 / n - 1 / 1_800));
    expect(z * Math.sqrt(variance(ofB))).toBeLessThanOrEqual(0.02);
    expect(z * Math.sqrt(variance(ofB - 1))).toBeGreaterThan(0.02);
  });

  test('a way that does not exist says why', async () => {
    const { ways, status } = await sizes({ aim: 'total', value: '100', earlier: '', rate: '100' });
    expect(status).toBe(200);
    expect(ways['minimum per domain']?.of.Answers).toContain('at least 120 together');
    expect(ways.proportional?.of.Answers).toBe('100');
  });

  test('what all customers could not give is not promised', async () => {
    // all of 2,000 at 30 %: 60 of A and 540 of B
    const best = z * 0.25 * Math.sqrt(0.01 * (1 / 60 - 1 / 200) + 0.81 * (1 / 540 - 1 / 1_800));
    const { status, errors } = await sizes({ ...asUsual, value: '0.01' });
    expect(status).toBe(422);
    expect(errors).toEqual([
      ['value', expect.stringContaining(`± ${Math.ceil(best * 1e4) / 1e4} at the response`)],
    ]);
  });

  test.each(['2%', '2 %', '0,02', '０．０２', '２％', '０，０２', '± 0.02', '0.020'])(
    'how much is understood as people write it: %s',
    async (value) => {
      const { figure, status } = await sizes({ ...asUsual, value });
      expect(status).toBe(200);
      expect(figure('proportional', 'Answers')).toBe(462);
    },
  );

  test.each(['1,200', '１２００', '1 200'])('a total is understood as people write it: %s', async (value) => {
    const { figure } = await sizes({ aim: 'total', value, earlier: '', rate: '100' });
    expect(figure('proportional', 'Answers')).toBe(1_200);
  });

  test.each([
    [{ value: '2%%' }, 'value'],
    [{ value: '0.0.2' }, 'value'],
    [{ aim: 'total', value: '1.5' }, 'value'],
    [{ rate: '0.3' }, 'rate'],
    [{ rate: '101' }, 'rate'],
    [{ spread: '0' }, 'spread'],
    [{ minimum: '1.5' }, 'minimum'],
    [{ 'cost.1': '-4', list: 'customers' }, 'cost.1'],
    [{ 'rate.0': 'half', list: 'customers' }, 'rate.0'],
  ])(
    'what is no number is refused at its field, and kept: %j',
    async (typed: Record<string, string>, field) => {
      const page = await sizes({ ...asUsual, ...typed });
      expect(page.status).toBe(422);
      expect(page.errors.map(([anchor]) => anchor)).toEqual([field]);
      expect(page.typed[field]).toBe(typed[field]);
      expect(page.ways).toEqual({});
    },
  );
});

describe('what is said of single strata', () => {
  test('costs move the cost-optimal way from Neyman’s by 1/√c, and are added up', async () => {
    const { figure, invited, html } = await sizes({
      ...{ aim: 'total', value: '300', earlier: '', rate: '100', list: 'customers' },
      ...{ 'cost.0': '4', 'cost.1': '1' },
    });
    // Neyman’s, of the same spreads: 30 and 270, for 4 × 30 + 270
    expect(invited('Neyman')).toEqual({ A: 30, B: 270 });
    expect(figure('proportional', 'Total cost')).toBe(390);
    // n_A : n_B = 200/√4 : 1800, 4 n_A + n_B = 390: 17.7 and 319.1, in whole answers no more than that
    expect(invited('cost-optimal')).toEqual({ A: 17, B: 319 });
    expect(figure('cost-optimal', 'Total cost')).toBe(387);
    expect(html).not.toContain('An answer costs the same in every stratum');
  });

  test('spreads move Neyman’s from the proportional one', async () => {
    const { invited, html, typed } = await sizes({
      ...{ aim: 'total', value: '300', earlier: '', rate: '100', list: 'customers' },
      ...{ 'spread.0': '0,75' },
    });
    // 200 × 0.75 to 1800 × 0.25
    expect(invited('Neyman')).toEqual({ A: 75, B: 225 });
    expect(invited('proportional')).toEqual({ A: 30, B: 270 });
    expect(typed['spread.0']).toBe('0,75');
    expect(html).toContain('<details open>');
    expect(html).toContain('An answer costs the same in every stratum');
  });

  test('is left out, and says so, where the wave has another list by now', async () => {
    const { errors, status, html, typed } = await sizes({ ...asUsual, 'spread.0': '0.75', list: 'older' });
    expect(typed).toMatchObject({ 'spread.0': '', list: ['customers'] });
    expect([status, errors]).toEqual([422, []]);
    expect(html).toContain('The wave has another list by now');
  });
});

describe('from an earlier wave', () => {
  const usual = async () => (await sizes(asUsual)).ways;

  test('with few answers, all alike, nothing is learnt, which is said', async () => {
    await asked(await aWave('few'), 'A', { answers: 6, all: 40, perceptions: [7] });
    const page = await sizes({ ...asUsual, earlier: 'few' });
    expect(page.html).toContain(
      'few cannot be learnt from: it has 6 answers that count, and at least 30 are',
    );
    expect(page.html).toContain('Assumed: a spread of 0.25');
    expect(page.ways).toEqual(await usual());
    expect(page.figure('proportional', whole)).toBeCloseTo(0.02, 3);
    expect((await sizes({ aim: 'margin', value: '0.02' })).ways).toEqual(await usual());
  });

  test('with answers that do not differ, nothing is learnt either', async () => {
    await asked(await aWave('alike'), 'B', { answers: 35, all: 35, perceptions: [7] });
    const page = await sizes({ ...asUsual, earlier: 'alike' });
    expect(page.html).toContain('alike cannot be learnt from: its 35 answers do not differ');
    expect(page.ways).toEqual(await usual());
  });

  test('with enough, spreads and response rates of its strata are taken', async () => {
    const good = await aWave('good');
    await asked(good, 'A', { answers: 20, all: 40, perceptions: [6, 10] });
    await asked(good, 'B', { answers: 20, all: 80, perceptions: [7, 9] });
    const page = await sizes({ aim: 'total', value: '200', earlier: 'good', minimum: '2' });
    expect(page.html).toContain('Spreads and response rates are those of good: 40 answers, complete');
    expect(page.html).not.toContain('Assumed:');
    // all perceive 8 on average, and expect 8: S_A = 2√(20/19)/8, twice S_B; 200 × 2 to 1800
    expect(page.html).toContain(`placeholder="${((2 * Math.sqrt(20 / 19)) / 8).toFixed(3)}"`);
    const ofA = Math.round((200 * 400) / 2_200);
    expect(page.invited('Neyman')).toEqual({ A: ofA * 2, B: (200 - ofA) * 4 });
    expect(page.figure('proportional', 'To invite')).toBe(20 * 2 + 180 * 4);
    // what somebody knows better goes before
    const better = await sizes({
      ...{ aim: 'total', value: '200', earlier: 'good', minimum: '2' },
      ...{ list: 'customers', 'rate.0': '80%' },
    });
    expect(better.invited('proportional')).toEqual({ A: 25, B: 720 });
  });
});
