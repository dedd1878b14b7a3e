import type { Domain } from '../sampling-error/domains.ts';
import type { Base } from '../sampling-error/influence.ts';
import { type Sample, whyEmpty } from '../sampling-error/sample.ts';
import { CompensatedSum } from '../statistics/compensated-sum.ts';
import { presenceEntry, setEntry } from './layout.ts';
import { membersOf, type WeightedGroups } from './weighted-groups.ts';

/** A domain of weighted groups as a sample; its columns go by their names. */
export function sampleOfGroups(groups: WeightedGroups, domain: Domain): Sample<string> {
  const { layout, middles, places } = groups;
  const members = membersOf(groups, domain);
  const sets = new Map(layout.sets.map((presences, set) => [nameOf(presences), setEntry(layout, set)]));
  const columnOf = (name: string) => {
    const place = places.get(name);
    const column = place === undefined ? undefined : layout.columns[place];
    if (place === undefined || column === undefined) throw new RangeError(`No sums of a column ${name}`);
    return { ...column, place, entry: 1 + place, missing: presenceEntry(layout, column.presence) };
  };

  /** Who is there, and their weighted values of some columns, counted from an origin. */
  function totals(missing: number, columns: readonly { name: string; origin: number }[]) {
    const parts = columns.map(({ name, origin }) => {
      const { entry, offset, span, place } = columnOf(name);
      return { entry, span, middle: offset - origin + (middles[place] as number) / span };
    });
    const values = parts.map(() => new CompensatedSum());
    const { base, count, answered } = baseWithout(groups, members, missing, (group, weight, there) => {
      const sums = groups.sums[group]?.totals;
      parts.forEach(({ entry, span, middle }, part) => {
        values[part]?.add(weight * (there * middle + (sums?.[entry] as number) / span));
      });
    });
    return { base, reason: whyEmpty(base.n, answered, count), values: values.map(({ value }) => value) };
  }

  return {
    answerTotals(name) {
      const { base, reason, values } = totals(columnOf(name).missing, [{ name, origin: 0 }]);
      return { base, reason, total: values[0] ?? 0 };
    },
    pairTotals({ expectation, perception }, origin) {
      const { base, reason, values } = totals(columnOf(expectation).missing, [
        { name: expectation, origin },
        { name: perception, origin },
      ]);
      return { base, reason, expectation: values[0] ?? 0, perception: values[1] ?? 0 };
    },
    baseOfAny(pairs) {
      const columns = pairs.map(({ expectation }) => columnOf(expectation));
      const [only] = columns;
      if (only === undefined) return { n: 0, weight: 0, squaredWeight: 0 };
      const entry =
        columns.length === 1 ? only.missing : sets.get(nameOf(columns.map(({ presence }) => presence)));
      if (entry === undefined) throw new RangeError('No sums of who answered any of these pairs');
      return baseWithout(groups, members, entry).base;
    },
  };
}

/** Those of some groups whom an entry m of t does not miss, and how many there are with them. */
function baseWithout(
  { sums, design }: WeightedGroups,
  members: Int32Array,
  missing: number,
  also: (group: number, weight: number, there: number) => void = () => {},
): { readonly base: Base; readonly count: number; readonly answered: number } {
  const [sum, squares] = [new CompensatedSum(), new CompensatedSum()];
  let [n, count, answered] = [0, 0, 0];
  for (const group of members) {
    const { count: size, totals } = sums[group] ?? { count: 0, totals: new Float64Array(0) };
    const there = size - (totals[missing] ?? 0);
    const weight = design.weights[group] as number;
    count += size;
    answered += there;
    if (weight === 0) continue;
    n += there;
    sum.add(weight * there);
    squares.add(weight * weight * there);
    also(group, weight, there);
  }
  return { base: { n, weight: sum.value, squaredWeight: squares.value }, count, answered };
}

function nameOf(presences: readonly number[]): string {
  return [...presences].sort((a, b) => a - b).join();
}
