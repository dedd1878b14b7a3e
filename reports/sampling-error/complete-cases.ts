import { CompensatedSum } from '../statistics/compensated-sum.ts';
import type { Design } from './design.ts';
import type { Domain } from './domains.ts';
import type { Answers, Base, UndefinedReason } from './influence.ts';
import { whyEmpty } from './sample.ts';

/** Who of a domain answered every question of a list. */
export interface CompleteCases {
  /** Their rows, ascending, those of positive weight only. */
  readonly rows: Int32Array;
  readonly base: Base;
  /** Rows of positive weight that lack an answer. */
  readonly leftOut: number;
  /** Why there are none; `null` when there are. */
  readonly reason: UndefinedReason | null;
}

/**
 * The rows of a domain that answered every one of these questions and weigh something.
 *
 * @throws RangeError for columns that have not one answer for every row of the design.
 */
export function completeCases(
  { weights }: Design,
  domain: Domain,
  columns: readonly Answers[],
): CompleteCases {
  for (const { length } of columns) {
    if (length !== weights.length)
      throw new RangeError(`Expected ${weights.length} answers, found ${length}.`);
  }
  const count = domain.rows === null ? weights.length : domain.rows.length;
  const rows = new Int32Array(count);
  const [weight, squaredWeight] = [new CompensatedSum(), new CompensatedSum()];
  let [n, answered] = [0, 0];
  for (let place = 0; place < count; place++) {
    const row = domain.rows === null ? place : (domain.rows[place] as number);
    if (!answersAll(columns, row)) continue;
    answered += 1;
    const w = weights[row] as number;
    if (w === 0) continue;
    rows[n] = row;
    n += 1;
    weight.add(w);
    squaredWeight.add(w * w);
  }
  const base = { n, weight: weight.value, squaredWeight: squaredWeight.value };
  const leftOut = membersOf(weights, domain) - n;
  return { rows: rows.slice(0, n), base, leftOut, reason: whyEmpty(n, answered, count) };
}

/** Rows of positive weight; a domain counts them by the weights of the sample, replicates have others. */
function membersOf(weights: Float64Array, { rows }: Domain): number {
  if (rows === null) return weights.reduce((count, weight) => count + (weight > 0 ? 1 : 0), 0);
  return rows.reduce((count, row) => count + ((weights[row] as number) > 0 ? 1 : 0), 0);
}

function answersAll(columns: readonly Answers[], row: number): boolean {
  for (let k = 0; k < columns.length; k++) if (Number.isNaN((columns[k] as Answers)[row])) return false;
  return true;
}
