import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { UnreadableFile } from './problems.ts';

const lineFeed = 0x0a;
const zip = Buffer.from('PK\u0003\u0004', 'latin1');
/** What old workbooks and encrypted ones begin with. */
const compound = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/**
 * The text of a file as it streams by, without a byte order mark.
 *
 * Decoding is strict: a byte that is not UTF-8 stops it with the number of its line, since a file in another
 * encoding would otherwise be stored as nonsense. So do NUL characters, which no database keeps alike.
 *
 * @throws UnreadableFile `notUtf8`, `utf16`, `workbook` or `nulCharacter`
 */
export async function* decodeUtf8(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let unfinished = Buffer.alloc(0);
  let line = 1;
  let first = true;
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (first) refuseOtherFormats(bytes);
    first = false;
    const text = decode(decoder, bytes, () => line + linesBefore(Buffer.concat([unfinished, bytes])));
    const nul = text.indexOf('\0');
    if (nul >= 0)
      throw new UnreadableFile('nulCharacter', { line: line + countOf('\n', text.slice(0, nul)) });
    unfinished = Buffer.from(unfinishedEnd(bytes));
    line += countOf('\n', text);
    if (text !== '') yield text;
  }
  // A file that ends in the middle of a character is caught here.
  decode(decoder, undefined, () => line);
}

function decode(decoder: TextDecoder, bytes: Buffer | undefined, lineOfFailure: () => number): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch (error) {
    if (error instanceof TypeError) throw new UnreadableFile('notUtf8', { line: lineOfFailure() });
    throw error;
  }
}

function refuseOtherFormats(start: Buffer): void {
  const isCompound = start.subarray(0, compound.length).equals(compound);
  if (isCompound || start.subarray(0, zip.length).equals(zip)) throw new UnreadableFile('workbook');
  const mark = start.length >= 2 ? start.readUInt16BE(0) : 0;
  // Without a mark, text in UTF-16 shows itself by a zero in one of its first two bytes.
  const zeroInPair = start.length >= 2 && (start[0] === 0) !== (start[1] === 0);
  if (mark === 0xfeff || mark === 0xfffe || zeroInPair) throw new UnreadableFile('utf16');
}

/** Line ends before the first line that is not UTF-8. No character of several bytes contains a line feed. */
function linesBefore(bytes: Buffer): number {
  let lines = 0;
  for (let start = 0; ; lines++) {
    const end = bytes.indexOf(lineFeed, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return lines;
    start = end + 1;
  }
}

/** The bytes of a character that only begins in this chunk. */
function unfinishedEnd(bytes: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < length ? bytes.subarray(bytes.length - back) : Buffer.alloc(0);
    }
  }
  return Buffer.alloc(0);
}

function countOf(character: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count++;
  return count;
}
