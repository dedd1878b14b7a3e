/**
 * Which cells of a table may be shown.
 *
 * A cell with fewer answers than the smallest allowed is held back (`small-cell`). If what is held back of a
 * variable comes to so few answers that the total minus the shown cells would give it away, the smallest shown
 * cell is held back too (`complement`), until it no longer does.
 *
 * @param counts answers in each cell of one variable; cells without any answer give nothing away and stay as they are
 * @returns for each cell why it is held back, or `null`
 */
export function heldBackCells(
  counts: readonly number[],
  smallest: number,
): readonly ('small-cell' | 'complement' | null)[] {
  const held: ('small-cell' | 'complement' | null)[] = counts.map((n) =>
    n > 0 && n < smallest ? 'small-cell' : null,
  );
  for (;;) {
    const hidden = counts.filter((_, cell) => held[cell] !== null);
    const total = hidden.reduce((sum, n) => sum + n, 0);
    if (hidden.length === 0 || (hidden.length > 1 && total >= smallest)) return held;
    const shown = [...counts.keys()].filter((cell) => held[cell] === null && (counts[cell] ?? 0) > 0);
    const [next] = shown.sort((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0) || a - b);
    if (next === undefined) return held;
    held[next] = 'complement';
  }
}
