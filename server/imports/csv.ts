import { CsvError, parse } from 'csv-parse';
import { type FileProblems, UnreadableFile } from './problems.ts';
import type { Source } from './source.ts';
import { columnNames, type Row, type Table } from './table-row.ts';
import { decodeUtf8 } from './utf8.ts';

/** The longest row we read, in characters. A questionnaire of 500 pairs with comments is a tenth of it. */
const longestRow = 4_000_000;
/** How much of a file is searched for the end of its first line. */
const longestHeader = 1_000_000;
const delimiters = [',', ';', '\t'] as const;

/**
 * Reads a CSV file as a stream, in UTF-8 with or without a byte order mark.
 *
 * The delimiter (comma, semicolon or tab) is the one the first line has most of. Rows end in CR LF, LF or CR.
 * Rows with too many or too few cells, and column names that occur twice, go to `problems`.
 *
 * @throws UnreadableFile when the file or the rest of it cannot be read at all
 */
export async function readCsv(source: Source, problems: FileProblems): Promise<Table> {
  const text = decodeUtf8(source.open());
  const start = await readHeader(text);
  if (start.trim() === '') throw new UnreadableFile('fileEmpty');
  const records = parseText(start, text);
  const first = await records.next();
  if (first.done) throw new UnreadableFile('fileEmpty');
  const columns = columnNames(first.value, 1, problems);
  return { row: 1, columns, sheets: [], rows: rowsUnder(columns, records, problems) };
}

async function* rowsUnder(
  columns: readonly string[],
  records: AsyncIterable<string[]>,
  problems: FileProblems,
): AsyncGenerator<Row> {
  let row = 1;
  for await (const cells of records) {
    row += 1;
    if (cells.every((cell) => cell === '')) continue;
    if (cells.length === columns.length) yield { row, cells };
    else problems.add('cellCount', { row }, { found: cells.length, expected: columns.length });
  }
}

/** Reads until the first line is complete, so that its delimiter can be told. */
export async function readHeader(text: AsyncGenerator<string>): Promise<string> {
  let start = '';
  while (start.length < longestHeader && !/[\r\n]./s.test(start.replace(/"[^"]*"?/g, ''))) {
    const next = await text.next();
    if (next.done) break;
    start += next.value;
  }
  return start;
}

/** The delimiter the first line has most of, outside quotes. A file of one column has none of them: a comma does. */
export function delimiterOf(start: string): string {
  const header = start.replace(/"[^"]*"?/g, '').split(/[\r\n]/, 1)[0] ?? '';
  const count = (delimiter: string) => header.split(delimiter).length;
  return delimiters.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

async function* parseText(start: string, rest: AsyncIterable<string>): AsyncGenerator<string[]> {
  async function* all() {
    yield start;
    yield* rest;
  }
  // Rows are taken as they are found: those before a broken one would be lost in the parser's own stream.
  let found: string[][] = [];
  let linesRead = 0;
  const parser = parse({
    delimiter: delimiterOf(start),
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: longestRow,
    on_record(record: string[], { lines }) {
      linesRead = lines;
      found.push(record);
      return null;
    },
  });
  // What breaks is told to whoever wrote it; the event says the same again.
  parser.on('error', () => undefined).resume();
  const taken = () => {
    const rows = found;
    found = [];
    return rows;
  };
  for await (const chunk of all()) {
    const broken = await broke((done) => parser.write(chunk, done));
    yield* taken();
    if (broken) throw unreadable(broken, linesRead);
  }
  const broken = await broke((done) => parser.end(done));
  yield* taken();
  if (broken) throw unreadable(broken, linesRead);
}

/** Gives the parser its next piece. @returns what broke the table there, if anything did */
function broke(give: (done: (error?: Error | null) => void) => void): Promise<CsvError | null> {
  return new Promise((resolve, reject) => {
    give((error) => {
      if (!error) resolve(null);
      else if (error instanceof CsvError) resolve(error);
      else reject(error);
    });
  });
}

/** @param linesRead lines of the rows that were whole: a quotation mark never closed was opened after them */
function unreadable({ code, lines }: CsvError, linesRead: number): UnreadableFile {
  if (code === 'CSV_MAX_RECORD_SIZE') return new UnreadableFile('rowTooLong', { line: Number(lines) });
  const isOpen = code === 'CSV_QUOTE_NOT_CLOSED';
  return new UnreadableFile('brokenQuotes', { line: isOpen ? linesRead + 1 : Number(lines) });
}
