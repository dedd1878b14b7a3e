import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { responseByLink, responseCounts, startResponse, submitResponse } from '#db/queries/responses.ts';
import { surveyById } from '#db/queries/surveys.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp, type TestWave } from '#test/helpers/app.ts';
import { signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let wave: TestWave;
let path: string;
let analyst: Awaited<ReturnType<typeof signedIn>>;

beforeAll(() => {
  app = anApp();
});
afterAll(() => app.db.close());
beforeEach(async () => {
  wave = await aPublishedWave(app, aQuestionnaire());
  analyst = await signedIn(app, 'analyst', { surveys: [wave.surveyId] });
  const survey = await surveyById(app.db.read, wave.surveyId);
  path = `/studio/surveys/${survey?.slug}/waves/q3`;
});

/** A customer of a wave who has sent an answer. */
async function anAnsweredLink(at: TestApp, { waveId, versionId }: TestWave): Promise<{ responseId: string }> {
  const { linkId, memberId } = await aPersonalLink(at, { waveId });
  const id = randomUUID();
  const begun = { id, waveId, versionId, memberId, linkId, stratum: null, answers: {}, passed: ['delivery'] };
  const answers = { speed: { expectation: 8, perception: 7 } };
  const sent = {
    id,
    waveId,
    answers,
    passed: ['delivery'],
    locale: 'en',
    stratum: null,
    seen: 1,
    at: 60_000,
  };
  await at.db.write(async (tx) => {
    await startResponse(tx, { ...begun, locale: 'en', startedAt: 0 });
    await submitResponse(tx, sent);
  });
  const response = await responseByLink(at.db.read, linkId);
  return { responseId: response?.id ?? '' };
}

const counts = () => responseCounts(app.db.read, wave.waveId);

describe('the live page of a wave', () => {
  test('tells what came in, even before anything did', async () => {
    expect((await analyst.get(`${path}/live`)).status).toBe(200);
    await anAnsweredLink(app, wave);
    const page = await (await analyst.get(`${path}/live?lang=en`)).text();
    expect(page).toMatch(/<dt>Sent<\/dt><dd>1<\/dd>/);
  });

  test.each(['50', '50 %', '120', '<b>', '0'])('takes a target or leaves it: %s', async (target) => {
    const page = await analyst.get(`${path}/live?target=${encodeURIComponent(target)}`);
    expect(page.status).toBe(200);
  });
});

describe('leaving answers out of the figures', () => {
  test('is done with a reason under a name, and taken back', async () => {
    const { responseId } = await anAnsweredLink(app, wave);
    const left = await analyst.post(`${path}/exclusions`, {
      response: responseId,
      reason: 'test',
      note: 'Ours',
    });
    expect(left.headers.get('location')).toContain('excluded=1');
    expect(await counts()).toMatchObject({ submitted: 1, excluded: 1 });
    const protocol = await (await analyst.get(`${path}/quality?lang=en`)).text();
    expect(protocol).toContain(`sent as a test: Ours — ${analyst.person.name}`);
    await analyst.post(`${path}/exclusions/undo`, { response: responseId });
    expect(await counts()).toMatchObject({ submitted: 1, excluded: 0 });
    expect(await (await analyst.get(`${path}/quality?lang=en`)).text()).toContain('taken in again by');
  });

  test('needs an answer that is marked, and words for another reason', async () => {
    expect((await analyst.post(`${path}/exclusions`, { reason: 'test', note: '' })).status).toBe(422);
    const { responseId } = await anAnsweredLink(app, wave);
    const response = await analyst.post(`${path}/exclusions`, {
      response: responseId,
      reason: 'other',
      note: ' ',
    });
    expect(response.status).toBe(422);
    expect((await counts()).excluded).toBe(0);
  });

  test('is not done with a note that nobody can read', async () => {
    const { responseId } = await anAnsweredLink(app, wave);
    const form = { response: responseId, reason: 'test', note: 'a\0b' };
    const sent = await analyst.post(`${path}/exclusions`, form, { 'accept-language': 'en' });
    expect([sent.status, await sent.text()]).toEqual([422, expect.stringContaining('U+0000')]);
    expect((await counts()).excluded).toBe(0);
  });

  test('does nothing about answers of another wave', async () => {
    const other = await aPublishedWave(app, aQuestionnaire());
    const { responseId } = await anAnsweredLink(app, other);
    await analyst.post(`${path}/exclusions`, { response: responseId, reason: 'test', note: '' });
    expect((await responseCounts(app.db.read, other.waveId)).excluded).toBe(0);
  });
});
