import type { Context } from 'hono';
import { AppError } from '../errors.ts';

/** A file somebody sent with a form. */
export interface UploadedFile {
  /** As its sender calls it. It names no place on this machine and is never used as one. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Upload {
  /** What was typed beside it: one value of each name, in NFC, without the blanks around it. */
  readonly values: ReadonlyMap<string, string>;
  readonly file: UploadedFile;
}

/** What a form with a file may hold. */
export interface UploadRules {
  /** The name of the field with the file. */
  readonly file: string;
  /** The names of the other fields; each may come once. */
  readonly fields: readonly string[];
  /** In bytes, everything of the form together. */
  readonly most: number;
  /** How the file's name may end, such as `.json`, in small letters. */
  readonly endings: readonly string[];
  /** What browsers call such a file. None and `application/octet-stream` are always taken: not all know every kind. */
  readonly types: readonly string[];
}

/** Why a file was not taken, which the page with the form says; the rest of what was typed may stand in it again. */
export type UploadProblem = 'noFile' | 'tooLarge' | 'wrongKind';

/** The longest text beside a file, in UTF-16 code units. */
const longestField = 10_000;
const longestName = 255;

/**
 * Reads a form with one file. No more than `most` bytes of it are ever kept; one that says it is larger is not read.
 *
 * @throws AppError `badRequest` for what no form of ours sends: another encoding, unknown or repeated names, a second
 *   file, text that is not UTF-8, a body that breaks off
 */
export async function readUpload(
  c: Context,
  rules: UploadRules,
): Promise<Upload | { readonly problem: UploadProblem; readonly values: Upload['values'] }> {
  const type = c.req.header('content-type') ?? '';
  if (!/^multipart\/form-data\s*;/i.test(type)) throw new AppError('badRequest');
  const body = await bodyUpTo(c, rules.most);
  if (body === null) return { problem: 'tooLarge', values: new Map() };
  const { values, file } = partsIn(await formIn(body, type), rules);
  // A browser sends a field without a chosen file as an empty file without a name.
  if (file === null || (file.name === '' && file.size === 0)) return { problem: 'noFile', values };
  if (!isOfKind(file, rules)) return { problem: 'wrongKind', values };
  const name = file.name.normalize('NFC').slice(0, longestName);
  return { values, file: { name, bytes: new Uint8Array(await file.arrayBuffer()) } };
}

/** The body, or `null` where it is larger. */
async function bodyUpTo(c: Context, most: number): Promise<Buffer | null> {
  if (Number(c.req.header('content-length') ?? 0) > most) return null;
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of c.req.raw.body ?? []) {
      size += piece.length;
      if (size > most) return null;
      pieces.push(piece);
    }
  } catch (error) {
    // Whatever breaks while it comes in is the sender's, and no failure of ours.
    throw new AppError('badRequest', { cause: error });
  }
  return Buffer.concat(pieces);
}

async function formIn(body: Buffer, type: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  } catch (error) {
    if (error instanceof TypeError) throw new AppError('badRequest', { cause: error });
    throw error;
  }
}

function partsIn(form: FormData, rules: UploadRules): { values: Map<string, string>; file: File | null } {
  const values = new Map<string, string>();
  let file: File | null = null;
  for (const [name, value] of form) {
    if (typeof value === 'string') {
      const isOurs = rules.fields.includes(name) && !values.has(name);
      if (!isOurs || value.length > longestField || value.includes('\ufffd'))
        throw new AppError('badRequest');
      values.set(name, value.normalize('NFC').trim());
    } else {
      if (name !== rules.file || file !== null) throw new AppError('badRequest');
      file = value;
    }
  }
  return { values, file };
}

function isOfKind({ name, type }: File, { endings, types }: UploadRules): boolean {
  const [kind = ''] = type.toLowerCase().split(';');
  const isNamed = endings.some((ending) => name.toLowerCase().endsWith(ending));
  return isNamed && ['', 'application/octet-stream', ...types].includes(kind.trim());
}
