import type { KnownSum } from './small-cells.ts';

/**
 * The sums that readers can form because two tables are of the same customers: where cells of the one table hold the same
 * customers as cells of the other, as do a class and its strata, both come to the same.
 *
 * @param shared the cells of the one table and of the other that share a customer
 * @returns nothing where only the tables as wholes hold the same customers, which each table's total tells already
 */
export function sumsBetween(shared: readonly (readonly [one: number, other: number])[]): KnownSum[] {
  const parents = new Map<string, string>();
  const rootOf = (name: string): string => {
    const parent = parents.get(name) ?? name;
    return parent === name ? name : rootOf(parent);
  };
  for (const [one, other] of shared) {
    for (const name of [`one ${one}`, `other ${other}`]) if (!parents.has(name)) parents.set(name, name);
    parents.set(rootOf(`one ${one}`), rootOf(`other ${other}`));
  }
  const blocks = new Map<string, { readonly plus: Set<number>; readonly minus: Set<number> }>();
  for (const [one, other] of shared) {
    const root = rootOf(`one ${one}`);
    const block = blocks.get(root) ?? { plus: new Set(), minus: new Set() };
    block.plus.add(one);
    block.minus.add(other);
    blocks.set(root, block);
  }
  if (blocks.size < 2) return [];
  return [...blocks.values()].map(({ plus, minus }) => ({ plus: [...plus], minus: [...minus] }));
}
