/** A table of figures: what its rows are, and a name for each column but that of the rows' names. */
export interface Figures {
  readonly caption: string | null;
  readonly rowsAre: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly head: string;
    readonly cells: readonly string[];
    /** A share from 0 to 1 that is drawn under the row's name; `null` for none. */
    readonly bar: string | null;
    readonly isTotal: boolean;
  }[];
}

export interface FiguresView extends Figures {
  /** Whether a phone has no room for its columns: each row becomes a card there. */
  readonly isWide: boolean;
}

/** Letters that fit side by side on a phone: names of columns break between words, what stands in a cell does not break. */
const room = 24;

export function figuresView<T extends Figures>(figures: T): T & FiguresView {
  const { columns, rows } = figures;
  const widths = columns.map((name, at) =>
    Math.max(
      ...[...name.split(' '), ...rows.map(({ cells }) => cells[at] ?? '')].map(({ length }) => length),
    ),
  );
  const width = widths.reduce((sum, each) => sum + each, 0);
  return { ...figures, isWide: columns.length > 3 || width > room };
}
