import { describe, expect, test } from 'vitest';
import type { Plan } from '#reports/plan.ts';
import type { Change, Report } from '#reports/report.ts';
import { changesFixture, type ExpectedChange, expectedOf, panelReport } from './changes-fixture.ts';
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

function expectChange(
  change: Change | undefined,
  expected: ExpectedChange,
  how: Plan['change'],
  what: string,
): void {
  const { standardError, degreesOfFreedom } = expectedOf(expected, how);
  expectSame(change?.difference, expected.difference, `${what} difference`, tolerance);
  expectSame(change?.standardError, standardError, `${what} standard error`, tolerance);
  if (degreesOfFreedom === null) expect(change?.degreesOfFreedom, what).toBeNull();
  else expectSame(change?.degreesOfFreedom, degreesOfFreedom, `${what} degrees of freedom`, tolerance);
}

describe.each(['plain', 'raked'] as const)('changes of weights that are %s equal those of R', (weighting) => {
  test.each(['independent', 'overlap', 'stacked'] as const)('%s, of everybody', (change) => {
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
