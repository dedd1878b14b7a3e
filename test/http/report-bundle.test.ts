import { afterEach, expect, test } from 'vitest';
import { auditEntriesOf } from '#db/queries/audit-entries.ts';
import { memorySource } from '#server/imports/source.ts';
import { entryBytes, zipEntries } from '#server/imports/xlsx/zip.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp } from '../helpers/app.ts';
import { signedIn } from '../helpers/people.ts';
import { aQuestionnaire, goodAnswers } from '../helpers/questionnaire.ts';
import { bytesFrom } from '../helpers/read-workbook.ts';

const exported = {
  surveyId: null,
  personId: null,
  action: 'responses.exported',
  from: null,
  until: null,
} as const;
let opened: TestApp | undefined;
afterEach(() => opened?.db.close());

async function anAnsweredSurvey() {
  const app = anApp();
  opened = app;
  const wave = await aPublishedWave(app, aQuestionnaire());
  for (let place = 0; place < 4; place++) {
    const { token } = await aPersonalLink(app, wave);
    for (const [page, form] of Object.entries(goodAnswers)) await app.post(`/s/${token}/${page}`, form);
  }
  return { app, slug: wave.surveyId, wave };
}

test('the bundle for R is one archive of what the command line writes, noted in the audit log', async () => {
  const { app, slug, wave } = await anAnsweredSurvey();
  const visitor = await signedIn(app, 'analyst', { surveys: [wave.surveyId] });
  const page = await visitor.get(`/studio/surveys/${slug}/report?lang=en`);
  expect(await page.text()).toContain(`action="/studio/surveys/${slug}/report/bundle.zip"`);
  const response = await visitor.post(`/studio/surveys/${slug}/report/bundle.zip`, {});
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/zip');
  const bytes = new Uint8Array(await response.arrayBuffer());
  const source = memorySource('r.zip', bytes);
  const entries = await zipEntries(source);
  const partOf = async (name: string): Promise<string> => {
    const entry = entries.get(`${slug}-r/${name}`);
    if (entry === undefined) throw new Error(`The archive has no ${name}`);
    return (await bytesFrom(entryBytes(source, entry, 10_000_000))).toString();
  };
  for (const name of ['waves', 'items', 'ratings', 'margins', 'figures', 'codebook']) {
    expect((await partOf(`${name}.csv`)).length).toBeGreaterThan(0);
  }
  expect(await partOf('report.R')).toContain('library(survey)');
  const rows = (await partOf('analysis.csv')).trim().split('\n');
  expect(rows).toHaveLength(1 + 4);
  expect(rows.join()).not.toMatch(/,C\d+,/);
  const [entry] = await auditEntriesOf(app.db.read, exported, { after: null, limit: 1 });
  expect(entry).toMatchObject({ action: 'responses.exported', details: { format: 'r' } });
});

test('a reader is offered no bundle', async () => {
  const { app, slug, wave } = await anAnsweredSurvey();
  const reader = await signedIn(app, 'reader', { surveys: [wave.surveyId] });
  const page = await reader.get(`/studio/surveys/${slug}/report?lang=en`);
  expect(await page.text()).not.toContain('bundle.zip');
});
