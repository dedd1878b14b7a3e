import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { auditEntriesOf } from '#db/queries/audit-entries.ts';
import { surveyById } from '#db/queries/surveys.ts';
import { versionsOf } from '#db/queries/versions.ts';
import { readDefinition } from '#surveys/read-definition.ts';
import { anApp, aPublishedWave, type TestApp, type TestWave } from '#test/helpers/app.ts';
import { type Browser, signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let wave: TestWave;
let designer: Browser;
let path: string;
const english = { 'accept-language': 'en' };

beforeEach(async () => {
  app = anApp();
  wave = await aPublishedWave(app, aQuestionnaire());
  designer = await signedIn(app, 'designer', { surveys: [wave.surveyId], name: 'Lin' });
  path = `/studio/surveys/${wave.surveyId}/questionnaire`;
});
afterEach(() => app.db.close());

const html = async (page: string) => await (await designer.get(`${path}${page}`, english)).text();
const survey = async () => await surveyById(app.db.read, wave.surveyId);

/** Types another text, as the designer's pages send it. */
async function type(place: string, language: string, was: string, text: string) {
  const name = `${place}.${language}`;
  const response = await designer.post(`${path}/save`, { [`was:${name}`]: was, [name]: text, here: path });
  expect(response.status).toBe(303);
}

async function publish(choices: Record<string, string> = {}) {
  const revision = String((await survey())?.draftRevision);
  const response = await designer.post(`${path}/publish`, { revision, ...choices });
  expect(response.status).toBe(303);
}

describe('the versions of a questionnaire', () => {
  test('are listed with who published them when, what changed, and what was decided by whom', async () => {
    await type('item:speed.name', 'en', 'Speed', 'Swiftness');
    await publish({ 'series:speed': 'continue', 'reason:speed': 'another word for the same' });
    const page = await html('/versions');
    expect(page.indexOf('Version 2')).toBeLessThan(page.indexOf('Version 1'));
    expect(page).toMatch(/Published on .* by Lin/);
    expect(page).toContain('Waves that ask by it: q3');
    expect(page).toContain('Item Swiftness · Name · English');
    expect(page).toMatch(/Swiftness<\/th><td>goes on<\/td><td>another word for the same<\/td><td>Lin<\/td>/);
  });

  test('can be had as the very documents that were published', async () => {
    await type('survey.title', 'en', 'How was our delivery?', 'Another title');
    await publish();
    const first = await designer.get(`${path}/versions/1/questionnaire.json`);
    expect(first.headers.get('content-disposition')).toContain(`${wave.surveyId}-1.json`);
    const [published] = await versionsOf(app.db.read, wave.surveyId);
    expect(await first.json()).toEqual(published?.definition);
    expect(readDefinition(published?.definition)).toHaveProperty('definition');
    const filter = { surveyId: wave.surveyId, personId: null, from: null, until: null };
    const [entry] = await auditEntriesOf(
      app.db.read,
      { ...filter, action: 'survey.exported' },
      { after: null, limit: 9 },
    );
    expect(entry).toMatchObject({ personName: 'Lin', details: { version: 1 } });
    expect((await designer.get(`${path}/versions/3/questionnaire.json`)).status).toBe(404);
  });
});

describe('the history of a draft', () => {
  test('says who changed what, and brings an earlier state back as a change of its own', async () => {
    await type('survey.title', 'en', 'How was our delivery?', 'First');
    app.setClock('2026-07-15T09:00:00Z');
    await type('survey.title', 'en', 'First', 'Second');
    const page = await html('/history');
    expect(page).toMatch(/<td>Lin<\/td><td>text changed<\/td><td>Survey · Title · English<\/td>/);
    const [, earlier = ''] = /name="restore" value="(\d+)"/.exec(page) ?? [];
    const revision = String((await survey())?.draftRevision);
    const response = await designer.post(`${path}/history`, { revision, restore: earlier });
    expect(response.headers.get('location')).toBe(`${path}/history?restored`);
    expect((await survey())?.title).toMatchObject({ en: 'First' });
    expect(await html('/history')).toContain('earlier state restored');
    await designer.post(`${path}/edit`, {
      way: 'undo',
      revision: String((await survey())?.draftRevision),
      here: path,
    });
    expect((await survey())?.title).toMatchObject({ en: 'Second' });
  });

  test('restores nothing for whoever saw an older draft, nor a state that is not kept', async () => {
    await type('survey.title', 'en', 'How was our delivery?', 'First');
    const seen = String((await survey())?.draftRevision);
    const gone = await designer.post(`${path}/history`, { revision: seen, restore: '77' });
    expect(gone.status).toBe(422);
    app.setClock('2026-07-15T09:00:00Z');
    await type('survey.title', 'en', 'First', 'Second');
    const late = await designer.post(`${path}/history`, { revision: seen, restore: '1' });
    expect(late.status).toBe(409);
    expect((await survey())?.title).toMatchObject({ en: 'Second' });
  });
});
