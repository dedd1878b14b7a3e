import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { Database } from '#db/database.ts';
import { forgetColumns } from '#db/queries/columns.ts';
import {
  keepRevisionAside,
  responseCounts,
  reviseResponse,
  saveAnswers,
  startResponse,
  submitResponse,
  withdrawResponse,
} from '#db/queries/responses.ts';
import { insertSampleMembers } from '#db/queries/sample-members.ts';
import { updateSurveyPlan } from '#db/queries/surveys.ts';
import type { StoredResponse } from '#db/tables.ts';
import { defaultPlan } from '#reports/plan.ts';
import { buildReport } from '#server/actions/build-report.ts';
import { excludeResponses } from '#server/actions/exclude-responses.ts';
import { takeBackExclusion } from '#server/actions/take-back-exclusion.ts';
import { WaveStore } from '#server/reporting/wave-store.ts';
import type { Answers } from '#surveys/answers.ts';
import { createRandom, type Random } from '#surveys/random.ts';
import { anApp, aPublishedWave, type TestWave } from '../helpers/app.ts';
import { aQuestionnaire } from '../helpers/questionnaire.ts';

let opened: Database | undefined;
afterEach(async () => {
  await opened?.close();
});

const stations = [{ key: 'station', name: { 'zh-CN': '站点', en: 'Station' } }];
const plan = { ...defaultPlan, smallestCell: 1, segments: ['region', 'market', 'station'] };

/** A wave with `drawn` customers in its sample, or with an open link alone. */
async function aWave(drawn: number) {
  const server = anApp();
  opened = server.db;
  const wave = await aPublishedWave(server, aQuestionnaire({ facts: stations }));
  const nothing = { disposition: null, dispositionAt: null, weight: null };
  const members = Array.from({ length: drawn }, (_, place) => ({
    id: randomUUID(),
    position: place + 1,
    customer: `customer ${place}`,
    stratum: place % 3 === 0 ? 'big' : 'small',
    attributes: { region: place % 2 === 0 ? 'east' : 'west' },
    ...nothing,
  }));
  await server.db.write(async (tx) => {
    await insertSampleMembers(tx, wave.waveId, members);
    await updateSurveyPlan(tx, wave.surveyId, plan);
  });
  return { db: server.db, wave, members: members.map(({ id }) => id) };
}

/** A response as far as it has come. */
interface Known {
  readonly id: string;
  readonly revision: number;
  readonly status: StoredResponse['status'];
}

const now = () => new Date(9);
const record = async () => {};

/** Begins, saves, sends, changes, leaves out, takes in and withdraws responses as chance has it. */
function fieldworkOf(db: Database, { surveyId, waveId, versionId }: TestWave, random: Random) {
  const responses: Known[] = [];
  const oneOf = <T>(values: readonly T[]): T => values[random.below(values.length)] as T;
  const said = () => {
    const pair = () => ({ expectation: 1 + random.below(10), perception: 1 + random.below(10) });
    const market = oneOf(['letters', 'parcels']);
    const answers: Answers = { speed: pair(), manner: pair(), claims: pair(), recommend: 5, market };
    return { answers, passed: ['delivery'], locale: oneOf(['en', 'zh-CN']) };
  };
  async function begin(memberId: string | null): Promise<void> {
    const id = randomUUID();
    const facts = memberId === null ? { station: oneOf(['north', 'south']) } : null;
    const at = { startedAt: random.below(5) };
    const start = { id, waveId, versionId, memberId, linkId: null, stratum: null, facts, ...said(), ...at };
    if (await db.write((tx) => startResponse(tx, start)))
      responses.push({ id, revision: 1, status: 'started' });
  }
  async function change(place: number): Promise<void> {
    const known = responses[place];
    if (known === undefined) return;
    const { id, revision: seen } = known;
    const written = { id, waveId, seen, at: 9, stratum: null, ...said() };
    const next = (status: Known['status']) => {
      responses[place] = { id, revision: seen + 1, status };
    };
    if (random.next() < 0.2 && known.status === 'submitted') {
      const exclusion = { wave: { id: waveId, surveyId, key: 'q3' }, by: 'An Analyst' };
      const leftOut = { ...exclusion, responses: [id], reason: 'test', note: '' } as const;
      if (random.next() < 0.6) await excludeResponses({ db, now, createId: randomUUID, record }, leftOut);
      else await takeBackExclusion({ db, now, record }, { ...exclusion, response: id });
      return;
    }
    if (random.next() < 0.1 && known.status !== 'withdrawn') {
      next('withdrawn');
      await db.write((tx) => withdrawResponse(tx, { id, waveId, consent: null, at: 9 }));
    } else if (known.status === 'started') {
      const status = oneOf(['started', 'submitted', 'submitted', 'screenedOut', 'overQuota'] as const);
      next(status);
      if (status === 'started') await db.write((tx) => saveAnswers(tx, written));
      else await db.write((tx) => submitResponse(tx, { ...written, status }));
    } else if (known.status === 'submitted') {
      const status = oneOf(['started', 'submitted', 'screenedOut'] as const);
      next(status === 'started' ? 'submitted' : status);
      if (status === 'started') await db.write((tx) => keepRevisionAside(tx, written));
      else await db.write((tx) => reviseResponse(tx, { ...written, status }));
    }
  }
  return { begin, change: () => change(random.below(Math.max(1, responses.length))) };
}

async function fromAnswersAlone(db: Database, { surveyId }: TestWave) {
  await db.write((tx) => forgetColumns(tx, null));
  return await buildReport({ db, store: new WaveStore({ read: db.read }) }, surveyId);
}

describe.each([
  ['a drawn sample, with an open link beside it', 40, 0.3],
  ['an open link alone', 0, 1],
])('of %s', (_, drawn, open) => {
  test.each([1, 2, 3])('a report says after any changes what the answers alone say (%i)', async (seed) => {
    const { db, wave, members } = await aWave(drawn);
    const random = createRandom(`changes ${drawn} ${seed}`);
    const fieldwork = fieldworkOf(db, wave, random);
    const waiting = [...members];
    const carried = new WaveStore(db, { worthKeeping: 1 });
    const told = new Set<string>();
    for (let round = 0; round < 12; round++) {
      for (let step = 0; step < 14; step++) {
        if (random.next() < 0.6) await fieldwork.change();
        else await fieldwork.begin(random.next() < open ? null : (waiting.pop() ?? null));
      }
      const { excluded } = await responseCounts(db.read, wave.waveId);
      const report = await buildReport({ db, store: carried }, wave.surveyId);
      const restored = await buildReport({ db, store: new WaveStore({ read: db.read }) }, wave.surveyId);
      expect(restored).toEqual(report);
      expect(report?.waves[0]?.exclusions?.excluded ?? 0).toBe(excluded);
      if (round % 3 !== 2) continue;
      expect(report).toEqual(await fromAnswersAlone(db, wave));
      const [measured] = report?.waves ?? [];
      expect(measured?.state).toBe('measured');
      for (const { domain } of measured?.figures ?? []) if (domain?.station) told.add(domain.station);
    }
    // what a signed link said is a variable like any other, where answers by such links count
    expect([...told].toSorted()).toEqual(drawn === 0 ? ['north', 'south'] : []);
  });
});
