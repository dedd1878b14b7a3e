import type { Context } from 'hono';

/**
 * Leads on to another page after a form was taken in. A script that sent it is told the address instead of being
 * redirected, so that it loads the next page once, by going there.
 */
export function goOn(c: Context, address: string): Response {
  if (c.req.header('x-requested-with') !== 'fetch') return c.redirect(address, 303);
  c.header('Next-Page', address);
  return c.body(null, 204);
}
