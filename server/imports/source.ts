import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { setImmediate as otherRequests } from 'node:timers/promises';
import { UnreadableFile } from './problems.ts';

/** A file that can be read from its beginning more than once: on disk, or what a form sent. */
export interface Source {
  /** The name a person knows it by. */
  readonly name: string;
  /** Its bytes, from the first. Throws `UnreadableFile` when they cannot be had. */
  open(): AsyncIterable<Uint8Array>;
}

/** A thousand rows or so: whoever reads them does not keep others waiting for long. */
const pieceSize = 64 * 1024;

/** A file on disk. It is opened when it is read, not before. */
export function fileSource(path: string): Source {
  return {
    name: basename(path),
    async *open() {
      try {
        yield* createReadStream(path, { highWaterMark: pieceSize });
      } catch (error) {
        throw unreadable(error);
      }
    },
  };
}

/** What is already in memory. */
export function memorySource(name: string, content: string | Uint8Array): Source {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return {
    name,
    async *open() {
      for (let start = 0; start < bytes.length; start += pieceSize) {
        yield bytes.subarray(start, start + pieceSize);
        await otherRequests();
      }
    },
  };
}

function unreadable(error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error)) return error;
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return new UnreadableFile('fileMissing');
  if (error.code === 'EISDIR') return new UnreadableFile('fileIsFolder');
  if (error.code === 'EACCES' || error.code === 'EPERM') return new UnreadableFile('fileDenied');
  return new UnreadableFile('fileUnreadable', { reason: String(error.code) });
}
