import { readCsv } from './csv.ts';
import type { FileProblems } from './problems.ts';
import type { SeekableSource, Source } from './source.ts';
import type { Table } from './table-row.ts';
import { readWorkbook } from './xlsx/read-workbook.ts';

const zip = Buffer.from('PK\u0003\u0004', 'latin1');

/**
 * Reads a table, a CSV or a workbook (.xlsx) by what its first bytes say, as a stream.
 *
 * @throws UnreadableFile when the file or the rest of it cannot be read at all
 */
export async function readRows(source: Source, problems: FileProblems): Promise<Table> {
  if (isSeekable(source) && (await beginsWith(source, zip)))
    return await readWorkbook(source, problems, source.sheet);
  return await readCsv(source, problems);
}

function isSeekable(source: Source): source is SeekableSource {
  return 'size' in source;
}

async function beginsWith(source: SeekableSource, mark: Buffer): Promise<boolean> {
  for await (const chunk of source.open({ start: 0, end: mark.length })) return mark.equals(chunk);
  return false;
}
