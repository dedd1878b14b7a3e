import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { AppError } from '../errors.ts';
import type { AppEnv } from './context.ts';

/**
 * Refuses what another site's page has a browser send. Every browser says with a form where its page came from; whoever says
 * nothing is refused, too, for what looks at pages and never changes anything needs no form.
 *
 * @param publicUrl where people reach this server, which may be another address than the one a proxy asks it by
 */
export function sameOrigin(publicUrl: URL) {
  return createMiddleware<AppEnv>(async function sameOrigin(c, next) {
    if (isFromElsewhere(c, publicUrl)) throw new AppError('forbidden');
    return await next();
  });
}

/** Whether something was sent that did not come from a page of this server. */
export function isFromElsewhere(c: Context, publicUrl: URL): boolean {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return false;
  const origin = c.req.header('origin') ?? '';
  return origin !== publicUrl.origin && !isAt(origin, c.req.header('host'));
}

/** Whether a page came from the very host that its form was sent to. */
function isAt(origin: string, host: string | undefined): boolean {
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}
