import { createMiddleware } from 'hono/factory';
import type { AppEnv } from './context.ts';

/**
 * What a page may load and run: what this server sends, and the style sheets that stand in this page. Nobody shows it in a
 * frame and it shows none, but for a preview and the page around it.
 */
function policyWith(
  styleSources: readonly string[],
  framing: AppEnv['Variables']['framing'] | undefined,
): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    ['style-src', "'self'", ...styleSources].join(' '),
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    `frame-ancestors ${framing === 'framed' ? "'self'" : "'none'"}`,
    ...(framing === 'frames' ? ["frame-src 'self'"] : []),
    "base-uri 'none'",
  ].join('; ');
}

/** Sends the content security policy with every answer. Nothing inside a page is allowed but by its hash. */
export function contentPolicy() {
  return createMiddleware<AppEnv>(async function contentPolicy(c, next) {
    await next();
    // `c.header` would make the answer anew, as a stream, which costs more than a page does
    c.res.headers.set('Content-Security-Policy', policyWith(c.get('styleSources') ?? [], c.get('framing')));
  });
}
