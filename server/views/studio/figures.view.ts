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
  /** Whether it has more columns than a phone has room for: each row becomes a card there. */
  readonly isWide: boolean;
}

export function figuresView<T extends Figures>(figures: T): T & FiguresView {
  return { ...figures, isWide: figures.columns.length > 3 };
}
