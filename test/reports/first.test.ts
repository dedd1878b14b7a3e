import { describe, expect, test } from 'vitest';
import { ellipsePoints } from '#reports/drivers/confidence-ellipse.ts';
import { instrumentOf } from '#reports/instrument.ts';
import type { WaveInput } from '#reports/measure-wave.ts';
import { revenueAtRisk } from '#reports/revenue-at-risk.ts';
import { createDesign } from '#reports/sampling-error/design.ts';
import { domainsBy, wholeSample } from '#reports/sampling-error/domains.ts';
import type { Estimate } from '#reports/sampling-error/estimate.ts';
import { Tallies } from '#reports/tally/tallies.ts';
import { valueClassesOf } from '#reports/value-classes.ts';
import { analyseWave } from '#reports/wave-analysis.ts';
import { driversOf } from '#reports/wave-drivers.ts';
import { effectBy } from '#reports/wave-what-if.ts';
import { AttributeSummer, type AttributeSums } from '#surveys/sampling/attribute-sums.ts';
import { type Expected, firstDefinition, firstFixture, firstWave, itemKeys } from './first-fixture.ts';
import { expectSame } from './survey-fixture.ts';

function analysed(wave: WaveInput) {
  const { drivers, whatIf, value } = analyseWave(wave);
  if (drivers === null || whatIf === null || value === null) throw new Error('Nothing was analysed');
  return { drivers, whatIf, value };
}

function expectEstimate(
  ours: Estimate | null | undefined,
  { estimate, se }: Expected,
  what: string,
  tolerance = 1e-10,
) {
  expectSame(ours?.estimate, estimate, what);
  expectSame(ours?.standardError, se, `the error of ${what}`, tolerance);
}

/** R's derivatives are differences, good to seven digits. */
const byDifferences = 1e-6;

describe('what to do first equals R', () => {
  test('importance beside C, and how their errors go together', () => {
    const { drivers } = driversOf(firstWave(), { outcome: 'overall', by: 'item', errors: 'linearization' });
    itemKeys.forEach((key, place) => {
      const driver = drivers?.drivers.find((each) => each.key === key);
      expectEstimate(driver?.share, firstFixture.joint[place] as Expected, `share of ${key}`, byDifferences);
      expectEstimate(driver?.csi, firstFixture.joint[place + 4] as Expected, `C of ${key}`, byDifferences);
      const correlation = driver?.errorCorrelation ?? Number.NaN;
      expect(Math.abs(correlation - (firstFixture.correlation[place] as number))).toBeLessThan(1e-6);
      expect(Math.abs(correlation - (firstFixture.jackknife[place] as number))).toBeLessThan(0.02);
    });
  });

  test('the coefficients of the regression are those of svyglm', () => {
    const { drivers } = driversOf(firstWave(), { outcome: 'overall', by: 'item', errors: 'linearization' });
    itemKeys.forEach((key, place) => {
      const driver = drivers?.drivers.find((each) => each.key === key);
      const { estimate, se } = firstFixture.coefficients;
      expectEstimate(
        driver?.coefficient,
        { estimate: estimate[place] as number, se: se[place] as number },
        `coefficient of ${key}`,
        1e-9,
      );
    });
  });

  test.each(['composite', 'pooled', 'meanOfFactors'] as const)(
    'one point more of an item, where the index is %s',
    (aggregate) => {
      const { whatIf } = analysed(firstWave({ definition: firstDefinition(aggregate) }));
      itemKeys.forEach((key, place) => {
        const item = whatIf.items.find((each) => each.key === key);
        expectEstimate(item?.perPoint, firstFixture[aggregate][place] as Expected, key, byDifferences);
        if (aggregate === 'composite')
          expectEstimate(
            item?.toTop,
            firstFixture.toTop[place] as Expected,
            `${key} to the top`,
            byDifferences,
          );
      });
    },
  );

  test('what items would do is the same from sums as row by row', () => {
    for (const aggregate of ['composite', 'pooled', 'meanOfFactors'] as const) {
      const wave = firstWave({ definition: firstDefinition(aggregate) });
      const tallies = Tallies.of(wave.dataset, wave.plan, instrumentOf(wave.definition));
      if (tallies === null) throw new Error('No sums');
      const [rows, sums] = [analysed(wave).whatIf, analysed({ ...wave, tallies }).whatIf];
      rows.items.forEach(({ key, perPoint, toTop }, place) => {
        const other = sums.items[place];
        expectSame(other?.perPoint.standardError, perPoint.standardError ?? 0, key, 1e-9);
        expectSame(other?.toTop.standardError, toTop.standardError ?? 0, `${key} to the top`, 1e-9);
      });
    }
  });

  test('the same by svycontrast, where everybody answered every item', () => {
    const { data } = firstFixture;
    const lacks = (row: number) => itemKeys.some((key) => data[`a_${key}`]?.[row] === null);
    const wave = firstWave({ leaveOut: lacks });
    // R keeps those who lack an item in the design; here the strata come without them, so that only the value is the same
    const item = analysed(wave).whatIf.items.find(({ key }) => key === 'speed');
    expect(Math.abs((item?.perPoint.estimate ?? 0) / firstFixture.contrast.estimate - 1)).toBeLessThan(0.01);
    expect(Math.abs((item?.perPoint.standardError ?? 0) / firstFixture.contrast.se - 1)).toBeLessThan(0.1);
  });

  test('what dissatisfied customers bring, by weights alone and where the list knows what all bring', () => {
    const { risk, dissatisfied } = firstFixture;
    const byWeights = analysed(firstWave()).value;
    expectEstimate(byWeights.dissatisfied, dissatisfied, 'the dissatisfied');
    byWeights.tables[0]?.rows.forEach((row, place) => {
      expectEstimate(row.risk?.exposed, risk.byWeights[place] as Expected, row.value);
    });
    expectEstimate(byWeights.revenue?.atRisk.exposed, risk.byWeightsTotal, 'all together');
    const byTotals = analysed(firstWave({ sums: sumsOfList() })).value;
    byTotals.tables[0]?.rows.forEach((row, place) => {
      expectEstimate(row.risk?.exposed, risk.byTotals[place] as Expected, row.value);
    });
    expectEstimate(byTotals.revenue?.atRisk.exposed, risk.byTotalsTotal, 'all together', byDifferences);
  });
});

/** What the customers of the list bring, by class. */
function sumsOfList() {
  const { totals, populations } = firstFixture;
  const classes = Object.fromEntries(
    Object.entries(totals).map(([name, sum]) => [name, { customers: populations[name] ?? 0, sum }]),
  );
  const all = Object.values(classes).reduce(
    (sum, each) => ({ customers: sum.customers + each.customers, sum: sum.sum + each.sum }),
    { customers: 0, sum: 0 },
  );
  return { revenue: { ...all, by: { abc: classes } } };
}

describe('a confidence ellipse', () => {
  test('is where the distance by the joint covariance is the quantile of χ² with two degrees of freedom', () => {
    const joint = { x: 0.9, y: 0.2, xError: 0.01, yError: 0.03, correlation: -0.6 };
    for (const { x, y } of ellipsePoints(joint, 0.95)) {
      const [dx, dy] = [(x - joint.x) / joint.xError, (y - joint.y) / joint.yError];
      const { correlation: r } = joint;
      const distance = (dx * dx - 2 * r * dx * dy + dy * dy) / (1 - r * r);
      expectSame(distance, 5.991464547107979, 'the distance', 1e-12);
    }
  });
});

describe('which parts are looked at', () => {
  test('items where answers bear it', () => {
    const { drivers } = analysed(firstWave());
    expect(drivers).toMatchObject({ source: 'implied', by: 'item', passedOver: [], problem: null });
    expect(drivers.model?.outcome.key).toBe('overall');
  });

  test('coarser ones, with the reason, where few answered everything', () => {
    const { drivers } = analysed(firstWave({ leaveOut: (row) => row % 4 !== 0 }));
    expect(drivers.by).toBe('dimension');
    expect(drivers.passedOver).toEqual([{ by: 'item', why: 'too-few-cases' }]);
  });

  test('what the questionnaire declares, where no question sums up', () => {
    const definition = firstDefinition();
    const pages = definition.pages.map((page) => ({
      ...page,
      questions: page.questions.filter(({ kind }) => kind === 'pair'),
    }));
    const { drivers, whatIf } = analysed(firstWave({ definition: { ...definition, pages } }));
    expect(drivers).toMatchObject({ source: 'declared', problem: 'no-outcome', model: null });
    expect(drivers.parts.map(({ declared }) => declared).reduce((sum, share) => sum + share)).toBeCloseTo(1);
    expect(drivers.lines.importance).toBeCloseTo(0.25);
    expect(whatIf.items.every(({ outcomePerPoint }) => outcomePerPoint === null)).toBe(true);
  });
});

describe('what if', () => {
  test('nobody can be given more than the top of the scale', () => {
    const { whatIf } = analysed(firstWave());
    const [item] = whatIf.items;
    if (item === undefined) throw new Error('No item');
    expect(effectBy(item, 0.5)).toMatchObject({ isCapped: false, points: 0.5 });
    expect(effectBy(item, 0.5).effect.estimate).toBeCloseTo((item.perPoint.estimate ?? 0) / 2, 15);
    const most = effectBy(item, 9);
    expect(most).toMatchObject({ isCapped: true, points: item.headroom });
    expect(most.effect).toBe(item.toTop);
    expect(most.effect.estimate).toBeCloseTo((item.perPoint.estimate ?? 0) * (item.headroom ?? 0), 12);
  });

  test('on scales of different lengths a point is a point of its own scale', () => {
    const definition = firstDefinition();
    const pages = definition.pages.map((page) => ({
      ...page,
      questions: page.questions.map((each) =>
        each.kind === 'pair' && each.key === 'app' ? { ...each, scale: 'five' } : each,
      ),
    }));
    const mixed = firstWave({
      definition: { ...definition, pages, index: { ...definition.index, origin: 'scaleMinimum' } },
    });
    const { whatIf } = analysed(mixed);
    const perPoint = (key: string) => whatIf.items.find((each) => each.key === key)?.perPoint.estimate ?? 0;
    const { items } = firstFixture.weights;
    // both are in one factor: shares of it, over the points between the ends
    expect(perPoint('app') / perPoint('price')).toBeCloseTo(
      ((items.app ?? 0) / 4 / (items.price ?? 1)) * 9,
      10,
    );
  });
});

describe('classes of value', () => {
  test('scores go into thirds of what is possible, and who bought nothing apart', () => {
    const classes = valueClassesOf('rfm', ['000', '111', '333', '323', '212', '222', '131'], 3);
    expect(classes?.classes).toEqual(['high', 'middle', 'low', 'none']);
    expect(['333', '323', '222', '131', '212', '111', '000'].map((score) => classes?.classOf(score))).toEqual(
      ['high', 'high', 'middle', 'middle', 'middle', 'low', 'none'],
    );
    expect(valueClassesOf('abc', ['A'])).toBeNull();
  });

  test('make a table each; money stands in the first, which adds up, and shares of customers are estimated where no list counts them', () => {
    const scores = ['333', '222', '111', '000'];
    const { value } = analysed(firstWave({ attributesOf: (row) => ({ rfm: scores[row % 4] ?? '' }) }));
    expect(value.tables.map(({ variable, rows }) => [variable, rows.map((row) => row.value)])).toEqual([
      ['abc', ['A', 'B', 'C']],
      ['rfm', ['high', 'middle', 'low', 'none']],
    ]);
    const [abc, rfm] = value.tables;
    expect(rfm?.rows.every(({ risk }) => risk === null)).toBe(true);
    const sum = abc?.rows.reduce((total, { risk }) => total + (risk?.exposed.estimate ?? 0), 0);
    expect(sum).toBeCloseTo(value.revenue?.atRisk.exposed.estimate ?? 0, 6);
    const shares = (rfm?.rows ?? []).map(({ customers }) =>
      customers?.isKnown === false ? (customers.estimate.estimate ?? 0) : Number.NaN,
    );
    expect(shares.reduce((total, share) => total + share, 0)).toBeCloseTo(1, 12);
  });

  test('a class with few answers is held back, with another that would give it away, and its money too', () => {
    const keeps = (row: number) => firstFixture.data.stratum?.[row] !== 'A' || row % 10 === 0;
    const { value } = analysed(firstWave({ leaveOut: (row) => !keeps(row), sums: sumsOfList() }));
    const [a, b, c] = value.tables[0]?.rows ?? [];
    expect([a?.isHeldBack, b?.isHeldBack, c?.isHeldBack]).toEqual([true, true, false]);
    expect([a?.n, a?.csi.estimate, a?.dissatisfied.estimate, a?.risk?.exposed.estimate]).toEqual([
      0,
      null,
      null,
      null,
    ]);
    expect(b?.risk?.exposed.estimate).toBeNull();
    expect(c?.csi.estimate).not.toBeNull();
  });

  test('what few of a class were asked or answered is not told of it, nor of another that would give it away', () => {
    const { dataset, ...wave } = firstWave();
    const classes = dataset.variables.get('abc');
    if (classes === undefined) throw new Error('There are no classes');
    const inA = [...classes.codes.keys()].filter((row) => classes.labels[classes.codes[row] ?? -1] === 'A');
    for (const key of itemKeys) {
      for (const row of inA.slice(3)) dataset.ratings.get(`expectation:${key}`)?.codes.fill(0, row, row + 1);
    }
    const rows = analysed({ ...wave, dataset, tallies: null }).value.tables[0]?.rows ?? [];
    expect(rows.map(({ isHeldBack }) => isHeldBack)).toEqual([false, false, false]);
    for (const name of ['csi', 'dissatisfied'] as const) {
      const shown = rows.map((row) => row[name].estimate !== null);
      expect(shown[0]).toBe(false);
      expect(shown.filter((is) => is)).toHaveLength(1);
      expect(rows[0]?.[name].n).toBe(0);
    }
  });

  test('what one or two customers bring cannot be told from what all others bring', () => {
    const sums = sumsOfList();
    const { sum, by, ...others } = sums.revenue ?? {};
    const abc = { ...by?.abc, A: { customers: 2, sum: 9_000_000 } };
    const found = analysed(
      firstWave({ sums: { revenue: { ...others, sum, by: { ...by, abc } } as AttributeSums } }),
    ).value.tables[0]?.rows;
    const told = found?.map(({ revenue }) => revenue !== null);
    expect(told?.[0]).toBe(false);
    expect(told?.filter((is) => is)).toHaveLength(1);
  });
});

describe('revenue at risk', () => {
  const design = createDesign({ weights: new Float64Array(12).fill(2), strata: new Int32Array(12) });
  const whole = wholeSample(design);
  const domains = domainsBy(
    design,
    Int32Array.from({ length: 12 }, (_, row) => Math.floor(row / 6)),
    2,
  );
  const classes = domains.map((domain) => ({ domain, total: null }));
  const riskOf = (revenue: number[], dissatisfied: number[]) =>
    revenueAtRisk(
      design,
      whole,
      classes,
      { revenue: Float64Array.from(revenue), dissatisfied: Float64Array.from(dissatisfied) },
      { confidence: 0.95 },
    );
  const even = new Array<number>(12).fill(10);

  test('is held back where it rests on one or two customers, with another that would give it away', () => {
    const { classes: found, total } = riskOf(even, [1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0]);
    expect(found.map(({ suppressed }) => suppressed)).toEqual(['few-customers', 'complement']);
    expect(found[0]?.exposed.estimate).toBeNull();
    expect(total).toMatchObject({ suppressed: 'complement' });
  });

  test('is held back where two customers make up nearly all of it', () => {
    const rich = even.with(0, 500).with(1, 400);
    const { classes: found } = riskOf(rich, [1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0]);
    expect(found.map(({ suppressed }) => suppressed)).toEqual(['dominated', 'complement']);
  });

  test('is nothing where nobody is dissatisfied', () => {
    const { total } = riskOf(even, new Array<number>(12).fill(0));
    expect(total).toMatchObject({ suppressed: null, exposed: { estimate: 0, standardError: 0 } });
  });

  test('is not made up where it is known of nobody', () => {
    const { value } = analysed(firstWave({ plan: { value: { revenue: 'turnover' } } }));
    expect(value).toMatchObject({ revenue: null, revenueProblem: 'unknown' });
    expect(analysed(firstWave({ plan: { value: {} } })).value.revenueProblem).toBe('not-chosen');
  });
});

describe('what a list brings together', () => {
  test('is added up of what is a number of everybody of whom it is known', () => {
    const summer = new AttributeSummer();
    summer.add('A.x', { abc: 'A', revenue: '1200.5', note: '7' });
    summer.add('B.x', { abc: 'B', revenue: '', note: 'none' });
    summer.add('B.x', { abc: 'B', revenue: '3e2', note: '8' });
    expect(summer.sums()).toEqual({
      revenue: {
        customers: 2,
        sum: 1500.5,
        by: {
          abc: { A: { customers: 1, sum: 1200.5 }, B: { customers: 1, sum: 300 } },
          note: { 7: { customers: 1, sum: 1200.5 }, 8: { customers: 1, sum: 300 } },
          stratum: { 'A.x': { customers: 1, sum: 1200.5 }, 'B.x': { customers: 1, sum: 300 } },
        },
      },
    });
  });
});
