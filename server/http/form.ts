import type { Context } from 'hono';
import { AppError } from '../errors.ts';

/**
 * A form as it was sent: every value of every name, in order. Forms of our pages have no files, so only the plain
 * encoding is read.
 *
 * @throws AppError `badRequest` for a body that is no form
 */
export async function readForm(c: Context): Promise<ReadonlyMap<string, readonly string[]>> {
  const [type = ''] = (c.req.header('content-type') ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/x-www-form-urlencoded') throw new AppError('badRequest');
  const form = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(await c.req.text())) {
    const values = form.get(name);
    if (values === undefined) form.set(name, [value]);
    else values.push(value);
  }
  return form;
}
