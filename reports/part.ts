import type { CodedColumn } from './columns.ts';
import type { WaveDataset } from './dataset.ts';
import type { WaveInput } from './measure-wave.ts';
import { stratumVariable } from './plan.ts';

/** A value of a variable that the plan looks at customers by. */
export interface PartValue {
  readonly variable: string;
  readonly value: string;
}

/** The part of the customers who have a value, or one value of each of two variables. */
export type Part = readonly [PartValue] | readonly [PartValue, PartValue];

/** A part of the customers of one wave, as the value of one variable. */
export interface WavePart {
  readonly wave: WaveInput;
  readonly cell: PartValue;
}

/** The wave with the part as a value of one of its segments; of crossed variables another one is made. */
export function wavePart(wave: WaveInput, part: Part): WavePart {
  const [one, other] = part;
  if (other === undefined) return { wave, cell: one };
  const name = JSON.stringify([one.variable, other.variable]);
  const column = crossedColumn(wave.dataset, one.variable, other.variable);
  const variables = new Map([...wave.dataset.variables, [name, column]]);
  const { tallies: _, ...rest } = wave;
  return {
    wave: {
      ...rest,
      plan: { ...wave.plan, segments: [...wave.plan.segments, name] },
      dataset: { ...wave.dataset, variables },
    },
    cell: { variable: name, value: JSON.stringify([one.value, other.value]) },
  };
}

/** The values that a value of a crossed variable stands for; of any other variable, the value itself. */
export function cellOf(
  { variable, value }: PartValue,
  crossed: Part | null,
): Readonly<Record<string, string>> {
  const [one, other] = crossed ?? [];
  if (
    one === undefined ||
    other === undefined ||
    variable !== JSON.stringify([one.variable, other.variable])
  ) {
    return { [variable]: value };
  }
  const [first, second]: [string, string] = JSON.parse(value);
  return { [one.variable]: first, [other.variable]: second };
}

/** A column of pairs of values; no value where one of the two is not known. */
function crossedColumn(dataset: WaveDataset, one: string, other: string): CodedColumn {
  const column = (name: string) => (name === stratumVariable ? dataset.stratum : dataset.variables.get(name));
  const [left, right] = [column(one), column(other)];
  if (left === undefined || right === undefined) {
    return { codes: new Int32Array(dataset.sampled).fill(-1), labels: [] };
  }
  const codeOf = new Map<number, number>();
  const labels: string[] = [];
  const codes = left.codes.map((first, row) => {
    const second = right.codes[row] as number;
    if (first < 0 || second < 0) return -1;
    const pair = first * right.labels.length + second;
    const code =
      codeOf.get(pair) ?? labels.push(JSON.stringify([left.labels[first], right.labels[second]])) - 1;
    codeOf.set(pair, code);
    return code;
  });
  return { codes, labels };
}
