import { createMiddleware } from 'hono/factory';
import type { AppEnv } from './context.ts';

/** Leads whoever types an address with a slash at its end to the page that has none. */
export function withoutSlash() {
  return createMiddleware<AppEnv>(async function withoutSlash(c, next) {
    const { pathname, search } = new URL(c.req.url);
    const isLooking = c.req.method === 'GET' || c.req.method === 'HEAD';
    if (!isLooking || !pathname.endsWith('/')) return await next();
    let end = pathname.length;
    while (pathname.endsWith('/', end)) end -= 1;
    return c.redirect(pathname.slice(0, end) + search, 308);
  });
}
