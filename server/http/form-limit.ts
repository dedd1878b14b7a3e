import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { AppError } from '../errors.ts';
import type { AppEnv } from './context.ts';

/**
 * Refuses bodies of more than `maxSize` bytes. One that says its length is judged by that, before any of it is
 * read; only one that does not is counted while it comes in, which is several times the work.
 *
 * @param uploads paths that take files; whoever reads a form there (`readUpload`) counts what comes in and no more is
 *   kept than it may have, once it is known that its sender may send one at all
 * @throws AppError `tooLarge`
 */
export function formLimit(maxSize: number, uploads: readonly RegExp[] = []) {
  const refuse = () => {
    throw new AppError('tooLarge');
  };
  const counted = bodyLimit({ maxSize, onError: refuse });
  return createMiddleware<AppEnv>(async function formLimit(c, next) {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return await next();
    if (c.req.method === 'POST' && uploads.some((path) => path.test(c.req.path))) return await next();
    const length = c.req.header('content-length');
    if (length === undefined || c.req.header('transfer-encoding') !== undefined)
      return await counted(c, next);
    if (Number(length) > maxSize) refuse();
    return await next();
  });
}
