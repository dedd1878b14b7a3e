import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Queryable } from '#db/database.ts';
import { frameById } from '#db/queries/frames.ts';
import { surveyBySlug } from '#db/queries/surveys.ts';
import { versionsOf } from '#db/queries/versions.ts';
import { type MemberWithResponse, membersWithResponses } from '#db/queries/wave-data.ts';
import { strataOfWave } from '#db/queries/wave-strata.ts';
import { wavesOf } from '#db/queries/waves.ts';
import { openSqlite } from '#db/sqlite.ts';
import type { Margins, WaveStratum } from '#db/tables.ts';
import { answerTo, isPairAnswer } from '#surveys/answers.ts';
import type { Definition } from '#surveys/definition.ts';
import { pairsOf } from '#surveys/pairs.ts';
import { benchSlug } from './report-data.ts';

const variables = ['region', 'tenure', 'abc', 'market'] as const;

/**
 * Writes what `engine.R` works from, read from a database with one wave: `rows.csv` with everybody who answered (N_h,
 * N_h / n_h, variables, both sides of every item), `margins.csv` with the population's counts, and `items.csv` with
 * each item's factor, shares and origin.
 */
export async function writeForR(database: string, folder: string): Promise<void> {
  const { read, close } = openSqlite(database);
  try {
    const survey = await surveyBySlug(read, benchSlug);
    const [wave] = survey === null ? [] : await wavesOf(read, survey.id);
    const [version] = survey === null ? [] : await versionsOf(read, survey.id);
    const frame = wave?.frameId ? await frameById(read, wave.frameId) : null;
    if (!wave || !version || !frame) throw new Error(`${database} was not prepared`);
    const strata = await strataOfWave(read, wave.id);
    const rows = csvRows(read, wave.id, strata, version.definition);
    await pipeline(rows, createWriteStream(join(folder, 'rows.csv')));
    await writeFile(join(folder, 'margins.csv'), marginsCsv(frame.margins));
    await writeFile(join(folder, 'items.csv'), itemsCsv(version.definition));
  } finally {
    await close();
  }
}

async function* csvRows(
  read: Queryable,
  waveId: string,
  strata: readonly Omit<WaveStratum, 'waveId'>[],
  definition: Definition,
) {
  const items = pairsOf(definition).map(({ key }) => key);
  const sides = items.flatMap((key) => [`${key}.a`, `${key}.b`]);
  const beginnings = new Map(
    strata.map(({ stratum, population, sampled }) => [
      stratum,
      [stratum, population, (population ?? Number.NaN) / sampled],
    ]),
  );
  yield `${['stratum', 'population', 'weight', ...variables, ...sides].join()}\n`;
  for await (const members of membersWithResponses(read, waveId)) {
    const lines = members.flatMap((member) => {
      if (member.response === null) return [];
      return [
        [...(beginnings.get(member.stratum) ?? []), ...valuesOf(member, member.response, items)].join(),
      ];
    });
    yield `${lines.join('\n')}${lines.length > 0 ? '\n' : ''}`;
  }
}

/** A row without its beginning; a side that is not a number is left empty. */
function valuesOf(
  { attributes }: MemberWithResponse,
  { answers }: NonNullable<MemberWithResponse['response']>,
  items: readonly string[],
): (string | number)[] {
  const rated = items.flatMap((key) => {
    const answer = answerTo(answers, key);
    const { expectation, perception } = isPairAnswer(answer) ? answer : {};
    return [expectation ?? '', typeof perception === 'number' ? perception : ''];
  });
  return [...variables.map((name) => attributes[name] ?? ''), ...rated];
}

function marginsCsv(margins: Margins): string {
  const lines = Object.entries(margins).flatMap(([variable, totals]) =>
    Object.entries(totals).map(([value, total]) => [variable, value, total].join()),
  );
  return `variable,value,total\n${lines.join('\n')}\n`;
}

/** Shares are those of an item in its factor, and of its factor in the whole; each level adds up to 1. */
function itemsCsv(definition: Definition): string {
  const pairs = pairsOf(definition);
  const sum = (weights: readonly number[]) => weights.reduce((total, weight) => total + weight, 0);
  const ofFactors = sum(definition.factors.map(({ weight }) => weight));
  const lines = pairs.map(({ key, factor, item, scale }) => {
    const ofItems = sum(
      pairs.filter((pair) => pair.factor.key === factor.key).map((pair) => pair.item.weight),
    );
    return [key, factor.key, item.weight / ofItems, factor.weight / ofFactors, scale.min].join();
  });
  return `item,factor,inFactor,factorInAll,origin\n${lines.join('\n')}\n`;
}
