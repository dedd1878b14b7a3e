import { hasAnswered, type WaveDataset } from './dataset.ts';
import { sumsBetween } from './known-sums.ts';
import { type Plan, stratumVariable } from './plan.ts';
import { heldBackTogether, type KnownSum, type TableCell } from './small-cells.ts';

/** A variable by which a report looks at parts of the whole, and how many answers each value has. */
export interface SegmentCounts {
  readonly variable: string;
  readonly values: readonly {
    readonly value: string;
    readonly n: number;
    /** What the value stands for, where it is not just a value of the variable. */
    readonly cell?: Readonly<Record<string, string>>;
  }[];
  /** Whether what is shown of it hangs on nobody's question; of others, what is shown follows what is shown of these. */
  readonly isPublished?: boolean;
}

/** The fewest answers with which a value of a variable is shown; of crossed values, what the least of them takes. */
export function smallestOf(
  { smallestCell, smallestCells }: Pick<Plan, 'smallestCell' | 'smallestCells'>,
  cell: Readonly<Record<string, string>>,
): number {
  const own = smallestCells.filter(({ variable, value }) => cell[variable] === value);
  return Math.min(smallestCell, ...own.map(({ smallest }) => smallest));
}

/** Holds cells back, table by table, as what readers can add up asks for. */
export interface SegmentCells {
  /** Whether each value's answers are too few to be shown, or would give such a value away. */
  readonly held: readonly (readonly boolean[])[];
  /** The same for a figure that not all of them answered: its own numbers of answers, in the same order. */
  heldOf(answers: readonly (readonly number[])[]): readonly (readonly boolean[])[];
}

/** The pairs of values that some respondent has of two variables. */
export type SharedValues = (one: string, other: string) => readonly (readonly [string, string])[];

/**
 * @param counts by variable
 * @param shared asked only where something is too small, since it may have to look at every respondent
 */
export function segmentCells(
  counts: readonly SegmentCounts[],
  plan: Pick<Plan, 'smallestCell' | 'smallestCells'>,
  shared: SharedValues,
): SegmentCells {
  const smallest = counts.map(({ variable, values }) =>
    values.map(({ value, cell = { [variable]: value } }) => smallestOf(plan, cell)),
  );
  const places = numbered(counts.map(({ values }) => values.length));
  const totals = places.map((plus): KnownSum => ({ plus, minus: [] }));
  let nested: readonly KnownSum[] | null = null;
  const isPublished = counts.flatMap(({ values, isPublished: own = true }) => values.map(() => own));
  /** First what is always shown, as if nothing else were; then the rest. */
  function decide(cells: readonly TableCell[]): boolean[] {
    if (!isPublished.includes(false)) return decideAll(cells);
    const first = decideAll(
      cells.map((cell, place) => (isPublished[place] === true ? cell : { ...cell, count: 0 })),
    );
    return decideAll(
      cells.map((cell, place) =>
        isPublished[place] === true
          ? { ...cell, decided: first[place] === true ? 'held-back' : 'shown' }
          : cell,
      ),
    );
  }
  function decideAll(cells: readonly TableCell[]): boolean[] {
    const isSmall = cells.some(({ count, smallest: least }) => count > 0 && count < least);
    if (!isSmall) return cells.map(({ decided }) => decided === 'held-back');
    nested ??= nestedSums(counts, places, shared);
    return heldBackTogether(cells, [...totals, ...nested]);
  }
  const cellsOf = (answers: readonly (readonly number[])[], held: readonly (readonly boolean[])[] | null) =>
    answers.flatMap((row, variable) =>
      row.map((count, value): TableCell => {
        const least = smallest[variable]?.[value] ?? plan.smallestCell;
        const isHeld = held?.[variable]?.[value] === true;
        return { count, smallest: least, ...(isHeld ? { decided: 'held-back' } : {}) };
      }),
    );
  const inTables = (held: readonly boolean[]) =>
    places.map((own) => own.map((place) => held[place] === true));
  const all = counts.map(({ values }) => values.map(({ n }) => n));
  const held = inTables(decide(cellsOf(all, null)));
  const known = new Map([[JSON.stringify(all), held]]);
  return {
    held,
    heldOf(answers) {
      const name = JSON.stringify(answers);
      const found = known.get(name) ?? inTables(decide(cellsOf(answers, held)));
      known.set(name, found);
      return found;
    },
  };
}

/** Consecutive numbers in rows of so many. */
function numbered(lengths: readonly number[]): number[][] {
  let next = 0;
  return lengths.map((length) => Array.from({ length }, () => next++));
}

/** What follows from values of one variable having the same respondents as values of another. */
function nestedSums(
  counts: readonly SegmentCounts[],
  places: readonly (readonly number[])[],
  shared: SharedValues,
): KnownSum[] {
  return counts.flatMap((one, first) =>
    counts.slice(first + 1).flatMap((other, offset) => {
      const [left, right] = [places[first] ?? [], places[first + 1 + offset] ?? []];
      const placeOf = ({ values }: SegmentCounts, own: readonly number[]) => {
        const known = new Map(values.map(({ value }, place) => [value, own[place] as number]));
        return (value: string) => known.get(value);
      };
      const [inOne, inOther] = [placeOf(one, left), placeOf(other, right)];
      const both = shared(one.variable, other.variable).flatMap(([a, b]) => {
        const [from, to] = [inOne(a), inOther(b)];
        return from === undefined || to === undefined ? [] : [[from, to] as const];
      });
      return sumsBetween(both);
    }),
  );
}

/** The same, from the rows of a wave. */
export function sharedInRows(dataset: WaveDataset, one: string, other: string): [string, string][] {
  const column = (name: string) => (name === stratumVariable ? dataset.stratum : dataset.variables.get(name));
  const [left, right] = [column(one), column(other)];
  if (left === undefined || right === undefined) return [];
  const width = right.labels.length;
  const seen = new Uint8Array(left.labels.length * width);
  for (let row = 0; row < dataset.disposition.length; row++) {
    const [a, b] = [left.codes[row] as number, right.codes[row] as number];
    if (a >= 0 && b >= 0 && hasAnswered(dataset.disposition[row] as number)) seen[a * width + b] = 1;
  }
  return [...seen.keys()]
    .filter((pair) => seen[pair] === 1)
    .map((pair) => [left.labels[Math.floor(pair / width)] ?? '', right.labels[pair % width] ?? '']);
}
