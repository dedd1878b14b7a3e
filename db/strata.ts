/** Rows by the name of their stratum, the same way on every database, whatever its collation. */
export function inOrderOfStratum<R extends { readonly stratum: string }>(rows: readonly R[]): R[] {
  return rows.toSorted((a, b) => (a.stratum < b.stratum ? -1 : 1));
}
