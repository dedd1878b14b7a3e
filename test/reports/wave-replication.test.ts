import { describe, expect, test } from 'vitest';
import { scoresOf } from '#reports/drivers/scores.ts';
import { meanOf } from '#reports/index/mean.ts';
import type { WaveInput } from '#reports/measure-wave.ts';
import { partAnswers } from '#reports/part-answers.ts';
import { partsOf } from '#reports/parts.ts';
import { plan as planSchema } from '#reports/plan.ts';
import type { Design } from '#reports/sampling-error/design.ts';
import { estimateOf } from '#reports/sampling-error/estimate.ts';
import { replicatedEstimates } from '#reports/sampling-error/replicated.ts';
import { rowsOf } from '#reports/sampling-error/sample.ts';
import { WaveColumns } from '#reports/wave-columns.ts';
import { waveReplication } from '#reports/wave-replication.ts';
import { type WeighedRows, weighedRows } from '#reports/weighed-rows.ts';
import { createRandom, type Random } from '#surveys/random.ts';
import { readDefinition } from '#surveys/read-definition.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';
import { expectSame } from './survey-fixture.ts';

const read = readDefinition(aQuestionnaire());
if ('problems' in read) throw new Error(JSON.stringify(read.problems));
const { definition } = read;

interface Stratum {
  readonly population: number;
  readonly sampled: number;
  /** Share of those sampled who answer. */
  readonly response: number;
}

const byStratum = { weighting: { nonresponse: { classes: ['stratum'], minimum: 0 } } };

/** A wave in which the stratum, and whether somebody is new, say something of the answers. */
function aWave(
  random: Random,
  strata: Readonly<Record<string, Stratum>>,
  plan: object = byStratum,
): WaveInput {
  const columns = new WaveColumns(definition, new Map([['v', definition]]), ['tenure']);
  const counted: Record<string, number> = { new: 0, old: 0 };
  let place = 0;
  for (const [level, [stratum, { population, sampled, response }]] of Object.entries(strata).entries()) {
    for (let each = 0; each < sampled; each++) {
      const isNew = random.next() < 0.4;
      counted[isNew ? 'new' : 'old'] = (counted[isNew ? 'new' : 'old'] ?? 0) + population / sampled;
      const hasAnswered = each < Math.round(sampled * response);
      const perception = Math.min(10, Math.max(1, Math.round(6 + level + Number(isNew) + random.normal())));
      columns.set(place, {
        stratum,
        attributes: { tenure: isNew ? 'new' : 'old' },
        recorded: hasAnswered ? null : 'refused',
        weight: null,
        response: hasAnswered
          ? { versionId: 'v', status: 'submitted', answers: { speed: { expectation: 8, perception } } }
          : null,
      });
      place += 1;
    }
  }
  return {
    key: 'w',
    label: null,
    opensAt: null,
    closesAt: null,
    definition,
    version: 1,
    plan: planSchema.parse(plan),
    dataset: columns.dataset(),
    customers: null,
    populations: new Map(Object.entries(strata).map(([name, { population }]) => [name, population])),
    frame: { key: 'f', kind: 'list', source: 'f.csv', population: 0, margins: { tenure: counted } },
    draw: null,
    openAnswers: { submitted: 0, excluded: 0, used: false },
    warnings: [],
  };
}

function weighed(wave: WaveInput): WeighedRows {
  const { weighed: found, problem } = weighedRows(wave);
  if (!found) throw new Error(JSON.stringify(problem));
  return found;
}

/** The mean of what was perceived, with its error by linearization and by the jackknife of the wave. */
function meanByBoth(wave: WaveInput) {
  const own = weighed(wave);
  const { design, whole } = own.rows;
  const [speed] = partAnswers(wave, own, partsOf(definition, 'item'));
  const mean = (of: Design) => meanOf(rowsOf(of, whole.domain), speed?.perceived ?? new Float64Array());
  const replication = waveReplication(wave, own.scheme, own.rows);
  if (!replication) throw new Error('No replicates');
  const { estimates, discarded } = replicatedEstimates(design, whole.domain, replication, (of) => [mean(of)]);
  const linear = estimateOf(design, whole.domain, mean(design));
  return {
    linear: linear.standardError ?? 0,
    jackknife: estimates[0]?.standardError ?? 0,
    discarded,
    replication,
  };
}

describe('the jackknife of a wave', () => {
  test('is linearization but for a known factor, where respondents of a stratum stand for the others', () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = createRandom(`wave ${seed}`);
      const sampled = 20 + random.below(60);
      const wave = aWave(random, { a: { population: sampled * 3, sampled, response: 0.6 } });
      const { linear, jackknife, discarded } = meanByBoth(wave);
      const r = Math.round(sampled * 0.6);
      expectSame(
        jackknife ** 2,
        linear ** 2 * (((sampled - 1) * r) / (sampled * (r - 1))),
        `seed ${seed}`,
        1e-9,
      );
      expect(discarded).toBe(0);
    }
  });

  test('is no census where not everybody asked answers', () => {
    const full = { population: 60, sampled: 60, response: 0.5 };
    const { linear, jackknife } = meanByBoth(aWave(createRandom('full'), { a: full }));
    expect(linear).toBeGreaterThan(0);
    expect(jackknife).toBeGreaterThan(0.9 * linear);
    const wave = aWave(createRandom('all'), { a: { ...full, response: 1 } });
    const own = weighed(wave);
    expect(waveReplication(wave, own.scheme, own.rows)).toBeNull();
  });

  test('weighs anew in every replicate: classes stay as they were joined, margins hold', () => {
    const plan = {
      weighting: {
        nonresponse: { classes: ['stratum', 'tenure'], minimum: 14 },
        calibration: { method: 'raking', margins: ['stratum', 'tenure'] },
      },
    };
    const strata = {
      a: { population: 90, sampled: 30, response: 0.6 },
      b: { population: 400, sampled: 70, response: 0.5 },
    };
    const wave = aWave(createRandom('raked'), strata, plan);
    const own = weighed(wave);
    expect(own.rows.weighted.warnings.map(({ code }) => code)).toContain('class-collapsed');
    const replication = waveReplication(wave, own.scheme, own.rows);
    expect(replication?.replicates.count).toBe(100);
    for (let replicate = 0; replicate < 100; replicate++) {
      const weights = replication?.weights(replicate) ?? new Float64Array();
      const total = (stratum: string) =>
        own.rows.respondents.reduce((sum, row, place) => {
          const { codes, labels } = wave.dataset.stratum;
          return labels[codes[row] ?? -1] === stratum ? sum + (weights[place] ?? 0) : sum;
        }, 0);
      expectSame(total('a'), 90, `replicate ${replicate}`);
      expectSame(total('b'), 400, `replicate ${replicate}`);
    }
  });

  test('leaves customers out in groups where they are many, about as exactly', () => {
    const strata = {
      a: { population: 900, sampled: 300, response: 0.6 },
      b: { population: 9000, sampled: 900, response: 0.4 },
    };
    const ratios = Array.from({ length: 8 }, (_, seed) => {
      const { linear, jackknife, replication } = meanByBoth(aWave(createRandom(`many ${seed}`), strata));
      expect(replication.grouped).toBe(true);
      expect(replication.replicates.count).toBe(400);
      return (jackknife / linear) ** 2;
    });
    const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
    expect(Math.abs(mean - 1)).toBeLessThan(0.06);
  });

  test('gives way to linearization where a wave is too large to be weighed again and again', () => {
    const wave = aWave(createRandom('large'), { a: { population: 1e6, sampled: 12_001, response: 0.1 } });
    const own = weighed(wave);
    expect(waveReplication(wave, own.scheme, own.rows)).toBeNull();
  });
});

describe('the score of a part', () => {
  const answers = (...values: number[]) => Float64Array.of(...values);

  test('is the weighted mean of the items answered, and nothing where none is', () => {
    const scores = scoresOf([
      { answers: answers(4, 4, Number.NaN, Number.NaN), weight: 3 },
      { answers: answers(8, Number.NaN, 8, Number.NaN), weight: 1 },
    ]);
    expect([...scores]).toEqual([5, 4, 8, Number.NaN]);
  });

  test('is exactly what was answered where all answers are equal, whatever the weights', () => {
    const weights = [0.1, 0.7, 1.3, 1e-9, 12345.678];
    const scores = scoresOf(weights.map((weight) => ({ answers: answers(7, 0.3), weight })));
    expect([...scores]).toEqual([7, 0.3]);
  });
});
