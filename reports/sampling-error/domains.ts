import type { Design } from './design.ts';

/**
 * The rows a figure is about: a segment, or everyone.
 *
 * The design stays whole. A row outside the domain counts as influence 0 (zero padding), so n_h is not
 * reduced; leaving rows out before building a design is the classic error.
 */
export interface Domain {
  /** Row numbers, ascending; `null` = every row. */
  readonly rows: Int32Array | null;
  /** Rows in the domain with a positive weight. */
  readonly n: number;
  /** Whether the stratum has a row with a positive weight in the domain. */
  readonly strata: Uint8Array;
  /** Sampled units minus strata, among those that have a row with a positive weight in the domain (R `degf`). */
  readonly degreesOfFreedom: number;
}

/** Everyone in the design. */
export function wholeSample(design: Design): Domain {
  return domainOf(design, null);
}

/**
 * The domains that codes divide the rows into, code 0 first; rows with a negative code belong to none.
 * A code without rows gives an empty domain.
 */
export function domainsBy(design: Design, codes: Int32Array, count: number): Domain[] {
  if (codes.length !== design.weights.length) throw new RangeError('Expected a code for every row.');
  const sizes = new Int32Array(count);
  for (const code of codes) if (code >= 0) sizes[code] = (sizes[code] as number) + 1;
  const lists = Array.from(sizes, (size) => new Int32Array(size));
  sizes.fill(0);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    const list = code < 0 ? undefined : lists[code];
    if (!list) continue;
    list[sizes[code] as number] = row;
    sizes[code] = (sizes[code] as number) + 1;
  }
  return lists.map((rows) => domainOf(design, rows));
}

/** The domain of these rows, given in ascending order. */
export function domainOf(design: Design, rows: Int32Array | null): Domain {
  const { weights, stage } = design;
  const strata = new Uint8Array(stage.sampled.length);
  const seen = stage.units ? new Uint8Array(stage.unitStrata.length) : null;
  const count = rows === null ? weights.length : rows.length;
  let n = 0;
  let units = 0;
  for (let place = 0; place < count; place++) {
    const row = rows === null ? place : (rows[place] as number);
    if (weights[row] === 0) continue;
    n += 1;
    strata[stage.strata[row] as number] = 1;
    if (seen && stage.units) {
      const unit = stage.units[row] as number;
      units += 1 - (seen[unit] as number);
      seen[unit] = 1;
    } else {
      units += 1;
    }
  }
  return { rows, n, strata, degreesOfFreedom: units - strata.reduce((sum, has) => sum + has, 0) };
}
