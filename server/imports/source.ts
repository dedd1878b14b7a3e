import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setImmediate as otherRequests } from 'node:timers/promises';
import { UnreadableFile } from './problems.ts';

/** Part of a file: from byte `start` to before byte `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A file that can be read from its beginning more than once: on disk, or what a form sent. */
export interface Source {
  /** The name a person knows it by. */
  readonly name: string;
  /** Where on disk it lies, for another thread to read it; only memory has it without. */
  readonly path?: string;
  /** Which sheet of a workbook is meant; the first one without it. */
  readonly sheet?: string;
  /** Its bytes, from the first. Throws `UnreadableFile` when they cannot be had. */
  open(): AsyncIterable<Uint8Array>;
}

/** A file of which parts can be read, as workbooks need it. */
export interface SeekableSource extends Source {
  /** Its bytes, from the first, or those of a part. Throws `UnreadableFile` when they cannot be had. */
  open(range?: Range): AsyncIterable<Uint8Array>;
  /** How many bytes it has. Throws as `open`. */
  size(): Promise<number>;
}

/** A thousand rows or so: whoever reads them does not keep others waiting for long. */
const pieceSize = 64 * 1024;

/** A file on disk. It is opened when it is read, not before. */
export function fileSource(path: string, name: string = basename(path)): SeekableSource {
  return {
    name,
    path,
    async *open(range) {
      if (range !== undefined && range.end <= range.start) return;
      const part = range === undefined ? {} : { start: range.start, end: range.end - 1 };
      try {
        yield* createReadStream(path, { highWaterMark: pieceSize, ...part });
      } catch (error) {
        throw unreadable(error);
      }
    },
    async size() {
      try {
        return (await stat(path)).size;
      } catch (error) {
        throw unreadable(error);
      }
    },
  };
}

/** What is already in memory. */
export function memorySource(name: string, content: string | Uint8Array): SeekableSource {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return {
    name,
    async *open({ start: first, end } = { start: 0, end: bytes.length }) {
      for (let start = first; start < end; start += pieceSize) {
        yield bytes.subarray(start, Math.min(start + pieceSize, end));
        await otherRequests();
      }
    },
    size: () => Promise.resolve(bytes.length),
  };
}

/** The bytes of a part of a file, all of them at once; fewer where the file ends before. */
export async function bytesOf(source: SeekableSource, range: Range): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source.open(range)) pieces.push(piece);
  return Buffer.concat(pieces);
}

function unreadable(error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error)) return error;
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return new UnreadableFile('fileMissing');
  if (error.code === 'EISDIR') return new UnreadableFile('fileIsFolder');
  if (error.code === 'EACCES' || error.code === 'EPERM') return new UnreadableFile('fileDenied');
  return new UnreadableFile('fileUnreadable', { reason: String(error.code) });
}
