import { randomUUID } from 'node:crypto';
import { insertFrame } from '#db/queries/frames.ts';
import { insertImportedResponses } from '#db/queries/responses.ts';
import { insertSampleMembers } from '#db/queries/sample-members.ts';
import { insertSurvey } from '#db/queries/surveys.ts';
import { insertNextVersion } from '#db/queries/versions.ts';
import { insertWaveStrata } from '#db/queries/wave-strata.ts';
import { insertWave } from '#db/queries/waves.ts';
import { openSqlite } from '#db/sqlite.ts';
import { migrateSqlite } from '#db/sqlite-migrations.ts';
import { plan } from '#reports/plan.ts';
import { companyPlan } from '#server/demo/company.ts';
import { createRandom, type Random } from '#surveys/random.ts';
import { someAnswers } from './forms.ts';
import { reported } from './questionnaires.ts';

interface Asked {
  readonly customer: string;
  readonly stratum: string;
  readonly attributes: { abc: string; market: string; region: string; tenure: string };
  readonly answers: boolean;
}

const responseRate = 0.6;
/** Customers of the company for each who was asked. */
const populationFactor = 9;

function oneOf<T>(random: Random, values: readonly [T, ...T[]]): T {
  return values[random.below(values.length)] ?? values[0];
}

/** Customers sampled until `responses` of them have answered. */
function sampleWith(random: Random, responses: number): Asked[] {
  const asked: Asked[] = [];
  for (let answered = 0; answered < responses; ) {
    const abc = oneOf(random, ['A', 'B', 'C', 'C']);
    const market = oneOf(random, ['ecommerce', 'business', 'individual']);
    const answers = random.next() < responseRate;
    asked.push({
      customer: `C${asked.length + 1}`,
      stratum: `${abc}.${market}`,
      attributes: {
        abc,
        market,
        region: oneOf(random, ['east', 'east', 'central', 'west']),
        tenure: oneOf(random, ['under1', '1to3', 'over3']),
      },
      answers,
    });
    if (answers) answered += 1;
  }
  return asked;
}

function countsOf(asked: readonly Asked[], value: (one: Asked) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const one of asked) counts[value(one)] = (counts[value(one)] ?? 0) + 1;
  return counts;
}

function timesPopulation(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts).map(([value, count]) => [value, count * populationFactor]),
  );
}

/**
 * Makes a database with one wave of a survey of 15 pairs, sampled in nine strata, answered by `responses` customers
 * and not answered by two thirds as many; weighted by nonresponse classes and raking as the demonstration is.
 */
export async function prepareReport(file: string, responses: number): Promise<void> {
  const random = createRandom(`report ${responses}`);
  const asked = sampleWith(random, responses);
  const strata = countsOf(asked, ({ stratum }) => stratum);
  const populations = timesPopulation(strata);
  const [surveyId, versionId, frameId, waveId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  migrateSqlite(file);
  const db = openSqlite(file);
  await db.write(async (tx) => {
    const ours = plan.parse(companyPlan);
    await insertSurvey(tx, { id: surveyId, slug: 'bench', draft: reported, plan: ours, createdAt: 0 });
    await insertNextVersion(tx, { id: versionId, surveyId, definition: reported, publishedAt: 0 });
    await insertFrame(
      tx,
      {
        id: frameId,
        surveyId,
        key: 'counts',
        kind: 'counts',
        source: 'generated',
        strataFrom: ['abc', 'market'],
        margins: {
          stratum: populations,
          region: timesPopulation(countsOf(asked, ({ attributes }) => attributes.region)),
          tenure: timesPopulation(countsOf(asked, ({ attributes }) => attributes.tenure)),
        },
        importedAt: 0,
      },
      Object.entries(populations).map(([stratum, population]) => ({ stratum, population })),
    );
    await insertWave(tx, {
      id: waveId,
      surveyId,
      key: 'bench',
      label: null,
      frameId,
      versionId,
      opensAt: 0,
      closesAt: null,
      closedAt: null,
      plan: null,
      openKey: null,
      stratumQuestion: null,
      createdAt: 0,
    });
    await insertWaveStrata(
      tx,
      waveId,
      Object.entries(strata).map(([stratum, sampled]) => ({
        stratum,
        population: populations[stratum] ?? null,
        sampled,
      })),
    );
    const chunk = 5_000;
    for (let start = 0; start < asked.length; start += chunk) {
      const members = asked.slice(start, start + chunk).map(({ answers, ...one }, index) => ({
        member: {
          ...one,
          id: randomUUID(),
          position: start + index + 1,
          disposition: answers ? null : ('noContact' as const),
          dispositionAt: null,
          weight: null,
        },
        answers,
      }));
      await insertSampleMembers(
        tx,
        waveId,
        members.map(({ member }) => member),
      );
      await insertImportedResponses(
        tx,
        members
          .filter(({ answers }) => answers)
          .map(({ member }) => ({
            id: randomUUID(),
            waveId,
            versionId,
            memberId: member.id,
            stratum: null,
            status: 'submitted',
            answers: someAnswers(random, reported),
            passed: [],
            locale: 'zh-CN',
            startedAt: 0,
            updatedAt: 0,
            submittedAt: 0,
          })),
      );
    }
  });
  await db.close();
}
