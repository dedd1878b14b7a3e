import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { responseByLink, responseCounts } from '#db/queries/responses.ts';
import { memberById, recordDisposition } from '#db/queries/sample-members.ts';
import { waveById } from '#db/queries/waves.ts';
import type { Wave } from '#db/tables.ts';
import { createDefinitions } from '#server/actions/definitions.ts';
import { type EnteredAnswers, enterAnswers } from '#server/actions/enter-answers.ts';
import { recorderFor } from '#server/people/recorder.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { aPrivacyText, aQuestionnaire, goodAnswers, goodAnswersKept } from '#test/helpers/questionnaire.ts';
import { auditEntriesOf } from './entered-audit.ts';

let app: TestApp;
let wave: Wave;
let link: Awaited<ReturnType<typeof aPersonalLink>>;
let customer: string;

async function begin(document: Partial<DefinitionDocument> = {}) {
  const published = await aPublishedWave(app, aQuestionnaire(document));
  const found = await waveById(app.db.read, published.waveId);
  if (found === null) throw new Error('No wave');
  wave = found;
  link = await aPersonalLink(app, published);
  customer = (await memberById(app.db.read, link.memberId))?.customer ?? '';
}

beforeEach(async () => {
  app = anApp();
  await begin();
});
afterEach(() => app.db.close());

const whole = Object.entries(
  Object.assign({}, ...Object.values(goodAnswers)) as Record<string, string | string[]>,
);
const form = new Map(whole.map(([name, value]) => [name, [value].flat()]));
const stored = () => responseByLink(app.db.read, link.linkId);

function enter(change: Partial<EnteredAnswers> = {}) {
  const deps = { ...app.deps, definitions: createDefinitions() };
  const record = recorderFor(app.deps, { id: 'p1', name: 'Li Na' });
  return enterAnswers(
    { ...deps, record },
    { wave, customer, form, language: 'zh-CN', agreed: false, enteredBy: 'Li Na', ...change },
  );
}

describe('answers entered for somebody', () => {
  test('are kept as the customer’s own, with who entered them, and told in the log', async () => {
    expect(await enter()).toEqual({ status: 'submitted' });
    expect(await stored()).toMatchObject({
      status: 'submitted',
      answers: goodAnswersKept,
      memberId: link.memberId,
      source: 'entered',
      enteredBy: 'Li Na',
      locale: 'zh-CN',
    });
    expect(await auditEntriesOf(app.db)).toEqual([
      { action: 'response.entered', personName: 'Li Na', details: { wave: wave.key, customer } },
    ]);
    expect(await responseCounts(app.db.read, wave.id)).toMatchObject({ submitted: 1, started: 0 });
  });

  test('cannot be sent again by the customer’s link', async () => {
    await enter();
    await app.post(`/s/${link.token}/delivery`, { ...goodAnswers.delivery, 'speed.perception': '1' });
    expect(await stored()).toMatchObject({ answers: goodAnswersKept, source: 'entered', revision: 2 });
  });

  test('are refused where the customer has answered by the link', async () => {
    for (const [page, answers] of Object.entries(goodAnswers))
      await app.post(`/s/${link.token}/${page}`, answers);
    const before = await stored();
    expect(before?.status).toBe('submitted');
    expect(await enter()).toBe('answered');
    expect(await stored()).toEqual(before);
    expect(await auditEntriesOf(app.db)).toEqual([]);
  });

  test('cannot be entered twice, and of two at once one is kept', async () => {
    const both = await Promise.all([enter(), enter({ enteredBy: 'Wang Wei' })]);
    expect(both).toContain('answered');
    expect(both).toContainEqual({ status: 'submitted' });
    expect(await enter()).toBe('answered');
  });

  test('take the place of what the customer had begun', async () => {
    await app.post(`/s/${link.token}/delivery`, { ...goodAnswers.delivery, 'speed.perception': '1' });
    expect((await stored())?.status).toBe('started');
    expect(await enter()).toEqual({ status: 'submitted' });
    expect(await stored()).toMatchObject({ answers: goodAnswersKept, source: 'entered' });
  });

  test('race with the customer’s last page, and exactly one of both is kept', async () => {
    await app.post(`/s/${link.token}/delivery`, goodAnswers.delivery);
    await app.post(`/s/${link.token}/claims`, goodAnswers.claims);
    const [outcome] = await Promise.all([enter(), app.post(`/s/${link.token}/about`, goodAnswers.about)]);
    const kept = await stored();
    expect(kept?.status).toBe('submitted');
    expect(kept?.source).toBe(outcome === 'answered' ? 'web' : 'entered');
  });

  test('are held against the whole questionnaire, with everything that is wrong at once', async () => {
    const wrong = new Map([
      ...form,
      ['speed.perception', ['99']],
      ['recommend', ['11']],
      ['market', ['nowhere']],
    ]);
    wrong.delete('manner.expectation');
    const outcome = await enter({ form: wrong });
    if (typeof outcome === 'string' || !('problems' in outcome)) throw new Error('Not refused');
    expect(new Set(outcome.problems.map(({ question }) => question))).toEqual(
      new Set(['speed', 'manner', 'recommend', 'market']),
    );
    expect(await stored()).toBeNull();
  });

  test('are refused outside the wave, of strangers to it, and of anonymous ones', async () => {
    expect(await enter({ customer: 'nobody' })).toBe('notInSample');
    await begin();
    const closed = { ...wave, closedAt: 1 };
    await app.db.write((tx) => tx.orm.update(tx.tables.waves).set({ closedAt: 1 }));
    expect(await enter({ wave: closed })).toBe('waveClosed');
    await begin({ anonymous: true });
    expect(await enter()).toBe('anonymous');
    expect(await stored()).toBeNull();
  });

  test('need the customer’s consent where the questionnaire asks for it, and keep to what', async () => {
    await begin({ privacy: aPrivacyText({ ask: true }) });
    expect(await enter()).toBe('consentMissing');
    expect(await stored()).toBeNull();
    expect(await enter({ agreed: true })).toEqual({ status: 'submitted' });
    expect((await stored())?.consent).toMatchObject({ given: 'ticked', language: 'zh-CN' });
  });

  test('count before what was noted of the attempt', async () => {
    const noted = { waveId: wave.id, customer, disposition: 'refused' as const, at: 1 };
    await app.db.write((tx) => recordDisposition(tx, noted));
    expect(await enter()).toEqual({ status: 'submitted' });
  });
});
