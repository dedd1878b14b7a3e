import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { UnreadableFile } from '../problems.ts';
import { bytesOf, type SeekableSource } from '../source.ts';

/** One file of an archive, as its central directory tells. */
export interface ZipEntry {
  readonly name: string;
  readonly isStored: boolean;
  readonly compressed: number;
  readonly size: number;
  readonly checksum: number;
  readonly headerAt: number;
}

const mebibyte = 2 ** 20;
/** A workbook has a dozen parts, and some for each sheet and picture. */
const mostEntries = 10_000;
const largestDirectory = 4 * mebibyte;
/** The end of the archive stands before a comment of 65,535 bytes at most. */
const endSize = 22;
const longestComment = 65_535;
/** How much more than they take in the file the bytes of a part may become. Sheets become 10 to 50 times as much. */
const largestRatio = 250;
/** So much may come of few bytes without being suspicious. */
const freeOfRatio = 4 * mebibyte;

/**
 * The files of a ZIP archive by their names. Names lead nowhere: they are looked up here and nowhere else.
 *
 * @throws UnreadableFile `brokenWorkbook` when it is no archive, or one that says two things about a file; `workbook` when
 *   it is encrypted
 */
export async function zipEntries(source: SeekableSource): Promise<ReadonlyMap<string, ZipEntry>> {
  const { start, size, count } = await directoryOf(source);
  if (size > largestDirectory || count > mostEntries) throw broken('directory');
  const directory = await bytesOf(source, { start, end: start + size });
  const entries = new Map<string, ZipEntry>();
  for (let at = 0, left = count; left > 0; left--) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) throw broken('directory');
    const nameLength = directory.readUInt16LE(at + 28);
    const extraLength = directory.readUInt16LE(at + 30);
    const next = at + 46 + nameLength + extraLength + directory.readUInt16LE(at + 32);
    if (next > directory.length) throw broken('directory');
    const entry = entryAt(directory.subarray(at, next), nameLength, extraLength);
    if (entries.has(entry.name)) throw broken('directory');
    entries.set(entry.name, entry);
    at = next;
  }
  return entries;
}

function entryAt(bytes: Buffer, nameLength: number, extraLength: number): ZipEntry {
  const flags = bytes.readUInt16LE(8);
  const method = bytes.readUInt16LE(10);
  if ((flags & 1) !== 0) throw new UnreadableFile('workbook');
  if (method !== 0 && method !== 8) throw broken('method');
  const wide = wideSizes(bytes.subarray(46 + nameLength, 46 + nameLength + extraLength));
  // each of the three stands among the wide ones only where its place is filled with ones
  const sizeOr = (value: number) => (value === 0xffffffff ? wide.shift() : value);
  const size = sizeOr(bytes.readUInt32LE(24));
  const compressed = sizeOr(bytes.readUInt32LE(20));
  const headerAt = sizeOr(bytes.readUInt32LE(42));
  if (size === undefined || compressed === undefined || headerAt === undefined) throw broken('directory');
  const name = bytes.subarray(46, 46 + nameLength).toString('utf8');
  return { name, isStored: method === 0, compressed, size, checksum: bytes.readUInt32LE(16), headerAt };
}

/** The sizes of 64 bits that stand in an entry's extra field. */
function wideSizes(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) !== 1 || at + 4 + length > extra.length) continue;
    const places = Array.from({ length: Math.floor(length / 8) }, (_, i) => at + 4 + 8 * i);
    return places.map((place) => wholeAt(extra, place));
  }
  return [];
}

async function directoryOf(source: SeekableSource): Promise<{ start: number; size: number; count: number }> {
  const fileSize = await source.size();
  const tailAt = Math.max(0, fileSize - endSize - longestComment - 20);
  const tail = await bytesOf(source, { start: tailAt, end: fileSize });
  for (let at = tail.length - endSize; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== 0x06054b50) continue;
    if (at + endSize + tail.readUInt16LE(at + 20) !== tail.length) continue;
    const count = tail.readUInt16LE(at + 10);
    const size = tail.readUInt32LE(at + 12);
    const start = tail.readUInt32LE(at + 16);
    const isWide = count === 0xffff || size === 0xffffffff || start === 0xffffffff;
    return isWide ? await wideDirectory(source, tail, at - 20) : { start, size, count };
  }
  throw broken('directory');
}

async function wideDirectory(source: SeekableSource, tail: Buffer, locatorAt: number) {
  if (locatorAt < 0 || tail.readUInt32LE(locatorAt) !== 0x07064b50) throw broken('directory');
  const start = wholeAt(tail, locatorAt + 8);
  const end = await bytesOf(source, { start, end: start + 56 });
  if (end.length < 56 || end.readUInt32LE(0) !== 0x06064b50) throw broken('directory');
  return { count: wholeAt(end, 32), size: wholeAt(end, 40), start: wholeAt(end, 48) };
}

function wholeAt(bytes: Buffer, at: number): number {
  const value = bytes.readBigUInt64LE(at);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw broken('directory');
  return Number(value);
}

/**
 * The bytes of a file of an archive as they are inflated, checked against its checksum at the end.
 *
 * @param most bytes; a file that becomes more, or far more than what it takes in the archive, is refused
 * @throws UnreadableFile `workbookTooBig` (maximum, in MB), `workbookBomb`, `brokenWorkbook`
 */
export async function* entryBytes(
  source: SeekableSource,
  entry: ZipEntry,
  most: number,
): AsyncGenerator<Buffer> {
  const header = await bytesOf(source, { start: entry.headerAt, end: entry.headerAt + 30 });
  if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) throw broken(entry.name);
  const start = entry.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const stored = source.open({ start, end: start + entry.compressed });
  let size = 0;
  let checksum = 0;
  for await (const chunk of entry.isStored ? stored : inflated(stored, entry.name)) {
    size += chunk.length;
    if (size > most) throw new UnreadableFile('workbookTooBig', { maximum: Math.round(most / mebibyte) });
    if (size > freeOfRatio && size > largestRatio * entry.compressed)
      throw new UnreadableFile('workbookBomb');
    checksum = crc32(chunk, checksum);
    yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
  if (size !== entry.size || checksum !== entry.checksum) throw broken(entry.name);
}

async function* inflated(stored: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  const input = Readable.from(stored);
  const inflate = createInflateRaw({ chunkSize: 64 * 1024 });
  input.on('error', (error) => inflate.destroy(error));
  try {
    yield* input.pipe(inflate);
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) throw broken(name);
    throw error;
  } finally {
    input.destroy();
    inflate.destroy();
  }
}

/** @param part what of the workbook is broken */
export function broken(part: string): UnreadableFile {
  return new UnreadableFile('brokenWorkbook', { part: part.slice(0, 200) });
}
