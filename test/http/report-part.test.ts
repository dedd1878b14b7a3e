import { afterAll, beforeAll, expect, test } from 'vitest';
import { updateSurveyPlan } from '#db/queries/surveys.ts';
import { insertWaveStrata } from '#db/queries/wave-strata.ts';
import { plan as planSchema } from '#reports/plan.ts';
import type { Report } from '#reports/report.ts';
import { createRandom } from '#surveys/random.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';
import { aReportLink } from '#test/helpers/report-link.ts';

/** A name that would break out of an attribute, and holds the sign between a variable and its value. */
const small = '"><i>s:mall';
/** How many of each line and size answered; one of x is small. */
const cells = [
  ['x', 'large', 5],
  ['x', small, 1],
  ['y', 'large', 4],
  ['y', small, 4],
  ['z', 'large', 4],
  ['z', small, 4],
] as const;

let app: TestApp;
let slug: string;
let address: string;
const english = { 'accept-language': 'en' };

beforeAll(async () => {
  app = anApp();
  const wave = await aPublishedWave(app, aQuestionnaire());
  slug = wave.surveyId;
  await app.db.write(async (tx) => {
    await updateSurveyPlan(tx, slug, planSchema.parse({ segments: ['line', 'size'], smallestCell: 3 }));
    await insertWaveStrata(tx, wave.waveId, [{ stratum: 'A', population: 1000, sampled: 22 }]);
  });
  const random = createRandom('parts');
  for (const [line, size, count] of cells) {
    for (let place = 0; place < count; place++) {
      const { token } = await aPersonalLink(app, wave, { attributes: { line, size } });
      const point = () => String(3 + random.below(7));
      const pairs = (...items: string[]) =>
        Object.fromEntries(
          items.flatMap(
            (item) =>
              [
                [`${item}.expectation`, point()],
                [`${item}.perception`, point()],
              ] as const,
          ),
        );
      await app.post(`/s/${token}/delivery`, pairs('speed', 'manner'));
      await app.post(`/s/${token}/claims`, {
        ...pairs('claims'),
        'claims.importance': '5',
        ease: '4',
        recommend: '9',
      });
      const last = await app.post(`/s/${token}/about`, goodAnswers.about);
      expect(last.status).toBe(303);
    }
  }
  address = await aReportLink(app, slug);
});
afterAll(() => app.db.close());

const only = (...values: (readonly [variable: string, value: string])[]) =>
  values.map(([variable, value]) => `only=${encodeURIComponent(`${variable}:${value}`)}`).join('&');
const json = async (query = ''): Promise<Report> =>
  JSON.parse(await (await app.get(`${address}/report.json${query}`)).text());
const overallOf = ({ waves }: Report) =>
  waves[0]?.figures.find(
    ({ name, target, domain }) => name === 'csi' && target === 'overall' && domain === null,
  );

test('a group’s report is about it alone, and its links lead to pages about it', async () => {
  const query = only(['line', 'x']);
  const part = await json(`?${query}`);
  const whole = await json();
  const segment = whole.waves[0]?.figures.find(
    ({ name, target, domain }) => name === 'csi' && target === 'overall' && domain?.line === 'x',
  );
  expect(overallOf(part)).toEqual({ ...segment, domain: null });
  expect(part.part).toMatchObject([{ variable: 'line', value: 'x' }]);
  const html = await (await app.get(`${address}?${query}&lang=en`, english)).text();
  expect(html).toContain('line x: 6 answers.');
  expect(html).toContain('Show everybody</a>');
  const links = [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) =>
    (href ?? '').replaceAll('&#x3D;', '='),
  );
  for (const ending of ['report.html?', 'report.xlsx?', 'report.json?', 'charts?', 'lang=zh-CN']) {
    expect(
      links.find((href) => href.includes(ending) && href.includes('only=line%3Ax')),
      ending,
    ).toBeDefined();
  }
  expect(html).toMatch(/<option value="line:x" selected>/);
  expect(html).not.toContain('id="for-whom"');
  const file = await (await app.get(`${address}/report.html?${query}&lang=en`, english)).text();
  expect(file).toContain('line x: 6 answers.');
  // what is known of everybody alone does not stand in a file of a part as if it were of that
  const waveFile = async (some: string) =>
    JSON.parse(await (await app.get(`${address}/waves/q3.json${some}`)).text());
  expect((await waveFile('')).analysis).not.toBeNull();
  expect((await waveFile(`?${query}`)).analysis).toBeNull();
});

test('two groups are crossed in either order, in the studio as well, and names are shown as they are', async () => {
  const [line, size] = await shownCrossing();
  const asked = [
    ['line', line],
    ['size', size],
  ] as const;
  const reader = await signedIn(app, 'reader', { surveys: [slug] });
  const shown = new Set<string>();
  for (const query of [only(...asked), `${only(...asked.toReversed())}&only=`]) {
    const studio = await reader.get(`/studio/surveys/${slug}/report?${query}&lang=en`, english);
    expect(studio.status).toBe(200);
    const html = await studio.text();
    expect(html).not.toContain('<i>s:mall');
    shown.add(/line [xyz] and size .*: 4 answers\./.exec(html)?.[0] ?? '');
  }
  expect([...shown]).toEqual([expect.stringContaining(`line ${line} and size`)]);
});

/** One of the crossed groups that are shown. */
async function shownCrossing(): Promise<readonly [string, string]> {
  for (const [line, size] of cells) {
    const response = await app.get(`${address}?${only(['line', line], ['size', size])}`);
    if (response.status === 200) return [line, size];
  }
  throw new Error('nothing is shown');
}

test('a crossed group that is too small is not shown, nor what would give it away, on any page or in any file', async () => {
  const shown: number[] = [];
  for (const [line, size, count] of cells) {
    const query = only(['line', line], ['size', size]);
    const page = await app.get(`${address}?${query}`, english);
    const files = await Promise.all(
      ['report.html', 'report.json', 'report.xlsx', 'tables/trend.csv', 'charts', 'waves/q3.json'].map(
        (path) => app.get(`${address}/${path}?${query}`),
      ),
    );
    const isShown = page.status === 200;
    expect(files.map(({ status }) => status === 200)).toEqual(files.map(() => isShown));
    if (isShown) shown.push(count);
    else {
      expect(page.status).toBe(404);
      const text = await page.text();
      expect(text).toContain('Too few answers to be shown');
      expect(text).toContain(`href="${address}?wave&#x3D;q3"`);
    }
  }
  expect(shown).toEqual([4, 4]);
});

test('what is no group, is two of one kind or is too many says so, with the way back', async () => {
  for (const [query, status, words] of [
    [only(['line', 'w']), 404, 'There is no such group'],
    [only(['colour', 'red']), 404, 'There is no such group'],
    [only(['line', 'x'], ['line', 'y']), 404, 'There is no such group'],
    [only(['line', 'x'], ['size', 'large'], ['size', small]), 400, 'too many groups'],
  ] as const) {
    const response = await app.get(`${address}?${query}`, english);
    expect([query, response.status]).toEqual([query, status]);
    const html = await response.text();
    expect(html).toContain(words);
    expect(html).toContain(`href="${address}?wave&#x3D;q3"`);
  }
  expect((await app.get(`${address}?only=&only=`, english)).status).toBe(200);
  expect((await app.get(`${address}/weights?${only(['line', 'w'])}`, english)).status).toBe(200);
});
