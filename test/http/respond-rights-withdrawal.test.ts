import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { quotaCounts } from '#db/queries/quota-places.ts';
import { responseById, responseByLink, responseCounts } from '#db/queries/responses.ts';
import { dataStamp } from '#db/queries/wave-data.ts';
import { closeWave } from '#db/queries/waves.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp, type TestWave } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { aPrivacyText, aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let wave: TestWave;
let link: Awaited<ReturnType<typeof aPersonalLink>>;

beforeEach(() => {
  app = anApp();
});
afterEach(() => app.db.close());

const english = { 'accept-language': 'en' };
const here = (page: string) => `/s/${link.token}/${page}`;
const stored = () => responseByLink(app.db.read, link.linkId);
const read = async (page: string) => await readPageOf(await app.get(here(page), english));
/** A place for one customer who sends parcels. */
const quota = {
  key: 'senders',
  name: { 'zh-CN': '寄件人', en: 'Senders' },
  when: { op: 'equals', question: 'market', value: 'parcels' },
  limit: 1,
  full: { 'zh-CN': '名额已满。', en: 'Enough senders have answered.' },
} as const;

const withdraw = () => app.post(here('my/withdrawal'), {});
const now = Date.parse('2026-07-15T08:00:00Z');

async function begin(change: Partial<DefinitionDocument> = {}) {
  wave = await aPublishedWave(app, aQuestionnaire(change));
  link = await aPersonalLink(app, wave);
}

async function answer(...pages: (keyof typeof goodAnswers)[]) {
  for (const page of pages) await app.post(here(page), goodAnswers[page]);
}
const answerAll = () => answer('delivery', 'claims', 'about');

/** What must be left of a response that was withdrawn. */
const erased = { status: 'withdrawn', answers: {}, passed: [], facts: null, revising: null, stratum: null };

describe('withdrawing', () => {
  test('is explained first, and done by a button', async () => {
    await begin();
    await answerAll();
    const page = await read('my/withdrawal');
    expect(page.heading).toBe('Withdraw your answers');
    expect(page.html).toContain('This cannot be undone');
    expect(page.action).toBe('withdrawal');
    expect((await stored())?.status).toBe('submitted');
  });

  test('erases every answer, for good, and the end says so', async () => {
    await begin({ privacy: aPrivacyText(), changeable: true });
    await answerAll();
    await app.post(here('claims'), { ease: '1' });
    expect((await stored())?.revising).not.toBeNull();
    const response = await withdraw();
    expect([response.status, response.headers.get('location')]).toEqual([303, here('thanks')]);
    const left = await stored();
    expect(left).toMatchObject({ ...erased, consent: { version: '2026-07', given: 'continued' } });
    expect(Object.keys(left?.consent ?? {})).toEqual(['version', 'given']);
    expect(JSON.stringify(left)).not.toContain('包装');
    const end = await read('thanks');
    expect(end.heading).toBe('Your answers have been withdrawn');
    expect(end.html).toContain('Nothing you said is kept any more.');
    expect(end.html).not.toContain('next quarter');
    expect((await read('my/answers')).html).not.toContain('withdrawal');
    expect((await read('my/withdrawal')).html).not.toContain('<form');
    expect((await read('my/privacy')).html).not.toContain('You agreed');
  });

  test('cannot be undone by sending a page again', async () => {
    await begin({ changeable: true });
    await answerAll();
    await withdraw();
    const again = await app.post(here('claims'), goodAnswers.claims);
    expect([again.status, again.headers.get('location')]).toEqual([303, here('thanks')]);
    expect((await app.get(here('delivery'))).headers.get('location')).toBe(here('thanks'));
    expect((await app.get(`/s/${link.token}`)).headers.get('location')).toBe(here('thanks'));
    expect(await stored()).toMatchObject(erased);
  });

  test('twice changes nothing more', async () => {
    await begin();
    await answerAll();
    await Promise.all([withdraw(), withdraw()]);
    const stamp = await dataStamp(app.db.read, wave.waveId);
    const revision = (await stored())?.revision;
    expect((await withdraw()).headers.get('location')).toBe(here('thanks'));
    expect((await stored())?.revision).toBe(revision);
    expect(await dataStamp(app.db.read, wave.waveId)).toBe(stamp);
  });

  test('is possible under way, and reports notice it', async () => {
    await begin();
    await answer('delivery');
    const stamp = await dataStamp(app.db.read, wave.waveId);
    await withdraw();
    expect(await stored()).toMatchObject(erased);
    expect(await dataStamp(app.db.read, wave.waveId)).not.toBe(stamp);
    expect(await responseCounts(app.db.read, wave.waveId)).toMatchObject({ started: 0, submitted: 0 });
  });

  test('is possible after the survey has closed and the link has expired', async () => {
    wave = await aPublishedWave(app, aQuestionnaire());
    link = await aPersonalLink(app, wave, { expiresAt: Date.parse('2026-07-20T00:00:00Z') });
    await answerAll();
    await app.db.write((tx) => closeWave(tx, wave.waveId, now));
    app.setClock('2026-08-01T00:00:00Z');
    expect((await withdraw()).status).toBe(303);
    expect(await stored()).toMatchObject(erased);
  });

  test('gives the place of a quota back', async () => {
    await begin({ quotas: [quota] });
    await answerAll();
    const places = async () => (await quotaCounts(app.db.read, wave.waveId, now)).get('senders');
    expect(await places()).toEqual({ taken: 1, held: 0 });
    await withdraw();
    expect(await places()).toBeUndefined();
    link = await aPersonalLink(app, wave);
    await answerAll();
    expect((await stored())?.status).toBe('submitted');
  });

  test('leaves no trace of the quota, and of whom it had no place for that this customer was not to be asked', async () => {
    await begin({ quotas: [quota] });
    await answerAll();
    const first = link;
    const second = await aPersonalLink(app, wave);
    link = second;
    await answerAll();
    expect((await stored())?.status).toBe('overQuota');
    for (const each of [first, second]) {
      link = each;
      await withdraw();
      expect(await stored()).toMatchObject(erased);
    }
    const { orm, tables } = app.db.read;
    expect(await orm.select().from(tables.quotaPlaces)).toEqual([]);
    const members = await orm.select().from(tables.sampleMembers);
    const recorded = new Map(members.map(({ id, disposition }) => [id, disposition]));
    expect([first, second].map(({ memberId }) => recorded.get(memberId))).toEqual([null, 'notEligible']);
  });

  test('before anything was answered does nothing, and says so', async () => {
    await begin();
    const response = await withdraw();
    expect(response.headers.get('location')).toBe(here('my/withdrawal'));
    expect((await read('my/withdrawal')).html).toContain('There is nothing to withdraw');
    expect(await stored()).toBeNull();
  });

  test('by an open link erases what the customer gave as the stratum, too', async () => {
    wave = await aPublishedWave(app, aQuestionnaire(), { stratumQuestion: 'market' });
    const opened = await readPageOf(await app.get(`/o/${wave.openKey}`));
    const token = opened.action.split('/')[2] ?? '';
    link = { ...(await aPersonalLink(app, wave)), token };
    await answerAll();
    await withdraw();
    const counts = await responseCounts(app.db.read, wave.waveId);
    expect(counts).toMatchObject({ submitted: 0, withdrawn: 1 });
    expect((await read('thanks')).heading).toBe('Your answers have been withdrawn');
  });
});

describe('of an anonymous survey', () => {
  beforeEach(() => begin({ anonymous: true }));

  test('an answer under way can be withdrawn, once and for all', async () => {
    await answer('delivery');
    expect((await read('my/withdrawal')).html).toContain('<form');
    await withdraw();
    expect(await responseCounts(app.db.read, wave.waveId)).toMatchObject({ started: 0, withdrawn: 1 });
    expect((await read('thanks')).heading).toBe('Your answers have been withdrawn');
    await answer('delivery');
    expect(await responseCounts(app.db.read, wave.waveId)).toMatchObject({ started: 0, withdrawn: 1 });
  });

  test('an answer that was sent cannot, and the page says why', async () => {
    await answerAll();
    const page = await read('my/withdrawal');
    expect(page.html).toContain('nobody can show, change or withdraw them any more');
    expect(page.html).not.toContain('<form');
    expect((await withdraw()).headers.get('location')).toBe(here('my/withdrawal'));
    expect(await responseCounts(app.db.read, wave.waveId)).toMatchObject({ submitted: 1, withdrawn: 0 });
  });
});

test('a page on its way while the answers are withdrawn comes too late', async () => {
  await begin();
  await answer('delivery');
  const id = (await stored())?.id ?? '';
  await Promise.all([withdraw(), answer('claims'), withdraw(), answer('claims')]);
  expect(await responseById(app.db.read, id)).toMatchObject(erased);
});
