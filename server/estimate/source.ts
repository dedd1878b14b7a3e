import { createGunzip } from 'node:zlib';
import { UnreadableFile } from '../imports/problems.ts';
import { fileSource, type Source } from '../imports/source.ts';

/** A file on disk; one whose name ends in `.gz` is unpacked as it is read. */
export function packedFileSource(path: string): Source {
  const file = fileSource(path);
  if (!path.toLowerCase().endsWith('.gz')) return file;
  return {
    name: file.name,
    async *open() {
      const unpacked = createGunzip();
      const feeding = feed(file.open(), unpacked);
      try {
        yield* unpacked;
      } catch (error) {
        throw error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
          ? new UnreadableFile('fileUnreadable', { reason: String(error.code) })
          : error;
      } finally {
        unpacked.destroy();
        await feeding;
      }
    },
  };
}

/** Writes the bytes in as fast as they are taken; a failure reaches whoever reads. */
async function feed(bytes: AsyncIterable<Uint8Array>, into: ReturnType<typeof createGunzip>): Promise<void> {
  try {
    for await (const chunk of bytes) {
      if (into.destroyed) return;
      if (!into.write(chunk)) await drained(into);
    }
    into.end();
  } catch (error) {
    into.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

function drained(into: ReturnType<typeof createGunzip>): Promise<void> {
  return new Promise((resolve) => {
    into.once('drain', resolve);
    into.once('close', resolve);
  });
}
