import { cellWriter, columnLetters } from './cells.ts';
import type { Styles } from './styles.ts';
import type { Cell, CutCell, Sheet } from './workbook.ts';

export type SheetRows = Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;

/** As many as a sheet of Excel has. */
const mostRows = 1_048_576;
export const mostColumns = 16_384;
const usualWidth = 12;
/** Rows are handed on together, so that each does not wake the whole chain of streams. */
const chunkLength = 64 * 1024;

/** One part of a workbook that holds a sheet, or as much of it as there is room for. */
interface SheetPart {
  readonly name: string;
  readonly chunks: AsyncIterable<string>;
  /** The cells that readers can filter, once the part has been read; `null` for none. */
  filtered(): string | null;
}

interface SheetContext {
  readonly styles: Styles;
  readonly isFirst: boolean;
  readonly nameOf: (number: number) => string;
  readonly onCut: (cut: CutCell) => void;
}

/** The parts of a sheet; each is to be read before the next is asked for. */
export async function* sheetParts(sheet: Sheet, context: SheetContext): AsyncGenerator<SheetPart> {
  const rows = iteratorOf(sheet.rows);
  try {
    let next = await rows.next();
    for (let number = 1; number === 1 || !next.done; number++) {
      const name = context.nameOf(number);
      const write = cellWriter(sheet.columns, context.styles, (cut) =>
        context.onCut({ ...cut, sheet: name }),
      );
      let row = 1;
      const chunks = async function* () {
        let chunk = openingXml(sheet, context.isFirst && number === 1) + write.header();
        for (; !next.done && row < mostRows; next = await rows.next()) {
          row++;
          chunk += write.row(row, next.value);
          if (chunk.length < chunkLength) continue;
          yield chunk;
          chunk = '';
        }
        yield chunk + closingXml(filterOf(sheet, row, ''));
      };
      yield { name, chunks: chunks(), filtered: () => filterOf(sheet, row, '$') };
    }
  } finally {
    await rows.return?.();
  }
}

function iteratorOf(
  rows: SheetRows,
): AsyncIterator<readonly Cell[], unknown> | Iterator<readonly Cell[], unknown> {
  return Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
}

/** The heads of the columns stay in sight. */
function openingXml({ columns }: Sheet, isSelected: boolean): string {
  const widths = columns.map(
    ({ width = usualWidth }, i) =>
      `<col min="${i + 1}" max="${i + 1}" width="${Math.min(255, width)}" customWidth="1"/>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews>',
    `<sheetView${isSelected ? ' tabSelected="1"' : ''} workbookViewId="0">`,
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>',
    `<cols>${widths.join('')}</cols><sheetData>`,
  ].join('');
}

function closingXml(filtered: string | null): string {
  return `</sheetData>${filtered === null ? '' : `<autoFilter ref="${filtered}"/>`}</worksheet>`;
}

function filterOf({ columns, filters = true }: Sheet, rows: number, mark: '' | '$'): string | null {
  if (!filters || rows < 2) return null;
  return `${mark}A${mark}1:${mark}${columnLetters(columns.length - 1)}${mark}${rows}`;
}
