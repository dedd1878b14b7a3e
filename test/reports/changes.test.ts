import { describe, expect, test } from 'vitest';
import type { Plan } from '#reports/plan.ts';
import type { Change, Report } from '#reports/report.ts';
import { benjaminiHochberg, holm } from '#reports/sampling-error/multiplicity.ts';
import {
  changesFixture,
  type ExpectedChange,
  type ExpectedStep,
  expectedOf,
  panelDefinition,
  panelReport,
  panelRows,
  panelWave,
  reportOf,
} from './changes-fixture.ts';
import { expectSame } from './survey-fixture.ts';

/** The promise is 1e-8; what holds here is far less. */
const tolerance = 1e-9;

const nameOf = (target: string) => (target === 'ease' ? 'mean' : target === 'recommend' ? target : 'csi');

/** The name of a cell, `null` for everybody. */
const cellOf = (domain: Change['domain']) => (domain === null ? null : Object.entries(domain)[0]?.join(' '));

function changeOf(report: Report, { from, to, variable, value }: ExpectedStep, target: string): Change {
  const cell = variable === null ? null : `${variable} ${value}`;
  const found = report.changes.find(
    (one) =>
      one.from === `${from}` &&
      one.to === `${to}` &&
      one.name === nameOf(target) &&
      one.target === target &&
      cellOf(one.domain) === cell,
  );
  if (found === undefined) throw new Error(`no change of ${target} in ${cell} from ${from} to ${to}`);
  return found;
}

/** Whether the figure that a change is of is held back in one of its waves. */
function isHeldBack(report: Report, { name, target, domain, from, to }: Change): boolean {
  return report.waves
    .filter(({ key }) => key === from || key === to)
    .flatMap(({ figures }) => figures)
    .some(
      (figure) =>
        figure.name === name &&
        figure.target === target &&
        cellOf(figure.domain) === cellOf(domain) &&
        figure.suppressed !== null,
    );
}

function expectChange(change: Change, expected: ExpectedChange, how: Plan['change'], what: string): void {
  const { standardError, degreesOfFreedom } = expectedOf(expected, how);
  expectSame(change.difference, expected.difference, `${what} difference`, tolerance);
  expectSame(change.standardError, standardError, `${what} standard error`, tolerance);
  if (degreesOfFreedom === null) expect(change.degreesOfFreedom, what).toBeNull();
  else expectSame(change.degreesOfFreedom, degreesOfFreedom, `${what} degrees of freedom`, tolerance);
}

const noNumbers = {
  difference: null,
  standardError: null,
  lower: null,
  upper: null,
  degreesOfFreedom: null,
  p: null,
  pHolm: null,
  pBH: null,
};

describe.each(['plain', 'raked'] as const)('changes of weights that are %s equal those of R', (weighting) => {
  test.each(['independent', 'overlap', 'stacked'] as const)('%s, of everybody', (change) => {
    const report = panelReport({ weighting, plan: { change } });
    const steps = changesFixture.changes[weighting].filter(({ variable }) => variable === null);
    expect(steps).toHaveLength(3);
    for (const step of steps) {
      for (const [target, expected] of Object.entries(step.figures)) {
        const what = `${target} from ${step.from} to ${step.to}`;
        expectChange(changeOf(report, step, target), expected, change, what);
      }
    }
  });

  test.each(['independent', 'overlap', 'stacked'] as const)('%s, of segments', (change) => {
    const report = panelReport({ weighting, plan: { change } });
    const steps = changesFixture.changes[weighting].filter(({ variable }) => variable !== null);
    let [told, held] = [0, 0];
    for (const step of steps) {
      for (const [target, expected] of Object.entries(step.figures)) {
        const found = changeOf(report, step, target);
        if (isHeldBack(report, found)) {
          expect(found).toMatchObject({ ...noNumbers, reason: 'held-back' });
          held += 1;
        } else {
          const what = `${target} in ${step.value} from ${step.from} to ${step.to}`;
          expectChange(found, expected, change, what);
          told += 1;
        }
      }
    }
    // 6 cells, 3 steps, 8 figures; the smallest region and, so that it is not given away, another one in wave 1
    expect(told + held).toBe(144);
    expect(held).toBeGreaterThanOrEqual(2 * 2 * 8);
    expect(told).toBeGreaterThanOrEqual(100);
  });

  test('three waves as one design: Wald’s test and the change per wave', () => {
    const { movement } = panelReport({ weighting, plan: { change: 'stacked' } });
    const { wald, trend, se } = changesFixture.stacked_movement[weighting];
    expectSame(movement?.chiSquare, wald, 'Wald', tolerance);
    expectSame(movement?.trend, trend, 'trend', tolerance);
    expectSame(movement?.trendStandardError, se, 'its standard error', tolerance);
  });
});

describe('a change is looked at', () => {
  const report = panelReport();
  const inStep = report.changes.filter(({ from, to }) => from === '2' && to === '3');
  const family = (name: Change['family'], variable?: string) =>
    inStep.filter((one) => one.family === name && Object.keys(one.domain ?? {})[0] === variable);

  test('with those of its family in the step, whose size it says', () => {
    expect(family('declared').map(({ target }) => target)).toEqual([
      'overall',
      'factor:service',
      'factor:after',
    ]);
    expect(family('items').map(({ target }) => target)).toEqual(['speed', 'manner', 'claims']);
    // four regions and two tenures, each with the index and two factors
    expect(family('segments', 'region')).toHaveLength(12);
    expect(family('segments', 'tenure')).toHaveLength(6);
    for (const members of [family('declared'), family('items'), family('segments', 'tenure')]) {
      expect(new Set(members.map(({ familySize }) => familySize))).toEqual(new Set([members.length]));
    }
  });

  test('by Holm where it was declared, else by Benjamini–Hochberg, and by itself where it has no family', () => {
    for (const [name, members] of [
      ['declared', family('declared')],
      ['items', family('items')],
      ['region', family('segments', 'region')],
      ['tenure', family('segments', 'tenure')],
    ] as const) {
      const p = members.map((change) => change.p);
      const isDeclared = name === 'declared';
      expect(members.map(({ pHolm }) => pHolm)).toEqual(isDeclared ? holm(p) : p.map(() => null));
      expect(members.map(({ pBH }) => pBH)).toEqual(isDeclared ? p.map(() => null) : benjaminiHochberg(p));
    }
    const alone = inStep.filter((one) => one.family === null);
    expect(new Set(alone.map(({ name }) => name))).toEqual(new Set(['csi', 'mean', 'recommend']));
    expect(
      alone.every(({ pHolm, pBH, familySize }) => pHolm === null && pBH === null && familySize === null),
    ).toBe(true);
  });

  test('as if there were no segments, where it is of everybody', () => {
    const whole = ({ changes }: Report) => changes.filter(({ domain }) => domain === null);
    const byRows = true;
    const without = panelReport({ byRows, plan: { segments: [] } });
    expect(whole(panelReport({ byRows }))).toEqual(without.changes);
  });

  test('not with those held back, which are not counted', () => {
    const first = report.changes.filter(
      (one) => one.from === '1' && one.to === '2' && one.family === 'segments' && one.domain?.region,
    );
    const held = first.filter(({ reason }) => reason === 'held-back');
    expect(held).toHaveLength(6);
    expect(new Set(first.map(({ familySize }) => familySize))).toEqual(new Set([12 - 6]));
  });
});

describe('a segment', () => {
  test('that only one of the waves has makes no change', () => {
    const moved = panelRows(2).map((row) => (row.region === 'north' ? { ...row, region: 'abroad' } : row));
    const { changes } = reportOf([panelWave(1), panelWave(2, { rows: moved })]);
    const regions = new Set(changes.map(({ domain }) => domain?.region));
    expect(regions).toEqual(new Set([undefined, 'east', 'isle', 'west']));
  });

  test('broken in its series has no difference either', () => {
    const definition = panelDefinition({
      index: { origin: 'scaleMinimum', aggregate: 'composite', band: 0.03 },
    });
    const { changes } = reportOf([panelWave(2), panelWave(3, { definition })]);
    const east = changes.filter(({ domain, name }) => domain?.region === 'east' && name === 'csi');
    expect(east).toHaveLength(6);
    expect(new Set(east.map(({ reason }) => reason))).toEqual(new Set(['origin-changed']));
  });
});
