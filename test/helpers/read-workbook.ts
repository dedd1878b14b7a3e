import { FileProblems } from '#server/imports/problems.ts';
import { memorySource } from '#server/imports/source.ts';
import { openWorkbook } from '#server/imports/xlsx/parts.ts';
import { readWorkbook } from '#server/imports/xlsx/read-workbook.ts';

/** Everything that was written, in one piece. */
export async function bytesFrom(chunks: AsyncIterable<Uint8Array | string>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const chunk of chunks) pieces.push(Buffer.from(chunk));
  return Buffer.concat(pieces);
}

/** The sheets of a workbook by the names on their tabs, read as lists of customers are: heads first, cells as shown. */
export async function sheetsOf(bytes: Uint8Array): Promise<Record<string, (readonly string[])[]>> {
  const source = memorySource('book.xlsx', bytes);
  const sheets: Record<string, (readonly string[])[]> = {};
  for (const { name } of (await openWorkbook(source)).sheets) {
    const problems = new FileProblems('book.xlsx');
    const { columns, rows } = await readWorkbook(source, problems, name);
    const read: (readonly string[])[] = [columns];
    for await (const { cells } of rows) read.push(cells);
    if (problems.first.length > 0) throw new Error(JSON.stringify(problems.first));
    sheets[name] = read;
  }
  return sheets;
}

/** A part of a workbook as it stands there. */
export async function partOf(bytes: Uint8Array, part: string): Promise<string> {
  const { open } = await openWorkbook(memorySource('book.xlsx', bytes));
  return (await bytesFrom(open(part, 'sheet'))).toString();
}
