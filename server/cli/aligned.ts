/** Characters that take two columns of a terminal, and those that take none (combining marks). */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const mark = /\p{Mark}/u;

/** How many columns of a terminal a text takes. */
export function widthOf(text: string): number {
  return [...text].reduce((width, each) => width + (mark.test(each) ? 0 : wide.test(each) ? 2 : 1), 0);
}

/** Rows of cells as lines whose columns stand under one another; numbers (by column) to the right. */
export function aligned(rows: readonly (readonly string[])[], numbers: ReadonlySet<number>): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const space = ' '.repeat((widths[column] ?? 0) - widthOf(cell));
        return numbers.has(column) ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd(),
  );
}
