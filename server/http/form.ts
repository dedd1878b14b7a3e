import type { Context } from 'hono';
import { AppError } from '../errors.ts';

/**
 * A form as it was sent: every value of every name, in order. Forms of our pages have no files, so only the plain
 * encoding is read.
 *
 * @throws AppError `badRequest` for a body that is no form, is not in UTF-8, or breaks off
 */
export async function readForm(c: Context): Promise<ReadonlyMap<string, readonly string[]>> {
  const [type = ''] = (c.req.header('content-type') ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/x-www-form-urlencoded') throw new AppError('badRequest');
  const text = await bodyOf(c);
  const fields = new URLSearchParams(text);
  if (!isReadable(text, fields)) throw new AppError('badRequest');
  const form = new Map<string, string[]>();
  for (const [name, value] of fields) {
    const values = form.get(name);
    if (values === undefined) form.set(name, [value]);
    else values.push(value);
  }
  return form;
}

/** The body; a connection that breaks while it comes in is the sender's, and no failure of ours. */
async function bodyOf(c: Context): Promise<string> {
  try {
    return await c.req.text();
  } catch (error) {
    if (c.req.raw.signal.aborted) throw new AppError('badRequest', { cause: error });
    throw error;
  }
}

/**
 * Whether every character arrived. What is not UTF-8 becomes U+FFFD when it is read, and would be kept as if it had
 * been typed; a browser sends a U+FFFD that was typed in its encoded form.
 */
function isReadable(encoded: string, fields: URLSearchParams): boolean {
  const read = [...fields].flat().join('');
  if (!read.includes('\ufffd')) return true;
  const sent = encoded.match(/%EF%BF%BD/gi)?.length ?? 0;
  return read.split('\ufffd').length - 1 === sent;
}
