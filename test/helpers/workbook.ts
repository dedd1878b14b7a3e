import { crc32, deflateRawSync } from 'node:zlib';

/** A cell as a workbook holds it: a text, a number, or the XML of the cell's attributes and content. */
export type Cell = string | number | null | { readonly attributes: string; readonly content: string };

/** A file to be put into an archive. */
export interface Part {
  readonly name: string;
  readonly content: string | Buffer;
  /** What is said of its size instead of the truth. */
  readonly saidSize?: number;
}

/** An archive of files, each deflated. */
export function zipOf(parts: readonly Part[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, saidSize } of parts) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(8, 8);
    header.writeUInt16LE(Buffer.byteLength(name), 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(crc32(bytes), 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(saidSize ?? bytes.length, 24);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt32LE(at, 42);
    files.push(header, Buffer.from(name), packed);
    directory.push(entry, Buffer.from(name));
    at += 30 + Buffer.byteLength(name) + packed.length;
  }
  const end = Buffer.alloc(22);
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...files, ...directory, end]);
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006/relationships';

function relations(all: readonly (readonly [id: string, type: string, target: string])[]): string {
  const each = all.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="${packaged}">${each.join('')}</Relationships>`;
}

/** Text as a workbook writes it: what XML cannot hold, and what looks like that, as `_x000D_`. */
export function asText(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/\p{Cc}/gu, (each) =>
      '\t\n'.includes(each) ? each : `_x${each.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}_`,
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** The parts of a workbook of one sheet, whose texts are shared as a spreadsheet does it. */
export function workbookParts(
  rows: readonly (readonly Cell[])[],
  { formats = [], workbook = '' }: { formats?: readonly string[]; workbook?: string } = {},
): Part[] {
  const texts = [...new Set(rows.flat().filter((cell) => typeof cell === 'string'))];
  const places = new Map(texts.map((text, place) => [text, place]));
  const cellXml = (cell: Cell, reference: string) => {
    if (cell === null) return '';
    if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
    if (typeof cell === 'string') return `<c r="${reference}" t="s"><v>${places.get(cell)}</v></c>`;
    return `<c r="${reference}" ${cell.attributes}>${cell.content}</c>`;
  };
  const letter = (place: number) => String.fromCharCode(65 + place);
  const rowXml = (cells: readonly Cell[], row: number) =>
    `<row r="${row + 1}">${cells.map((cell, i) => cellXml(cell, `${letter(i)}${row + 1}`)).join('')}</row>`;
  const xml = (content: string) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${content}`;
  const codes = formats.map(
    (code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${asText(code).replaceAll('"', '&quot;')}"/>`,
  );
  const styles = [
    '<xf numFmtId="0"/>',
    ...formats.map((_, i) => `<xf numFmtId="${164 + i}" applyNumberFormat="1"/>`),
  ];
  return [
    { name: '_rels/.rels', content: relations([['rId1', 'officeDocument', 'xl/workbook.xml']]) },
    {
      name: 'xl/workbook.xml',
      content: xml(
        `<workbook xmlns="${main}" xmlns:r="${office}">${workbook}<sheets><sheet name="名单" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ),
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relations([
        ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
        ['rId2', 'sharedStrings', 'sharedStrings.xml'],
        ['rId3', 'styles', '/xl/styles.xml'],
      ]),
    },
    {
      name: 'xl/styles.xml',
      content: xml(
        `<styleSheet xmlns="${main}"><numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${styles.join('')}</cellXfs></styleSheet>`,
      ),
    },
    {
      name: 'xl/sharedStrings.xml',
      content: xml(
        `<sst xmlns="${main}">${texts.map((text) => `<si><t xml:space="preserve">${asText(text)}</t></si>`).join('')}</sst>`,
      ),
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: xml(
        `<worksheet xmlns="${main}"><sheetData>${rows.map(rowXml).join('')}</sheetData></worksheet>`,
      ),
    },
  ];
}

/** A workbook of one sheet. */
export function aWorkbook(...given: Parameters<typeof workbookParts>): Buffer {
  return zipOf(workbookParts(...given));
}
