import { xmlText } from './xml-text.ts';

/** The styles of a workbook's cells, each by its place in `cellXfs`. */
export interface Styles {
  readonly formats: readonly string[];
  /** The style of a column's numbers. */
  number(format: string | undefined): number;
}

/** Styles that every workbook has, by their places. */
export const style = {
  plain: 0,
  header: 1,
  moment: 2,
  formulaLike: 3,
  wrapped: 4,
  wrappedFormulaLike: 5,
} as const;

const momentFormat = 'yyyy-mm-dd hh:mm:ss';
/** Codes of one's own begin here; those below are built in. */
const firstOwn = 164;
const firstFormatted = Object.keys(style).length;

/** The styles that columns need. */
export function stylesOf(columns: readonly { readonly format?: string | undefined }[]): Styles {
  const formats = [...new Set(columns.flatMap(({ format }) => format ?? []))];
  const places = new Map(formats.map((format, index) => [format, firstFormatted + index]));
  return { formats, number: (format) => (format === undefined ? style.plain : (places.get(format) ?? 0)) };
}

/** A text that looks like a formula is marked as text, so that it stays one when somebody edits its cell. */
export function stylesXml({ formats }: Styles): string {
  const codes = [momentFormat, ...formats];
  const own = codes.map((code, i) => `<numFmt numFmtId="${firstOwn + i}" formatCode="${xmlText(code)}"/>`);
  const top = '<alignment vertical="top" wrapText="1"/>';
  const cell = (format: number, rest = '', alignment = '') =>
    `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0"${rest}>${alignment}</xf>`;
  const cells = [
    cell(0),
    `<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">${top}</xf>`,
    cell(firstOwn, ' applyNumberFormat="1"'),
    cell(0, ' quotePrefix="1"'),
    cell(0, ' applyAlignment="1"', top),
    cell(0, ' quotePrefix="1" applyAlignment="1"', top),
    ...formats.map((_, i) => cell(firstOwn + 1 + i, ' applyNumberFormat="1"')),
  ];
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    `<numFmts count="${own.length}">${own.join('')}</numFmts>`,
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>',
    '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>',
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    `<cellXfs count="${cells.length}">${cells.join('')}</cellXfs>`,
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
    '</styleSheet>',
  ].join('');
}
