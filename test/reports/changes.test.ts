import { describe, expect, test } from 'vitest';
import type { Change, Report } from '#reports/report.ts';
import { changesFixture, type ExpectedChange, panelReport } from './changes-fixture.ts';
import { expectSame } from './survey-fixture.ts';

/** The promise is 1e-8; what holds here is far less. */
const tolerance = 1e-9;

const nameOf = (target: string) => (target === 'ease' ? 'mean' : target === 'recommend' ? target : 'csi');

function changeOf(report: Report, from: number, to: number, target: string): Change | undefined {
  return report.changes.find(
    (one) =>
      one.from === `${from}` && one.to === `${to}` && one.name === nameOf(target) && one.target === target,
  );
}

function expectChange(change: Change | undefined, expected: ExpectedChange, how: string, what: string): void {
  const error = { independent: expected.independent, overlap: expected.overlap, stacked: expected.stacked };
  expectSame(change?.difference, expected.difference, `${what} difference`, tolerance);
  expectSame(change?.standardError, error[how as keyof typeof error], `${what} standard error`, tolerance);
  const freedom = { independent: expected.df, overlap: null, stacked: expected.df_stacked };
  const degreesOfFreedom = freedom[how as keyof typeof freedom];
  if (degreesOfFreedom === null) expect(change?.degreesOfFreedom, what).toBeNull();
  else expectSame(change?.degreesOfFreedom, degreesOfFreedom, `${what} degrees of freedom`, tolerance);
}

describe.each(['plain', 'raked'] as const)('changes of weights that are %s equal those of R', (weighting) => {
  test.each(['independent', 'overlap', 'stacked'])('%s, of everybody', (change) => {
    const report = panelReport({ weighting, plan: { change } });
    const steps = changesFixture.changes[weighting].filter(({ variable }) => variable === null);
    expect(steps).toHaveLength(3);
    for (const { from, to, figures } of steps) {
      for (const [target, expected] of Object.entries(figures)) {
        const found = changeOf(report, from, to, target);
        expectChange(found, expected, change, `${target} from ${from} to ${to}`);
      }
    }
  });

  test('three waves as one design: Wald’s test and the change per wave', () => {
    const { movement } = panelReport({ weighting, plan: { change: 'stacked' } });
    const { wald, trend, se } = changesFixture.stacked_movement[weighting];
    expectSame(movement?.chiSquare, wald, 'Wald', tolerance);
    expectSame(movement?.trend, trend, 'trend', tolerance);
    expectSame(movement?.trendStandardError, se, 'its standard error', tolerance);
  });
});
