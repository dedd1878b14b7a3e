import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { AppError } from '../errors.ts';
import type { AppEnv } from './context.ts';

/**
 * Refuses bodies of more than `maxSize` bytes. One that says its length is judged by that, before any of it is
 * read; only one that does not is counted while it comes in, which is several times the work.
 *
 * @throws AppError `tooLarge`
 */
export function formLimit(maxSize: number) {
  const refuse = () => {
    throw new AppError('tooLarge');
  };
  const counted = bodyLimit({ maxSize, onError: refuse });
  return createMiddleware<AppEnv>(async function formLimit(c, next) {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return await next();
    const length = c.req.header('content-length');
    if (length === undefined || c.req.header('transfer-encoding') !== undefined)
      return await counted(c, next);
    if (Number(length) > maxSize) refuse();
    return await next();
  });
}
