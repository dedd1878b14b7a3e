import type { Database, Queryable } from '#db/database.ts';
import { strataOfFrame } from '#db/queries/frames.ts';
import { membersWithLinks } from '#db/queries/links.ts';
import { saveAnswers, startResponse, submitResponse } from '#db/queries/responses.ts';
import { recordDisposition } from '#db/queries/sample-members.ts';
import { surveyBySlug, updateSurveyPlan } from '#db/queries/surveys.ts';
import { wavesOf } from '#db/queries/waves.ts';
import type { Wave } from '#db/tables.ts';
import { createRandom } from '#surveys/random.ts';
import { createWave } from '../actions/create-wave.ts';
import { drawSample } from '../actions/draw-sample.ts';
import { importQuestionnaire } from '../actions/import-questionnaire.ts';
import { publishSurvey } from '../actions/publish-survey.ts';
import { frameMapping } from '../imports/frame-mapping.ts';
import { importFrame } from '../imports/import-frame.ts';
import { memorySource } from '../imports/source.ts';
import { recorderFor } from '../people/recorder.ts';
import { type Quarter, quartersBefore } from './calendar.ts';
import {
  companyPlan,
  customerCount,
  demoSlug,
  frameKey,
  frameSource,
  questionnaire,
  sampleSizes,
} from './company.ts';
import { loadComplaints } from './complaints.ts';
import { type Customer, customersOf } from './customers.ts';
import { type Contact, fieldworkOf } from './fieldwork.ts';
import { loadImprovements } from './improvements.ts';
import { waveCount } from './items.ts';
import { opinionsOf } from './opinions.ts';
import { loadParcelSurvey } from './parcels.ts';

export interface DemoDependencies {
  readonly db: Database;
  readonly now: () => Date;
  readonly createId: () => string;
  readonly secret: string;
}

const day = 24 * 60 * 60 * 1000;

/**
 * Loads the demonstration: an express company that has asked its customers in each of the last four quarters.
 *
 * Beside it stands a survey that follows each parcel, which nobody has answered yet.
 *
 * It goes the way any company's survey goes, through the same imports, draws and writes, all in one
 * transaction. The same seed gives the same customers, samples and answers; the quarters are the last four
 * before `now`, and the last wave is still open.
 *
 * @returns `false` when the database has the demonstration already; it is left as it is
 */
export async function loadDemo(deps: DemoDependencies, seed: string = demoSlug): Promise<boolean> {
  return await deps.db.write(async (tx) => {
    if ((await surveyBySlug(tx, demoSlug)) !== null) return false;
    const quarters = quartersBefore(deps.now(), waveCount);
    const customers = customersOf(createRandom(`${seed}/customers`), customerCount);
    const known = new Map(customers.map((each) => [each.customer, each]));
    const behaviour = fieldworkOf(seed, questionnaire, opinionsOf(seed, questionnaire));
    const surveyId = await prepareSurvey(tx, deps, customers, quarters);
    let before: Wave | null = null;
    for (const [index, quarter] of quarters.entries()) {
      const wave = await sampledWave(tx, deps, { surveyId, seed: `${seed} ${index + 1}`, quarter, before });
      await keepContacts(tx, deps, wave, (customer, abc) =>
        behaviour({ ...needed(known.get(customer)), abc }, index, quarter),
      );
      before = wave;
    }
    const now = acting(tx, deps, deps.now().getTime());
    await loadImprovements(now, { id: surveyId }, quarters, await wavesOf(tx, surveyId));
    await loadComplaints(now, quarters, await wavesOf(tx, surveyId));
    await loadParcelSurvey(now);
    return true;
  });
}

/** The actions a company would take, at a moment of its past and within the transaction of the whole. */
function acting(tx: Queryable, deps: DemoDependencies, at: number) {
  const db: Database = {
    read: tx,
    write: (work) => work(tx),
    forget: () => deps.db.forget(),
    close: async () => undefined,
  };
  return { ...deps, db, now: () => new Date(at) };
}

/** Questionnaire, plan and customer list, two weeks before anybody was asked. */
async function prepareSurvey(
  tx: Queryable,
  deps: DemoDependencies,
  customers: readonly Customer[],
  [first]: readonly Quarter[],
): Promise<string> {
  const then = acting(tx, deps, needed(first).opensAt - 14 * day);
  await importQuestionnaire(then, { slug: demoSlug, json: questionnaire });
  const record = recorderFor(then, 'command line');
  const published = await publishSurvey({ ...then, record }, demoSlug);
  if (published === 'unknownSurvey' || !('number' in published)) {
    throw new Error('The questionnaire of the demonstration cannot be published');
  }
  const { id: surveyId } = needed(await surveyBySlug(tx, demoSlug));
  await updateSurveyPlan(tx, surveyId, companyPlan);
  const mapping = frameMapping.parse({
    customer: '客户编号',
    strata: ['abc', 'market'],
    attributes: { revenue: '年收入', market: '市场', region: '区域', tenure: '客龄' },
    abc: { from: '年收入' },
  });
  const source = memorySource(frameSource, customerList(customers));
  const frame = await importFrame(then, { surveyId, key: frameKey, source, purchases: null, mapping });
  if (typeof frame === 'string' || 'problems' in frame) {
    throw new Error('The customer list of the demonstration cannot be imported');
  }
  return surveyId;
}

/** The customer list as the company would hand it over. */
function customerList(customers: readonly Customer[]): string {
  const rows = customers.map(({ customer, revenue, market, region, tenure }) =>
    [customer, revenue, market, region, tenure].join(','),
  );
  return `客户编号,年收入,市场,区域,客龄\n${rows.join('\n')}\n`;
}

/** A wave with its sample and links; the last quarter's has an open link too, and stays open. */
async function sampledWave(
  tx: Queryable,
  deps: DemoDependencies,
  {
    surveyId,
    seed,
    quarter,
    before,
  }: { surveyId: string; seed: string; quarter: Quarter; before: Wave | null },
): Promise<Wave> {
  const then = acting(tx, deps, quarter.opensAt - 3 * day);
  const isLast = (await wavesOf(tx, surveyId)).length === waveCount - 1;
  const record = recorderFor(then, 'command line');
  const created = await createWave(
    { ...then, record },
    {
      surveyId,
      key: quarter.key,
      frameKey,
      label: quarter.label,
      opensAt: new Date(quarter.opensAt),
      closesAt: isLast ? null : new Date(quarter.closesAt),
      plan: null,
      hasOpenLink: isLast,
      stratumQuestion: null,
    },
  );
  if (typeof created === 'string') throw new Error(`Wave ${quarter.key} cannot be created: ${created}`);
  const wave = needed((await wavesOf(tx, surveyId)).at(-1));
  const strata = await strataOfFrame(tx, needed(wave.frameId));
  const sizes = sampleSizes(new Map(strata.map(({ stratum, population }) => [stratum, population])));
  const keep = before && { wave: before, share: 0.5 };
  const drawn = await drawSample(then, { wave, seed, wanted: { sizes }, keep });
  if (typeof drawn === 'string' || 'problems' in drawn) {
    throw new Error(`The sample of wave ${quarter.key} cannot be drawn`);
  }
  return wave;
}

/** Keeps what came of asking everybody in a wave's sample, in the order of the sample. */
async function keepContacts(
  tx: Queryable,
  deps: DemoDependencies,
  wave: Wave,
  contactWith: (customer: string, abc: string) => Contact,
): Promise<void> {
  for await (const members of membersWithLinks(tx, wave.id)) {
    for (const { member, link } of members) {
      const { customer } = member;
      const { recorded, response } = contactWith(customer, member.attributes.abc ?? '');
      if (recorded !== null) {
        const at = (wave.opensAt ?? 0) + 10 * day;
        await recordDisposition(tx, { waveId: wave.id, customer, disposition: recorded, at });
      }
      if (response !== null) {
        await keepResponse(
          tx,
          deps.createId(),
          wave,
          { memberId: member.id, linkId: link?.id ?? null },
          response,
        );
      }
    }
  }
}

async function keepResponse(
  tx: Queryable,
  id: string,
  { id: waveId, versionId }: Wave,
  from: { readonly memberId: string; readonly linkId: string | null },
  { answers, passed, submitted, language: locale, startedAt, endedAt }: NonNullable<Contact['response']>,
): Promise<void> {
  const begun = { id, waveId, versionId, ...from, stratum: null, answers: {}, passed: [], locale, startedAt };
  const change = { id, waveId, answers, passed: [...passed], locale, seen: 1, at: endedAt };
  const kept =
    (await startResponse(tx, begun)) &&
    (submitted ? await submitResponse(tx, { ...change, stratum: null }) : await saveAnswers(tx, change));
  if (!kept) throw new Error('A customer of the demonstration has answered twice');
}

function needed<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('Something of the demonstration is missing');
  return value;
}
