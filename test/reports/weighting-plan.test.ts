import { describe, expect, test } from 'vitest';
import { defaultPlan, plan as planSchema, weightingPlan } from '#reports/plan.ts';
import { weightingScheme } from '#reports/weighting/scheme.ts';
import { schemeFor } from '#reports/weighting/scheme-for.ts';

const populations = new Map<string, number | null>([
  ['big', 80],
  ['small', 20],
]);
const frame = { margins: { region: { east: 60, west: 40 } } };

function schemeOf(weighting: unknown) {
  const plan = planSchema.parse({ weighting });
  const { scheme, problems } = schemeFor({ plan, populations, frame });
  if (!scheme) throw new Error(JSON.stringify(problems));
  // what a plan leads to is a scheme that could be stored as well
  return weightingScheme.parse(scheme);
}

const calibration = { method: 'logit', margins: ['region'], bounds: [0.5, 2] };

describe('a plan’s weighting', () => {
  test('without a word is that of the design alone', () => {
    expect(defaultPlan.weighting).toEqual({ base: 'design' });
    expect(schemeOf({})).toEqual({ base: 'design' });
  });

  test('takes every step it names, in their order', () => {
    const classes = { classes: ['region'], minimum: 10, maximumFactor: 2.5 };
    expect(schemeOf({ unknownEligibility: classes, nonresponse: classes, calibration })).toEqual({
      base: 'design',
      unknownEligibility: classes,
      nonresponse: classes,
      calibration: {
        method: 'logit',
        margins: [{ variables: ['region'], totals: { east: 60, west: 40 } }],
        bounds: [0.5, 2],
      },
    });
  });

  test('with a largest weight calibrates again, but not where bounds would be broken by it', () => {
    const upper = { rule: 'timesMean', factor: 4 };
    expect(schemeOf({ largestWeight: 4 }).trimming).toEqual({ upper, recalibrate: false });
    expect(schemeOf({ largestWeight: 4, calibration }).trimming).toEqual({ upper, recalibrate: false });
    const raking = { method: 'raking', margins: ['stratum', 'region'] };
    expect(schemeOf({ largestWeight: 4, calibration: raking }).trimming).toEqual({
      upper,
      recalibrate: true,
    });
  });

  test.each([
    ['boundsNeeded', { ...calibration, bounds: undefined }],
    ['boundsNotPossible', { ...calibration, method: 'poststratification' }],
    ['oneMarginOnly', { method: 'poststratification', margins: ['region', 'stratum'] }],
  ])('is refused with %s', (code, wrong) => {
    const { error } = weightingPlan.safeParse({ calibration: wrong });
    expect(error?.issues).toMatchObject([{ params: { code } }]);
  });
});
