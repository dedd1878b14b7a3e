import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { AppError } from '../errors.ts';
import type { AppEnv } from './context.ts';

/**
 * Refuses bodies of more than `maxSize` bytes. One that says its length is judged by that, before any of it is
 * read; only one that does not is counted while it comes in, which is several times the work.
 *
 * @param long paths whose forms may be longer, such as one with all texts of a questionnaire
 * @param uploads paths that take files; whoever reads a form there (`readUpload`) counts what comes in and no more is
 *   kept than it may have, once it is known that its sender may send one at all
 * @throws AppError `tooLarge`
 */
export function formLimit(
  maxSize: number,
  uploads: readonly RegExp[] = [],
  long: { readonly path: RegExp; readonly maxSize: number } | null = null,
) {
  const refuse = () => {
    throw new AppError('tooLarge');
  };
  const counted = bodyLimit({ maxSize, onError: refuse });
  const longCounted = bodyLimit({ maxSize: long?.maxSize ?? maxSize, onError: refuse });
  return createMiddleware<AppEnv>(async function formLimit(c, next) {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return await next();
    if (c.req.method === 'POST' && uploads.some((path) => path.test(c.req.path))) return await next();
    const isLong = long?.path.test(c.req.path) ?? false;
    const length = c.req.header('content-length');
    if (length === undefined || c.req.header('transfer-encoding') !== undefined)
      return await (isLong ? longCounted : counted)(c, next);
    if (Number(length) > (isLong ? (long?.maxSize ?? maxSize) : maxSize)) refuse();
    return await next();
  });
}
