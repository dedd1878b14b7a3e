import type { Cell } from '../csv.ts';
import { csvRow } from '../csv.ts';
import { sampleColumns, type WaveSample } from './wave-sample.ts';

/** The columns of an analysis file: who a row is, how it was drawn and weighted, variables, ratings. */
export interface AnalysisColumns {
  /** Names in R of the plan's variables, by their own names. */
  readonly variables: ReadonlyMap<string, string>;
  /** Names in R of all ratings that any wave asks for. */
  readonly ratings: readonly string[];
}

/** Rows that are written together. */
const rowsAtOnce = 1000;

/** The header of an analysis file. */
export function analysisHeader({ variables, ratings }: AnalysisColumns): string[] {
  const own = [...variables.values()].filter((name) => !(sampleColumns as readonly string[]).includes(name));
  return ['row', 'customer', 'wave', ...sampleColumns, ...own, ...ratings];
}

/**
 * The rows of one wave, in the order of the customers' numbers, so that the order tells nothing of the sample's.
 *
 * @param customers the number of each row; `null` for an answer nobody was asked for by name, which stand last
 * @param before rows of earlier waves
 */
export function* analysisRows(
  wave: string,
  sample: WaveSample,
  customers: readonly (string | null)[],
  header: readonly string[],
  { variables }: AnalysisColumns,
  before: number,
): Generator<string> {
  const variableOf = new Map(
    [...variables].map(([variable, name]) => [name, sample.variables.get(variable)]),
  );
  const readers = header
    .slice(3)
    .map((name) => sample.columns.get(name) ?? variableOf.get(name) ?? ((): Cell => null));
  const order = [...Array(sample.rows).keys()].sort((one, other) =>
    compare(customers[one] ?? null, customers[other] ?? null),
  );
  for (let place = 0; place < order.length; place += rowsAtOnce) {
    const some = order.slice(place, place + rowsAtOnce).map((row, index) => {
      const number = before + place + index + 1;
      return csvRow([number, customers[row] ?? null, wave, ...readers.map((read) => read(row))], true);
    });
    yield some.join('');
  }
}

function compare(one: string | null, other: string | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return one < other ? -1 : Number(one > other);
}
