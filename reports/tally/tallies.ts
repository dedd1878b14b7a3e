import type { WaveDataset } from '../dataset.ts';
import type { Instrument } from '../instrument.ts';
import { type Plan, stratumVariable } from '../plan.ts';
import type { TallyKeys } from './grouping.ts';
import { type Layout, layoutOf } from './layout.ts';
import { type KeptTally, Tally } from './tally.ts';

/** The variables a plan weights by; the stratum is always known. */
export function weightingVariables({ weighting }: Plan): string[] {
  const { unknownEligibility, nonresponse, calibration } = weighting;
  const named = [
    ...(unknownEligibility?.classes ?? []),
    ...(nonresponse?.classes ?? []),
    ...(calibration?.margins ?? []),
  ];
  return [...new Set(named)].filter((name) => name !== stratumVariable);
}

/** The variables by which a plan looks at parts of the whole, without the stratum. */
function segmentVariables({ segments }: Plan): string[] {
  return segments.filter((name) => name !== stratumVariable);
}

/** Up to this many groups, one tally serves all segments. */
const fewGroups = 1_000;

/**
 * The tallies a plan needs: one by all it weights and looks by, where that makes few groups; otherwise one by what
 * weights depend on and another for each segment beside, so that the values of segments do not multiply.
 */
export class Tallies {
  readonly main: Tally;
  readonly #bySegment: ReadonlyMap<string, Tally>;

  private constructor(main: Tally, bySegment: ReadonlyMap<string, Tally>) {
    this.main = main;
    this.#bySegment = bySegment;
  }

  /** `null` where there would be so many groups that rows are no worse. */
  static of(dataset: WaveDataset, plan: Plan, instrument: Instrument): Tallies | null {
    const layout = layoutOf(instrument);
    const givenWeights = plan.weighting.base === 'given';
    const [weighting, segments] = [weightingVariables(plan), segmentVariables(plan)];
    const extra = segments.filter((name) => !weighting.includes(name));
    const tallyBy = (variables: readonly string[], most?: number) =>
      Tally.of(dataset, { variables, givenWeights }, layout, most);
    const all = tallyBy([...weighting, ...extra], fewGroups);
    if (all !== null) return new Tallies(all, new Map());
    const main = tallyBy(weighting);
    if (main === null) return null;
    const bySegment = new Map<string, Tally>();
    for (const name of extra) {
      const tally = tallyBy([...weighting, name]);
      if (tally === null) return null;
      bySegment.set(name, tally);
    }
    return new Tallies(main, bySegment);
  }

  /** All of them, the main one first, with the segment each is for. */
  get all(): readonly { readonly segment: string | null; readonly tally: Tally }[] {
    return [
      { segment: null, tally: this.main },
      ...[...this.#bySegment].map(([segment, tally]) => ({ segment, tally })),
    ];
  }

  /** Those that were kept. */
  static restored(
    layout: Layout,
    kept: readonly { readonly segment: string | null; readonly keys: TallyKeys; readonly tally: KeptTally }[],
  ): Tallies {
    const tallies = kept.map(({ segment, keys, tally }) => ({
      segment,
      tally: Tally.restored(keys, layout, tally),
    }));
    const [main] = tallies;
    if (main === undefined) throw new RangeError('Nothing was kept');
    const bySegment = tallies.flatMap(({ segment, tally }): [string, Tally][] =>
      segment === null ? [] : [[segment, tally]],
    );
    return new Tallies(main.tally, new Map(bySegment));
  }

  /** The tally whose groups lie each in one value of the variable. */
  of(variable: string): Tally {
    return this.#bySegment.get(variable) ?? this.main;
  }

  /** Whether every two of some variables are told apart in the same groups. */
  knowsTogether(variables: readonly string[]): boolean {
    return variables.every((one, place) =>
      variables.slice(place + 1).every((other) => this.#withBoth(one, other) !== null),
    );
  }

  /** The pairs of values that some respondent has of two variables; `null` where no groups tell both apart. */
  sharedValues(dataset: WaveDataset, one: string, other: string): (readonly [string, string])[] | null {
    const tally = this.#withBoth(one, other);
    if (tally === null) return null;
    const [first, second] = [one, other].map((name) => {
      const place = name === stratumVariable ? 0 : 2 + tally.keys.variables.indexOf(name);
      const column = name === stratumVariable ? dataset.stratum : dataset.variables.get(name);
      return (parts: readonly number[]) => column?.labels[parts[place] ?? -1];
    });
    const found = tally.groups.flatMap(({ parts, products }) => {
      const [a, b] = [first?.(parts), second?.(parts)];
      return products === null || a === undefined || b === undefined ? [] : [[a, b] as const];
    });
    return [...new Map(found.map((pair) => [JSON.stringify(pair), pair])).values()];
  }

  #withBoth(one: string, other: string): Tally | null {
    const has = ({ keys }: Tally) =>
      [one, other].every((name) => name === stratumVariable || keys.variables.includes(name));
    return [this.main, ...this.#bySegment.values()].find(has) ?? null;
  }

  /** Adds a row of the dataset to all of them, or takes it out before it changes. */
  count(dataset: WaveDataset, row: number, sign: 1 | -1): void {
    for (const tally of [this.main, ...this.#bySegment.values()]) tally.count(dataset, row, sign);
  }
}
