import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertSavedTemplate } from '#db/queries/saved-templates.ts';
import { surveyById, surveyBySlug } from '#db/queries/surveys.ts';
import { templateWith } from '#surveys/templates/library.ts';
import { anApp, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { type Browser, signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';
import { aFile, aFormWithFiles, sendFiles } from '#test/helpers/upload.ts';

let app: TestApp;
let designer: Browser & { readonly person: { readonly id: string } };
/** The short names of a survey that is shared with the designer, and of one that is not. */
let shared: string;
let foreign: string;

const english = { 'accept-language': 'en' };

beforeAll(async () => {
  app = anApp();
  const { surveyId } = await aPublishedWave(app, aQuestionnaire());
  const other = await aPublishedWave(app, aQuestionnaire({ title: { en: 'Not yours', 'zh-CN': '别人的' } }));
  shared = (await surveyById(app.db.read, surveyId))?.slug ?? '';
  foreign = (await surveyById(app.db.read, other.surveyId))?.slug ?? '';
  designer = await signedIn(app, 'designer', { surveys: [surveyId] });
});
afterAll(() => app.db.close());

const made = async (slug: string) => await surveyBySlug(app.db.read, slug);

async function upload(parts: Parameters<typeof aFormWithFiles>[0]): Promise<Response> {
  return await sendFiles(app, designer, '/studio/surveys/new/file', aFormWithFiles(parts));
}

describe('the page where a survey begins', () => {
  test('says of every template what it measures, when to use it and when not, and after whom it is made', async () => {
    const { html, status } = await readPageOf(await designer.get('/studio/surveys/new', english));
    expect(status).toBe(200);
    for (const said of ['Logistics service quality', 'Use it', 'Avoid it', 'GB/T 27917', '25 items'])
      expect(html).toContain(said);
  });

  test('offers to copy the surveys one may look at, and no others', async () => {
    const { html } = await readPageOf(await designer.get('/studio/surveys/new', english));
    expect(html).toContain(`value="${shared}"`);
    expect(html).not.toContain(foreign);
    expect(html).not.toContain('Not yours');
    const response = await designer.get(`/studio/surveys/new?from=survey&of=${foreign}`);
    expect(response.status).toBe(404);
    const sent = await designer.post('/studio/surveys/new', { from: 'survey', of: foreign, slug: 'mine' });
    expect([sent.status, await made('mine')]).toEqual([404, null]);
  });

  test.each(['template', 'saved', 'survey', 'elsewhere', 'constructor'])(
    'is not found for a beginning that is not there: %s',
    async (from) => {
      expect((await designer.get(`/studio/surveys/new?from=${from}&of=toString`)).status).toBe(404);
    },
  );
});

describe('a survey begins', () => {
  test('with a template of the library and questions added to it, under a suggested short name', async () => {
    const page = await readPageOf(
      await designer.get('/studio/surveys/new?from=template&of=factor-csi', english),
    );
    expect(page.typed).toMatchObject({ slug: 'factor-csi', from: ['template'], of: ['factor-csi'] });
    const response = await designer.post('/studio/surveys/new', {
      from: 'template',
      of: 'factor-csi',
      slug: 'factor-csi',
      'title.en': 'Parcels in 2026',
      'title.zh-CN': '2026 年快递满意度',
      'module.contact-offer': 'yes',
    });
    expect(response.headers.get('location')).toBe('/studio/surveys/factor-csi');
    const title = { 'zh-CN': '2026 年快递满意度', en: 'Parcels in 2026' };
    expect((await made('factor-csi'))?.draft).toEqual({
      ...templateWith('factor-csi', ['contact-offer']),
      title,
    });
    expect((await designer.get('/studio/surveys/factor-csi')).status).toBe(200);
    const again = await readPageOf(await designer.get('/studio/surveys/new?from=template&of=factor-csi'));
    expect(again.typed.slug).toBe('factor-csi-2');
  });

  test('once, although its button was clicked twice', async () => {
    const page = await readPageOf(await designer.get('/studio/surveys/new?from=template&of=servqual'));
    const form = { from: 'template', of: 'servqual', slug: 'clicked', form: String(page.typed.form) };
    const answers = [
      await designer.post('/studio/surveys/new', form),
      await designer.post('/studio/surveys/new', form),
    ];
    expect(answers.map(({ headers }) => headers.get('location'))).toEqual([
      '/studio/surveys/clicked',
      '/studio/surveys/clicked',
    ]);
    const refused = await readPageOf(
      await designer.post('/studio/surveys/new', { ...form, form: 'another-form', slug: 'clicked' }),
    );
    expect([refused.status, refused.typed.form]).toEqual([422, ['another-form']]);
  });

  test('from nothing, in the languages chosen, the first one first', async () => {
    const response = await designer.post('/studio/surveys/new', {
      from: 'nothing',
      slug: 'blank',
      title: 'Rückmeldung',
      language: 'en',
      'also.zh-CN': 'yes',
      'also.en': 'yes',
    });
    expect(response.status).toBe(303);
    expect((await made('blank'))?.draft).toMatchObject({
      languages: ['en', 'zh-CN'],
      title: { en: 'Rückmeldung' },
    });
  });

  test('as a copy of another one, with its plan, and without what was done in it', async () => {
    const page = await readPageOf(await designer.get(`/studio/surveys/new?from=survey&of=${shared}`));
    expect(page.typed['title.en']).toBe('How was our delivery? (copy)');
    const response = await designer.post('/studio/surveys/new', {
      from: 'survey',
      of: shared,
      slug: 'copied',
    });
    expect(response.status).toBe(303);
    const original = await made(shared);
    expect(await made('copied')).toMatchObject({
      draft: original?.draft,
      plan: original?.plan,
      draftRevision: 1,
    });
    const { html } = await readPageOf(await designer.get('/studio/surveys/copied/waves', english));
    expect(html).toContain('Publish the questionnaire first');
  });

  test('with a template that the team saved', async () => {
    const definition = aQuestionnaire({ title: { en: 'Kept', 'zh-CN': '留用' } });
    const saved = { id: 'kept', name: 'Kept by us', note: 'For all', definition, savedBy: 'Li', savedAt: 0 };
    await app.db.write((tx) => insertSavedTemplate(tx, saved));
    const page = await readPageOf(await designer.get('/studio/surveys/new?from=saved&of=kept', english));
    expect(page.typed).toMatchObject({ slug: 'kept-by-us', 'title.en': 'Kept' });
    await designer.post('/studio/surveys/new', { from: 'saved', of: 'kept', slug: 'kept-by-us' });
    expect((await made('kept-by-us'))?.draft).toEqual(definition);
  });

  test('with a file, which is kept as it is, under its own name', async () => {
    const document = aQuestionnaire({ organisation: { en: 'A & B <C>', 'zh-CN': '甲\n“乙”' } });
    const text = JSON.stringify(document, null, 2);
    const response = await upload([
      ['file', aFile('Our survey (2026).json', text)],
      ['slug', ''],
    ]);
    expect(response.headers.get('location')).toBe('/studio/surveys/our-survey-2026');
    const exported = await designer.get('/studio/surveys/our-survey-2026/questionnaire.json');
    expect((await exported.text()).trimEnd()).toBe(text);
  });

  test('for whoever made it, who may see it at once, and nobody else but administrators', async () => {
    const another = await signedIn(app, 'designer');
    const administrator = await signedIn(app, 'administrator');
    const asked = [designer, another, administrator].map(
      async (browser) => (await browser.get('/studio/surveys/blank')).status,
    );
    expect(await Promise.all(asked)).toEqual([200, 404, 200]);
    const { html } = await readPageOf(await administrator.get('/studio/audit', english));
    for (const said of ['factor-csi+contact-offer', 'Questionnaire imported', 'Survey duplicated'])
      expect(html).toContain(said);
  });
});

describe('nothing is made, and everything typed stands there again,', () => {
  test.each([
    ['blank', 'There is a survey of that short name already'],
    ['new', 'Give a short name'],
    ['Über uns', 'Give a short name'],
    ['', 'Give a short name'],
    ['a/../b', 'Give a short name'],
    ['x'.repeat(65), 'Give a short name'],
  ])('where the short name is %j', async (slug, said) => {
    const form = { from: 'template', of: 'servqual', slug, 'title.en': 'Typed <b>here</b>' };
    const page = await readPageOf(await designer.post('/studio/surveys/new', form, english));
    expect([page.status, page.typed.slug, page.typed['title.en']]).toEqual([422, slug, 'Typed <b>here</b>']);
    expect(page.errors).toEqual([['slug', expect.stringContaining(said)]]);
    expect(page.html).not.toContain('<b>here');
  });

  test('where the file is no questionnaire: every problem is listed with its place', async () => {
    const document = { ...aQuestionnaire(), format: 2, colour: 'red', languages: 'en' };
    const response = await upload([
      ['slug', 'broken'],
      ['file', aFile('broken.json', JSON.stringify(document))],
    ]);
    const { status, html, typed } = await readPageOf(response);
    expect([status, typed.slug, await made('broken')]).toEqual([422, 'broken', null]);
    for (const place of ['format', 'languages', 'colour'])
      expect(html).toMatch(new RegExp(`<li>${place}[:：]`));
  });

  test.each([
    ['not JSON', aFile('a.json', '{"format": 1,\n "pages": [}'), '第 2 行'],
    ['not UTF-8', aFile('a.json', Buffer.from([0x7b, 0xff, 0x7d])), 'UTF-8'],
    ['empty', aFile('a.json', ''), '文件是空的'],
    ['of another kind by its name', aFile('a.html', '{}'), '以 .json 结尾'],
    ['of another kind by its type', aFile('a.json', '{}', 'text/html'), '以 .json 结尾'],
    ['none at all', '', '请选择一个文件'],
  ])('where the file is %s', async (_, file, said) => {
    if (file === '') {
      const page = await readPageOf(await upload([['slug', 'kept']]));
      expect([page.status, page.typed.slug]).toEqual([422, 'kept']);
      expect(page.errors).toEqual([['file', expect.stringContaining(said)]]);
      return;
    }
    const page = await readPageOf(
      await upload([
        ['slug', 'kept'],
        ['file', file],
      ]),
    );
    expect([page.status, page.typed.slug]).toEqual([422, 'kept']);
    expect(page.errors).toEqual([['file', expect.stringContaining(said)]]);
  });
});

describe('a form with a file is refused', () => {
  test.each<[string, Parameters<typeof aFormWithFiles>[0]]>([
    [
      'a second file',
      [
        ['file', aFile('a.json', '{}')],
        ['file', aFile('b.json', '{}')],
      ],
    ],
    ['a file under another name', [['other', aFile('a.json', '{}')]]],
    [
      'a text nobody asked for',
      [
        ['file', aFile('a.json', '{}')],
        ['role', 'administrator'],
      ],
    ],
    [
      'a text twice',
      [
        ['file', aFile('a.json', '{}')],
        ['slug', 'a'],
        ['slug', 'b'],
      ],
    ],
    ['the file as a text', [['file', '{}']]],
  ])('that has %s', async (_, parts) => {
    expect((await upload(parts)).status).toBe(400);
  });

  test.each([
    ['is in another encoding', 'application/x-www-form-urlencoded', 'slug=a'],
    ['has no boundary', 'multipart/form-data', 'slug=a'],
    [
      'breaks off',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="slug"\r\n\r\na',
    ],
  ])('that %s', async (_, type, body) => {
    const cookie = [...designer.cookies].map((pair) => pair.join('=')).join('; ');
    const headers = { cookie, origin: app.deps.publicUrl.origin, 'content-type': type };
    const response = await app.app.request('/studio/surveys/new/file', { method: 'POST', body, headers });
    expect(response.status).toBe(400);
  });
});
