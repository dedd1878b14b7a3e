import { heldBackCells } from '../small-cells.ts';
import type { Estimated } from './estimates.ts';
import type { Suppression } from './result.ts';

/** Fewer answers than this could show somebody. */
const SMALLEST_CELL = 10;
/** An estimate on fewer effective answers, or fewer degrees of freedom, is not worth showing. */
const LEAST_EFFECTIVE = 30;
const LEAST_FREEDOM = 8;

/** Why each estimate is held back, or `null`: too few in a cell, what would give it away, too little precision. */
export function suppressionsOf(estimated: readonly Estimated[]): (Suppression | null)[] {
  const cells = new Map<string, Estimated[]>();
  for (const each of estimated) {
    const { name, target, segment } = each;
    const table = JSON.stringify([name, target, segment.by, segment.period]);
    cells.set(table, [...(cells.get(table) ?? []), each]);
  }
  const held = new Map<Estimated, Suppression | null>();
  for (const row of cells.values()) {
    const isHeld = heldBackCells(
      row.map(({ estimate }) => estimate.n),
      SMALLEST_CELL,
    );
    for (const [place, each] of row.entries()) {
      const reason = each.estimate.n < SMALLEST_CELL ? 'small-cell' : 'complement';
      held.set(each, isHeld[place] === true ? reason : imprecise(each));
    }
  }
  return estimated.map((each) => held.get(each) ?? null);
}

function imprecise({ estimate }: Estimated): Suppression | null {
  const { effectiveSize, degreesOfFreedom } = estimate;
  if (effectiveSize !== null && effectiveSize < LEAST_EFFECTIVE) return 'effective-size';
  if (degreesOfFreedom !== null && degreesOfFreedom < LEAST_FREEDOM) return 'degrees-of-freedom';
  return null;
}
