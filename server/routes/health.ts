import { Hono } from 'hono';
import { isDatabaseReachable } from '#db/queries/health.ts';
import type { AppEnv, Dependencies } from '../http/context.ts';

/** For whoever watches the server: 200 while it can read its database. */
export function healthRoutes({ db }: Dependencies) {
  return new Hono<AppEnv>().get('/', async (c) => {
    await isDatabaseReachable(db.read);
    return c.text('ok');
  });
}
