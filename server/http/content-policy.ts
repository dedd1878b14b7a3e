import { createMiddleware } from 'hono/factory';
import type { AppEnv } from './context.ts';

/** What a page may load and run: what this server sends, and the style sheets that stand in this page. */
function policyWith(styleSources: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    ['style-src', "'self'", ...styleSources].join(' '),
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/** Sends the content security policy with every answer. Nothing inside a page is allowed but by its hash. */
export function contentPolicy() {
  return createMiddleware<AppEnv>(async function contentPolicy(c, next) {
    await next();
    // `c.header` would make the answer anew, as a stream, which costs more than a page does
    c.res.headers.set('Content-Security-Policy', policyWith(c.get('styleSources') ?? []));
  });
}
