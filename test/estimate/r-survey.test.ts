import { describe, expect, test } from 'vitest';
import { csvOf, expected, type Line } from './estimate-fixture.ts';
import { estimatedFrom } from './inline.ts';
import { expectNear, lineOf } from './reference.ts';

type Run = Awaited<ReturnType<typeof estimatedFrom>>;

/** Nothing has no error but rounding, on either side. */
const LEAST = 1e-7;

function expectLine(run: Run, line: Line) {
  const { name, target, domain } = line;
  const what = `${name} ${target ?? ''} ${domain ?? ''}`;
  const ours = lineOf(run, name, { target, domain });
  if (line.se === null) {
    expect(ours.standardError, `${what}: R stops`).toBeNull();
    return;
  }
  const size = LEAST * Math.max(1, Math.abs(line.estimate ?? 0));
  expectNear(ours.estimate, line.estimate ?? Number.NaN, what);
  expectNear(ours.standardError, line.se, `${what} standard error`, size);
  expect(ours.degreesOfFreedom, `${what} degrees of freedom`).toBe(line.df);
  if (line.interval && line.se > size) {
    expectNear(ours.lower, line.interval[0], `${what} lower`);
    expectNear(ours.upper, line.interval[1], `${what} upper`);
  }
  if (line.deff) expectNear(ours.designEffect, line.deff, `${what} design effect`);
}

describe('a spec gives what R survey does', () => {
  test.each(Object.keys(expected.cases))('%s', async (name) => {
    const { data, spec, weights, lines } = expected.cases[name] as (typeof expected.cases)[string];
    const columns = expected.files[data] ?? {};
    const run = await estimatedFrom(csvOf(columns), spec);
    const answered = run.weights.filter((_, row) => !('nonresponse' in spec) || columns.r?.[row] === 1);
    expect(answered).toHaveLength(weights.length);
    for (const [row, weight] of weights.entries()) expectNear(answered[row], weight, `weight ${row}`);
    for (const line of lines) expectLine(run, line);
  });
});

describe('changes between three waves are R’s', () => {
  test.each(['independent', 'overlap', 'stacked'] as const)('%s', async (covariance) => {
    const estimates = [
      { name: 'mean', type: 'mean', variable: 'y' },
      { name: 'total', type: 'total', variable: 'y' },
      { name: 'ratio', type: 'ratio', numerator: 'y', denominator: 'x' },
    ];
    const margins = [{ variables: ['g'], totals: { g1: 200, g2: 250 } }];
    const stacked = covariance === 'stacked';
    for (const weighting of ['plain', 'calibrated'] as const) {
      const run = await estimatedFrom(csvOf(expected.panel), {
        design: { weights: 'w', strata: ['h'], ...(stacked ? { clusters: ['id'] } : { fpc: ['N'] }) },
        ...(weighting === 'calibrated' && {
          calibration: { method: stacked ? 'raking' : 'poststratification', margins },
        }),
        estimates,
        change: { variable: 'wave', values: [1, 2, 3], covariance, unit: 'id' },
      });
      expect(run.result.changes).toHaveLength(9);
      for (const [pair, figures] of Object.entries(expected.changes[covariance][weighting])) {
        const [from, to] = pair.split('-');
        const rows = run.result.changes.filter((row) => row.from === from && row.to === to);
        const families = expected.families[covariance][weighting] as Record<
          string,
          { holm: number[]; BH: number[] }
        >;
        for (const [place, [name, figure]] of Object.entries(figures).entries()) {
          const what = `${name} from ${pair}, ${weighting}`;
          const row = rows[place];
          expect(row?.name).toBe(name);
          expectNear(row?.difference, figure.difference, what, 1e-3);
          expectNear(row?.standardError, figure.se, `${what} standard error`);
          if (figure.df === null) expect(row?.degreesOfFreedom).toBeNull();
          else expectNear(row?.degreesOfFreedom, figure.df, `${what} degrees of freedom`);
          expect(Math.abs((row?.p ?? 9) - figure.p), `${what} p`).toBeLessThan(1e-10);
          const { holm = [], BH = [] } = families[pair] ?? {};
          expect(Math.abs((row?.pHolm ?? 9) - (holm[place] ?? 0)), `${what} Holm`).toBeLessThan(1e-10);
          expect(Math.abs((row?.pBH ?? 9) - (BH[place] ?? 0)), `${what} BH`).toBeLessThan(1e-10);
        }
      }
    }
  });
});

test.each(expected.scaled)('values times $times are as exact as in R', async ({ times, mean, ratio }) => {
  const { y = [], x = [], ...others } = expected.files.stages ?? {};
  const scaled = (column: typeof y) => column.map((value) => (value === null ? null : Number(value) * times));
  const run = await estimatedFrom(csvOf({ ...others, y: scaled(y), x: scaled(x) }), {
    design: { weights: 'wp', strata: ['h'], clusters: ['c'] },
    estimates: [
      { name: 'mean', type: 'mean', variable: 'y' },
      { name: 'ratio', type: 'ratio', numerator: 'y', denominator: 'x' },
    ],
  });
  for (const [name, figure] of Object.entries({ mean, ratio })) {
    const ours = lineOf(run, name);
    for (const [part, value] of [
      ['estimate', figure.estimate],
      ['standardError', figure.se],
    ] as const) {
      expect(Math.abs((ours[part] ?? 0) / value - 1), `${name} ${part}`).toBeLessThan(1e-10);
    }
  }
});
