import { shortened } from './sheet-names.ts';
import { type Styles, style } from './styles.ts';
import type { Cell, Column, CutCell } from './workbook.ts';
import { xmlText } from './xml-text.ts';

/** What a cell holds at most, in UTF-16 units. */
const longestText = 32_767;
/** Stands at the end of a text that was cut. */
const cutMark = ' […]';
/** Texts that somebody who edits their cell would turn into a formula. */
const formulaLike = /^[=+\-@]/;
/** The day from which spreadsheets count, in milliseconds: 1900-03-01 is 61, since they know a 29 February of that year. */
const dayZero = Date.UTC(1899, 11, 30);
const firstMoment = Date.UTC(1900, 2, 1);
const millisecondsOfDay = 86_400_000;

/** Writes the rows of a sheet. */
export interface CellWriter {
  header(): string;
  /** @param number its number on the sheet, from 1 */
  row(number: number, cells: readonly Cell[]): string;
}

export function cellWriter(
  columns: readonly Column[],
  styles: Styles,
  onCut: (cut: Omit<CutCell, 'sheet'>) => void,
): CellWriter {
  const own = columns.map(({ header, format, wraps = false }, i) => ({
    header,
    wraps,
    letters: columnLetters(i),
    number: attributeOf(styles.number(format)),
  }));
  const fitted = (text: string, row: number, column: string): string => {
    if (text.length <= longestText) return text;
    onCut({ row, column, length: text.length });
    return shortened(text, longestText - cutMark.length) + cutMark;
  };
  return {
    header() {
      const cells = own.map(({ header, letters }) =>
        textCell(`${letters}1`, attributeOf(style.header), fitted(header, 1, header)),
      );
      return `<row r="1">${cells.join('')}</row>`;
    },
    row(number, cells) {
      if (cells.length !== own.length) {
        throw new RangeError(`Row ${number} has ${cells.length} cells, not ${own.length}`);
      }
      let xml = `<row r="${number}">`;
      for (const [index, { letters, header, wraps, number: format }] of own.entries()) {
        const cell = cells[index] ?? null;
        if (cell === null || cell === '') continue;
        const place = letters + number;
        if (typeof cell === 'number') {
          if (!Number.isFinite(cell)) throw new RangeError(`Not a finite number: ${header}, row ${number}`);
          xml += `<c r="${place}"${format}><v>${cell}</v></c>`;
        } else if (typeof cell === 'string') {
          xml += textCell(place, attributeOf(textStyle(cell, wraps)), fitted(cell, number, header));
        } else if (typeof cell === 'boolean') {
          xml += `<c r="${place}" t="b"><v>${Number(cell)}</v></c>`;
        } else {
          xml += momentCell(place, cell);
        }
      }
      return `${xml}</row>`;
    },
  };
}

/** The letters of a column: `AB` for 27. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}

function attributeOf(place: number): string {
  return place === style.plain ? '' : ` s="${place}"`;
}

function textStyle(text: string, wraps: boolean): number {
  if (formulaLike.test(text)) return wraps ? style.wrappedFormulaLike : style.formulaLike;
  return wraps ? style.wrapped : style.plain;
}

function textCell(place: string, attribute: string, text: string): string {
  return `<c r="${place}"${attribute} t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
}

/** Spreadsheets know no moments before 1900-03-01 that they agree on; those are written as text. */
function momentCell(place: string, moment: Date): string {
  const time = moment.getTime();
  if (Number.isNaN(time)) throw new RangeError(`Not a moment: ${place}`);
  if (time < firstMoment) return textCell(place, '', moment.toISOString());
  return `<c r="${place}"${attributeOf(style.moment)}><v>${(time - dayZero) / millisecondsOfDay}</v></c>`;
}
