import { Readable } from 'node:stream';
import type { Context } from 'hono';

/** What each kind of file of data is called on the way. */
export const csvType = 'text/csv; charset=utf-8';
export const dataTypes = {
  csv: csvType,
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  sav: 'application/x-spss-sav',
} as const;

/** How many rows of data a file has, or belongs to, is said before it comes. */
export function sayRows(c: Context, rows: number): void {
  c.header('X-Row-Count', String(rows));
}

/** Sends a table as a file, as it is written: whoever asks for a million rows needs no memory for them here. */
export function sendCsv(
  c: Context,
  fileName: string,
  text: AsyncIterable<string | Uint8Array> | Iterable<string>,
): Response {
  return sendFile(c, fileName, csvType, text);
}

/** Sends a file under a name. Letters that a header cannot hold are written in the way of RFC 6266. */
export function sendFile(
  c: Context,
  fileName: string,
  type: string,
  text: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): Response {
  const plain = fileName.replace(/[^\w.-]/g, '_');
  c.header('Content-Type', type);
  c.header('Content-Disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encoded(fileName)}`);
  c.header('Cache-Control', 'private, no-store');
  return c.body(Readable.toWeb(Readable.from(text, { objectMode: false })) as ReadableStream);
}

/** RFC 5987 allows fewer characters than `encodeURIComponent` leaves as they are. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
