import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allSavedTemplates } from '#db/queries/saved-templates.ts';
import { surveyById } from '#db/queries/surveys.ts';
import { templateNames } from '#surveys/templates/library.ts';
import { anApp, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { type Browser, signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let designer: Browser;
let slug: string;
let surveyId: string;

const english = { 'accept-language': 'en' };
const chinese = { 'accept-language': 'zh-CN' };

beforeAll(async () => {
  app = anApp();
  ({ surveyId } = await aPublishedWave(app, aQuestionnaire()));
  slug = (await surveyById(app.db.read, surveyId))?.slug ?? '';
  designer = await signedIn(app, 'designer', { surveys: [surveyId], name: 'Li Na' });
});
afterAll(() => app.db.close());

describe('the library', () => {
  test('lists every template with a way to all of it and a way to begin with it', async () => {
    const { html } = await readPageOf(await designer.get('/studio/templates', chinese));
    for (const name of templateNames) {
      expect(html).toContain(`href="/studio/templates/${name}"`);
      expect(html).toContain(`href="/studio/surveys/new?from&#x3D;template&amp;of&#x3D;${name}"`);
    }
    expect(html).toContain('还没有团队模板');
  });

  test.each(templateNames)('shows all of %s in both languages', async (name) => {
    for (const headers of [chinese, english]) {
      const page = await readPageOf(await designer.get(`/studio/templates/${name}`, headers));
      expect([page.status, page.heading.length > 3]).toEqual([200, true]);
      expect(page.html).not.toMatch(/undefined|\[object|\{\{|NaN/);
    }
  });

  test('shows what is measured with its shares, from factors down to items', async () => {
    const { html } = await readPageOf(await designer.get('/studio/templates/factor-csi', english));
    const shares = [...html.matchAll(/<tr class="factor">.*?<td class="figure">([^<]*)/g)].map(
      ([, share]) => share,
    );
    expect(shares).toEqual(['40.0%', '40.0%', '20.0%']);
    expect(html).toMatch(/<tr class="total">.*?100\.0%/);
    const none = await readPageOf(await designer.get('/studio/templates/complaint-behaviour', english));
    expect(none.html).toContain('This questionnaire computes no index.');
  });

  test.each(['nothing', 'toString', '..%2F..%2Fetc%2Fpasswd'])('has no template %s', async (name) => {
    expect((await designer.get(`/studio/templates/${name}`)).status).toBe(404);
  });
});

describe('a template of the team', () => {
  const note = 'For <i>parcels</i>\nnot for freight';

  async function saved() {
    const [template] = await allSavedTemplates(app.db.read);
    return template;
  }

  test('is saved from a survey under a name and with a note, and says who saved it', async () => {
    const form = await readPageOf(await designer.get(`/studio/surveys/${slug}/save-template`, english));
    expect(form.heading).toBe('Save as a template');
    const response = await designer.post(`/studio/surveys/${slug}/save-template`, { name: ' Ours ', note });
    expect(response.status).toBe(303);
    expect(await saved()).toMatchObject({ name: 'Ours', note, savedBy: 'Li Na' });
    const page = await readPageOf(await designer.get(response.headers.get('location') ?? '', english));
    expect([page.status, page.heading]).toEqual([200, 'Ours']);
    expect(page.html).toContain('For &lt;i&gt;parcels&lt;/i&gt;\nnot for freight');
    expect(page.html).toContain('Saved by Li Na');
    const list = await readPageOf(await designer.get('/studio/surveys/new', english));
    expect(list.html).toContain(`of&#x3D;${(await saved())?.id}`);
  });

  test.each([
    ['Ours', 'There is a template of that name already'],
    ['', 'Give a name'],
    ['x'.repeat(101), 'Give a name'],
    ['a\u0007b', 'U+0007'],
    ['a\nb', 'U+000A'],
  ])('is not saved under the name %j', async (name, said) => {
    const sent = await designer.post(`/studio/surveys/${slug}/save-template`, { name, note }, english);
    const page = await readPageOf(sent);
    expect([page.status, page.typed.name]).toEqual([422, name]);
    expect(page.errors).toEqual([['name', expect.stringContaining(said)]]);
    expect((await allSavedTemplates(app.db.read)).length).toBe(1);
  });

  test('is no other designer’s to delete, also not under the name of whoever saved it', async () => {
    await designer.post('/studio/account/profile', { name: 'Li Na (parcels)', language: '' });
    const other = await signedIn(app, 'designer', { name: 'Li Na' });
    const path = `/studio/templates/saved/${(await saved())?.id}`;
    expect((await readPageOf(await other.get(path, english))).html).not.toContain(`${path}/delete`);
    expect([(await other.get(`${path}/delete`)).status, (await other.post(`${path}/delete`)).status]).toEqual(
      [403, 403],
    );
    expect((await readPageOf(await designer.get(path, english))).html).toContain(`${path}/delete`);
    const administrator = await signedIn(app, 'administrator');
    expect((await administrator.get(`${path}/delete`)).status).toBe(200);
    expect((await saved())?.name).toBe('Ours');
  });

  test('is deleted by nobody who only looks at the page that asks, and once by whoever says so', async () => {
    const path = `/studio/templates/saved/${(await saved())?.id}/delete`;
    const { heading } = await readPageOf(await designer.get(path, english));
    expect([heading, (await saved())?.name]).toEqual(['Delete the template “Ours”?', 'Ours']);
    const first = await designer.post(path);
    const second = await designer.post(path);
    expect([first.status, second.status, await saved()]).toEqual([303, 303, undefined]);
    expect((await designer.get(path)).status).toBe(404);
    const administrator = await signedIn(app, 'administrator');
    const { html } = await readPageOf(
      await administrator.get('/studio/audit?action=template.deleted', english),
    );
    expect(html.match(/name: Ours/g)?.length).toBe(1);
  });
});
