import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { workbookParts, zipOf } from '#test/helpers/workbook.ts';

/** How the lists of the benchmark are mapped: ABC classes worked out, strata of class and market. */
export const importMapping = {
  customer: '客户编号',
  strata: ['abc', '市场'],
  attributes: { 市场: '市场', 区域: '区域' },
  abc: { from: '年收入' },
};

const markets = ['电商', '企业', '零散'] as const;
const regions = ['华东', '华南', '华北', '西部'] as const;
const header = ['客户编号', '年收入', '市场', '区域'];

/** A customer by number. Revenue falls steeply, and nine in ten of those who bring little bring the same. */
function customer(i: number): [string, number, string, string] {
  const scattered = (i * 7_368_787) % 1_000_003;
  const revenue = scattered < 900_000 ? 100 : Math.round(1e9 / (scattered - 899_999)) / 100;
  return [`KH${String(i).padStart(8, '0')}`, revenue, markets[i % 3] ?? '', regions[(i >> 2) % 4] ?? ''];
}

const rowsPerPiece = 10_000;

/** Some rows at a time, as text. */
function* pieces(customers: number, row: (i: number) => string): Generator<string> {
  for (let start = 0; start < customers; start += rowsPerPiece) {
    const count = Math.min(rowsPerPiece, customers - start);
    yield Array.from({ length: count }, (_, i) => row(start + i)).join('');
  }
}

/** Writes a list as CSV. */
export async function writeCsv(path: string, customers: number): Promise<void> {
  function* text() {
    yield `${header.join(',')}\n`;
    yield* pieces(customers, (i) => `${customer(i).join(',')}\n`);
  }
  await pipeline(Readable.from(text()), createWriteStream(path));
}

/** Writes a list as a workbook, with its texts shared as a spreadsheet does. */
export async function writeWorkbook(path: string, customers: number): Promise<void> {
  const parts = workbookParts([header]);
  const words = [...header, ...markets, ...regions];
  const text = (place: number, letter: string, row: number) =>
    `<c r="${letter}${row}" t="s"><v>${place}</v></c>`;
  const row = (i: number) => {
    const [, revenue, market, region] = customer(i);
    const at = i + 2;
    const cells = [
      text(words.length + i, 'A', at),
      `<c r="B${at}"><v>${revenue}</v></c>`,
      text(words.indexOf(market), 'C', at),
      text(words.indexOf(region), 'D', at),
    ];
    return `<row r="${at}" spans="1:4">${cells.join('')}</row>`;
  };
  const joined = (all: Iterable<string>) => Buffer.concat([...all].map((each) => Buffer.from(each)));
  const item = (word: string) => `<si><t>${word}</t></si>`;
  const whole = parts.map(({ name, content }) => {
    if (name.endsWith('sharedStrings.xml')) {
      const names = pieces(customers, (i) => item(customer(i)[0]));
      return { name, content: joined(['<sst>', ...words.map(item), ...names, '</sst>']) };
    }
    if (!name.endsWith('sheet1.xml')) return { name, content };
    const [before = '', after = ''] = String(content).split('</sheetData>');
    return { name, content: joined([before, ...pieces(customers, row), '</sheetData>', after]) };
  });
  await writeFile(path, zipOf(whole));
}
