import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '#db/database.ts';
import { strataOfFrame } from '#db/queries/frames.ts';
import { surveyBySlug } from '#db/queries/surveys.ts';
import { membersWithResponses } from '#db/queries/wave-data.ts';
import { wavesOf } from '#db/queries/waves.ts';
import { openSqlite } from '#db/sqlite.ts';
import type { Report } from '#reports/report.ts';
import { buildReport } from '#server/actions/build-report.ts';
import { createDefinitions } from '#server/actions/definitions.ts';
import { interviewOf, requireOpen } from '#server/actions/interview.ts';
import { demoAddresses } from '#server/demo/addresses.ts';
import { quartersBefore } from '#server/demo/calendar.ts';
import { demoSlug, questionnaire } from '#server/demo/company.ts';
import { customersOf } from '#server/demo/customers.ts';
import { loadDemo } from '#server/demo/load-demo.ts';
import { checkAnswers } from '#surveys/check-answers.ts';
import { createRandom } from '#surveys/random.ts';
import { anybody } from '#surveys/respondent.ts';
import { sqliteFile } from '../helpers/database.ts';

const now = () => new Date('2026-11-22T08:00:00Z');
const secret = 'a secret of thirty-two characters';
const keys = ['2025Q4', '2026Q1', '2026Q2', '2026Q3'];

let db: Database;
let report: Report;

function dependencies(of: Database) {
  return { db: of, now, createId: randomUUID, secret };
}

beforeAll(async () => {
  db = openSqlite(sqliteFile());
  await loadDemo(dependencies(db));
  const built = await buildReport({ db }, demoSlug);
  if (built === null) throw new Error('The demonstration has no report');
  report = built;
});
afterAll(() => db.close());

async function demoWaves(of: Database) {
  const survey = await surveyBySlug(of.read, demoSlug);
  return survey === null ? [] : await wavesOf(of.read, survey.id);
}

/** Everything customers did, without the identifiers that chance makes. */
async function fingerprint(of: Database): Promise<string> {
  const hash = createHash('sha256');
  for (const wave of await demoWaves(of)) {
    for await (const members of membersWithResponses(of.read, wave.id)) {
      for (const { customer, stratum, disposition, response } of members) {
        hash.update(
          JSON.stringify([wave.key, customer, stratum, disposition, response?.status, response?.answers]),
        );
      }
    }
  }
  return hash.digest('hex');
}

function change(target: string, from: string, to: string) {
  const found = report.changes.find(
    (each) => each.name === 'csi' && each.target === target && each.from === from && each.to === to,
  );
  if (!found) throw new Error(`No change of ${target} from ${from} to ${to}`);
  return found;
}

describe('the invented company', () => {
  test('few customers bring most of the revenue: 5 % bring about 80 %, the next 15 % about 15 %', () => {
    const revenues = customersOf(createRandom('any seed'), 20_000)
      .map(({ revenue }) => revenue)
      .sort((one, other) => other - one);
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    const share = (from: number, to: number) => sum(revenues.slice(from, to)) / sum(revenues);
    expect(Math.abs(share(0, 1000) - 0.8)).toBeLessThan(0.06);
    expect(Math.abs(share(1000, 4000) - 0.15)).toBeLessThan(0.05);
  });

  test('has 1,000 A, 3,000 B and 16,000 C customers in nine strata', async () => {
    const [wave] = await demoWaves(db);
    const strata = await strataOfFrame(db.read, wave?.frameId ?? '');
    const ofClass = (name: string) =>
      strata
        .filter(({ stratum }) => stratum.startsWith(`${name}.`))
        .reduce((sum, { population }) => sum + population, 0);
    expect(strata).toHaveLength(9);
    expect([ofClass('A'), ofClass('B'), ofClass('C')]).toEqual([1000, 3000, 16_000]);
  });

  test('asks in the last four quarters that are over', () => {
    expect(quartersBefore(new Date('2026-09-30T15:59:59Z'), 2).map(({ key }) => key)).toEqual([
      '2026Q1',
      '2026Q2',
    ]);
    expect(quartersBefore(new Date('2026-09-30T16:00:00Z'), 2).map(({ key }) => key)).toEqual([
      '2026Q2',
      '2026Q3',
    ]);
    expect(quartersBefore(now(), 4).map(({ key }) => key)).toEqual(keys);
  });
});

describe('the demonstration', () => {
  test('measures four waves, each of whose sampled customers ended in exactly one disposition', () => {
    expect(report.waves.map(({ key, state }) => [key, state])).toEqual(keys.map((key) => [key, 'measured']));
    for (const { dispositions, sampling } of report.waves) {
      const counted = Object.values(dispositions.counts).reduce((sum, count) => sum + count, 0);
      expect(counted).toBe(dispositions.sampled);
      expect(sampling.strata.reduce((sum, { sampled }) => sum + sampled, 0)).toBe(dispositions.sampled);
      const { complete, partial } = dispositions.counts;
      expect(sampling.strata.reduce((sum, { respondents }) => sum + respondents, 0)).toBe(complete + partial);
    }
  });

  test('carries half of every sample over to the next wave', async () => {
    const samples: Set<string>[] = [];
    for (const wave of await demoWaves(db)) {
      const customers = new Set<string>();
      for await (const members of membersWithResponses(db.read, wave.id)) {
        for (const { customer } of members) customers.add(customer);
      }
      samples.push(customers);
    }
    for (const [index, sample] of samples.slice(1).entries()) {
      const kept = [...sample].filter((customer) => samples[index]?.has(customer)).length;
      expect(Math.abs(kept / sample.size - 0.5)).toBeLessThan(0.01);
    }
  });

  test('has A customers answer more often than C customers', () => {
    for (const { sampling } of report.waves) {
      const rate = (name: string) => {
        const strata = sampling.strata.filter(({ stratum }) => stratum.startsWith(name));
        const sum = (of: 'sampled' | 'respondents') => strata.reduce((total, each) => total + each[of], 0);
        return sum('respondents') / sum('sampled');
      };
      expect(rate('A.')).toBeGreaterThan(rate('C.') + 0.05);
    }
  });

  test('has an overall C between 0.95 and 0.99 in every wave, and items on both sides of it', () => {
    for (const { figures } of report.waves) {
      const whole = figures.filter(({ name, domain }) => name === 'csi' && domain === null);
      const overall = whole.find(({ target }) => target === 'overall')?.estimate ?? 0;
      expect(overall).toBeGreaterThan(0.95);
      expect(overall).toBeLessThan(0.99);
      const items = whole.map(({ estimate }) => estimate ?? Number.NaN);
      expect(Math.min(...items)).toBeLessThan(0.92);
      expect(Math.max(...items)).toBeGreaterThan(1.01);
    }
  });

  test('lets the report find what got better and what got worse, and nothing else', () => {
    expect(change('afterSalesService', '2025Q4', '2026Q3').difference).toBeGreaterThan(0.06);
    expect(change('performance', '2026Q2', '2026Q3').difference).toBeLessThan(-0.05);
    const items = questionnaire.factors.flatMap(({ dimensions }) => dimensions.flatMap((each) => each.items));
    const moved = (from: string, to: string) =>
      items.map(({ key }) => key).filter((key) => (change(key, from, to).pBH ?? 1) < 0.05);
    expect(moved('2025Q4', '2026Q3').sort()).toEqual(['afterSalesService', 'performance']);
    expect(moved('2026Q2', '2026Q3').sort()).toEqual(['afterSalesService', 'performance']);
    expect(moved('2026Q1', '2026Q2')).toEqual(['afterSalesService']);
    expect(moved('2025Q4', '2026Q1')).toEqual([]);
    expect(change('overall', '2026Q2', '2026Q3').p).toBeGreaterThan(0.05);
  });

  test('keeps only answers that the questionnaire allows, some with a comment in Chinese or English', async () => {
    const comments: string[] = [];
    let answered = 0;
    for (const wave of await demoWaves(db)) {
      for await (const members of membersWithResponses(db.read, wave.id)) {
        for (const { response } of members) {
          if (response === null) continue;
          answered += 1;
          const complete = response.status === 'submitted';
          expect(checkAnswers(questionnaire, response.answers, { complete, respondent: anybody })).toEqual(
            [],
          );
          const { comment } = response.answers;
          if (typeof comment === 'string') comments.push(comment);
        }
      }
    }
    const chinese = comments.filter((comment) => /\p{Script=Han}/u.test(comment));
    expect(comments.length / answered).toBeGreaterThan(0.05);
    expect(chinese.length).toBeGreaterThan(comments.length / 2);
    expect(chinese.length).toBeLessThan(comments.length);
    expect(comments.filter((comment) => /[{}]|undefined/.test(comment))).toEqual([]);
  });

  test('gives a newcomer a questionnaire that nobody has begun, and an open one', async () => {
    const addresses = await demoAddresses(db.read, secret);
    const token = addresses?.personal?.replace('/s/', '') ?? '';
    const interview = await interviewOf(
      db.read,
      token,
      { secret, definitions: createDefinitions() },
      () => 'zh-CN',
    );
    expect(interview.status).toBe('notStarted');
    expect(() => requireOpen(interview, now())).not.toThrow();
    expect(addresses?.open).toMatch(/^\/o\/\w+$/);
    expect(addresses?.report).toMatch(/^\/reports\/[\w-]{22}$/);
  });

  test('is left alone when it is there already', async () => {
    const before = await fingerprint(db);
    expect(await loadDemo(dependencies(db))).toBe(false);
    expect(await fingerprint(db)).toBe(before);
  });

  test('is the same again from the same seed, and another from another', async () => {
    const again = openSqlite(sqliteFile());
    const other = openSqlite(sqliteFile());
    await loadDemo(dependencies(again));
    await loadDemo(dependencies(other), 'another seed');
    expect(await fingerprint(again)).toBe(await fingerprint(db));
    expect(await fingerprint(other)).not.toBe(await fingerprint(db));
    await again.close();
    await other.close();
  });
});

describe('what the invented company does about it', () => {
  test('one measure was followed by a change that is more than noise, one by none, one by no wave yet', () => {
    const { list, familySize, asOf } = report.measures;
    expect(list.map(({ target, status }) => [target, status])).toEqual([
      ['dress', 'done'],
      ['afterSalesService', 'done'],
      ['performance', 'running'],
    ]);
    const [dress, complaints, sorting] = list;
    expect(dress?.first?.pHolm).toBeGreaterThan(0.05);
    expect(complaints?.first).toMatchObject({ from: '2026Q1', to: '2026Q2' });
    expect(complaints?.first?.difference).toBeGreaterThan(0.02);
    expect(complaints?.first?.pHolm).toBeLessThan(0.001);
    expect(complaints?.newest).toMatchObject({ from: '2026Q1', to: '2026Q3' });
    expect(sorting).toMatchObject({ first: null, during: ['2026Q3'], reason: 'no-wave-after' });
    expect(familySize).toBe(4);
    expect(asOf).toBeLessThan(now().getTime());
  });

  test('what happened stands between the waves it happened between', () => {
    const [first, second] = report.events;
    const [, q1, q2, q3] = report.waves;
    expect(first?.at).toBeGreaterThan(q1?.closesAt ?? Number.NaN);
    expect(first?.at).toBeLessThan(q2?.opensAt ?? Number.NaN);
    expect(second?.at).toBeGreaterThan(q2?.closesAt ?? Number.NaN);
    expect(second?.at).toBeLessThan(q3?.opensAt ?? Number.NaN);
    expect(report.measures.list[1]?.first?.events).toEqual([0]);
  });
});
