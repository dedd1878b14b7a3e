import { describe, expect, test } from 'vitest';
import { jointCovariance } from '#reports/joint-covariance.ts';
import { measureWave, type WaveInput } from '#reports/measure-wave.ts';
import type { Figure } from '#reports/report.ts';
import type { Definition } from '#surveys/definition.ts';
import { createRandom } from '#surveys/random.ts';
import { aWave, definitions, plans } from './random-waves.ts';

const { composite } = definitions as { composite: Definition };

function jointOf(wave: WaveInput) {
  const { joint } = jointCovariance(wave);
  if (joint === null) throw new Error('no covariances');
  const { figures, matrix } = joint;
  const placeOf = (name: string, target: string, value: string | null) =>
    figures.findIndex(
      (figure) =>
        figure.name === name &&
        figure.target === target &&
        (Object.values(figure.domain ?? {})[0] ?? null) === value,
    );
  const between = (one: number, other: number) => matrix[one * figures.length + other] ?? Number.NaN;
  return { figures, matrix, placeOf, between };
}

describe.each(Object.entries(plans))('the joint covariance of a wave weighted %s', (name, plan) => {
  const { input } = aWave(createRandom(`covariance ${name}`), composite, plan, 500);
  const { figures, between } = jointOf(input);

  test('has the squares of the report’s standard errors on its diagonal', () => {
    const key = ({ name: of, target, domain }: Figure) => JSON.stringify([of, target, domain]);
    const reported = new Map(measureWave(input).report.figures.map((figure) => [key(figure), figure]));
    expect(figures.length).toBeGreaterThan(15);
    for (const [place, figure] of figures.entries()) {
      const expected = reported.get(key(figure))?.standardError ?? Number.NaN;
      expect(Math.abs(Math.sqrt(between(place, place)) / expected - 1), key(figure)).toBeLessThan(1e-10);
    }
  });

  test('is symmetric, and gives no contrast a negative variance', () => {
    const random = createRandom(`contrasts ${name}`);
    for (let time = 0; time < 50; time++) {
      const contrast = figures.map(() => random.next() - 0.5);
      let [variance, size] = [0, 0];
      for (const i of figures.keys()) {
        for (const j of figures.keys()) {
          expect(between(i, j)).toBe(between(j, i));
          variance += (contrast[i] ?? 0) * (contrast[j] ?? 0) * between(i, j);
        }
        size += (contrast[i] ?? 0) ** 2 * between(i, i);
      }
      expect(variance).toBeGreaterThan(-1e-12 * size);
    }
  });
});

describe('the joint covariance of segments', () => {
  test('is none where they lie in different strata and nothing ties them', () => {
    const { input } = aWave(createRandom('strata'), composite, { segments: ['stratum'] }, 400);
    const { placeOf, between } = jointOf(input);
    const [one, other] = [placeOf('csi', 'overall', 'B'), placeOf('csi', 'overall', 'C')];
    expect(between(one, one)).toBeGreaterThan(0);
    expect(Math.abs(between(one, other))).toBeLessThan(1e-18);
  });

  test('follows the textbook where segments cut through strata', () => {
    const { input } = aWave(createRandom('regions'), composite, { segments: ['region'] }, 400);
    const { placeOf, between } = jointOf(input);
    const places = ['east', 'west'].map((region) => placeOf('mean', 'ease', region));
    expect(between(places[0] ?? -1, places[1] ?? -1)).toBeCloseTo(
      covarianceOfMeans(input, 'east', 'west'),
      14,
    );
  });

  test('leaves out what is held back, and says why there is none at all', () => {
    const { input } = aWave(createRandom('few'), composite, { segments: ['region'], smallestCell: 1000 }, 60);
    expect(jointOf(input).figures.every(({ domain }) => domain === null)).toBe(true);
    const { input: nobody } = aWave(createRandom('nobody'), composite, {}, 0);
    expect(jointCovariance(nobody)).toEqual({ joint: null, problem: { code: 'unanswered' } });
  });
});

/** Σ_h (1 − n_h/N_h) n_h/(n_h − 1) Σ (u − ū)(v − v̄), u = w (x − x̄)/Σw inside the one region and 0 outside, v in the other. */
function covarianceOfMeans({ dataset, populations }: WaveInput, one: string, other: string): number {
  const region = dataset.variables.get('region');
  const ease = dataset.ratings.get('rating:ease');
  if (!region || !ease) throw new Error('no columns');
  const { codes: strata, labels } = dataset.stratum;
  const rows = Array.from({ length: dataset.sampled }, (_, row) => ({
    stratum: labels[strata[row] ?? -1] ?? '',
    answered: (dataset.disposition[row] ?? 9) < 2,
    region: region.labels[region.codes[row] ?? -1],
    answer: (ease.codes[row] ?? 0) < 3 ? null : (ease.codes[row] ?? 0) - 3 + ease.min,
  }));
  const drawnIn = (stratum: string) => rows.filter((row) => row.stratum === stratum).length;
  const weightOf = ({ stratum }: { stratum: string }) => (populations.get(stratum) ?? 0) / drawnIn(stratum);
  const respondents = rows.filter(({ answered }) => answered);
  const influence = (of: string) => {
    const there = respondents.filter((row) => row.region === of && row.answer !== null);
    const total = there.reduce((sum, row) => sum + weightOf(row), 0);
    const mean = there.reduce((sum, row) => sum + weightOf(row) * (row.answer ?? 0), 0) / total;
    return respondents.map((row) =>
      there.includes(row) ? (weightOf(row) * ((row.answer ?? 0) - mean)) / total : 0,
    );
  };
  const [u, v] = [influence(one), influence(other)];
  return labels.reduce((sum, stratum) => {
    const places = [...respondents.keys()].filter((place) => respondents[place]?.stratum === stratum);
    const n = places.length;
    const meanOf = (values: number[]) => places.reduce((total, place) => total + (values[place] ?? 0), 0) / n;
    const products = places.reduce(
      (total, place) => total + ((u[place] ?? 0) - meanOf(u)) * ((v[place] ?? 0) - meanOf(v)),
      0,
    );
    return sum + (1 - n / (populations.get(stratum) ?? 0)) * (n / (n - 1)) * products;
  }, 0);
}
