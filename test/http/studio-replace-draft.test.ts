import { afterAll, beforeEach, expect, test } from 'vitest';
import { surveyById } from '#db/queries/surveys.ts';
import { anApp, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { type Browser, signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';
import { aFile, aFormWithFiles, sendFiles } from '#test/helpers/upload.ts';

const app: TestApp = anApp();
let surveyId: string;
let path: string;
let designer: Browser;
afterAll(() => app.db.close());

beforeEach(async () => {
  ({ surveyId } = await aPublishedWave(app, aQuestionnaire()));
  path = `/studio/surveys/${(await stored())?.slug}/questionnaire`;
  designer = await signedIn(app, 'designer', { surveys: [surveyId] });
});

const stored = async () => await surveyById(app.db.read, surveyId);
const other = aQuestionnaire({ title: { 'zh-CN': '另一份', en: 'Another one' } });

async function send(document: unknown, revision: string): Promise<Response> {
  const file = aFile('other.json', JSON.stringify(document));
  const form = aFormWithFiles([
    ['revision', revision],
    ['file', file],
  ]);
  return await sendFiles(app, designer, `${path}/file`, form);
}

test('a questionnaire from a file takes the place of the draft, and can be undone', async () => {
  const before = (await stored())?.draft;
  const { typed } = await readPageOf(await designer.get(`${path}/file`));
  expect(typed.revision).toEqual(['1']);
  expect((await send(other, '1')).headers.get('location')).toBe(path);
  expect(await stored()).toMatchObject({ draft: other, draftRevision: 2, title: other.title });
  await designer.post(`${path}/edit`, { way: 'undo', revision: '2', here: path });
  expect((await stored())?.draft).toEqual(before);
});

test('it replaces nothing that somebody has changed since the page was shown', async () => {
  await send(other, '1');
  const late = await send(aQuestionnaire(), '1');
  const { status, errors, typed } = await readPageOf(late);
  expect([status, errors, typed.revision]).toEqual([
    409,
    [['file', expect.stringContaining('其他人修改')]],
    ['2'],
  ]);
  expect((await stored())?.draft).toEqual(other);
});

test.each(['', 'one', '-1', '1e9'])('nor with the revision %j', async (revision) => {
  expect((await send(other, revision)).status).toBe(409);
  expect((await stored())?.draftRevision).toBe(1);
});

test('what has not the form of a questionnaire is refused with the place of each problem', async () => {
  const { status, html } = await readPageOf(await send({ ...other, format: 2, colour: 'red' }, '1'));
  expect(status).toBe(422);
  for (const place of ['format', 'colour']) expect(html).toMatch(new RegExp(`<li>${place}[:：]`));
  expect((await stored())?.draftRevision).toBe(1);
});
