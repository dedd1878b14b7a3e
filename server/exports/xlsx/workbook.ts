import { type ZipPart, zipArchive } from '../zip.ts';
import { mostColumns, type SheetRows, sheetParts } from './sheet.ts';
import { sheetNames } from './sheet-names.ts';
import { stylesOf, stylesXml } from './styles.ts';
import { contentTypesXml, rootRelationsXml, workbookRelationsXml, workbookXml } from './workbook-parts.ts';

/**
 * What stands in one cell. A text stays a text whatever it begins with; a `Date` is a moment, shown in UTC; `null` and the
 * empty text leave the cell empty.
 */
export type Cell = string | number | boolean | Date | null;

/** A column of a sheet. */
export interface Column {
  readonly header: string;
  /** In characters; 12 without it. */
  readonly width?: number | undefined;
  /** How its numbers are shown, as a format code of spreadsheets: `0.000`, `0.0%`, `#,##0`. They are kept as they are. */
  readonly format?: string | undefined;
  /** Whether long texts go on in further lines. */
  readonly wraps?: boolean | undefined;
}

/** A sheet: its tab, its columns, and its rows as they come. */
export interface Sheet {
  /** As it would best be called; characters that tabs cannot hold are left out, and names alike get a number. */
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: SheetRows;
  /** Whether readers can filter and sort by the heads of the columns; they can, without it. */
  readonly filters?: boolean | undefined;
}

/** A text that was too long for a cell. */
export interface CutCell {
  /** The name on the tab. */
  readonly sheet: string;
  /** Its number on the sheet, from 1, the heads of the columns counted. */
  readonly row: number;
  readonly column: string;
  /** How many UTF-16 units the text had. */
  readonly length: number;
}

export interface WorkbookOptions {
  /** Is told of each text that was cut, before the sheets that follow are read, so that a later one may say so. */
  readonly onCut?: (cut: CutCell) => void;
}

/**
 * A workbook (ECMA-376) as it is written, in memory that does not grow with its rows. Sheets are read one after the
 * other, so that a later one may tell of an earlier one. A sheet with more rows than spreadsheets hold (1,048,576 with the
 * heads) goes on in further ones; a text of more than 32,767 characters is cut, with a mark. There are no formulas. The same
 * sheets always give the same bytes.
 *
 * @throws RangeError for no sheet, a sheet without columns or with more than 16,384, a row of another length, a number that is not finite
 */
export async function* workbook(
  sheets: readonly Sheet[],
  { onCut = () => {} }: WorkbookOptions = {},
): AsyncGenerator<Uint8Array> {
  if (sheets.length === 0) throw new RangeError('A workbook needs a sheet');
  for (const { name, columns } of sheets) {
    if (columns.length === 0 || columns.length > mostColumns) {
      throw new RangeError(`Sheet ${name} has ${columns.length} columns`);
    }
  }
  yield* zipArchive(partsOf(sheets, onCut));
}

/** The parts: what lists the sheets comes after them, since only then is it known how many there are. */
async function* partsOf(
  sheets: readonly Sheet[],
  onCut: (cut: CutCell) => void,
): AsyncGenerator<ZipPart, void, undefined> {
  const styles = stylesOf(sheets.flatMap(({ columns }) => columns));
  const names = sheetNames(sheets.map(({ name }) => name));
  const written: { name: string; filtered: string | null }[] = [];
  yield { name: '_rels/.rels', chunks: [rootRelationsXml] };
  yield { name: 'xl/styles.xml', chunks: [stylesXml(styles)] };
  for (const [index, sheet] of sheets.entries()) {
    for await (const part of sheetParts(sheet, {
      styles,
      isFirst: index === 0,
      nameOf: (number) => names.of(index, number),
      onCut,
    })) {
      yield { name: `xl/worksheets/sheet${written.length + 1}.xml`, chunks: part.chunks };
      written.push({ name: part.name, filtered: part.filtered() });
    }
  }
  yield { name: 'xl/workbook.xml', chunks: [workbookXml(written)] };
  yield { name: 'xl/_rels/workbook.xml.rels', chunks: [workbookRelationsXml(written.length)] };
  yield { name: '[Content_Types].xml', chunks: [contentTypesXml(written.length)] };
}
