import { afterEach, describe, expect, test } from 'vitest';
import type { Report } from '#reports/report.ts';
import { createApp } from '#server/app.ts';
import { reportAccess } from '#server/tokens.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';
import { aReport, aWave, aWaveWithoutFigures } from '#test/helpers/report.ts';

const opened: TestApp[] = [];
afterEach(async () => {
  for (const { db } of opened.splice(0)) await db.close();
});

/** A server that shows the given report, and the report's address. */
function showing(report: Report) {
  const { deps, ...rest } = anApp();
  opened.push({ deps, ...rest });
  const reports = {
    reportOf: async (slug: string) => (slug === report.survey.slug ? report : null),
    fieldworkOf: async () => null,
    qualityOf: async () => null,
    close: async () => {},
  };
  const app = createApp({ ...deps, reports });
  const address = `/reports/${reportAccess(deps.secret, report.survey.slug)}`;
  const get = async (path: string, headers: Record<string, string> = {}) =>
    await app.request(path, { headers });
  return { get, address, secret: deps.secret };
}

describe('the address of a report', () => {
  test('opens it, and no cache keeps it', async () => {
    const { get, address } = showing(aReport());
    const response = await get(address, { 'accept-language': 'en' });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    const html = await response.text();
    expect(html).toContain('<title>Customer satisfaction survey: Q4 2026</title>');
    expect(html).toContain('<html lang="en"');
  });

  test('is unknown with any other signature, for any other survey, and without one', async () => {
    const { get, address, secret } = showing(aReport());
    const changed = address.endsWith('A') ? `${address.slice(0, -1)}B` : `${address.slice(0, -1)}A`;
    for (const path of [
      changed,
      '/reports/express',
      '/reports/',
      `/reports/${reportAccess(secret, 'other')}`,
    ]) {
      expect([path, (await get(path)).status]).toEqual([path, 404]);
      expect((await get(`${path}/report.json`)).status).toBe(404);
    }
  });
});

describe('the language', () => {
  test('follows the browser, and the address before it', async () => {
    const { get, address } = showing(aReport());
    const wanted = { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' };
    expect(await (await get(address, wanted)).text()).toContain('<html lang="zh-CN"');
    expect(await (await get(`${address}?lang=en`, wanted)).text()).toContain('<html lang="en"');
  });

  test('stays when another wave is chosen, and the wave stays when another language is', async () => {
    const { get, address } = showing(aReport());
    const html = await (await get(`${address}?wave=q2&lang=en`)).text();
    expect(html).toContain(`href="${address}?wave&#x3D;q1&amp;lang&#x3D;en"`);
    expect(html).toContain(`href="${address}?wave&#x3D;q2&amp;lang&#x3D;zh-CN"`);
  });
});

describe('the wave in focus', () => {
  const waves = [aWave('q1', 0), aWave('q2', 1), aWaveWithoutFigures('q3', 2, 'noAnswers')];

  test('is the latest with figures, or the one asked for', async () => {
    const { get, address } = showing(aReport({ waves }));
    expect(await (await get(`${address}?lang=en`)).text()).toContain('survey: Q2 2026</title>');
    expect(await (await get(`${address}?wave=q1&lang=en`)).text()).toContain('survey: Q1 2026</title>');
    expect(await (await get(`${address}?wave=q3&lang=en`)).text()).toContain(
      'Nobody has answered this wave yet',
    );
  });

  test('is unknown when the survey has no such wave', async () => {
    const { get, address } = showing(aReport({ waves }));
    expect((await get(`${address}?wave=q9`)).status).toBe(404);
    expect((await get(`${address}/waves/q9.json`)).status).toBe(404);
  });

  test('may be missing altogether: the page says that nothing was asked yet', async () => {
    const { get, address } = showing(aReport({ waves: [] }));
    const response = await get(`${address}?lang=en`);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('Nothing has been asked yet');
  });
});

describe('the downloads', () => {
  test('are one file, the wave and the whole report as JSON, each under a name of its own', async () => {
    const report = aReport();
    const { get, address } = showing(report);
    const file = await get(`${address}/report.html?wave=q2&lang=en`);
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="express-q2.html"');
    expect(await file.text()).toContain('Content-Security-Policy');
    const wave = await get(`${address}/waves/q2.json`);
    expect(wave.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(wave.headers.get('content-disposition')).toBe('attachment; filename="express-q2.json"');
    const rows = (await wave.json()) as { estimates: unknown; changes: { to: string }[] };
    expect(rows.estimates).toEqual(report.waves[1]?.figures);
    const whole = await get(`${address}/report.json`);
    expect(whole.headers.get('content-disposition')).toBe('attachment; filename="express.json"');
    expect(await whole.json()).toEqual(report);
  });
});

describe('the weight report', () => {
  test('opens for whoever has the report’s address, and no cache keeps it', async () => {
    const { get, address } = showing(aReport());
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
    const { get, address } = showing(aReport());
    expect(await (await get(`${address}?wave=q3`)).text()).toContain(
      `href="${address}/weights?wave&#x3D;q3"`,
    );
  });

  test('is unknown with any other signature, for an unknown wave, and before there is a wave', async () => {
    const { get, address, secret } = showing(aReport());
    const changed = address.endsWith('A') ? `${address.slice(0, -1)}B` : `${address.slice(0, -1)}A`;
    const empty = showing(aReport({ waves: [] }));
    for (const page of ['weights', 'weights.html']) {
      expect((await get(`${changed}/${page}`)).status).toBe(404);
      expect((await get(`/reports/${reportAccess(secret, 'other')}/${page}`)).status).toBe(404);
      expect((await get(`/reports/express/${page}`)).status).toBe(404);
      expect((await get(`${address}/${page}?wave=q9`)).status).toBe(404);
      expect((await empty.get(`${empty.address}/${page}`)).status).toBe(404);
    }
  });

  test('can be taken along as one file', async () => {
    const { get, address } = showing(aReport());
    const file = await get(`${address}/weights.html?wave=q2&lang=en`);
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="express-q2-weights.html"');
    expect(await file.text()).toContain('1,301 answers speak for 20,000 customers');
  });
});

test('a page without figures loads no chart', async () => {
  const { get, address } = showing(aReport({ waves: [aWaveWithoutFigures('q1', 0, 'noAnswers')] }));
  expect(await (await get(address)).text()).not.toContain('<script');
});

test('the report counts an answer once it has been sent', async () => {
  const app = anApp();
  opened.push(app);
  const wave = await aPublishedWave(app, aQuestionnaire());
  const { token } = await aPersonalLink(app, wave);
  const address = `/reports/${reportAccess(app.deps.secret, wave.surveyId)}?lang=en`;
  expect(await (await app.get(address)).text()).toContain('Nobody has answered this wave yet');
  for (const page of ['delivery', 'claims', 'about'] as const) {
    await app.post(`/s/${token}/${page}`, goodAnswers[page]);
  }
  const html = await (await app.get(address)).text();
  expect(html).toContain('1 answer from 1 sampled customers (100%, RR2)');
  expect(html).toContain('1 + 0 + 0 + 0 + 0 + 0 + 0 &#x3D; 1');
});
