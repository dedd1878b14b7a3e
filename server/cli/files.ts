import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { z } from 'zod';
import { readDocument } from '../imports/documents.ts';
import { fileSource } from '../imports/source.ts';
import { Refusal, RefusedFile } from './refusal.ts';

/** Reads a JSON file of a given shape. @throws RefusedFile with everything wrong with it */
export async function documentFrom<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>> {
  const reading = await readDocument(fileSource(path), schema);
  if ('problems' in reading) throw new RefusedFile(reading.problems);
  return reading.document;
}

/**
 * Writes a file as its text comes, under another name first: whoever reads it finds the old file or the whole new
 * one.
 *
 * @param secret for what holds answers or the keys to them: only the file's owner may read it
 * @param isOneOfMany for what a power cut may undo, since the whole folder is made again then: does not wait for the disk
 * @throws Refusal when it cannot be written
 */
export async function writeFileWhole(
  path: string,
  text: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  { secret = false, isOneOfMany = false }: { secret?: boolean; isOneOfMany?: boolean } = {},
): Promise<void> {
  const unfinished = join(dirname(path), `.${process.pid}.unfinished`);
  try {
    await pipeline(
      Readable.from(text),
      createWriteStream(unfinished, { flags: 'w', mode: secret ? 0o600 : 0o666 }),
    );
    if (!isOneOfMany) await syncFile(unfinished);
    await rename(unfinished, path);
  } catch (error) {
    // What kept it from being written may keep it from being removed; the first is what there is to tell.
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw notWritten(path, error);
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync();
  await file.close();
}

/** Makes a folder where there is none. @throws Refusal when it cannot be made */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((error: unknown) => {
    throw notWritten(path, error);
  });
}

function notWritten(file: string, error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return error;
  const isFull = error.code === 'ENOSPC' || error.code === 'EDQUOT';
  return new Refusal(isFull ? 'cli.diskFull' : 'cli.cannotWrite', { file, reason: String(error.code) });
}
