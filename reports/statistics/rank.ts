import { dot } from './linear-algebra.ts';

/** As R's `qr` in the degrees of freedom of replicate weights: what of a column is left is nothing below this. */
const NOTHING_LEFT = 1e-5;

/** How many of the columns are independent, by Gram–Schmidt done twice; stops when they fill the space. */
export function rankOf(columns: Iterable<Float64Array>): number {
  const basis: Float64Array[] = [];
  for (const column of columns) {
    if (basis.length === column.length) break;
    const vector = column.slice();
    const length = Math.sqrt(dot(vector, vector));
    for (let round = 0; round < 2; round++) for (const known of basis) takeOut(vector, known);
    const rest = Math.sqrt(dot(vector, vector));
    if (rest <= NOTHING_LEFT * length) continue;
    for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) / rest;
    basis.push(vector);
  }
  return basis.length;
}

function takeOut(vector: Float64Array, direction: Float64Array): void {
  const share = dot(direction, vector);
  for (let i = 0; i < vector.length; i++)
    vector[i] = (vector[i] as number) - share * (direction[i] as number);
}
