import { Readable } from 'node:stream';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import type { Context } from 'hono';
import { AppError } from '../errors.ts';

/** A form with a file that is read as it comes in: what was typed stands before the file. */
export interface StreamedUpload {
  readonly values: ReadonlyMap<string, string>;
  readonly fileName: string;
  /** The bytes of the file. Throws AppError `tooLarge` where there are too many. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

const limits = { files: 1, fields: 10, fieldSize: 10_000, fieldNameSize: 100, parts: 12, headerPairs: 20 };

/**
 * Reads a form up to its file, which must come last; the file is read by whoever asks for its bytes, in flat memory.
 *
 * @returns `null` where no file was chosen
 * @throws AppError `badRequest` for what is no such form
 */
export async function streamedUpload(
  c: Context,
  { field, most }: { field: string; most: number },
): Promise<StreamedUpload | null> {
  const type = c.req.header('content-type') ?? '';
  if (!/^multipart\/form-data\s*;/i.test(type) || c.req.raw.body === null) throw new AppError('badRequest');
  const body = Readable.fromWeb(c.req.raw.body as Parameters<typeof Readable.fromWeb>[0]);
  const form = busboyFor(type, most);
  const values = new Map<string, string>();
  return await new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(new AppError('badRequest', { cause: error }));
    form.on('field', (name, value) => values.set(name, value.normalize('NFC').trim()));
    form.on('file', (name, stream, fileName) => {
      if (name !== field || fileName === undefined || fileName === '') {
        stream.resume();
        return;
      }
      resolve({ values, fileName: fileName.normalize('NFC').slice(0, 255), bytes: limited(stream) });
    });
    form.on('finish', () => resolve(null));
    form.on('error', fail);
    body.on('error', fail);
    body.pipe(form);
  });
}

function busboyFor(type: string, most: number): BusboyInstance {
  try {
    return new Busboy({ headers: { 'content-type': type }, limits: { ...limits, fileSize: most } });
  } catch (error) {
    throw new AppError('badRequest', { cause: error });
  }
}

async function* limited(stream: Readable & { truncated?: boolean }): AsyncGenerator<Uint8Array> {
  for await (const piece of stream) yield piece as Uint8Array;
  if (stream.truncated) throw new AppError('tooLarge');
}
