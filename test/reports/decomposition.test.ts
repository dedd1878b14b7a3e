import { describe, expect, test } from 'vitest';
import type { Decomposition, Report } from '#reports/report.ts';
import {
  changesFixture,
  expectedOf,
  type PanelOptions,
  panelDefinition,
  panelReport,
  panelRows,
  panelWave,
  reportOf,
} from './changes-fixture.ts';
import { expectSame } from './survey-fixture.ts';

/** The promise is 1e-8; what holds here is far less. */
const tolerance = 1e-9;

function decompositionOf(report: Report, target: string, from = '1', to = '2'): Decomposition {
  const found = report.decompositions.find(
    (one) => one.from === from && one.to === to && one.target === target,
  );
  if (found === undefined) throw new Error(`no decomposition of ${target}`);
  return found;
}

describe.each(['plain', 'raked'] as const)('with weights that are %s', (weighting) => {
  describe.each(['independent', 'overlap', 'stacked'] as const)('and samples %s', (change) => {
    test.each([false, true])('both parts and their errors equal those of R, row by row: %s', (byRows) => {
      const report = panelReport({ weighting, plan: { change }, byRows });
      for (const { from, to, parts } of changesFixture.decompositions[weighting]) {
        for (const [target, { difference, real, composition }] of Object.entries(parts)) {
          const what = `${target} from ${from} to ${to}`;
          const ours = decompositionOf(report, target, `${from}`, `${to}`);
          const { standardError, degreesOfFreedom } = expectedOf(real, change);
          expectSame(ours.difference, difference, what, tolerance);
          expectSame(ours.real?.difference, real.difference, `${what} real`, tolerance);
          expectSame(ours.real?.standardError, standardError, `${what} real, its error`, tolerance);
          if (degreesOfFreedom === null) expect(ours.real?.degreesOfFreedom).toBeNull();
          else expectSame(ours.real?.degreesOfFreedom, degreesOfFreedom, `${what} real`, tolerance);
          expectSame(ours.composition?.difference, composition.difference, `${what} composition`, tolerance);
          expectSame(ours.composition?.standardError, composition.se, `${what} composition, its error`, 1e-8);
          expect(ours.composition?.degreesOfFreedom).toBe(composition.df);
        }
      }
    });
  });
});

describe('the parts of a change', () => {
  const aggregates = ['composite', 'meanOfFactors', 'pooled'] as const;

  test.each(aggregates)('add up to it, whatever the index: %s', (aggregate) => {
    const definition = panelDefinition({ index: { origin: 'scaleMinimum', aggregate, band: 0.03 } });
    const report = panelReport({ definition, weighting: 'raked' });
    expect(report.decompositions).toHaveLength(9);
    for (const { target, from, to, difference, real, composition } of report.decompositions) {
      const change = report.changes.find(
        (one) => one.name === 'csi' && one.target === target && one.from === from && one.to === to,
      );
      expect(difference).toBe(change?.difference);
      expect((real?.difference ?? 0) + (composition?.difference ?? 0)).toBeCloseTo(difference ?? 9, 14);
    }
  });

  test('of a mean of factors are the means of the factors’ parts', () => {
    const definition = panelDefinition({ index: { origin: 'zero', aggregate: 'meanOfFactors', band: 0.03 } });
    const report = panelReport({ definition });
    for (const part of ['real', 'composition'] as const) {
      const of = (target: string) => decompositionOf(report, target)[part]?.difference ?? Number.NaN;
      expect(0.6 * of('factor:service') + 0.4 * of('factor:after')).toBeCloseTo(of('overall'), 14);
    }
  });

  test.each<PanelOptions>([
    { plan: { weighting: { base: 'design' } } },
    { weighting: 'plain' },
    { weighting: 'raked' },
  ])('are all real where strata keep their shares, whoever answered and however weighted: %o', (options) => {
    const report = reportOf([
      panelWave(1, { ...options, populations: { A: 160, B: 700, C: 2600 } }),
      panelWave(2, { ...options, populations: { A: 320, B: 1400, C: 5200 } }),
    ]);
    expect(report.decompositions).toHaveLength(3);
    for (const { difference, real, composition } of report.decompositions) {
      expect(difference).not.toBe(0);
      expect(real?.difference).toBe(difference);
      expect(composition).toMatchObject({
        difference: 0,
        standardError: null,
        p: null,
        reason: 'no-variance',
      });
    }
  });

  /** Everybody drawn answers, so that weights add up to the strata exactly. */
  const answering = panelRows(1).filter(({ answers }) => answers !== null);
  const byDesign = { plan: { weighting: { base: 'design' } }, rows: answering };

  test('are all composition where every stratum answers as before', () => {
    const report = reportOf([
      panelWave(1, { ...byDesign, populations: { A: 160, B: 700, C: 2600 } }),
      panelWave(2, { ...byDesign, populations: { A: 400, B: 700, C: 1500 } }),
    ]);
    for (const { difference, real, composition } of report.decompositions) {
      expect(Math.abs(difference ?? 0)).toBeGreaterThan(1e-3);
      expect(real?.difference).toBeCloseTo(0, 13);
      expect(composition?.difference).toBeCloseTo(difference ?? 9, 13);
      expect(composition?.standardError).toBeGreaterThan(0);
    }
  });

  test('are all real in a sample of one stratum', () => {
    const one = (wave: number): PanelOptions => ({
      rows: panelRows(wave).map((row) => ({ ...row, stratum: 'all' })),
      populations: { all: 3000 + 500 * wave },
    });
    const report = reportOf([1, 2].map((wave) => panelWave(wave, one(wave))));
    const { difference, real, composition } = decompositionOf(report, 'overall');
    expect(real?.difference).toBeCloseTo(difference ?? 9, 13);
    expect(composition?.difference).toBeCloseTo(0, 13);
    expect(composition?.reason).toBe('no-variance');
  });
});

describe('a change is not divided, and says why,', () => {
  const nothing = { difference: null, real: null, composition: null };
  const between = (from: PanelOptions, to: PanelOptions) =>
    decompositionOf(reportOf([panelWave(1, from), panelWave(2, to)]), 'overall');
  const without = (stratum: string, wave: number) =>
    panelRows(wave).map((row) => (row.stratum === stratum ? { ...row, answers: null } : row));

  test('where the strata of the two waves are not the same', () => {
    const [known = {}] = changesFixture.populations;
    const divided = between({}, { populations: { ...known, D: 40 } });
    expect(divided).toMatchObject({ ...nothing, reason: 'strata-differ' });
  });

  test.each([1, 2])('where nobody of a stratum answered in wave %i', (wave) => {
    const [from, to] = [1, 2].map((each) => (each === wave ? { rows: without('A', wave) } : {}));
    const reason = 'stratum-without-answers';
    expect(between(from ?? {}, to ?? {})).toMatchObject({ ...nothing, reason });
  });

  test('where a population is not known', () => {
    const unknown = { populations: { A: null, B: null, C: null } };
    expect(between(unknown, {})).toMatchObject({ ...nothing, reason: 'population-unknown' });
    expect(between({}, unknown)).toMatchObject({ ...nothing, reason: 'population-unknown' });
  });

  test('where the series is broken', () => {
    const definition = panelDefinition({
      index: { origin: 'scaleMinimum', aggregate: 'composite', band: 0.03 },
    });
    expect(between({}, { definition })).toMatchObject({ ...nothing, reason: 'origin-changed' });
  });

  test('where one of the waves has no such figure', () => {
    const rows = panelRows(2).map((row) => ({ ...row, answers: row.answers && { recommend: 9 } }));
    expect(between({}, { rows })).toMatchObject({ ...nothing, reason: 'estimate-undefined' });
  });

  test('and there is nothing to divide in a report of one wave', () => {
    expect(reportOf([panelWave(1)]).decompositions).toEqual([]);
  });
});
