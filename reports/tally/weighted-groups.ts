import type { Design } from '../sampling-error/design.ts';
import type { Domain } from '../sampling-error/domains.ts';
import type { RegressionProjection } from '../sampling-error/projection.ts';
import { type GroupSums, groupSums, middlesOf } from './group-sums.ts';
import type { Layout } from './layout.ts';
import type { Group } from './tally.ts';

/** Groups of respondents, what each one of a group weighs, and how they were drawn. */
export interface WeightedGroups {
  readonly layout: Layout;
  readonly sums: readonly GroupSums[];
  /** What the scores of each column are counted from in the sums. */
  readonly middles: Float64Array;
  /** Place of each column in the layout, by name. */
  readonly places: ReadonlyMap<string, number>;
  /** Its rows are groups, and n_h counts their respondents. */
  readonly design: Design;
  readonly projections: readonly RegressionProjection[];
}

/** What weighting says of each group. */
export interface GroupDesign {
  readonly weights: Float64Array;
  readonly strata: Int32Array;
  /** N_h by stratum; `null` when unknown. */
  readonly populations: Float64Array | null;
  readonly projections: readonly RegressionProjection[];
}

/** Respondents of groups under the rule that a stratum of one counts by its distance from the middle of all. */
export function weightedGroups(
  layout: Layout,
  groups: readonly Group[],
  { weights, strata, populations, projections }: GroupDesign,
): WeightedGroups {
  const middles = middlesOf(layout, groups);
  const count = strata.reduce((most, code) => Math.max(most, code + 1), populations?.length ?? 0);
  const sampled = new Int32Array(count);
  groups.forEach((group, place) => {
    const stratum = strata[place] as number;
    sampled[stratum] = (sampled[stratum] as number) + group.count;
  });
  const stage = { strata, units: null, unitStrata: strata, sampled, populations, parents: null, below: null };
  return {
    layout,
    sums: groups.map((group) => groupSums(layout, group, middles)),
    middles,
    places: new Map(layout.columns.map(({ name }, place) => [name, place])),
    design: { weights, stage, lonelyUnits: 'adjust', lonelyInDomains: false, projections },
    projections,
  };
}

/** The domain that some groups make up; `null` = all of them. Its rows are groups, its n respondents. */
export function groupDomain({ design, sums }: WeightedGroups, groups: Int32Array | null): Domain {
  const { weights, stage } = design;
  const strata = new Uint8Array(stage.sampled.length);
  let n = 0;
  for (const group of groups ?? sums.keys()) {
    if (weights[group] === 0) continue;
    n += sums[group]?.count ?? 0;
    strata[stage.strata[group] as number] = 1;
  }
  return { rows: groups, n, strata, degreesOfFreedom: n - strata.reduce((sum, has) => sum + has, 0) };
}

/** The groups of a domain. */
export function membersOf({ sums }: WeightedGroups, { rows }: Domain): Int32Array {
  return rows ?? Int32Array.from(sums.keys());
}
