import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { surveyById } from '#db/queries/surveys.ts';
import { anApp, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let slug: string;
let surveys: readonly string[];

beforeAll(async () => {
  app = anApp();
  const { surveyId } = await aPublishedWave(app, aQuestionnaire());
  surveys = [surveyId];
  slug = (await surveyById(app.db.read, surveyId))?.slug ?? '';
});
afterAll(() => app.db.close());

const english = { 'accept-language': 'en' };

describe('the archive', () => {
  test('takes a survey out of the list and gives it back, and the log says both', async () => {
    const designer = await signedIn(app, 'designer', { surveys });
    const path = `/studio/surveys/${slug}`;
    const isListed = async (list: string) =>
      (await readPageOf(await designer.get(list))).html.includes(`href="${path}"`);
    const places = async () => [await isListed('/studio'), await isListed('/studio/archive')];
    expect(await places()).toEqual([true, false]);

    expect((await designer.post(`${path}/archive`)).headers.get('location')).toBe(path);
    expect(await places()).toEqual([false, true]);
    const archived = await readPageOf(await designer.get(path, english));
    expect(archived.html).toContain('This survey is in the archive');

    await designer.post(`${path}/restore`);
    expect(await places()).toEqual([true, false]);
    await designer.post(`${path}/restore`);
    const { html } = await readPageOf(await designer.get(`${path}/log`, english));
    const table = html.slice(html.indexOf('<table'));
    expect(table.match(/Survey archived/g)?.length).toBe(1);
    expect(table.match(/Survey taken out of the archive/g)?.length).toBe(1);
  });

  test('is offered with copying and saving to those who may change the survey, not to those who look at it', async () => {
    const offers = ['save-template', 'from&#x3D;survey', 'archive'];
    const found = async (role: 'designer' | 'analyst') => {
      const browser = await signedIn(app, role, { surveys });
      const { html } = await readPageOf(await browser.get(`/studio/surveys/${slug}`, english));
      return offers.map((offer) => html.includes(offer));
    };
    expect(await found('designer')).toEqual([true, true, true]);
    expect(await found('analyst')).toEqual([false, false, false]);
  });
});

describe('the report', () => {
  test.each(['en', 'zh-CN'] as const)(
    'opens from the studio in the language of its reader: %s',
    async (locale) => {
      const reader = await signedIn(app, 'reader', { surveys });
      const path = `/studio/surveys/${slug}/report`;
      const { status, language } = await readPageOf(await reader.get(path, { 'accept-language': locale }));
      expect([status, language]).toEqual([200, locale]);
    },
  );

  test('is where the list of surveys leads a reader, whom it says nothing of how to begin one', async () => {
    const reader = await signedIn(app, 'reader', { surveys });
    const { html } = await readPageOf(await reader.get('/studio'));
    expect(html).toContain(`href="/studio/surveys/${slug}/report"`);
    expect(html).not.toContain(`href="/studio/surveys/${slug}"`);
    expect(html).not.toContain('/studio/surveys/new');
    expect((await reader.get(`/studio/surveys/${slug}`)).status).toBe(403);
  });
});
