import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { auditEntriesOf } from '#db/queries/audit-entries.ts';
import { responseByLink } from '#db/queries/responses.ts';
import { seriesDecisionsOf } from '#db/queries/series-decisions.ts';
import { surveyById, updateDraft } from '#db/queries/surveys.ts';
import { versionsOf } from '#db/queries/versions.ts';
import { closeWave, waveById } from '#db/queries/waves.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp, type TestWave } from '#test/helpers/app.ts';
import { type Browser, signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let wave: TestWave;
let designer: Browser & { readonly person: { readonly name: string } };
let page: string;

beforeEach(async () => {
  app = anApp();
  wave = await aPublishedWave(app, aQuestionnaire());
  designer = await signedIn(app, 'designer', { surveys: [wave.surveyId], name: 'Lin' });
  page = `/studio/surveys/${wave.surveyId}/questionnaire/publish`;
});
afterEach(() => app.db.close());

/** Puts another questionnaire in the draft's place. @returns its revision */
async function draft(change: (document: DefinitionDocument) => void): Promise<string> {
  const document = structuredClone(aQuestionnaire());
  change(document);
  const survey = await surveyById(app.db.read, wave.surveyId);
  const seen = survey?.draftRevision ?? 0;
  const changed = { surveyId: wave.surveyId, seen, draft: document, title: document.title };
  await app.db.write((tx) => updateDraft(tx, changed));
  return String(seen + 1);
}

/** Words the item of speed otherwise; its scale and everything else stay. */
function reworded(document: DefinitionDocument): void {
  const item = document.factors[0]?.dimensions[0]?.items[0];
  if (item) item.name = { 'zh-CN': '寄送速度', en: 'How fast it came' };
}

/** Another text over every expectation: all three items are reworded. */
function allReworded(document: DefinitionDocument): void {
  if (document.pairWords) document.pairWords.expectation.label = { 'zh-CN': '您的期望', en: 'Expected' };
}

async function logged(action: string) {
  const filter = { surveyId: wave.surveyId, personId: null, action, from: null, until: null };
  return await auditEntriesOf(app.db.read, filter, { after: null, limit: 100 });
}

const versions = async () => await versionsOf(app.db.read, wave.surveyId);
const html = async (response: Response | Promise<Response>) => await (await response).text();

describe('publishing a questionnaire', () => {
  test('freezes the draft as a version under the name of who did it, and writes it in the log', async () => {
    const revision = await draft((document) => {
      document.title = { 'zh-CN': '新的名称', en: 'Another title' };
    });
    expect(await html(designer.get(page, { 'accept-language': 'en' }))).toContain('Publish version 2');
    const response = await designer.post(page, { revision });
    expect(response.headers.get('location')).toBe(`${page}?published=2`);
    const [, second] = await versions();
    expect(second).toMatchObject({ number: 2, definition: { title: { en: 'Another title' } } });
    const [entry, ...others] = await logged('version.published');
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ personName: 'Lin', details: { version: 2 } });
    expect(await html(designer.get(`${page}?published=2`, { 'accept-language': 'en' }))).toMatch(
      /Version 2 is published\..*Version 2, published on .* by Lin\./s,
    );
  });

  test('is refused while something has to be put right, with the way to its place', async () => {
    const revision = await draft((document) => {
      document.thanks = { 'zh-CN': '谢谢' };
      const [first] = document.pages;
      if (first) first.showIf = { op: 'answered', question: 'nothing' };
    });
    const shown = await html(designer.get(page, { 'accept-language': 'en' }));
    expect(shown).toContain('2 things keep the questionnaire from being published.');
    expect(shown).toContain('/questionnaire/part?place&#x3D;page%3Adelivery');
    expect(shown).not.toContain('Publish version');
    const response = await designer.post(page, { revision });
    expect(response.status).toBe(422);
    expect(await versions()).toHaveLength(1);
    expect(await logged('version.published')).toEqual([]);
  });

  test('publishes nothing twice', async () => {
    const revision = await draft(() => {});
    const response = await designer.post(page, { revision });
    expect(response.headers.get('location')).toBe(`${page}?unchanged`);
    expect(await versions()).toHaveLength(1);
  });

  test('is refused to whoever saw an older draft, and keeps what they chose', async () => {
    const seen = await draft(reworded);
    await draft((document) => {
      reworded(document);
      document.thanks = { 'zh-CN': '谢谢', en: 'Thanks' };
    });
    const response = await designer.post(page, {
      revision: seen,
      'series:speed': 'continue',
      'reason:speed': 'only shorter',
    });
    expect(response.status).toBe(409);
    expect(await response.text()).toMatch(/name="reason:speed" value="only shorter"/);
    expect(await versions()).toHaveLength(1);
  });

  test('shows what changed since the last version', async () => {
    await draft((document) => {
      reworded(document);
      document.pages.splice(1, 1);
    });
    const shown = await html(designer.get(page, { 'accept-language': 'en' }));
    expect(shown).toContain('Item How fast it came · Name · English');
    expect(shown).toMatch(/<td lang="en"[^>]*>Speed<\/td>\s*<td lang="en"[^>]*>How fast it came<\/td>/);
    expect(shown).toContain('taken out');
  });
});

describe('the series of a changed questionnaire', () => {
  test('have to be decided where a question was reworded, with both wordings in each language', async () => {
    const revision = await draft(reworded);
    const shown = await html(designer.get(page, { 'accept-language': 'en' }));
    for (const words of ['时效', '寄送速度', 'Speed', 'How fast it came']) expect(shown).toContain(words);
    const undecided = await designer.post(page, { revision }, { 'accept-language': 'en' });
    expect(undecided.status).toBe(422);
    expect(await undecided.text()).toContain('How fast it came: say whether it is still the same question.');
    const reasonless = { revision, 'series:speed': 'continue' };
    const refused = await designer.post(page, reasonless, { 'accept-language': 'en' });
    expect(await refused.text()).toContain('href="#reason:speed"');
    const unseen = { ...reasonless, 'reason:speed': 'a\0b' };
    expect(await (await designer.post(page, unseen, { 'accept-language': 'en' })).text()).toContain('U+0000');
    expect(await versions()).toHaveLength(1);
  });

  test('are kept with name, time and reason, and stand in the log', async () => {
    const revision = await draft(reworded);
    await designer.post(page, { revision, 'series:speed': 'break', 'reason:speed': 'asks for days now' });
    const [decision, ...others] = await seriesDecisionsOf(app.db.read, wave.surveyId);
    expect(others).toEqual([]);
    expect(decision).toMatchObject({
      item: 'speed',
      continues: false,
      reason: 'asks for days now',
      decidedBy: 'Lin',
      decidedAt: Date.parse('2026-07-15T08:00:00Z'),
    });
    const [entry] = await logged('series.decided');
    expect(entry).toMatchObject({
      personName: 'Lin',
      details: { version: 2, item: 'speed', continues: false },
    });
  });

  test('stand in the report with who decided why', async () => {
    const revision = await draft(reworded);
    await designer.post(page, { revision, 'series:speed': 'break', 'reason:speed': 'asks for <days> now' });
    const english = { 'accept-language': 'en' };
    const report = await html(designer.get(`/studio/surveys/${wave.surveyId}/report`, english));
    const row = /<th scope="row">How fast it came<\/th>(.*?)<\/tr>/s.exec(report)?.[1] ?? '';
    expect(row.match(/(?<=<td>)[^<]*/g)).toEqual([
      '2',
      'ends, and a new one begins',
      'asks for &lt;days&gt; now',
      'Lin',
      'July 15, 2026',
    ]);
  });

  test('can be decided all at once, and one of them otherwise', async () => {
    const revision = await draft(allReworded);
    await designer.post(page, {
      revision,
      series: 'continue',
      reason: 'shorter words',
      'series:claims': 'break',
      'reason:claims': 'reads otherwise here',
    });
    const decided = await seriesDecisionsOf(app.db.read, wave.surveyId);
    expect(decided.map(({ item, continues, reason }) => [item, continues, reason])).toEqual([
      ['claims', false, 'reads otherwise here'],
      ['manner', true, 'shorter words'],
      ['speed', true, 'shorter words'],
    ]);
  });

  test('end by themselves on another scale, which nobody can decide otherwise', async () => {
    const revision = await draft((document) => {
      document.scales.ten = { ...structuredClone(document.scales.five), min: 1, max: 7 } as never;
    });
    const shown = await html(designer.get(page, { 'accept-language': 'en' }));
    expect(shown).toContain('rated from 1 to 10 before, from 1 to 7 now');
    const response = await designer.post(page, { revision, 'series:speed': 'continue', 'reason:speed': 'x' });
    expect(response.status).toBe(303);
    expect(await seriesDecisionsOf(app.db.read, wave.surveyId)).toEqual([]);
  });

  test('can be ended though their words stayed', async () => {
    const revision = await draft((document) => {
      document.introduction = { 'zh-CN': '请只想上一次。', en: 'Think of the last parcel only.' };
    });
    await designer.post(page, { revision, 'end:speed': 'yes', endReason: 'about one parcel now' });
    const [decision] = await seriesDecisionsOf(app.db.read, wave.surveyId);
    expect(decision).toMatchObject({ item: 'speed', continues: false, reason: 'about one parcel now' });
  });
});

describe('a wave under way when a version is published', () => {
  /** Publishes a second version with another thanks. */
  async function publishSecond(change: (document: DefinitionDocument) => void = () => {}) {
    const revision = await draft((document) => {
      document.thanks = { 'zh-CN': '第二版的感谢', en: 'Thanks of the second' };
      document.introduction = { 'zh-CN': '第二版的引言', en: 'Introduction of the second' };
      change(document);
    });
    expect((await designer.post(page, { revision })).status).toBe(303);
  }
  const asked = async () => (await waveById(app.db.read, wave.waveId))?.versionId;

  test('stays with its version until somebody moves it', async () => {
    await publishSecond();
    expect(await asked()).toBe(wave.versionId);
    expect(await html(designer.get(page, { 'accept-language': 'en' }))).toContain('q3 moves to version 2');
    const none = await designer.post(`${page}/waves`, {}, { 'accept-language': 'en' });
    expect(await none.text()).toContain('No wave was moved.');
    expect(await asked()).toBe(wave.versionId);
  });

  test('asks by the new version when it is moved, but whoever is in the middle finishes the old one', async () => {
    const begun = await aPersonalLink(app, wave);
    const fresh = await aPersonalLink(app, wave);
    const english = { 'accept-language': 'en' };
    await app.post(`/s/${begun.token}/delivery`, goodAnswers.delivery);
    await publishSecond();
    const moved = await designer.post(`${page}/waves`, { wave: 'q3' }, english);
    expect(await moved.text()).toContain('1 wave asks by version 2 from now on.');
    const [, second] = await versions();
    expect(await asked()).toBe(second?.id);
    const [entry] = await logged('wave.changed');
    expect(entry).toMatchObject({ personName: 'Lin', details: { wave: 'q3', to: 2 } });

    for (const each of ['claims', 'about'] as const)
      await app.post(`/s/${begun.token}/${each}`, goodAnswers[each]);
    const thanks = await html(app.get(`/s/${begun.token}/thanks`, english));
    expect(thanks).toContain('You will see what we make of it in the next quarter.');
    const finished = await responseByLink(app.db.read, begun.linkId);
    expect(finished).toMatchObject({ status: 'submitted', versionId: wave.versionId });

    const opening = await html(app.get(`/s/${fresh.token}/delivery`, english));
    expect(opening).toContain('Introduction of the second');
    await app.post(`/s/${fresh.token}/delivery`, goodAnswers.delivery);
    expect(await responseByLink(app.db.read, fresh.linkId)).toMatchObject({ versionId: second?.id });
  });

  test('stays with a reason said where it cannot move', async () => {
    await publishSecond((document) => {
      document.anonymous = true;
      for (const each of document.pages)
        each.questions = each.questions.filter(({ kind }) => kind !== 'contact');
    });
    const response = await designer.post(`${page}/waves`, { wave: 'q3' }, { 'accept-language': 'en' });
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('q3 stays: one of the versions is anonymous');
    expect(await asked()).toBe(wave.versionId);
  });

  test('is not moved any more when it is over', async () => {
    await app.db.write((tx) => closeWave(tx, wave.waveId, 1));
    await publishSecond();
    expect(await html(designer.get(page))).not.toContain('name="wave"');
    await designer.post(`${page}/waves`, { wave: 'q3' });
    expect(await asked()).toBe(wave.versionId);
  });
});

test('an analyst sees what keeps a questionnaire from being published and cannot publish it', async () => {
  const revision = await draft(reworded);
  const analyst = await signedIn(app, 'analyst', { surveys: [wave.surveyId] });
  const shown = await html(analyst.get(page, { 'accept-language': 'en' }));
  expect(shown).not.toContain('<button class="primary">');
  expect((await analyst.post(page, { revision })).status).toBe(403);
});
