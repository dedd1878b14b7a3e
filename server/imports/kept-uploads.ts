import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { fileSource, type SeekableSource } from './source.ts';

/** What is known of a file somebody sent, until it is imported or forgotten. */
const kept = z.strictObject({
  /** The survey it was sent to. */
  surveyId: z.string(),
  /** Who sent it. */
  personId: z.string(),
  /** As its sender calls it. */
  name: z.string(),
  /** What was chosen on the page of its columns, as its form sent it. */
  choices: z.record(z.string(), z.string()).optional(),
  /** The file of purchases that was sent to go with it. */
  purchases: z.string().optional(),
  /** The list that it is becoming, and the run of the server that makes it so. */
  importing: z.object({ key: z.string(), run: z.string() }).optional(),
});
export type KeptUpload = z.output<typeof kept>;

/** After this nobody comes back to say what its columns are, in milliseconds. */
const lifetime = 24 * 60 * 60 * 1000;
/** How often a server looks for what is to be forgotten, in milliseconds. */
const lookEvery = 60 * 60 * 1000;

/** Files that were sent and wait for somebody to say what is in them. They lie beside the database, for nobody else to read. */
export interface Uploads {
  /** Keeps a file as it comes in, in flat memory. What breaks off halfway is not kept. @returns its id */
  keep(upload: KeptUpload, bytes: AsyncIterable<Uint8Array>): Promise<string>;
  /** A file by its id, with what is known of it; `null` where there is none (any more). */
  find(id: string): Promise<(KeptUpload & { readonly source: SeekableSource }) | null>;
  /** Notes something of a file that is kept: what was chosen, or what goes with it. */
  note(id: string, more: Pick<KeptUpload, 'choices' | 'purchases'>): Promise<void>;
  /** Notes that a file is becoming a list from now on. */
  importing(id: string, key: string): Promise<void>;
  /** The files of a survey whose import ended with an earlier run of the server; each can be imported anew. */
  brokenOff(surveyId: string): Promise<readonly BrokenImport[]>;
  forget(id: string): Promise<void>;
}

/** An import that nobody goes on with. */
export interface BrokenImport {
  readonly id: string;
  /** The file, as its sender calls it. */
  readonly name: string;
  /** The list it was to become. */
  readonly key: string;
}

/** @param folder where files are kept; it is made when the first one comes */
export function createUploads(
  folder: string,
  { createId, now }: { createId: () => string; now: () => Date },
): Uploads {
  const pathOf = (id: string) => join(folder, id);
  const forget = (id: string) => forgetFile(folder, id);
  const run = createId();
  const noteOf = async (id: string) => {
    const text = await readFile(`${pathOf(id)}.json`, 'utf8').catch(nothingThere);
    return text === null ? null : kept.parse(JSON.parse(text));
  };
  // written beside and moved into place, so that nobody reads half of it
  const writeNote = async (id: string, upload: KeptUpload) => {
    await writeFile(`${pathOf(id)}.json.part`, JSON.stringify(upload), { mode: 0o600 });
    await rename(`${pathOf(id)}.json.part`, `${pathOf(id)}.json`);
  };
  return {
    async keep(upload, bytes) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await forgetOld(folder, now().getTime());
      const id = createId();
      try {
        await pipeline(bytes, createWriteStream(`${pathOf(id)}.part`, { mode: 0o600 }));
        await writeNote(id, upload);
        await rename(`${pathOf(id)}.part`, pathOf(id));
      } catch (error) {
        await forget(id);
        throw error;
      }
      return id;
    },
    async find(id) {
      // ids are ours: letters, digits and hyphens, and never a path
      if (!/^[\w-]{8,64}$/.test(id)) return null;
      const known = await noteOf(id);
      if (known === null || (await stat(pathOf(id)).catch(nothingThere)) === null) return null;
      return { ...known, source: fileSource(pathOf(id), known.name) };
    },
    async note(id, more) {
      const known = await noteOf(id);
      if (known !== null) await writeNote(id, { ...known, ...more });
    },
    async importing(id, key) {
      const known = await noteOf(id);
      if (known !== null) await writeNote(id, { ...known, importing: { key, run } });
    },
    async brokenOff(surveyId) {
      const broken: BrokenImport[] = [];
      for (const file of (await readdir(folder).catch(nothingThere)) ?? []) {
        if (!file.endsWith('.json')) continue;
        const id = file.slice(0, -'.json'.length);
        const known = await noteOf(id);
        if (known?.surveyId !== surveyId || known.importing === undefined) continue;
        const { key, run: earlier } = known.importing;
        if (earlier !== run) broken.push({ id, name: known.name, key });
      }
      return broken;
    },
    forget,
  };
}

/** Forgets what nobody came back for: at once, and every hour until it is stopped. To be called when a server starts. */
export async function forgetOldUploads(
  { folder, now }: { readonly folder: string; readonly now: () => Date },
  stop: AbortSignal,
): Promise<void> {
  do await forgetOld(folder, now().getTime());
  while (await delay(lookEvery, true, { signal: stop, ref: false }).catch(() => false));
}

async function forgetOld(folder: string, now: number): Promise<void> {
  for (const name of (await readdir(folder).catch(nothingThere)) ?? []) {
    const found = await stat(join(folder, name)).catch(nothingThere);
    if (found !== null && now - found.mtimeMs > lifetime)
      await forgetFile(folder, name.replace(/(\.(json|part))+$/, ''));
  }
}

async function forgetFile(folder: string, id: string): Promise<void> {
  for (const ending of ['', '.json', '.part', '.json.part'])
    await rm(join(folder, id) + ending, { force: true });
}

function nothingThere(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
