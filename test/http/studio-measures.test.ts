import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditEntriesOf } from '#db/queries/audit-entries.ts';
import { measuresOfSurvey } from '#db/queries/improvement-measures.ts';
import { eventsOfSurvey } from '#db/queries/survey-events.ts';
import { anApp, aPublishedWave, type Fields, type TestApp } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let survey: string;
let waveId: string;
let analyst: Awaited<ReturnType<typeof signedIn>>;
let path: string;
const english = { 'accept-language': 'en' };

beforeAll(async () => {
  app = anApp();
  const wave = await aPublishedWave(app, aQuestionnaire());
  survey = wave.surveyId;
  waveId = wave.waveId;
  analyst = await signedIn(app, 'analyst', { surveys: [survey], name: '王敏' });
  path = `/studio/surveys/${survey}/measures`;
});
afterAll(() => app.db.close());

const filled: Fields = {
  ...{ title: 'One person for each claim', target: 'claims', description: 'From\nbeginning to end' },
  ...{ owner: 'Claims desk', person: '', wave: '', status: 'running', start: '2026-03-01' },
  ...{ due: '2026-06-30', done: '' },
};
const open = async (page: string) => await readPageOf(await analyst.get(page, english));
const logged = async () => {
  const any = { action: null, personId: null, surveyId: survey, from: null, until: null };
  const entries = await auditEntriesOf(app.db.read, any, { after: null, limit: 50 });
  // the clock of these tests stands still, and what happens at once has no order
  return entries.map(({ action }) => action).sort();
};

test('begins a measure with the item of the report filled in, changes it and drops it', async () => {
  const page = await open(`${path}/new?target=claims&wave=q3`);
  expect(page.html).toMatch(/<option value="claims" selected>/);
  expect(page.html).toContain(`<option value="${waveId}" selected>`);
  for (const target of ['overall', 'factor:service', 'dimension:delivery', 'claims'])
    expect(page.html).toContain(`<option value="${target}"`);
  const sent = await analyst.post(`${path}/new`, { ...filled, wave: waveId }, english);
  expect(sent.headers.get('location')).toBe(`${path}?said=measure`);
  const [measure] = await measuresOfSurvey(app.db.read, survey);
  expect(measure).toMatchObject({
    ...{ title: 'One person for each claim', target: 'claims', owner: 'Claims desk', ownerId: null },
    ...{ waveId, status: 'running', startOn: '2026-03-01', dueOn: '2026-06-30', doneOn: null },
    ...{ description: 'From\nbeginning to end', createdBy: '王敏', revision: 1 },
  });
  app.setClock('2026-07-15T08:00:00Z');
  expect((await open(path)).html).toMatch(/One person for each claim[\s\S]*under way[\s\S]*overdue/);
  const edit = `${path}/${measure?.id}`;
  const change = { ...filled, status: 'done', done: '2026-05-31', seen: '1' };
  expect((await analyst.post(edit, change, english)).status).toBe(303);
  const late = await readPageOf(await analyst.post(edit, { ...change, title: 'Mine' }, english));
  expect([late.status, late.typed.title]).toEqual([409, 'Mine']);
  expect(late.html).toContain('Somebody changed it since');
  const dropped = { ...filled, status: 'dropped', seen: '2' };
  expect((await analyst.post(edit, dropped, english)).status).toBe(303);
  expect(await logged()).toEqual(['measure.begun', 'measure.changed', 'measure.dropped']);
});

test.each([
  [{ title: '' }, 'title'],
  [{ title: 'x'.repeat(201) }, 'title'],
  [{ title: 'a\u0007b' }, 'title'],
  [{ description: 'x'.repeat(5001) }, 'description'],
  [{ target: 'nothing' }, 'target'],
  [{ owner: '' }, 'owner'],
  [{ person: 'somebody' }, 'person'],
  [{ wave: 'another' }, 'wave'],
  [{ status: 'great' }, 'status'],
  [{ start: '' }, 'start'],
  [{ start: '2026-02-30' }, 'start'],
  [{ due: '2026-02-01' }, 'due'],
  [{ status: 'done' }, 'done'],
  [{ done: '2026-04-01' }, 'done'],
  [{ status: 'done', done: '2026-02-01' }, 'done'],
])('refuses %o at its field and keeps what was typed', async (wrong, field) => {
  const before = await measuresOfSurvey(app.db.read, survey);
  const page = await readPageOf(await analyst.post(`${path}/new`, { ...filled, ...wrong }, english));
  expect(page.status).toBe(422);
  expect(page.errors.map(([anchor]) => anchor)).toEqual([field]);
  if (field !== 'description') expect(page.typed.description).toBe('From\nbeginning to end');
  expect(await measuresOfSurvey(app.db.read, survey)).toEqual(before);
});

test('takes the name of a person of the team where no other is given', async () => {
  const { id } = analyst.person;
  const named = { ...filled, title: 'By a colleague', owner: '', person: id };
  expect((await analyst.post(`${path}/new`, named, english)).status).toBe(303);
  const measures = await measuresOfSurvey(app.db.read, survey);
  expect(measures.find(({ title }) => title === 'By a colleague')).toMatchObject({
    owner: '王敏',
    ownerId: id,
  });
});

test('notes an event, changes it and removes it, each only as it was seen', async () => {
  const event = { day: '2026-05-01', 'text.zh-CN': '调价', 'text.en': '', scope: '<b>east</b>' };
  expect((await analyst.post(`${path}/events/new`, event, english)).status).toBe(303);
  const [noted] = await eventsOfSurvey(app.db.read, survey);
  expect(noted).toMatchObject({ happenedOn: '2026-05-01', text: { 'zh-CN': '调价' }, scope: '<b>east</b>' });
  const list = await open(path);
  expect(list.html).toContain('调价');
  expect(list.html).toContain('&lt;b&gt;east&lt;/b&gt;');
  const edit = `${path}/events/${noted?.id}`;
  expect((await open(edit)).typed).toMatchObject({ 'text.zh-CN': '调价', seen: ['1'] });
  const changed = { ...event, 'text.en': 'New prices', seen: '1' };
  expect((await analyst.post(edit, changed, english)).status).toBe(303);
  expect((await analyst.post(edit, changed, english)).status).toBe(409);
  expect((await open(`${edit}/remove`)).html).toContain('New prices');
  expect((await analyst.post(`${edit}/remove`, { seen: '1' }, english)).status).toBe(409);
  expect((await analyst.post(`${edit}/remove`, {}, english)).status).toBe(409);
  expect((await analyst.post(`${edit}/remove`, { seen: '2' }, english)).status).toBe(303);
  expect(await eventsOfSurvey(app.db.read, survey)).toEqual([]);
  expect((await logged()).slice(0, 3)).toEqual(['event.changed', 'event.noted', 'event.removed']);
  const wrong = { day: '2026-13-01', 'text.en': ' ', scope: 'x'.repeat(201) };
  const refused = await readPageOf(await analyst.post(`${path}/events/new`, wrong, english));
  expect(refused.errors.map(([anchor]) => anchor).sort()).toEqual(['day', 'scope', 'text.zh-CN']);
});

test('a measure of another survey is not there', async () => {
  const other = await aPublishedWave(app, aQuestionnaire());
  const [measure] = await measuresOfSurvey(app.db.read, survey);
  const stranger = await signedIn(app, 'designer', { surveys: [other.surveyId] });
  const there = `/studio/surveys/${other.surveyId}/measures/${measure?.id}`;
  expect((await stranger.get(there)).status).toBe(404);
  expect((await stranger.post(there, { ...filled, seen: '1' })).status).toBe(404);
});
