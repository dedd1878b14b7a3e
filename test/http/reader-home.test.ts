import { afterEach, expect, test } from 'vitest';
import { insertSurveyPerson } from '#db/queries/survey-people.ts';
import type { Report } from '#reports/report.ts';
import { createApp } from '#server/app.ts';
import { anApp, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';
import { aReport, aWave } from '#test/helpers/report.ts';

const opened: TestApp[] = [];
afterEach(async () => {
  for (const { db } of opened.splice(0)) await db.close();
});

function titled(en: string, waves?: Report['waves']): Report {
  const report = aReport(waves === undefined ? {} : { waves });
  return { ...report, survey: { ...report.survey, title: { 'zh-CN': en, en } } };
}

test('a reader finds the newest report at once, with C, what it means and whether it moved', async () => {
  const app = anApp();
  opened.push(app);
  const [old, fresh, broken] = [
    await aPublishedWave(app, aQuestionnaire()),
    await aPublishedWave(app, aQuestionnaire()),
    await aPublishedWave(app, aQuestionnaire()),
  ];
  const other = await aPublishedWave(app, aQuestionnaire());
  const given: Record<string, Report> = {
    [old.surveyId]: titled('The old one', [aWave('q1', 0)]),
    [fresh.surveyId]: titled('The <b>fresh</b> one'),
    [other.surveyId]: titled('Not shared'),
  };
  const reader = await signedIn(app, 'reader', { surveys: [old.surveyId] });
  for (const { surveyId } of [fresh, broken])
    await app.db.write((tx) =>
      insertSurveyPerson(tx, { surveyId, personId: reader.person.id, grantedBy: 'test', grantedAt: 0 }),
    );
  const failures: unknown[] = [];
  const site = createApp({
    ...app.deps,
    reportFailure: ({ error }) => failures.push(error),
    reports: {
      ...app.deps.reports,
      async reportOf(slug) {
        if (slug === broken.surveyId) throw new Error('cannot be worked out');
        return given[slug] ?? null;
      },
    },
  });
  const cookie = [...reader.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await site.request('/studio', { headers: { cookie, 'accept-language': 'en' } });
  expect(response.status).toBe(200);
  const html = await response.text();
  expect(html).not.toContain('Not shared');
  expect(html.indexOf('The &lt;b&gt;fresh&lt;/b&gt; one')).toBeGreaterThan(0);
  expect(html.indexOf('The old one')).toBeGreaterThan(html.indexOf('fresh'));
  expect(html).toContain(`href="/studio/surveys/${fresh.surveyId}/report"`);
  expect(html).toMatch(/<strong>0\.960<\/strong> <span class="soft">± 0\.006<\/span>/);
  expect(html).toContain('not shown to be more than noise');
  expect(html).toMatch(/The report is being worked out/);
  expect(failures).toHaveLength(1);
});
