import type { ReplicationProblem } from '../sampling-error/replication.ts';
import type { WeightingProblem } from '../weighting/problems.ts';

/** What is wrong with a spec beyond its shape, or with data of the right shape. */
type OwnProblemCode =
  // the spec
  | 'duplicate-name'
  | 'reserved-name'
  | 'factor-without-items'
  | 'duplicate-value'
  | 'unknown-factor'
  | 'factors-without-weight'
  | 'items-without-weight'
  | 'not-positive'
  | 'rho-not-below-1'
  | 'one-margin-only'
  | 'margins-missing'
  | 'bounds-missing'
  | 'bounds-not-here'
  | 'bounds-without-1'
  | 'rake-not-here'
  | 'trim-empty'
  | 'trim-ends'
  | 'unit-missing'
  | 'too-many-columns'
  | 'rscales-count'
  // the data
  | 'no-rows'
  | 'cell-missing'
  | 'weight-negative'
  | 'weights-all-zero'
  | 'not-0-or-1'
  | 'not-0-to-10'
  | 'fpc-not-positive'
  | 'fpc-mixed'
  | 'fpc-varies'
  | 'cluster-in-two-strata'
  | 'value-never'
  | 'unit-twice'
  | 'overlap-needs-rows'
  | 'replicate-rows'
  | 'replicates-too-few'
  | 'replicates-need-strata'
  | 'one-unit'
  | 'category-ambiguous'
  | 'too-many-values';

export type EstimateProblemCode = OwnProblemCode | WeightingProblem['code'] | ReplicationProblem['code'];

/** The one thing that stops an estimation: where, what, and what would be right. Never a sentence. */
export interface EstimateProblem {
  readonly code: EstimateProblemCode;
  /** Key of the spec, as one would write it in JavaScript; `null` when it is about the data alone. */
  readonly key: string | null;
  /** Row of the data file, the header being row 1. */
  readonly row: number | null;
  readonly column: string | null;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Thrown where an estimation cannot go on; caught by whoever asked for it. */
export class EstimateRefusal extends Error {
  override readonly name = 'EstimateRefusal';
  readonly problem: EstimateProblem;

  constructor(
    code: EstimateProblemCode,
    place: { readonly key?: string; readonly row?: number; readonly column?: string } = {},
    params: EstimateProblem['params'] = {},
  ) {
    super(code);
    const { key = null, row = null, column = null } = place;
    this.problem = { code, key, row, column, params };
  }
}
