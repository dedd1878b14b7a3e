import type { PackedTexts } from '../packed-texts.ts';
import type { CellFlaw } from '../table-row.ts';
import { type DateSystem, type NumberFormat, shownNumber } from './number-formats.ts';
import { textCollector } from './shared-texts.ts';
import { unescaped, type XmlEvents, xmlReader } from './xml.ts';
import { broken } from './zip.ts';

/** A row of a sheet: its cells as they are shown, empty ones included up to the last that is not. */
export interface SheetRow {
  readonly row: number;
  readonly cells: readonly string[];
  /** What is wrong with some cells, by their places; `null` where nothing is. */
  readonly flaws: ReadonlyMap<number, CellFlaw> | null;
}

/** What cells refer to. */
export interface CellContext {
  readonly texts: PackedTexts;
  readonly formats: readonly NumberFormat[];
  readonly dates: DateSystem;
}

/** As large as a sheet of Excel. */
const mostRows = 1_048_576;
const mostColumns = 16_384;
/** From here on a spreadsheet has thrown digits away: it keeps fifteen. */
const exactBelow = 1e15;

/** The rows of a sheet that are not empty, as they stream by. Formulas are not looked at: their cells hold what they gave. */
export async function* sheetRows(
  part: string,
  chunks: AsyncIterable<Uint8Array>,
  context: CellContext,
): AsyncGenerator<SheetRow> {
  let found: SheetRow[] = [];
  const reader = xmlReader(
    part,
    sheetEvents(part, context, (row) => found.push(row)),
  );
  for await (const chunk of chunks) {
    reader.write(chunk);
    yield* found;
    found = [];
  }
  reader.end();
  yield* found;
}

function sheetEvents(part: string, context: CellContext, onRow: (row: SheetRow) => void): XmlEvents {
  const text = textCollector(part);
  let row = 0;
  let cells: string[] = [];
  let flaws: Map<number, CellFlaw> | null = null;
  let column = -1;
  let type = 'n';
  let style = 0;
  let value: string | null = null;
  let isValue = false;
  let isFormula = false;

  const openRow = (given: string | undefined) => {
    const next = given === undefined ? row + 1 : Number(given);
    if (!(Number.isInteger(next) && next > row && next <= mostRows)) throw broken(part);
    row = next;
    cells = [];
    flaws = null;
    column = -1;
  };
  const openCell = ({ r, t = 'n', s = '0' }: Readonly<Record<string, string>>) => {
    const next = r === undefined ? column + 1 : columnOf(r);
    if (!(next > column && next < mostColumns)) throw broken(part);
    column = next;
    type = t;
    style = Number(s);
    value = null;
    isFormula = false;
    text.begin();
  };
  const closeCell = () => {
    const shown = type === 'inlineStr' ? text.taken() : shownValue(value, type, style, context, part);
    const flaw = flawOf(value, type, isFormula, context.formats[style]);
    if (flaw !== null) {
      flaws ??= new Map();
      flaws.set(column, flaw);
    }
    if (shown === '' && flaw === null) return;
    while (cells.length < column) cells.push('');
    cells.push(shown);
  };
  return {
    open(name, attributes) {
      if (name === 'row') openRow(attributes.r);
      else if (name === 'c') openCell(attributes);
      else if (name === 'v') {
        isValue = true;
        value = '';
      } else if (name === 'f') isFormula = true;
      else text.open(name);
    },
    text(piece) {
      if (isValue) value += piece;
      else text.add(piece);
    },
    close(name) {
      if (name === 'v') isValue = false;
      else if (name === 'c') closeCell();
      else if (name === 'row' && cells.length > 0) onRow({ row, cells, flaws });
      else text.close(name);
    },
  };
}

function shownValue(
  value: string | null,
  type: string,
  style: number,
  { texts, formats, dates }: CellContext,
  part: string,
): string {
  if (value === null || value === '') return '';
  switch (type) {
    case 's': {
      const place = Number(value);
      if (!(Number.isInteger(place) && place >= 0 && place < texts.size)) throw broken(part);
      return texts.bytesAt(place).toString('utf8');
    }
    case 'str':
      return unescaped(value);
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE';
    case 'e':
    case 'd':
      return value;
    default: {
      const number = Number(value);
      if (!Number.isFinite(number)) throw broken(part);
      return shownNumber(number, formats[style] ?? { kind: 'plain' }, dates);
    }
  }
}

function flawOf(
  value: string | null,
  type: string,
  isFormula: boolean,
  format: NumberFormat | undefined,
): CellFlaw | null {
  if (type === 'e') return 'errorCell';
  if (isFormula && value === null && type !== 'inlineStr') return 'formulaWithoutValue';
  const isNumber = type === 'n' && value !== null && (format === undefined || format.kind === 'plain');
  return isNumber && Math.abs(Number(value)) >= exactBelow ? 'digitsLost' : null;
}

/** The place of a column from the name of a cell: `AB12` is 27. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '')
    column = 26 * column + letter.charCodeAt(0) - 64;
  return column - 1;
}
