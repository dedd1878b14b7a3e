import { afterEach, describe, expect, test } from 'vitest';
import { deleteSurveyPerson } from '#db/queries/survey-people.ts';
import { insertSurvey } from '#db/queries/surveys.ts';
import { defaultPlan } from '#reports/plan.ts';
import type { Report } from '#reports/report.ts';
import { createApp } from '#server/app.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';
import { aReport, aWave, aWaveWithoutFigures } from '#test/helpers/report.ts';
import { aReportLink } from '#test/helpers/report-link.ts';

const opened: TestApp[] = [];
afterEach(async () => {
  for (const { db } of opened.splice(0)) await db.close();
});

/** A server that shows the given report, and the report's address. */
async function showing(report: Report) {
  const shown = anApp();
  opened.push(shown);
  const { deps } = shown;
  const reports = {
    reportOf: async (slug: string) => (slug === report.survey.slug ? report : null),
    analysisOf: async () => null,
    commentsOf: async () => null,
    fieldworkOf: async () => null,
    qualityOf: async () => null,
    judgedOf: async () => [],
    close: async () => {},
  };
  const app = createApp({ ...deps, reports });
  const address = await aReportLink(shown, report.survey.slug);
  const get = async (path: string, headers: Record<string, string> = {}) =>
    await app.request(path, { headers });
  return { get, address };
}

describe('the address of a report', () => {
  test('opens it, and no cache keeps it', async () => {
    const { get, address } = await showing(aReport());
    const response = await get(address, { 'accept-language': 'en' });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    const html = await response.text();
    expect(html).toContain('<title>Customer satisfaction survey: Q4 2026</title>');
    expect(html).toContain('<html lang="en"');
  });

  test('is unknown with any other signature, for any other survey, and without one', async () => {
    const { get, address } = await showing(aReport());
    const changed = address.endsWith('A') ? `${address.slice(0, -1)}B` : `${address.slice(0, -1)}A`;
    for (const path of [changed, '/reports/express', '/reports/']) {
      expect([path, (await get(path)).status]).toEqual([path, 404]);
      expect((await get(`${path}/report.json`)).status).toBe(404);
    }
  });
});

describe('the language', () => {
  test('follows the browser, and the address before it', async () => {
    const { get, address } = await showing(aReport());
    const wanted = { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' };
    expect(await (await get(address, wanted)).text()).toContain('<html lang="zh-CN"');
    expect(await (await get(`${address}?lang=en`, wanted)).text()).toContain('<html lang="en"');
  });

  test('stays when another wave is chosen, and the wave stays when another language is', async () => {
    const { get, address } = await showing(aReport());
    const html = await (await get(`${address}?wave=q2&lang=en`)).text();
    expect(html).toContain(`href="${address}?wave&#x3D;q1&amp;lang&#x3D;en"`);
    expect(html).toContain(`href="${address}?wave&#x3D;q2&amp;lang&#x3D;zh-CN"`);
  });
});

describe('the wave in focus', () => {
  const waves = [aWave('q1', 0), aWave('q2', 1), aWaveWithoutFigures('q3', 2, 'noAnswers')];

  test('is the latest with figures, or the one asked for', async () => {
    const { get, address } = await showing(aReport({ waves }));
    expect(await (await get(`${address}?lang=en`)).text()).toContain('survey: Q2 2026</title>');
    expect(await (await get(`${address}?wave=q1&lang=en`)).text()).toContain('survey: Q1 2026</title>');
    expect(await (await get(`${address}?wave=q3&lang=en`)).text()).toContain(
      'Nobody has answered this wave yet',
    );
  });

  test('is unknown when the survey has no such wave', async () => {
    const { get, address } = await showing(aReport({ waves }));
    expect((await get(`${address}?wave=q9`)).status).toBe(404);
    expect((await get(`${address}/waves/q9.json`)).status).toBe(404);
  });

  test('may be missing altogether: the page says that nothing was asked yet', async () => {
    const { get, address } = await showing(aReport({ waves: [] }));
    const response = await get(`${address}?lang=en`);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('Nothing has been asked yet');
  });
});

describe('the downloads', () => {
  test('are one file, the wave and the whole report as JSON, each under a name of its own', async () => {
    const report = aReport();
    const { get, address } = await showing(report);
    const file = await get(`${address}/report.html?wave=q2&lang=en`);
    expect(file.headers.get('content-disposition')).toContain('attachment; filename="express-q2.html"');
    expect(await file.text()).toContain('Content-Security-Policy');
    const wave = await get(`${address}/waves/q2.json`);
    expect(wave.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(wave.headers.get('content-disposition')).toContain('attachment; filename="express-q2.json"');
    const rows = (await wave.json()) as { estimates: unknown; changes: { to: string }[] };
    expect(rows.estimates).toEqual(report.waves[1]?.figures);
    const whole = await get(`${address}/report.json`);
    expect(whole.headers.get('content-disposition')).toContain('attachment; filename="express.json"');
    expect(await whole.json()).toEqual(report);
  });
});

describe('the weight report', () => {
  test('opens for whoever has the report’s address, and no cache keeps it', async () => {
    const { get, address } = await showing(aReport());
    const response = await get(`${address}/weights?wave=q2&lang=en`);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    const html = await response.text();
    expect(html).toContain('<title>Weight report: Customer satisfaction survey, Q2 2026</title>');
    expect(html).not.toContain('<script');
    expect(html).toContain(`href="${address}?wave&#x3D;q2&amp;lang&#x3D;en"`);
    expect(html).toContain(`href="${address}/weights?wave&#x3D;q1&amp;lang&#x3D;en"`);
    expect(html).toContain(`href="${address}/weights?wave&#x3D;q2&amp;lang&#x3D;zh-CN"`);
  });

  test('is linked from the report, of the wave in focus', async () => {
    const { get, address } = await showing(aReport());
    expect(await (await get(`${address}?wave=q3`)).text()).toContain(
      `href="${address}/weights?wave&#x3D;q3"`,
    );
  });

  test('is unknown with any other signature, for an unknown wave, and before there is a wave', async () => {
    const { get, address } = await showing(aReport());
    const changed = address.endsWith('A') ? `${address.slice(0, -1)}B` : `${address.slice(0, -1)}A`;
    const empty = await showing(aReport({ waves: [] }));
    for (const page of ['weights', 'weights.html']) {
      expect((await get(`${changed}/${page}`)).status).toBe(404);
      expect((await get(`/reports/express/${page}`)).status).toBe(404);
      expect((await get(`${address}/${page}?wave=q9`)).status).toBe(404);
      expect((await empty.get(`${empty.address}/${page}`)).status).toBe(404);
    }
  });

  test('can be taken along as one file', async () => {
    const { get, address } = await showing(aReport());
    const file = await get(`${address}/weights.html?wave=q2&lang=en`);
    expect(file.headers.get('content-disposition')).toContain(
      'attachment; filename="express-q2-weights.html"',
    );
    expect(await file.text()).toContain('1,301 answers speak for 20,000 customers');
  });
});

test('a page without figures loads no chart', async () => {
  const { get, address } = await showing(aReport({ waves: [aWaveWithoutFigures('q1', 0, 'noAnswers')] }));
  expect(await (await get(address)).text()).not.toContain('<script');
});

test('the report counts an answer once it has been sent', async () => {
  const app = anApp();
  opened.push(app);
  const wave = await aPublishedWave(app, aQuestionnaire());
  const { token } = await aPersonalLink(app, wave);
  const address = `${await aReportLink(app, wave.surveyId)}?lang=en`;
  expect(await (await app.get(address)).text()).toContain('Nobody has answered this wave yet');
  for (const page of ['delivery', 'claims', 'about'] as const) {
    await app.post(`/s/${token}/${page}`, goodAnswers[page]);
  }
  const html = await (await app.get(address)).text();
  expect(html).toContain('1 answer from 1 sampled customers (100%, RR2)');
  expect(html).toContain('1 + 0 + 0 + 0 + 0 + 0 + 0 &#x3D; 1');
});

/** Where the links of a page lead, without what styles and scripts are. */
function linksOf(html: string): string[] {
  return [...html.matchAll(/href="([^"]+)"/g)]
    .map(([, href = '']) => href.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&'))
    .filter((href) => !href.startsWith('/assets/') && !href.startsWith('#'));
}

describe('the report behind a session', () => {
  async function aReadSurvey() {
    const app = anApp();
    opened.push(app);
    const { surveyId } = await aPublishedWave(app, aQuestionnaire());
    const reader = await signedIn(app, 'reader', { surveys: [surveyId] });
    return { app, reader, surveyId, path: `/studio/surveys/${surveyId}/report` };
  }

  test('opens with all its pages, none of which leads out of the studio', async () => {
    const { reader, path } = await aReadSurvey();
    const html = await (await reader.get(path)).text();
    const links = new Set(linksOf(html));
    const weights = linksOf(html).find((href) => href.startsWith(`${path}/weights`)) ?? '';
    for (const href of linksOf(await (await reader.get(weights)).text())) links.add(href);
    expect([...links].filter((href) => !href.startsWith('/studio'))).toEqual([]);
    const ways = [
      '?wave=',
      '?lang=',
      '/weights?',
      '/weights.html?',
      '/report.html?',
      '/report.json',
      '/waves/q3.json',
    ];
    for (const way of ways)
      expect(
        [...links].some((href) => href.includes(path + way)),
        way,
      ).toBe(true);
    for (const href of links) {
      const response = await reader.get(href);
      expect([href, response.status, response.headers.get('cache-control')]).toEqual([
        href,
        200,
        'private, no-store',
      ]);
    }
  });

  test('says so where nothing was published yet', async () => {
    const { app } = await aReadSurvey();
    const survey = { id: 'draft', slug: 'draft', draft: aQuestionnaire(), plan: defaultPlan, createdAt: 0 };
    await app.db.write((tx) => insertSurvey(tx, survey));
    const reader = await signedIn(app, 'reader', { surveys: ['draft'] });
    const response = await reader.get('/studio/surveys/draft/report?lang=en');
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('There is a report once the questionnaire has been published.');
  });

  test('closes at once with all its pages to whoever the survey is shared with no longer', async () => {
    const { app, reader, surveyId, path } = await aReadSurvey();
    const pages = ['', '/weights', '/report.html', '/weights.html', '/report.json', '/waves/q3.json'];
    const statuses = () => Promise.all(pages.map(async (page) => (await reader.get(path + page)).status));
    expect(await statuses()).toEqual(pages.map(() => 200));
    await app.db.write((tx) => deleteSurveyPerson(tx, surveyId, reader.person.id));
    expect(await statuses()).toEqual(pages.map(() => 404));
  });
});
