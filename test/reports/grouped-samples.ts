import { expect } from 'vitest';
import { type Coded, codesAt, weightsAt } from '#reports/weighting/classes.ts';
import type { WeightingScheme } from '#reports/weighting/scheme.ts';
import { type DrawnSample, type Weighted, weigh } from '#reports/weighting/weights.ts';
import type { Random } from '#surveys/random.ts';
import { expectSame } from './survey-fixture.ts';

const regions = ['east', 'north', 'south'];
const tenures = ['new', 'old'];

type GroupedSample = ReturnType<typeof aSample>;

/** Groups of 0 to 9 units, of whom some answered; every category has respondents. */
export function aSample(random: Random, rows = 40 + random.below(40)) {
  const byRow = (of: (row: number) => number) => Float64Array.from({ length: rows }, (_, row) => of(row));
  const column = (labels: string[]) => ({
    labels,
    codes: Int32Array.from(byRow((row) => (row < 6 ? row : random.below(labels.length)) % labels.length)),
  });
  const often = (share: number) => Uint8Array.from(byRow((row) => Number(row < 6 || random.next() < share)));
  const strata = column(['A', 'B', 'C']);
  const counts = byRow((row) => Number(row < 6) + random.below(9));
  const sampled = (code: number) =>
    counts.reduce((sum, count, row) => sum + (strata.codes[row] === code ? count : 0), 0);
  return {
    strata,
    populations: Float64Array.of(0, 1, 2).map((code) => Math.round(sampled(code) * (2 + 5 * random.next()))),
    counts,
    responded: often(0.6),
    eligible: often(0.9),
    known: often(0.8),
    weights: byRow(() => 1 + 9 * random.next()),
    variables: { region: column(regions), tenure: column(tenures) },
    numbers: { spend: byRow(() => random.below(20)) },
  };
}

export type Margins = ReturnType<typeof marginsOf>;

/** Totals near those that the respondents come to by design and nonresponse. */
export function marginsOf(sample: GroupedSample, random: Random) {
  const { units, groups } = unitsOf(sample);
  const scheme: WeightingScheme = { base: 'design', nonresponse: { classes: ['tenure'], minimum: 0 } };
  const { weighted } = weigh(units, scheme);
  if (!weighted) throw new Error('Expected weights.');
  const factors = sample.counts.map(() => 0.8 + 0.4 * random.next());
  const sums = new Map<string, number>();
  const add = (name: string, value: number) => sums.set(name, (sums.get(name) ?? 0) + value);
  const { region, tenure } = sample.variables;
  weighted.rows.forEach((unit, place) => {
    const group = groups[unit] ?? -1;
    const weight = (weighted.weights[place] ?? 0) * (factors[group] ?? 0);
    const [where, since] = [labelOf(region, group), labelOf(tenure, group)];
    for (const name of [where, since, `${where}|${since}`, 'population']) add(name, weight);
    add('spend', weight * (sample.numbers.spend[group] ?? 0));
  });
  const sumOf = (name: string) => sums.get(name) ?? 0;
  const margin = (variables: string[], labels: string[]) => {
    const answered = labels.filter((label) => sums.has(label));
    return { variables, totals: Object.fromEntries(answered.map((label) => [label, sumOf(label)])) };
  };
  const cells = regions.flatMap((where) => tenures.map((since) => `${where}|${since}`));
  return {
    region: margin(['region'], regions),
    tenure: margin(['tenure'], tenures),
    cells: margin(['region', 'tenure'], cells),
    spend: { variable: 'spend', total: sumOf('spend') },
    population: sumOf('population'),
  };
}

function labelOf({ codes, labels }: Coded, row: number): string {
  return labels[codes[row] ?? -1] ?? '';
}

/** The sample with a row for nobody before and after, which has nothing that can be used. */
export function withNobody(sample: GroupedSample): DrawnSample {
  const rows = Int32Array.of(-1, ...sample.counts.keys(), -1);
  const around = (column: Float64Array, value: number) =>
    Float64Array.from(rows, (row) => column[row] ?? value);
  const marked = (column: Uint8Array) => Uint8Array.from(rows, (row) => column[row] ?? 1);
  const missing = ({ codes, labels }: Coded) => ({
    codes: Int32Array.from(rows, (row) => codes[row] ?? -1),
    labels,
  });
  return {
    strata: missing(sample.strata),
    populations: sample.populations,
    counts: around(sample.counts, 0),
    responded: marked(sample.responded),
    eligible: marked(sample.eligible),
    known: marked(sample.known),
    weights: around(sample.weights, Number.NaN),
    variables: mapped(sample.variables, missing),
    numbers: mapped(sample.numbers, (values) => around(values, Number.NaN)),
  };
}

/** Weighs groups, and their units one by one, and expects the same of both; gives what it was of the groups. */
export function expectAsUnits(sample: DrawnSample, scheme: WeightingScheme): Weighted | null {
  const { units, groups } = unitsOf(sample);
  const [ours, theirs] = [weigh(sample, scheme), weigh(units, scheme)];
  expectAlike(ours.problems, theirs.problems, 'problems');
  expect(ours.weighted === null).toBe(theirs.weighted === null);
  if (!ours.weighted || !theirs.weighted) return null;
  expect(theirs.weighted.counts).toBeNull();
  expect(byUnit(ours.weighted, ours.weighted.rows)).toEqual([...codesAt(groups, theirs.weighted.rows)]);
  expectAlike(inUnits(ours.weighted), inUnits(theirs.weighted), 'weighted');
  return ours.weighted;
}

/** The sample with a row for every unit, and the group that each unit was in. */
function unitsOf({ counts, ...sample }: DrawnSample) {
  const rows = Array.from(sample.responded.keys());
  const groups = Int32Array.from(rows.flatMap((row) => Array<number>(counts?.[row] ?? 1).fill(row)));
  const coded = ({ codes, labels }: Coded) => ({ codes: codesAt(codes, groups), labels });
  const marked = (column: Uint8Array) => Uint8Array.from(groups, (row) => column[row] ?? 0);
  const { strata, responded, eligible, known, weights, variables, numbers = {} } = sample;
  const units: DrawnSample = {
    ...sample,
    strata: coded(strata),
    responded: marked(responded),
    eligible: eligible ? marked(eligible) : null,
    known: known ? marked(known) : null,
    weights: weights ? weightsAt(weights, groups) : null,
    variables: mapped(variables, coded),
    numbers: mapped(numbers, (values) => weightsAt(values, groups)),
  };
  return { units, groups };
}

function mapped<T>(record: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

/** What a weighting says, with all that it says by row said by unit. */
function inUnits(weighted: Weighted) {
  const { weights, steps, warnings, largestFactor, design } = weighted;
  const by = (column: ArrayLike<number> | undefined) => byUnit(weighted, column ?? []);
  const projections = design.projections?.map((projection) => {
    if (projection.kind === 'part') throw new Error('Weighing calibrates all respondents.');
    if (projection.kind === 'raking') {
      return { margins: projection.margins.map(by), weights: by(projection.weights) };
    }
    const { cells, roots, factors, basis, rows } = projection;
    return { cells: by(cells), roots, factors, basis, before: by(rows?.before), after: by(rows?.after) };
  });
  return { weights: by(weights), steps, warnings, largestFactor, projections, strata: by(design.strata) };
}

/** Each entry as often as its row counts. */
function byUnit({ counts }: Weighted, column: ArrayLike<number>): number[] {
  return Array.from(column).flatMap((entry, row) => Array<number>(counts?.[row] ?? 1).fill(entry));
}

/** The same codes, labels and counts; other numbers to twelve digits. */
function expectAlike(ours: unknown, theirs: unknown, where: string): void {
  if (typeof ours === 'number' && typeof theirs === 'number') {
    if (ours !== theirs) expectSame(ours, theirs, where, 1e-12);
  } else if (typeof ours === 'object' && ours !== null && typeof theirs === 'object' && theirs !== null) {
    expect(Object.keys(ours), where).toEqual(Object.keys(theirs));
    const other = new Map(Object.entries(theirs));
    for (const [key, value] of Object.entries(ours)) expectAlike(value, other.get(key), `${where}.${key}`);
  } else expect(ours, where).toBe(theirs);
}
