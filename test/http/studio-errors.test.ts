import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { surveyById } from '#db/queries/surveys.ts';
import { createApp } from '#server/app.ts';
import { anApp, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { aBrowser, type Browser, signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

const english = { 'accept-language': 'en' };

let app: TestApp;
let slug: string;
let designer: Browser;
let reader: Browser;
beforeAll(async () => {
  app = anApp();
  const { surveyId } = await aPublishedWave(app, aQuestionnaire());
  slug = (await surveyById(app.db.read, surveyId))?.slug ?? '';
  designer = await signedIn(app, 'designer', { surveys: [surveyId] });
  reader = await signedIn(app, 'reader', { surveys: [surveyId] });
});
afterAll(() => app.db.close());

describe('a page of the studio that cannot be had', () => {
  test('stands in the studio’s frame, says why and leads on', async () => {
    const response = await designer.get('/studio/surveys/nothing', {
      ...english,
      referer: `http://localhost/studio/surveys/${slug}`,
      host: 'localhost',
    });
    expect(response.status).toBe(404);
    const page = await response.text();
    expect(page).toContain('aria-label="Studio"');
    expect(page).toContain('class="who"');
    expect(page).toContain('There is no such page for you');
    expect(page).toContain('href="/studio">To the surveys');
    expect(page).toContain(`href="/studio/surveys/${slug}">Back to the page before`);
  });

  test('is said in the language of the person', async () => {
    const page = await (await designer.get('/studio/nothing?lang=zh-CN')).text();
    expect(page).toContain('lang="zh-CN"');
    expect(page).toContain('找不到这个页面');
  });

  test('names the role that does not include it, and that nothing was changed by what was sent', async () => {
    const address = `/studio/surveys/${slug}/archive`;
    const response = await reader.post(address, {}, english);
    expect(response.status).toBe(403);
    const text = await response.text();
    expect(text).toMatch(/Nothing was changed\.<\/p>\s*<p class="prose">Your role is “Reader”\./);
    expect(await (await reader.get(`/studio/surveys/${slug}/people`, english)).text()).not.toContain(
      'Nothing was changed',
    );
  });

  test('tells whoever was signed out meanwhile how to send the form all the same', async () => {
    const response = await aBrowser(app).post(`/studio/surveys/${slug}/archive`, {}, english);
    expect(response.status).toBe(403);
    const page = await response.text();
    expect(page).toContain('sign in by the button');
    expect(page).toContain('href="/studio/sign-in" target="_blank"');
    expect(page).not.toContain('aria-label="Studio"');
  });

  test('tells a stranger to sign in, and where they go on then', async () => {
    const response = await aBrowser(app).get('/studio/nothing?a=1', english);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('/studio/sign-in?next&#x3D;%2Fstudio%2Fnothing%3Fa%3D1');
  });

  test('names the address to use to whoever sends a form from another one', async () => {
    const response = await designer.post(`/studio/surveys/${slug}/archive`, {}, { origin: 'http://intra' });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('http://survey.example/studio');
  });

  test('says that too much was sent', async () => {
    const edit = `/studio/surveys/${slug}/questionnaire/edit`;
    const response = await designer.post(edit, { text: 'x'.repeat(300_000) }, english);
    expect(response.status).toBe(413);
    const page = await response.text();
    expect(page).toContain('aria-label="Studio"');
    expect(page).toContain('That is more than this page takes');
  });

  test('carries the number that finds an unexpected failure in the log', async () => {
    const references: string[] = [];
    const broken = createApp({
      ...app.deps,
      views: {
        ...app.deps.views,
        page: (name, model, frame) => {
          if (name === 'studio/surveys') throw new Error('a bug');
          return app.deps.views.page(name, model, frame);
        },
      },
      reportFailure: ({ reference }) => references.push(reference),
    });
    const cookie = [...designer.cookies].map((pair) => pair.join('=')).join('; ');
    const response = await broken.request('/studio', { headers: { ...english, cookie } });
    expect(response.status).toBe(500);
    const page = await response.text();
    expect(page).toContain('aria-label="Studio"');
    expect(references).toHaveLength(1);
    expect(page).toContain(`the number ${references[0]}`);
  });

  test('does not need the database to say so', async () => {
    const failing = anApp();
    const cookie = [...designer.cookies].map((pair) => pair.join('=')).join('; ');
    await failing.db.close();
    const response = await failing.get('/studio/archive', { ...english, cookie });
    expect(response.status).toBe(500);
    expect(await response.text()).toContain('Something went wrong here');
    expect(failing.failures).toHaveLength(1);
  });
});

test('what customers see stays the customers’ own', async () => {
  const page = await (await app.get('/s/nothing')).text();
  expect(page).not.toContain('class="bar"');
});

test('a slash at the end of an address of the studio leads to the page without it', async () => {
  for (const [typed, meant] of [
    ['/studio/', '/studio'],
    [`/studio/surveys/${slug}/?lang=en`, `/studio/surveys/${slug}?lang=en`],
    ['/studio//evil.example//', '/studio//evil.example'],
    ['/studio/sign-in/', '/studio/sign-in'],
  ] as const) {
    const response = await aBrowser(app).get(typed);
    expect(response.status).toBe(308);
    expect(response.headers.get('location')).toBe(meant);
  }
});
