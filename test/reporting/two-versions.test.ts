import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { seriesDecisionsOf } from '#db/queries/series-decisions.ts';
import { surveyBySlug, updateDraft, updateSurveyPlan } from '#db/queries/surveys.ts';
import { updateWave, waveById } from '#db/queries/waves.ts';
import { defaultPlan } from '#reports/plan.ts';
import { buildReport } from '#server/actions/build-report.ts';
import { createWave } from '#server/actions/create-wave.ts';
import { moveWaveToVersion } from '#server/actions/move-wave-to-version.ts';
import { type Publication, publishSurvey } from '#server/actions/publish-survey.ts';
import { WaveStore } from '#server/reporting/wave-store.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { anApp, aPublishedWave, type TestApp, type TestWave } from '../helpers/app.ts';
import { readPageOf } from '../helpers/page.ts';
import { aQuestionnaire, goodAnswers } from '../helpers/questionnaire.ts';

let app: TestApp;
afterEach(() => app.db.close());

const log: unknown[] = [];
const actions = () => ({
  db: app.db,
  now: () => new Date('2026-07-15T08:00:00Z'),
  createId: randomUUID,
  record: async (_: unknown, deed: unknown) => void log.push(deed),
});

const by = { id: null, name: '李倩' };
const saying = (choices: Record<string, boolean>, reason = 'a typo'): Publication => ({
  by,
  choices: new Map(Object.entries(choices).map(([key, continues]) => [key, { continues, reason }])),
});

/** The questionnaire with `speed` and `manner` in other words. */
function reworded(): DefinitionDocument {
  const document = aQuestionnaire();
  const pages = document.pages.map((page) => ({
    ...page,
    questions: page.questions.map((question) =>
      question.kind === 'pair' && ['speed', 'manner'].includes(question.key)
        ? { ...question, text: { 'zh-CN': `请评价${question.key}`, en: `Please rate ${question.key}` } }
        : question,
    ),
  }));
  return { ...document, pages };
}

async function aSurvey(): Promise<TestWave> {
  app = anApp();
  log.length = 0;
  const wave = await aPublishedWave(app, aQuestionnaire());
  await app.db.write((tx) => updateSurveyPlan(tx, wave.surveyId, { ...defaultPlan, smallestCell: 1 }));
  return wave;
}

async function redraft(slug: string, draft: DefinitionDocument): Promise<void> {
  const survey = await surveyBySlug(app.db.read, slug);
  if (survey === null) throw new Error('no survey');
  const { id: surveyId, draftRevision: seen } = survey;
  await app.db.write((tx) => updateDraft(tx, { surveyId, seen, draft, title: draft.title }));
}

async function begun({ openKey }: Pick<TestWave, 'openKey'>): Promise<string> {
  const { action } = await readPageOf(await app.get(`/o/${openKey}`));
  const address = action.slice(0, action.lastIndexOf('/'));
  expect((await app.post(action, goodAnswers.delivery)).status).toBe(303);
  return address;
}

async function finish(address: string): Promise<void> {
  expect((await app.post(`${address}/claims`, goodAnswers.claims)).status).toBe(303);
  const last = await app.post(`${address}/about`, goodAnswers.about);
  expect(last.headers.get('location')).toContain('/thanks');
}

const reportOf = async ({ surveyId }: TestWave, store?: WaveStore) => {
  const report = await buildReport({ db: app.db, ...(store ? { store } : {}) }, surveyId);
  if (report === null) throw new Error('no report');
  return report;
};

describe('publishing again', () => {
  test('waits until somebody has said of every reworded item whether its series goes on', async () => {
    const { surveyId: slug } = await aSurvey();
    await redraft(slug, reworded());
    expect(await publishSurvey(actions(), slug)).toEqual({
      series: { undecided: ['speed', 'manner'], problems: [] },
    });
    expect(await publishSurvey(actions(), slug, saying({ speed: true }))).toMatchObject({
      series: { undecided: ['manner'] },
    });
    expect(await publishSurvey(actions(), slug, saying({ speed: true, manner: false }, ''))).toMatchObject({
      series: { problems: [{ key: 'speed', problem: 'reasonMissing' }, { key: 'manner' }] },
    });
    expect(log).toEqual([]);
    const published = await publishSurvey(actions(), slug, saying({ speed: true, manner: false }));
    expect(published).toEqual({ number: 2, isNew: true });
    const kept = { versionId: expect.any(String), reason: 'a typo', decidedBy: '李倩' };
    const at = { decidedAt: Date.parse('2026-07-15T08:00:00Z') };
    expect(await seriesDecisionsOf(app.db.read, slug)).toEqual([
      { ...kept, ...at, item: 'manner', continues: false },
      { ...kept, ...at, item: 'speed', continues: true },
    ]);
    expect(log).toMatchObject([
      { action: 'version.published', details: { version: 2 } },
      { action: 'series.decided', details: { version: 2, item: 'speed', continues: true } },
      { action: 'series.decided', details: { version: 2, item: 'manner', continues: false } },
    ]);
  });

  test('asks nothing where nothing was reworded', async () => {
    const { surveyId: slug } = await aSurvey();
    await redraft(slug, { ...aQuestionnaire(), thanks: { 'zh-CN': '谢谢！', en: 'Thanks!' } });
    expect(await publishSurvey(actions(), slug)).toEqual({ number: 2, isNew: true });
    expect(await publishSurvey(actions(), slug)).toEqual({ number: 2, isNew: false });
  });
});

describe('the next wave', () => {
  test('is compared by the items that go on, and not by those that ended', async () => {
    const first = await aSurvey();
    for (let i = 0; i < 3; i++) await finish(await begun(first));
    await redraft(first.surveyId, reworded());
    await publishSurvey(actions(), first.surveyId, saying({ speed: true, manner: false }));
    const created = await createWave(actions(), {
      ...{ surveyId: first.surveyId, key: 'q4', frameKey: null, label: null, opensAt: null, closesAt: null },
      ...{ plan: null, hasOpenLink: true, stratumQuestion: null },
    });
    if (typeof created === 'string' || created.openKey === null) throw new Error('no wave');
    for (let i = 0; i < 3; i++) await finish(await begun({ openKey: created.openKey }));
    const { changes, waves, movement } = await reportOf(first);
    const reasons = Object.fromEntries(
      changes
        .filter(({ domain }) => domain === null)
        .map(({ name, target, reason }) => [`${name} ${target}`, reason]),
    );
    expect(reasons).toMatchObject({
      'csi manner': 'series-ended',
      'csi overall': 'series-ended',
    });
    expect(Object.keys(reasons)).toContain('csi speed');
    expect(reasons['csi speed']).not.toBe('series-ended');
    expect(changes.find(({ name, target }) => name === 'csi' && target === 'speed')?.difference).toBe(0);
    expect(waves[1]?.warnings.map(({ code }) => code)).not.toContain('items-reworded');
    expect(movement).toBeNull();
  });
});

describe('a wave under way that is moved to the next version', () => {
  test('has those who began finish theirs and gives the new one to everybody else', async () => {
    const wave = await aSurvey();
    const before = await begun(wave);
    const store = new WaveStore(app.db, { worthKeeping: 1 });
    await finish(await begun(wave));
    await reportOf(wave, store);
    await redraft(wave.surveyId, reworded());
    await publishSurvey(actions(), wave.surveyId, saying({ speed: true, manner: false }));
    expect(await moveWaveToVersion(actions(), wave.waveId)).toEqual({ from: 1, to: 2, isNew: true });
    expect(await moveWaveToVersion(actions(), wave.waveId)).toEqual({ from: 2, to: 2, isNew: false });
    expect(log.at(-1)).toMatchObject({ action: 'wave.changed', details: { wave: 'q3', from: 1, to: 2 } });

    const shown = async (path: string) =>
      (await readPageOf(await app.get(path, { 'accept-language': 'en' }))).html;
    expect(await shown(`${before}/delivery`)).not.toContain('Please rate speed');
    expect(await shown(`/o/${wave.openKey}`)).toContain('Please rate speed');
    await finish(before);
    for (let i = 0; i < 2; i++) await finish(await begun(wave));
    const versionOf = new Map<string, number>();
    for (const { versionId } of await app.db.read.orm.select().from(app.db.read.tables.responses)) {
      versionOf.set(versionId, (versionOf.get(versionId) ?? 0) + 1);
    }
    expect([...versionOf.values()]).toEqual([2, 2]);

    for (const each of [store, new WaveStore(app.db), undefined]) {
      const [report] = (await reportOf(wave, each)).waves;
      const n = (name: string, target: string) =>
        report?.figures.find((figure) => figure.name === name && figure.target === target && !figure.domain)
          ?.n;
      expect([n('csi', 'speed'), n('csi', 'manner'), n('mean', 'ease')]).toEqual([4, 2, 4]);
      expect(report?.version).toBe(2);
      expect(report?.warnings).toContainEqual({
        code: 'several-versions',
        params: { answers: 2, versions: '1' },
      });
      expect(report?.warnings).toContainEqual({
        code: 'asked-otherwise',
        params: { question: 'manner', answers: 4 },
      });
    }
  });

  test.each<[string, DefinitionDocument | 'closed', string]>([
    ['where anonymity differs', aQuestionnaire({ anonymous: true }), 'anonymityDiffers'],
    [
      'where signed links say other facts',
      aQuestionnaire({ facts: [{ key: 'order', name: { 'zh-CN': '单号', en: 'Order' }, once: true }] }),
      'linksDiffer',
    ],
    ['that is closed', 'closed', 'waveClosed'],
  ])('is refused %s', async (_, change, refusal) => {
    const wave = await aSurvey();
    const document =
      change === 'closed' ? { ...aQuestionnaire(), thanks: { 'zh-CN': '谢谢', en: 'Thanks!' } } : change;
    await redraft(wave.surveyId, document);
    expect(await publishSurvey(actions(), wave.surveyId)).toMatchObject({ number: 2 });
    if (change === 'closed') {
      await app.db.write((tx) => updateWave(tx, wave.waveId, { opensAt: null, closesAt: 1 }));
    }
    expect(await moveWaveToVersion(actions(), wave.waveId)).toBe(refusal);
    expect(await moveWaveToVersion(actions(), wave.waveId, 7)).toBe('unknownVersion');
    expect((await waveById(app.db.read, wave.waveId))?.versionId).toBe(wave.versionId);
  });
});
