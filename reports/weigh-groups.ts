import type { WaveDataset } from './dataset.ts';
import type { Domain } from './sampling-error/domains.ts';
import type { RegressionProjection } from './sampling-error/projection.ts';
import { standardizedDesign } from './sampling-error/standardization.ts';
import { drawnGroups } from './tally/drawn-groups.ts';
import { groupDifferenceVariance, groupEstimates, segmentCovariance } from './tally/group-estimates.ts';
import { sampleOfGroups } from './tally/grouped-sample.ts';
import type { Tallies } from './tally/tallies.ts';
import type { Group, Tally } from './tally/tally.ts';
import { groupDomain, type WeightedGroups, weightedGroups } from './tally/weighted-groups.ts';
import type { Ground, Segments, StandardizedWave, WaveWeighing } from './weighted-wave.ts';
import { codesAt } from './weighting/classes.ts';
import type { WeightingScheme } from './weighting/scheme.ts';
import { type Weighted, weigh } from './weighting/weights.ts';

/** What weighing needs of a wave besides its answers. */
export interface Drawn {
  readonly dataset: WaveDataset;
  /** N_h by stratum; `null` where nobody knows. */
  readonly populations: ReadonlyMap<string, number | null>;
}

interface WeighedTally {
  readonly weighted: Weighted;
  readonly strata: readonly string[];
  /** Those of respondents. */
  readonly groups: WeightedGroups;
  /** The respondents by the values of a variable. */
  byValue(variable: string): readonly { readonly value: string; readonly places: Int32Array }[] | null;
}

/** Weighs a wave that is summed over groups; the sums are not read again row by row. */
export function weighGroups(drawn: Drawn, tallies: Tallies, scheme: WeightingScheme): WaveWeighing {
  const main = weighTally(drawn, tallies.main, scheme);
  if ('problems' in main) return { wave: null, problems: main.problems };
  const weighed = new Map([[tallies.main, main]]);
  return {
    wave: {
      weighted: main.weighted,
      design: main.groups.design,
      strata: main.strata,
      whole: groundOf(main.groups, groupDomain(main.groups, null)),
      standardized: (factors) => standardizedGroups(main, factors),
      segments(variable) {
        const tally = tallies.of(variable);
        const known = weighed.get(tally) ?? weighTally(drawn, tally, scheme);
        if ('problems' in known) throw new RangeError('The same sample was weighted before');
        weighed.set(tally, known);
        const values = known.byValue(variable);
        return values && segmentsOf(known.groups, values);
      },
    },
    problems: [],
  };
}

function standardizedGroups(
  { groups, strata }: WeighedTally,
  factors: ReadonlyMap<string, number>,
): StandardizedWave {
  const byCode = Float64Array.from(strata, (label) => factors.get(label) ?? 1);
  const design = standardizedDesign(groups.design, byCode);
  const others: WeightedGroups = { ...groups, design, projections: design.projections.map(asRegression) };
  return {
    whole: groundOf(others, groupDomain(others, null)),
    differenceVariance: (figure, standardized) =>
      groupDifferenceVariance({ groups, figure }, { groups: others, figure: standardized }),
  };
}

function weighTally({ dataset, populations }: Drawn, tally: Tally, scheme: WeightingScheme) {
  const { groups: drawn, sample } = drawnGroups(tally, dataset, populations);
  const { weighted, problems } = weigh(sample, scheme);
  if (weighted === null) return { problems };
  const { rows, weights, design } = weighted;
  const groups = weightedGroups(
    tally.layout,
    Array.from(rows, (row) => drawn[row] as Group),
    {
      weights,
      strata: codesAt(sample.strata.codes, rows),
      populations: sample.populations,
      projections: (design.projections ?? []).map(asRegression),
    },
  );
  return {
    weighted,
    strata: sample.strata.labels,
    groups,
    byValue(variable: string) {
      const coded = sample.variables[variable];
      if (coded === undefined || coded.labels.length === 0) return null;
      const codes = codesAt(coded.codes, rows);
      return coded.labels.map((value, code) => ({
        value,
        places: Int32Array.from(codes.keys()).filter((place) => codes[place] === code),
      }));
    },
  } satisfies WeighedTally;
}

/** Plans calibrate in ways that leave residuals of a regression, and nothing else. */
function asRegression(
  projection: NonNullable<Weighted['design']['projections']>[number],
): RegressionProjection {
  if (projection.kind === 'regression') return projection;
  throw new RangeError(`A calibration of the kind ${projection.kind} cannot be worked out from groups`);
}

function segmentsOf(
  groups: WeightedGroups,
  values: readonly { readonly value: string; readonly places: Int32Array }[],
): Segments {
  const made = values.map(({ value, places }) => {
    const domain = groupDomain(groups, places);
    return { value, domain, estimates: groupEstimates(groups, domain) };
  });
  const everybody = groupDomain(groups, null);
  const ofWhole = groupEstimates(groups, everybody);
  return {
    values: made.map(({ value, domain, estimates }) => ({
      value,
      ground: groundOf(groups, domain, estimates),
    })),
    whole: groundOf(groups, everybody, ofWhole),
    covariance: (figures, whole) =>
      segmentCovariance(
        groups,
        figures.flatMap(({ place, figure }) => {
          const estimates = made[place]?.estimates;
          return estimates === undefined ? [] : [{ estimates, figure }];
        }),
        { estimates: ofWhole, figure: whole },
      ),
  };
}

function groundOf(
  groups: WeightedGroups,
  domain: Domain,
  { estimateOf } = groupEstimates(groups, domain),
): Ground {
  return { domain, sample: sampleOfGroups(groups, domain), estimateOf };
}
