import { afterEach, describe, expect, test } from 'vitest';
import { columnsOfWave } from '#db/queries/columns.ts';
import { recordDisposition } from '#db/queries/sample-members.ts';
import { updateSurveyPlan } from '#db/queries/surveys.ts';
import { insertWaveStrata } from '#db/queries/wave-strata.ts';
import { defaultPlan, type Plan } from '#reports/plan.ts';
import type { WaveReport } from '#reports/report.ts';
import { buildReport } from '#server/actions/build-report.ts';
import { WaveStore } from '#server/reporting/wave-store.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { createRandom } from '#surveys/random.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp, type TestWave } from '../helpers/app.ts';
import { aQuestionnaire, goodAnswers } from '../helpers/questionnaire.ts';

const populations = { 'A.east': 400, 'B.east': 900, 'B.west': 1500 };
const sizes = { 'A.east': 9, 'B.east': 14, 'B.west': 21 };

/** Nobody who sends letters is asked anything more; the region is kept beside an anonymous answer, the branch is not. */
const asked: Partial<DefinitionDocument> = {
  facts: [
    { key: 'region', name: { 'zh-CN': '地区', en: 'Region' }, kept: true },
    { key: 'branch', name: { 'zh-CN': '网点', en: 'Branch' } },
  ],
};

let opened: TestApp | undefined;
afterEach(async () => {
  await opened?.db.close();
});

interface Fieldwork {
  readonly app: TestApp;
  readonly wave: TestWave;
  /** Tokens, in the order of the sample. */
  readonly tokens: readonly string[];
}

/** A wave with a sample of three strata, whose customers differ in their region and their branch. */
async function aSample(app: TestApp, document: Partial<DefinitionDocument>): Promise<Fieldwork> {
  const wave = await aPublishedWave(app, aQuestionnaire({ ...asked, ...document }));
  const tokens: string[] = [];
  for (const [stratum, size] of Object.entries(sizes)) {
    const [abc = '', market = ''] = stratum.split('.');
    for (let place = 0; place < size; place++) {
      const region = place % 2 === 0 ? 'north' : 'south';
      const attributes = { abc, market, region, branch: `branch ${place % 5}` };
      tokens.push((await aPersonalLink(app, wave, { stratum, attributes })).token);
    }
  }
  const strata = Object.entries(sizes).map(([stratum, sampled]) => ({
    stratum,
    population: populations[stratum as keyof typeof populations],
    sampled,
  }));
  await app.db.write((tx) => insertWaveStrata(tx, wave.waveId, strata));
  return { app, wave, tokens };
}

type Told = 'everything' | 'half' | 'little' | 'nothing';

/** What each customer says is the same in every fieldwork. */
function told(place: number): { readonly how: Told; readonly pages: Record<string, Record<string, string>> } {
  const random = createRandom(`customer ${place}`);
  const point = () => String(1 + random.below(10));
  const how = (['everything', 'everything', 'everything', 'half', 'little', 'nothing'] as const)[
    random.below(6)
  ] as Told;
  const delivery = {
    'speed.expectation': point(),
    'speed.perception': point(),
    'manner.expectation': point(),
    'manner.perception': point(),
  };
  const claims = {
    'claims.expectation': point(),
    'claims.perception': point(),
    'claims.importance': point(),
    ease: '4',
    recommend: String(random.below(11)),
  };
  const market = random.below(2) === 0 ? 'letters' : 'parcels';
  const about = { ...goodAnswers.about, channels: 'app', market };
  return { how, pages: { delivery, claims, about } };
}

async function say({ app }: Pick<Fieldwork, 'app'>, token: string, place: number): Promise<void> {
  const { how, pages } = told(place);
  if (how === 'nothing') return;
  if (how === 'little') {
    await app.post(`/s/${token}/delivery`, { 'speed.expectation': '5' });
    return;
  }
  await app.post(`/s/${token}/delivery`, pages.delivery ?? {});
  if (how === 'half') return;
  await app.post(`/s/${token}/claims`, pages.claims ?? {});
  await app.post(`/s/${token}/about`, pages.about ?? {});
}

async function sayAll(fieldwork: Fieldwork): Promise<void> {
  for (const [place, token] of fieldwork.tokens.entries()) await say(fieldwork, token, place);
  // of two who said nothing the field recorded something
  const silent = fieldwork.tokens.flatMap((_, place) => (told(place).how === 'nothing' ? place : []));
  const { orm, tables } = fieldwork.app.db.read;
  const members = (await orm.select().from(tables.sampleMembers)).filter(
    ({ waveId }) => waveId === fieldwork.wave.waveId,
  );
  for (const [index, disposition] of (['noContact', 'refused'] as const).entries()) {
    const customer = members.find(({ position }) => position === (silent[index] ?? 0) + 1)?.customer ?? '';
    const recorded = { waveId: fieldwork.wave.waveId, customer, disposition, at: 1 };
    expect(await fieldwork.app.db.write((tx) => recordDisposition(tx, recorded))).toBe(true);
  }
}

async function waveOf({ app, wave }: Fieldwork, plan: Plan, store?: WaveStore): Promise<WaveReport> {
  await app.db.write((tx) => updateSurveyPlan(tx, wave.surveyId, plan));
  const report = await buildReport(store ? { db: app.db, store } : { db: app.db }, wave.surveyId);
  const [first] = report?.waves ?? [];
  if (first === undefined) throw new Error('no wave');
  return first;
}

const byStratum: Plan = {
  ...defaultPlan,
  smallestCell: 1,
  segments: ['abc', 'stratum', 'market'],
  weighting: { base: 'design', nonresponse: { classes: ['stratum'], minimum: 1, maximumFactor: 10 } },
};

const nonresponseBy = (...classes: string[]): Plan => ({
  ...byStratum,
  weighting: { base: 'design', nonresponse: { classes, minimum: 1, maximumFactor: 10 } },
});

describe('the report of a drawn sample whose answers are anonymous', () => {
  test('says what the same answers say with names, where the plan needs no more than strata and what is kept', async () => {
    const app = anApp();
    opened = app;
    const named = await aSample(app, {});
    const anonymous = await aSample(app, { anonymous: true });
    for (const fieldwork of [named, anonymous]) await sayAll(fieldwork);
    const plans = [
      byStratum,
      nonresponseBy('region'),
      nonresponseBy('stratum', 'region'),
      { ...byStratum, segments: ['region'] },
      {
        ...byStratum,
        weighting: {
          base: 'design' as const,
          unknownEligibility: { classes: ['stratum'], minimum: 1, maximumFactor: 10 },
        },
      },
    ];
    for (const plan of plans) {
      const [known, unknown] = [await waveOf(named, plan), await waveOf(anonymous, plan)];
      expect(known.state).toBe('measured');
      // its fingerprints tell that it is another questionnaire, and that nobody knows who answered
      expect({ ...unknown, digests: known.digests }).toEqual(known);
    }
    const { dispositions, sampling } = await waveOf(anonymous, byStratum);
    const sampled = Object.values(sizes).reduce((sum, size) => sum + size, 0);
    expect(dispositions.sampled).toBe(sampled);
    expect(dispositions.counts).toMatchObject({ noContact: 1 });
    expect(sampling.strata.map(({ stratum, sampled: size }) => [stratum, size])).toEqual(
      Object.entries(sizes),
    );
  });

  test('does without what is known of customers alone, and says so', async () => {
    const app = anApp();
    opened = app;
    const anonymous = await aSample(app, { anonymous: true });
    await sayAll(anonymous);
    const segments = await waveOf(anonymous, { ...byStratum, segments: ['branch', 'abc'] });
    expect(segments.warnings).toContainEqual({
      code: 'anonymous-variable',
      params: { variable: 'branch' },
    });
    expect(segments.warnings.map(({ code }) => code)).not.toContain('segment-unknown');
    expect(segments.state).toBe('measured');
    expect(segments.figures.some(({ domain }) => domain !== null && 'branch' in domain)).toBe(false);

    const weighted = await waveOf(anonymous, nonresponseBy('branch'));
    expect(weighted.state).toBe('notWeighted');
    expect(weighted.warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['anonymous-variable', 'unknown-variable']),
    );
  });

  test('follows what comes in, counts nobody twice, and keeps no rows of it', async () => {
    const app = anApp();
    opened = app;
    const anonymous = await aSample(app, { anonymous: true });
    const store = new WaveStore(app.db, { worthKeeping: 1 });
    for (const [place, token] of anonymous.tokens.entries()) {
      await say(anonymous, token, place);
      // replayed after it was sent
      await say(anonymous, token, place);
      if (place % 9 !== 0) continue;
      expect(await waveOf(anonymous, byStratum, store)).toEqual(await waveOf(anonymous, byStratum));
    }
    const before = await waveOf(anonymous, byStratum, store);
    const everybody = anonymous.tokens.map((_, place) => told(place).how);
    const count = (how: Told) => everybody.filter((each) => each === how).length;
    expect(before.dispositions.counts).toMatchObject({
      complete: count('everything'),
      partial: count('half'),
      refused: count('little'),
      unknown: count('nothing'),
    });
    const half = everybody.indexOf('half');
    const { pages } = told(half);
    await app.post(`/s/${anonymous.tokens[half]}/claims`, pages.claims ?? {});
    await app.post(`/s/${anonymous.tokens[half]}/about`, pages.about ?? {});
    const after = await waveOf(anonymous, byStratum, store);
    expect(after.dispositions.counts).toMatchObject({
      complete: count('everything') + 1,
      partial: count('half') - 1,
      unknown: count('nothing'),
    });
    expect(await columnsOfWave(app.db.read, anonymous.wave.waveId)).toEqual([]);
    expect(await store.isKept(anonymous.wave.waveId)).toBe(false);
  });
});
