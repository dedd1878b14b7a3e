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

/** Letters that fit side by side on a phone, beside the space between columns. */
const room = 32;

export function figuresView<T extends Figures>(figures: T): T & FiguresView {
  const { rowsAre, columns, rows } = figures;
  const names = longest([rowsAre, ...rows.map(({ head }) => head)].flatMap(wordsOf));
  const widths = columns.map((name, at) =>
    longest([...wordsOf(name), ...rows.map(({ cells }) => cells[at] ?? '')]),
  );
  const width = widths.reduce((sum, each) => sum + each, names);
  return { ...figures, isWide: columns.length > 3 || width > room };
}

/** Names break between words, and Chinese ones anywhere; what stands in a cell does not break. */
function wordsOf(name: string): readonly string[] {
  return name.split(/\s+|(?=\p{Script=Han})/u);
}

function longest(texts: readonly string[]): number {
  return texts.reduce((most, { length }) => Math.max(most, length), 0);
}
