import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { surveyById } from '#db/queries/surveys.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { anApp, aPersonalLink, aPublishedWave, type Fields, type TestApp } from '#test/helpers/app.ts';
import { aPng } from '#test/helpers/images.ts';
import { type Browser, signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';
import { aFile, aFormWithFiles, sendFiles } from '#test/helpers/upload.ts';

/** What somebody who means harm, or has very much to say, may do through the forms of the designer. */
let app: TestApp;
let surveyId: string;
let path: string;
let designer: Browser;

beforeAll(() => {
  app = anApp();
});
afterAll(() => app.db.close());
beforeEach(async () => {
  surveyId = (await aPublishedWave(app, aQuestionnaire())).surveyId;
  designer = await signedIn(app, 'designer', { surveys: [surveyId] });
  path = await pathOf(surveyId);
});

const survey = async (id = surveyId) => {
  const found = await surveyById(app.db.read, id);
  if (found === null) throw new Error('The survey is gone');
  return found;
};
const pathOf = async (id: string) => `/studio/surveys/${(await survey(id)).slug}/questionnaire`;
const draft = async (id = surveyId) => (await survey(id)).draft as DefinitionDocument;

const edit = (document: unknown, more: Fields = {}) =>
  designer.post(`${path}/edit`, { revision: '1', here: path, edit: JSON.stringify(document), ...more });

/** Saves one field in which stood what a draft says. */
const save = (name: string, was: string, now: string, to = path, by = designer, headers = {}) =>
  by.post(`${to}/save`, { revision: '1', here: to, [`was:${name}`]: was, [name]: now }, headers);

const logo = () =>
  aFormWithFiles([['logo', aFile('../../logo.png', new Uint8Array(aPng(4, 4)), 'image/png')]]);

test('row 12: somebody else’s survey is not there, whichever form names it', async () => {
  const other = (await aPublishedWave(app, aQuestionnaire())).surveyId;
  const theirs = await pathOf(other);
  const before = await draft(other);
  const sent = [
    await designer.post(`${theirs}/edit`, { revision: '1', here: path, edit: '{"edit":"addPage"}' }),
    await save('survey.title.en', before.title.en ?? '', 'Mine', theirs),
    await sendFiles(app, designer, `${theirs}/logo`, logo()),
    await designer.get(`${theirs}.json`),
    await designer.get(`${theirs}/part?place=question:speed`),
  ];
  expect(sent.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  expect(await draft(other)).toEqual(before);
  // a form of one survey that says it stands on a page of another leads back to its own
  const response = await edit({ edit: 'addPage' }, { here: `${theirs}/settings` });
  expect(response.headers.get('location')).toMatch(new RegExp(`^${path}/`));
});

test('row 13: what a script sends is held to the same rights as a page, and an export to its own', async () => {
  for (const role of ['analyst', 'reader'] as const) {
    const reader = await signedIn(app, role, { surveys: [surveyId] });
    const json = { accept: 'application/json' };
    expect((await save('survey.title.en', 'How was our delivery?', 'x', path, reader, json)).status).toBe(
      403,
    );
    expect((await reader.post(`${path}/edit`, { edit: '{"edit":"addPage"}' })).status).toBe(403);
    expect((await sendFiles(app, reader, `${path}/logo`, logo())).status).toBe(403);
    expect((await reader.get(`${path}.json`)).status).toBe(role === 'reader' ? 403 : 200);
  }
  expect((await survey()).draftRevision).toBe(1);
});

test('row 19: a text longer than any may be is refused at its field, and stands in it still', async () => {
  const long = 'x'.repeat(10_001);
  const response = await save('survey.thanks.en', (await draft()).thanks.en ?? '', long);
  expect(response.status).toBe(422);
  const shown = await designer.post(`${path}/save`, {
    here: `${path}/settings`,
    'was:survey.thanks.en': '',
    'survey.thanks.en': long,
  });
  expect(await shown.text()).toContain(`>\n${long}</textarea>`);
  const deep = `{"edit":"setCondition","place":"page:about","condition":${'{"op":"not","condition":'.repeat(5000)}1${'}'.repeat(5000)}}`;
  expect((await designer.post(`${path}/edit`, { revision: '1', edit: deep })).status).toBe(422);
  const huge = await designer.post(`${path}/edit`, { revision: '1', edit: 'x'.repeat(300 * 1024) });
  expect(huge.status).toBe(413);
  const hugest = await save('survey.thanks.en', '', 'x'.repeat(5 * 1024 * 1024));
  expect(hugest.status).toBe(413);
  expect((await survey()).draftRevision).toBe(1);
});

test('row 20: names that every object has are no parts, fields, facts or options', async () => {
  const before = await survey();
  const adding = { edit: [], add: 'condition', place: 'page:about' };
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    const end = { edit: [], add: 'end', place: 'page:about', about: 'market', op: 'equals', value: name };
    const sent = [
      await save(`${name}.text.en`, '', 'x'),
      await save(`survey.${name}`, '', 'true'),
      await save(`survey.title.${name}`, '', 'x'),
      await edit({ edit: 'set', place: 'survey', field: name, value: true }),
      await edit({ edit: 'remove', place: name }),
      await edit(undefined, { ...adding, about: `fact:${name}`, value: 'x' }),
      await edit(undefined, { ...end, about: name }),
      await edit(undefined, { edit: [], add: name }),
    ];
    expect([name, ...sent.map(({ status }) => status)]).toEqual([
      name,
      name === '__proto__' ? 422 : 409,
      303,
      422,
      422,
      422,
      422,
      422,
      422,
    ]);
    expect((await designer.get(`${path}/part?place=${name}&about=${name}&insert=${name}`)).status).toBe(303);
  }
  expect(await survey()).toEqual(before);
  // a scale of such a name is one that there is not, and the page of its question says so
  await save('question:speed.scale', 'ten', 'constructor');
  expect((await designer.get(`${path}/part?place=question:speed`)).status).toBe(200);
  expect(Object.hasOwn(Object.prototype, 'en')).toBe(false);
});

test('row 21: no form sets what is not in its page: keys, the format, languages, the survey’s own row', async () => {
  const before = await survey();
  for (const field of ['format', 'languages', 'pages', 'key', 'draftRevision', 'archivedAt', 'slug'])
    expect((await edit({ edit: 'set', place: 'survey', field, value: 'x' })).status, field).toBe(422);
  const more = { edit: 'addPage', isArchived: true, surveyId: 'other', taken: [] };
  expect((await edit(more)).status).toBe(422);
  await designer.post(`${path}/save`, { here: path, slug: 'other', draft: '{}', 'was:slug': '', title: 'x' });
  expect(await survey()).toEqual(before);
});

test('row 25: a place, a page and a file’s name lead to nothing but parts of this questionnaire', async () => {
  for (const way of ['../../../etc/passwd', '..%2F..%2Fdb', 'file:///etc/passwd', '/etc/passwd\0']) {
    const part = await designer.get(`${path}/part?place=${encodeURIComponent(way)}`);
    expect([way, part.status, part.headers.get('location')]).toEqual([way, 303, path]);
    const response = await edit({ edit: 'remove', place: 'page:about' }, { here: way, revision: '0' });
    expect(response.headers.get('location') ?? path).toMatch(new RegExp(`^${path}`));
  }
  expect((await sendFiles(app, designer, `${path}/logo`, logo())).status).toBe(303);
  expect((await draft()).brand?.logo).toMatch(/^[0-9a-f]{64}$/);
});

test('row 28: a page of another site has nothing of a questionnaire changed', async () => {
  for (const origin of ['https://evil.example', 'null']) {
    const headers = { origin };
    const sent = [
      await designer.post(
        `${path}/edit`,
        { revision: '1', edit: '{"edit":"remove","place":"page:about"}' },
        headers,
      ),
      await designer.post(`${path}/edit`, { revision: '1', way: 'undo' }, headers),
      await save('survey.title.en', 'How was our delivery?', 'x', path, designer, headers),
    ];
    expect(sent.map(({ status }) => status)).toEqual([403, 403, 403]);
  }
  expect((await survey()).draftRevision).toBe(1);
});

test('row 33: what looks like SQL is a text like any other', async () => {
  const sql = "x'); DROP TABLE surveys; --";
  expect((await save('survey.title.en', 'How was our delivery?', sql)).status).toBe(303);
  expect((await draft()).title.en).toBe(sql);
  for (const query of [
    `place=${encodeURIComponent(sql)}`,
    `place=page:about&about=${encodeURIComponent(`fact:${sql}`)}`,
  ])
    expect([303, 200]).toContain((await designer.get(`${path}/part?${query}`)).status);
  expect((await survey()).draftRevision).toBe(2);
});

test('row 34: customers’ pages say nothing of quotas, facts, early ends, weights and keys of factors', async () => {
  const hidden = (text: string) => ({ 'zh-CN': text, en: text });
  const { pages, factors, ...rest } = aQuestionnaire({
    facts: [{ key: 'secretFact', name: hidden('secret fact name') }],
    quotas: [
      {
        key: 'secretQuota',
        name: hidden('secret quota name'),
        limit: 4_711,
        full: hidden('secret full'),
        when: { op: 'language', oneOf: ['en'] },
      },
    ],
  });
  const ends = pages.map((page) => ({
    ...page,
    endIf: [
      {
        key: `secretEnd${page.key}`,
        text: hidden('secret end'),
        when: { op: 'fact', fact: 'secretFact', oneOf: ['secret value'] } as const,
      },
    ],
  }));
  const named = factors.map((factor) => ({ ...factor, key: 'secretFactor', weight: 4_712 }));
  const wave = await aPublishedWave(app, { ...rest, factors: named, pages: ends });
  const { token } = await aPersonalLink(app, wave);
  for (const page of ['delivery', 'my/answers']) {
    const html = await (await app.get(`/s/${token}/${page}?lang=en`)).text();
    expect([page, html.match(/secret|471[12]/g)]).toEqual([page, null]);
  }
});

test('row 35: emoji, direction overrides and halves of letters in what is typed', async () => {
  const kept = '👩‍👩‍👧 \u202egnp.exe\u202c é';
  expect((await save('survey.title.en', 'How was our delivery?', kept)).status).toBe(303);
  expect((await draft()).title.en).toBe(kept.normalize('NFC'));
  for (const text of ['a\0b', 'a\u001b[2Jb'])
    expect([
      JSON.stringify(text),
      (await save('survey.thanks.en', (await draft()).thanks.en ?? '', text)).status,
    ]).toEqual([JSON.stringify(text), 422]);
});

test('row 36: a picture as an address, however long, is neither a logo nor kept where texts end', async () => {
  const picture = `data:image/png;base64,${'A'.repeat(60_000)}`;
  expect((await edit({ edit: 'set', place: 'brand', field: 'logo', value: picture })).status).toBe(422);
  expect((await save('brand.logo', '', picture)).status).toBe(422);
  expect((await save('survey.introduction.en', (await draft()).introduction.en ?? '', picture)).status).toBe(
    422,
  );
  expect((await survey()).draftRevision).toBe(1);
});

test('a questionnaire of 300 items: all its texts can be sent at once, and what others changed meanwhile stays', async () => {
  const both = (text: string) => ({
    'zh-CN': `${text}：从下单到签收，整个过程中您的感受如何？`,
    en: `${text}: from ordering to signature, how was it?`,
  });
  const items = Array.from({ length: 300 }, (_, index) => ({
    key: `i${index}`,
    name: both(`项目 ${index}`),
    weight: 1,
  }));
  const dimension = (from: number) => ({
    key: `d${from}`,
    name: both(`维度 ${from}`),
    items: items.slice(from, from + 30),
  });
  const tens = Array.from({ length: 10 }, (_, index) => index * 30);
  const pages = tens.map((from) => ({
    key: `p${from}`,
    title: both(`第 ${from} 页`),
    questions: items
      .slice(from, from + 30)
      .map(({ key }) => ({ kind: 'pair' as const, key, scale: 'ten', hint: both('提示') })),
  }));
  const factor = {
    key: 'all',
    name: both('全部'),
    kind: 'direct' as const,
    weight: 1,
    dimensions: tens.map(dimension),
  };
  const id = (await aPublishedWave(app, aQuestionnaire({ factors: [factor], pages }))).surveyId;
  const many = await signedIn(app, 'designer', { surveys: [id] });
  const there = await pathOf(id);
  const html = await (await many.get(`${there}/texts`)).text();
  const fields = [...html.matchAll(/<input type="hidden" name="was:([^"]*)" value="([^"]*)">/g)];
  expect(fields.length).toBeGreaterThan(1_250);
  const texts = fields.map(([, name = '', was = '']): [string, string] => [
    name,
    was.replaceAll('&#x3D;', '='),
  ]);
  const form = Object.fromEntries(
    texts.flatMap(([name, was]) => [
      [`was:${name}`, was],
      [name, was],
    ]),
  );
  const [changed = '', theirs = ''] = ['item:i7.name.en', 'item:i8.name.en'];
  await save(theirs, form[theirs] ?? '', 'Theirs', there, many);
  const response = await many.post(`${there}/save`, { ...form, [changed]: 'Mine', here: `${there}/texts` });
  expect(response.status).toBe(303);
  const [first] = (await draft(id)).factors[0]?.dimensions ?? [];
  expect(first?.items.slice(7, 9).map(({ name }) => name.en)).toEqual(['Mine', 'Theirs']);
  expect(
    (
      await many.post(`${there}/edit`, {
        revision: '3',
        edit: '{"edit":"move","place":"question:i9","before":"question:i8"}',
      })
    ).status,
  ).toBe(303);
  expect((await draft(id)).pages[0]?.questions.slice(7, 10).map(({ key }) => key)).toEqual([
    'i7',
    'i9',
    'i8',
  ]);
});
