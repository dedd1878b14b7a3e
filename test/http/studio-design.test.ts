import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditEntriesOf } from '#db/queries/audit-entries.ts';
import { surveyById, updateDraft } from '#db/queries/surveys.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { anApp, aPublishedWave, type Fields, type TestApp } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let surveyId: string;
let path: string;
let designer: Awaited<ReturnType<typeof signedIn>>;

beforeAll(() => {
  app = anApp();
});
afterAll(() => app.db.close());
beforeEach(async () => {
  surveyId = (await aPublishedWave(app, aQuestionnaire())).surveyId;
  designer = await signedIn(app, 'designer', { surveys: [surveyId] });
  path = `/studio/surveys/${(await survey()).slug}/questionnaire`;
});

async function survey() {
  const found = await surveyById(app.db.read, surveyId);
  if (found === null) throw new Error('The survey is gone');
  return found;
}

const draft = async () => (await survey()).draft as DefinitionDocument;

async function edit(edit: unknown, more: Fields = {}): Promise<Response> {
  const revision = String((await survey()).draftRevision);
  return await designer.post(`${path}/edit`, { revision, here: path, edit: JSON.stringify(edit), ...more });
}

/** Saves a form in which these fields were changed; `was` is what stood in them. */
async function save(changes: Record<string, readonly [was: string, now: string]>, accept = 'text/html') {
  const fields = Object.entries(changes).flatMap(([name, [was, now]]) => [
    [`was:${name}`, was],
    [name, now],
  ]);
  return await designer.post(
    `${path}/save`,
    { revision: '1', here: path, ...Object.fromEntries(fields) },
    { accept },
  );
}

describe('designing a questionnaire without a script', () => {
  test('shows its pages, questions, tree, settings and texts', async () => {
    for (const page of ['', '/factors', '/settings', '/texts', '/part?place=page:delivery']) {
      const response = await designer.get(`${path}${page}`);
      expect(response.status, page).toBe(200);
    }
  });

  test('keeps a text that was changed, and nothing else', async () => {
    const before = await draft();
    const title = before.title.en ?? '';
    const response = await save({ 'survey.title.en': [title, 'How we do'], 'survey.title.zh-CN': ['', ''] });
    expect(response.status).toBe(303);
    expect(await draft()).toEqual({ ...before, title: { ...before.title, en: 'How we do' } });
    expect((await survey()).title).toMatchObject({ en: 'How we do' });
  });

  test('keeps settings of a part that is not there yet, which is nothing as long as nothing is said of it', async () => {
    const { privacy: _, ...without } = await draft();
    const { draftRevision: seen, title } = await survey();
    await app.db.write((tx) => updateDraft(tx, { surveyId, seen, draft: without, title }));
    const { typed, html } = await readPageOf(await designer.get(`${path}/settings`));
    const chosen = html.matchAll(/<select [^>]*name="([^"]*)">[\s\S]*?value="([^"]*)" selected>/g);
    const sent = { ...typed, ...Object.fromEntries([...chosen].map(([, name, value]) => [name, value])) };
    const names = Object.keys(sent).filter((name) => `was:${name}` in sent || name.startsWith('was:'));
    const unchanged = Object.fromEntries(names.map((name) => [name, [sent[name] ?? ''].flat().join()]));
    const send = (changes: Fields) => designer.post(`${path}/save`, { here: path, ...unchanged, ...changes });
    expect(names).toContain('was:privacy.ask');
    expect((await send({})).status).toBe(303);
    expect((await survey()).draftRevision).toBe(seen + 1);
    expect((await send({ 'privacy.ask': 'true' })).status).toBe(303);
    expect((await draft()).privacy).toMatchObject({ ask: true });
  });

  test('puts a question on a page and goes there', async () => {
    const response = await edit(undefined, {
      edit: [],
      add: 'question',
      within: 'page:delivery',
      kind: 'text',
    });
    expect(response.headers.get('location')).toContain('place=question%3A');
    const page = (await draft()).pages.find(({ key }) => key === 'delivery');
    expect(page?.questions.at(-1)?.kind).toBe('text');
  });

  test('undoes and does again, step by step', async () => {
    const before = await draft();
    const { title } = before;
    await save({ 'survey.title.en': [title.en ?? '', 'One'] });
    await save({ 'survey.organisation.en': [before.organisation.en ?? '', 'Two'] });
    const step = async (way: string) =>
      await designer.post(`${path}/edit`, {
        revision: String((await survey()).draftRevision),
        here: path,
        way,
      });
    await step('undo');
    expect(await draft()).toMatchObject({ title: { en: 'One' }, organisation: before.organisation });
    await step('undo');
    expect(await draft()).toEqual(before);
    await step('redo');
    await step('redo');
    expect(await draft()).toMatchObject({ title: { en: 'One' }, organisation: { en: 'Two' } });
  });

  test('writes each change into the log, with who made it', async () => {
    await edit({ edit: 'addPage' });
    const all = { surveyId, personId: null, action: null, from: null, until: null };
    const [entry] = await auditEntriesOf(app.db.read, all, { after: null, limit: 1 });
    expect(entry).toMatchObject({
      personId: designer.person.id,
      action: 'draft.changed',
      details: { edit: 'addPage' },
    });
  });
});

describe('two people at one questionnaire', () => {
  test('change different texts, and both are kept', async () => {
    const { title } = await draft();
    await save({ 'survey.title.en': [title.en ?? '', 'Mine'] });
    expect((await save({ 'survey.title.zh-CN': [title['zh-CN'] ?? '', '另一个'] })).status).toBe(303);
    expect((await draft()).title).toEqual({ en: 'Mine', 'zh-CN': '另一个' });
  });

  test('change the same text: the second is told, and what was typed stands there still', async () => {
    const { title } = await draft();
    await save({ 'survey.title.en': [title.en ?? '', 'The first'] });
    const response = await designer.post(`${path}/save`, {
      revision: '1',
      here: `${path}/settings`,
      'was:survey.title.en': title.en ?? '',
      'survey.title.en': 'The <second>',
    });
    expect(response.status).toBe(409);
    const page = await response.text();
    expect(page).toContain('The first');
    expect(page).toContain('>\nThe &lt;second&gt;</textarea>');
    expect((await draft()).title.en).toBe('The first');
  });

  test('a script is told the same', async () => {
    const { title } = await draft();
    await save({ 'survey.title.en': [title.en ?? '', 'The first'] });
    const response = await save({ 'survey.title.en': [title.en ?? '', 'The second'] }, 'application/json');
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({
      conflicts: [{ place: 'survey.title.en', yours: 'The second', theirs: 'The first' }],
    });
  });
});

describe('conditions', () => {
  const about = (subject: string, op: string, value: string) => ({
    add: 'condition',
    place: 'page:about',
    about: subject,
    op,
    value,
  });

  test('are chosen from lists, one after the other, and can be one of several', async () => {
    await edit(undefined, { edit: [], ...about('speed.perception', 'atMost', '5') });
    await edit(undefined, { edit: [], ...about('speed.perception', 'answered', '') });
    const shown = async () => (await draft()).pages.find(({ key }) => key === 'about')?.showIf;
    const both = [
      { op: 'atMost', question: 'speed', part: 'perception', value: 5 },
      { op: 'answered', question: 'speed', part: 'perception' },
    ];
    expect(await shown()).toEqual({ op: 'all', of: both });
    await edit({ edit: 'setCondition', place: 'page:about', condition: { op: 'any', of: both } });
    expect(await shown()).toEqual({ op: 'any', of: both });
    const page = await (await designer.get(`${path}/part?place=page:about&about=speed.perception`)).text();
    expect(page).toContain('name="op"');
  });

  test('about what comes later cannot be chosen', async () => {
    const later = {
      add: 'condition',
      place: 'page:delivery',
      about: 'market',
      op: 'equals',
      value: 'parcels',
    };
    expect((await edit(undefined, { edit: [], ...later })).status).toBe(422);
  });
});

describe('problems listed while designing', () => {
  const problems = async (page: string) => {
    const response = await designer.get(`${path}${page}`, { 'accept-language': 'en' });
    const [, list = ''] = /<ul class="problems">([\s\S]*?)<\/ul>/.exec(await response.text()) ?? [];
    return [...list.matchAll(/<li><a href="([^"]*)">([^<]*)<\/a> ([^<]*)<\/li>/g)].map(
      ([, href = '', where, text]) => [href.replaceAll('&#x3D;', '=').replace(path, ''), where, text],
    );
  };

  test('say which text is missing in which language, and lead to it', async () => {
    const { title, thanks } = await draft();
    const blank = {
      'survey.title.en': [title.en ?? '', ''],
      'survey.thanks.en': [thanks.en ?? '', ''],
    } as const;
    expect((await save(blank)).status).toBe(303);
    for (const page of ['', '/publish']) {
      expect(await problems(page)).toEqual([
        ['/settings#survey.title.en', 'Survey · Title', 'The text is missing in English.'],
        ['/settings#survey.thanks.en', 'Survey · Thanks at the end', 'The text is missing in English.'],
      ]);
    }
  });

  test('name a language that has yet to be translated once, with the way to all its texts', async () => {
    await edit(undefined, { edit: [], add: 'language', language: 'ar' });
    for (const page of ['', '/publish']) {
      expect(await problems(page)).toEqual([
        ['/texts?only=missing', 'العربية', expect.stringMatching(/^\d\d texts are not translated yet\.$/)],
      ]);
    }
  });
});

describe('what a designer cannot do', () => {
  test('an edit that is none is refused, and the page says so', async () => {
    for (const text of ['{', '{}', '{"edit":"set"}', '[]', 'null', '{"edit":"constructor"}'])
      expect((await edit(undefined, { edit: text })).status, text).toBe(422);
    expect((await survey()).draftRevision).toBe(1);
  });

  test('names that every object has are refused as places', async () => {
    for (const place of ['__proto__', 'constructor', 'page:__proto__'])
      expect((await edit({ edit: 'remove', place })).status, place).toBe(422);
  });

  test('a form leads nowhere else', async () => {
    for (const here of ['https://evil.example/', '//evil.example/', '/reports/x', '/studio/people']) {
      const response = await edit({ edit: 'addPage' }, { here });
      expect(response.headers.get('location'), here).toMatch(new RegExp(`^${path}`));
    }
  });
});
