import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { responseByLink, responseCounts, startResponse, submitResponse } from '#db/queries/responses.ts';
import { surveyById } from '#db/queries/surveys.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp, type TestWave } from '#test/helpers/app.ts';
import { signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';

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

/** A customer of a wave who has sent an answer. @param perception by which it can be told from others */
async function anAnsweredLink(
  at: TestApp,
  { waveId, versionId }: TestWave,
  perception = 7,
): Promise<{ responseId: string; memberId: string }> {
  const { linkId, memberId } = await aPersonalLink(at, { waveId });
  const id = randomUUID();
  const begun = { id, waveId, versionId, memberId, linkId, stratum: null, answers: {}, passed: ['delivery'] };
  const answers = { speed: { expectation: 8, perception } };
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
  return { responseId: response?.id ?? '', memberId };
}

const counts = () => responseCounts(app.db.read, wave.waveId);

describe('the live page of a wave', () => {
  test('tells what came in, even before anything did', async () => {
    expect((await analyst.get(`${path}/live`)).status).toBe(200);
    await anAnsweredLink(app, wave);
    const page = await (await analyst.get(`${path}/live?lang=en`)).text();
    expect(page).toMatch(/<dt>Sent<\/dt><dd>1<\/dd>/);
  });

  test('has of each stratum what its rate is a share of', async () => {
    await anAnsweredLink(app, wave);
    await aPersonalLink(app, wave);
    const { memberId } = await aPersonalLink(app, wave);
    const recorded = { disposition: 'notEligible', at: '', note: '' };
    await analyst.post(`${path}/customers/${memberId}/disposition`, recorded);
    const page = await (await analyst.get(`${path}/live?lang=en`)).text();
    const total = /<tr class="total">(.*?)<\/tr>/s.exec(page)?.[1] ?? '';
    const cells = [...total.matchAll(/data-label="([^"]*)">([^<]*)</g)].map(([, head, cell]) => [head, cell]);
    expect(cells).toEqual([
      ['Sampled', '3'],
      ['Answered ÷ eligible', '1 ÷ 2'],
      ['RR2', '50.0%'],
    ]);
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

  test('keeps what was ticked, chosen and written when it is refused, and says each time why', async () => {
    const [one, other] = [await anAnsweredLink(app, wave), await anAnsweredLink(app, wave)];
    const unticked = await anAnsweredLink(app, wave);
    const ticks = [one.responseId, other.responseId];
    const refused = async (form: Record<string, string | string[]>) => {
      const response = await analyst.post(`${path}/exclusions?lang=en`, { list: 'all', ...form });
      return { status: response.status, html: await response.text() };
    };
    const kept = await refused({ response: ticks, reason: 'other', note: ' ' });
    expect(kept.status).toBe(422);
    const boxes = [...kept.html.matchAll(/value="([\w-]+)" aria-label="[^"]*"( checked)?>/g)];
    const ticked = new Map(boxes.map(([, id, checked]) => [id, checked !== undefined]));
    expect(ticks.map((id) => ticked.get(id))).toEqual([true, true]);
    expect(ticked.get(unticked.responseId)).toBe(false);
    expect(kept.html).toContain('<option value="other" selected>');
    expect(kept.html).toContain('Say why in your own words.');

    const long = 'so '.repeat(400);
    const tooLong = await refused({ response: ticks, reason: 'implausible', note: long });
    expect(tooLong.html).toContain('At most 1,000 characters.');
    expect(tooLong.html).not.toContain('Say why in your own words.');
    expect(tooLong.html).toContain(`value="${long}"`);
    expect(tooLong.html).toContain('<option value="implausible" selected>');

    // ticks of other pages of the list stay, too
    const many = Array.from({ length: 1001 }, () => randomUUID());
    const tooMany = await refused({ response: many, reason: 'test', note: '' });
    expect(tooMany.html).toContain('Mark at most 1,000 answers at once.');
    expect(tooMany.html.match(/<input type="hidden" name="response"/g)).toHaveLength(1001);

    const none = await refused({ reason: 'test', note: 'Ours' });
    expect(none.html).toContain('Mark the answers to leave out.');
    expect(none.html).toContain('value="Ours"');
    expect((await counts()).excluded).toBe(0);
  });

  test('tells of those that were left out before, and of those that are not there', async () => {
    const { responseId } = await anAnsweredLink(app, wave);
    const leaveOut = async (response: string[]) => {
      const done = await analyst.post(`${path}/exclusions`, {
        response,
        reason: 'test',
        note: '',
        list: 'all',
      });
      return await (await analyst.get(`${done.headers.get('location')}&lang=en`)).text();
    };
    expect(await leaveOut([responseId])).toContain('<p>Left out now: 1.</p></div>');
    const again = await leaveOut([responseId, randomUUID()]);
    expect(again).toContain('<p>Left out now: 0.</p><p>Had been left out before: 1.</p><p>Not left out,');
  });
});

describe('the answers of a wave one by one', () => {
  const rowsOf = (html: string) =>
    [...html.matchAll(/\/quality\/([0-9a-f-]{36})"><code>/g)].map(([, id]) => id);

  test('are listed whether anything stands out about them or not, fifty on a page', async () => {
    const alike = await Promise.all([1, 2].map(() => aPersonalLink(app, wave)));
    for (const { token } of alike)
      for (const [page, form] of Object.entries(goodAnswers)) await app.post(`/s/${token}/${page}`, form);
    const sent: string[] = [];
    for (let more = 0; more < 3; more += 1) sent.push((await anAnsweredLink(app, wave)).responseId);
    const shown = async (query: string) =>
      rowsOf(await (await analyst.get(`${path}/quality${query}`)).text());
    const flagged = await shown('?list=flagged');
    expect(flagged).toHaveLength(2);
    sent.push(...flagged.map((id) => id ?? ''));
    expect(new Set(await shown('?list=all'))).toEqual(new Set(sent));
    const unflagged = sent[2] ?? '';
    await analyst.post(`${path}/exclusions`, { response: unflagged, reason: 'test', note: '' });
    expect(await shown('?list=excluded')).toEqual([unflagged, unflagged]);
    for (let more = 0; more < 50; more += 1) sent.push((await anAnsweredLink(app, wave)).responseId);
    // the line of the protocol leads to its answer as well
    const pages = [await shown('?list=all&page=1'), await shown('?list=all&page=2')].map((ids) =>
      ids.slice(0, -1),
    );
    expect(pages.map(({ length }) => length)).toEqual([50, 5]);
    expect(new Set(pages.flat())).toEqual(new Set(sent));
  });

  test('show what was said and by whom, and are left out there and taken in again', async () => {
    const { responseId, memberId } = await anAnsweredLink(app, wave, 3);
    const page = `${path}/quality/${responseId}`;
    const html = await (await analyst.get(`${page}?lang=en`)).text();
    expect(html).toMatch(/data-label="[^"]*">8<.*data-label="[^"]*">3</);
    expect(html).toContain(`href="${path}/customers/${memberId}"`);
    const form = { response: responseId, from: 'response' };
    const refused = await analyst.post(`${path}/exclusions?lang=en`, { ...form, reason: 'other', note: '' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain(`Answer ${responseId.slice(0, 8)}`);
    const left = await analyst.post(`${path}/exclusions`, { ...form, reason: 'test', note: 'Ours' });
    expect(left.headers.get('location')).toBe(`${page}?excluded=1`);
    expect(await (await analyst.get(`${page}?lang=en`)).text()).toContain('sent as a test: Ours');
    const undone = await analyst.post(`${path}/exclusions/undo`, form);
    expect(undone.headers.get('location')).toBe(`${page}?undone=1`);
    expect((await counts()).excluded).toBe(0);
  });

  test('are found by their customer or by what they are called', async () => {
    const { responseId } = await anAnsweredLink(app, wave);
    const page = await (await analyst.get(`${path}/quality/${responseId}`)).text();
    const customer = /\/customers\/[\w-]+">([^<]+)</.exec(page)?.[1] ?? '';
    const found = async (text: string) =>
      (await analyst.get(`${path}/quality?find=${encodeURIComponent(text)}`)).headers.get('location');
    expect(await found(customer)).toBe(`${path}/quality/${responseId}`);
    expect(await found(responseId.slice(0, 8).toUpperCase())).toBe(`${path}/quality/${responseId}`);
    for (const nothing of ['nobody', '%', '\0', '00000000', '']) expect(await found(nothing)).toBeNull();
  });

  test('are those of this wave alone, and sent', async () => {
    const { responseId } = await anAnsweredLink(app, await aPublishedWave(app, aQuestionnaire()));
    for (const id of [responseId, randomUUID(), '%00'])
      expect((await analyst.get(`${path}/quality/${id}`)).status).toBe(404);
  });

  test('say nothing of whose they are where they are anonymous, and the day alone', async () => {
    const anonymous = await aPublishedWave(app, aQuestionnaire({ changeable: false, anonymous: true }));
    const { token } = await aPersonalLink(app, anonymous);
    for (const [page, form] of Object.entries(goodAnswers)) await app.post(`/s/${token}/${page}`, form);
    const administrator = await signedIn(app, 'administrator');
    const root = `/studio/surveys/${anonymous.surveyId}/waves/q3`;
    const list = await (await administrator.get(`${root}/quality?list=all&lang=en`)).text();
    const [id = ''] = rowsOf(list);
    const page = await (await administrator.get(`${root}/quality/${id}?lang=en`)).text();
    for (const html of [list, page]) {
      expect(html).toContain('Jul 15, 2026<');
      expect(html).not.toContain('/customers/');
    }
    expect(page).not.toContain('Stratum');
    expect(page).not.toContain('Time taken');
  });
});
