import { type CodedColumn, labelOrder } from '../columns.ts';
import type { WaveDataset } from '../dataset.ts';
import { stratumVariable } from '../plan.ts';
import type { Coded } from '../weighting/classes.ts';
import type { DrawnSample } from '../weighting/drawn-sample.ts';
import { outcomes } from './grouping.ts';
import type { Group, Tally } from './tally.ts';

/** Groups in an order that hangs on their labels only, and the sample that they are. */
export interface DrawnGroups {
  readonly groups: readonly Group[];
  /** A row per group. */
  readonly sample: DrawnSample;
}

/** The groups of a tally as a drawn sample. Labels that no customer has are not there. */
export function drawnGroups(
  tally: Tally,
  dataset: WaveDataset,
  populations: ReadonlyMap<string, number | null>,
): DrawnGroups {
  const { variables, givenWeights } = tally.keys;
  const all = tally.groups;
  const strata = inOrder(dataset.stratum, partOf(all, 0));
  const coded = variables.map((name, place) => {
    const column = dataset.variables.get(name) ?? { codes: new Int32Array(0), labels: [] };
    return inOrder(column, partOf(all, 2 + place));
  });
  const outcome = partOf(all, 1);
  const weights = givenWeights ? Float64Array.from(partOf(all, 2 + variables.length)) : null;
  const keys = [
    strata.codes,
    Int32Array.from(outcome),
    ...coded.map(({ codes }) => codes),
    ...(weights ? [weights] : []),
  ];
  const order = [...all.keys()].sort((one, other) => {
    for (const key of keys) {
      const difference = (key[one] as number) - (key[other] as number);
      if (difference !== 0 && !Number.isNaN(difference)) return difference;
    }
    return 0;
  });
  const codesOf = ({ codes, labels }: Coded): Coded => ({
    codes: Int32Array.from(order, (place) => codes[place] as number),
    labels,
  });
  const flags = (holds: (outcome: (typeof outcomes)[number] | undefined) => boolean) =>
    Uint8Array.from(order, (place) => (holds(outcomes[outcome[place] as number]) ? 1 : 0));
  const sorted = codesOf(strata);
  const known = strata.labels.map((label) => populations.get(label) ?? Number.NaN);
  return {
    groups: order.map((place) => all[place] as Group),
    sample: {
      strata: sorted,
      populations: known.every(Number.isNaN) ? null : Float64Array.from(known),
      responded: flags((each) => each === 'answered'),
      eligible: flags((each) => each !== 'notEligible'),
      known: flags((each) => each !== 'unknown'),
      counts: Float64Array.from(order, (place) => all[place]?.count ?? 0),
      weights: weights && Float64Array.from(order, (place) => weights[place] as number),
      variables: {
        ...Object.fromEntries(
          variables.flatMap((name, place) => {
            const variable = coded[place];
            return variable && variable.labels.length > 0 ? [[name, codesOf(variable)]] : [];
          }),
        ),
        [stratumVariable]: sorted,
      },
    },
  };
}

function partOf(groups: readonly Group[], place: number): number[] {
  return groups.map(({ parts }) => parts[place] as number);
}

/** Codes of groups as codes into the labels that occur among them, in code-point order. */
function inOrder({ labels }: CodedColumn, codes: readonly number[]): Coded {
  const occurring = new Set(codes);
  const order = labelOrder(labels).filter((code) => occurring.has(code));
  const places = new Map(order.map((code, place) => [code, place]));
  return {
    codes: Int32Array.from(codes, (code) => places.get(code) ?? -1),
    labels: order.map((code) => labels[code] ?? ''),
  };
}
