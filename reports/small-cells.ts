import { linearRange } from './statistics/linear-range.ts';

/** A cell of some table that readers may see, by how many answers it holds and how many it takes to show it. */
export interface TableCell {
  readonly count: number;
  readonly smallest: number;
  /** What was decided of it already and cannot be taken back: shown, or held back. */
  readonly decided?: 'shown' | 'held-back';
}

/** Cells whose counts a reader can add up: those of `plus`, less those of `minus`, come to what the reader knows. */
export interface KnownSum {
  readonly plus: readonly number[];
  readonly minus: readonly number[];
}

/**
 * Which cells of some tables are held back.
 *
 * A cell with fewer answers than it takes is. Whoever knows all that is shown, and the sums, must not be able to tell how
 * many answers such a cell has more closely than the number it takes: as long as one can, another cell is held back too,
 * the smallest that helps. So whatever is told of cells together tells of as many answers as a cell takes, unless there is
 * nothing left to hide behind. Cells without any answer give nothing away and are never held back.
 *
 * What a reader can tell is worked out by linear programming over the sums (Fischetti & Salazar, Management Science 47,
 * 2001, of the same attacker).
 */
export function heldBackTogether(cells: readonly TableCell[], sums: readonly KnownSum[]): boolean[] {
  const held = cells.map(
    ({ count, smallest, decided }) =>
      decided === 'held-back' || (decided === undefined && count > 0 && count < smallest),
  );
  const small = cells.flatMap(({ count, smallest }, cell) =>
    held[cell] === true && count > 0 && count < smallest ? [cell] : [],
  );
  // a cell that is hidden stays so: holding more back only leaves more that it could be
  const hidden = new Set<number>();
  const tables = tablesOf(cells, sums);
  for (;;) {
    const widths = widthsOf(tables, held);
    const open = small.find((cell) => {
      if (hidden.has(cell)) return false;
      const isNow = isHidden(cells, widths, cell);
      if (isNow) hidden.add(cell);
      return !isNow && candidates(cells, held).length > 0;
    });
    if (open === undefined) return held;
    const next = widths === null ? candidates(cells, held) : [bestBeside(tables, held, open)];
    for (const cell of next) held[cell] = true;
  }
}

/** Which cells of one table are held back, whose total is known. */
export function heldBackCells(counts: readonly number[], smallest: number): boolean[] {
  return heldBackTogether(
    counts.map((count) => ({ count, smallest })),
    [{ plus: [...counts.keys()], minus: [] }],
  );
}

/** More unknowns than this are not worked out: everything is held back instead. */
const MOST_UNKNOWN = 150;

type Widths = ((cell: number) => number) | null;

function isHidden(cells: readonly TableCell[], widths: Widths, cell: number): boolean {
  return widths !== null && widths(cell) >= (cells[cell]?.smallest ?? 0) - 1e-6;
}

/** Cells that can still be held back. */
function candidates(cells: readonly TableCell[], held: readonly boolean[]): number[] {
  return [...cells.keys()].filter(
    (cell) => held[cell] === false && cells[cell]?.decided === undefined && (cells[cell]?.count ?? 0) > 0,
  );
}

/** So many of the smallest cells are tried. */
const MOST_TRIED = 40;

/** The cell that hides another best; of those that hide it as well, the smallest. */
function bestBeside(tables: Tables, held: readonly boolean[], open: number): number {
  const { cells, sums } = tables;
  const all = candidates(cells, held);
  const inSums = new Set(
    sums.flatMap(({ plus, minus }) => {
      const members = [...plus, ...minus];
      return members.includes(open) ? members : [];
    }),
  );
  const near = all.filter((cell) => inSums.has(cell));
  const enough = cells[open]?.smallest ?? 0;
  const ordered = (near.length > 0 ? near : all)
    .sort((a, b) => (cells[a]?.count ?? 0) - (cells[b]?.count ?? 0) || a - b)
    .slice(0, MOST_TRIED);
  let [best, most] = [ordered[0] as number, -1];
  for (const cell of ordered) {
    const widths = widthsOf(tables, held.with(cell, true));
    const width = Math.min(enough, widths?.(open) ?? 0);
    if (width > most + 1e-6) [best, most] = [cell, width];
    if (most >= enough - 1e-6) break;
  }
  return best;
}

/**
 * How far apart the least and the most answers are that a held back cell can have for all that a reader knows; `null`
 * where that is too much to work out. Cells in the same sums are one unknown: any of several can have all of it, or nothing.
 */
function widthsOf({ cells, sums, signs, names }: Tables, held: readonly boolean[]): Widths {
  const columns = new Map<string, { readonly cells: number[]; readonly coefficients: readonly number[] }>();
  for (const cell of cells.keys()) {
    if (held[cell] !== true) continue;
    const name = names[cell] as string;
    const column = columns.get(name) ?? { cells: [], coefficients: signs[cell] ?? [] };
    column.cells.push(cell);
    columns.set(name, column);
  }
  if (columns.size > MOST_UNKNOWN) return null;
  const unknowns = [...columns.values()];
  const places = new Map([...columns.keys()].map((name, place) => [name, place]));
  const coefficients = sums
    .map((_, sum) => Float64Array.from(unknowns, (column) => column.coefficients[sum] as number))
    .filter((row) => row.some((sign) => sign !== 0));
  const counts = unknowns.map((column) => column.cells.reduce((n, cell) => n + (cells[cell]?.count ?? 0), 0));
  const totals = coefficients.map((row) =>
    row.reduce((n, sign, place) => n + sign * (counts[place] ?? 0), 0),
  );
  const range = linearRange({ coefficients, totals }, unknowns.length);
  return (cell) => {
    const place = places.get(names[cell] ?? '') ?? 0;
    const most = range(place, 1);
    return (unknowns[place]?.cells.length ?? 0) > 1 ? most : most - range(place, -1);
  };
}

/** Cells with how each counts in each sum, and a name for that. */
interface Tables {
  readonly cells: readonly TableCell[];
  readonly sums: readonly KnownSum[];
  readonly signs: readonly (readonly number[])[];
  readonly names: readonly string[];
}

function tablesOf(cells: readonly TableCell[], sums: readonly KnownSum[]): Tables {
  const signs = cells.map(() => sums.map(() => 0));
  for (const [sum, { plus, minus }] of sums.entries()) {
    for (const [members, sign] of [[plus, 1] as const, [minus, -1] as const]) {
      for (const cell of members) {
        const own = signs[cell];
        if (own !== undefined) own[sum] = sign;
      }
    }
  }
  return { cells, sums, signs, names: signs.map((own) => own.join()) };
}
