import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** A file of an archive: its path inside, and what stands in it. Texts are written as UTF-8. */
export interface ZipPart {
  readonly name: string;
  readonly chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;
}

/**
 * The earliest day that archives know, so that the same parts always give the same bytes. Archives hold times without a
 * zone, so it is midnight wherever the server stands.
 */
const noTime = new Date(1980, 0, 1);

/**
 * A ZIP archive as it is written, one part after the other, in memory that does not grow with them; beyond 4 GB in the
 * way of ZIP64. A reader that goes away ends the reading of the parts.
 *
 * @throws whatever the parts throw
 */
export async function* zipArchive(
  parts: AsyncIterable<ZipPart> | Iterable<ZipPart>,
): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  let current: Readable | null = null;
  const fill = async () => {
    for await (const { name, chunks } of parts) {
      if (output.destroyed) return;
      current = Readable.from(chunks, { objectMode: false });
      zip.addReadStream(current, name, { mtime: noTime, forceDosTimestamp: true });
      await finished(current);
    }
    zip.end();
  };
  const filled = fill().catch((error: Error) => void output.destroy(error));
  try {
    yield* output;
  } finally {
    output.destroy();
    (current as Readable | null)?.destroy();
    await filled;
  }
}
