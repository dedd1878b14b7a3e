import type { Context } from 'hono';
import { z } from 'zod';

/** What `@hono/node-server` says of the connection a request came by. */
const connection = z.object({
  incoming: z.object({ socket: z.object({ remoteAddress: z.string() }) }),
});

const loopback = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/;
const ownNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
const forwarding = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'via',
];

/**
 * Whether a request was made on the machine that answers it, by somebody who meant this machine: the connection comes from
 * itself, no proxy passed it on, and it is addressed to it by its own name. The last keeps out pages of others whose
 * name was made to lead here (DNS rebinding).
 */
export function isFromThisMachine(c: Context): boolean {
  const known = connection.safeParse(c.env);
  if (!known.success || !loopback.test(known.data.incoming.socket.remoteAddress)) return false;
  if (forwarding.some((name) => c.req.header(name) !== undefined)) return false;
  return ownNames.has((c.req.header('host') ?? '').replace(/:\d+$/, '').toLowerCase());
}
