import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { createAdmission, ordinaryPace } from '../../actions/beginnings.ts';
import { createDefinitions } from '../../actions/definitions.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { interviewRoutes } from './interviews.ts';
import { myRoutes } from './my/routes.ts';
import { openLinkRoutes } from './open-link.ts';
import { qrRoutes } from './qr.ts';
import { reopeningRoutes } from './reopening.ts';
import { sendPageRoutes } from './send-page.ts';

/** The customers' side: secret addresses (`/s/…`) and open links (`/o/…`). */
export function respondRoutes(deps: Dependencies) {
  const admit = createAdmission(deps.pace ?? ordinaryPace);
  const withDefinitions = { ...deps, definitions: createDefinitions(), admit };
  return new Hono<AppEnv>()
    .use('/s/*', noStore)
    .use('/o/*', noStore)
    .route('/s', interviewRoutes(withDefinitions))
    .route('/s', reopeningRoutes(withDefinitions))
    .route('/s', sendPageRoutes(withDefinitions))
    .route('/s', myRoutes(withDefinitions))
    .route('/o', openLinkRoutes(withDefinitions))
    .route('/o', qrRoutes(withDefinitions));
}

/** What a customer typed must not stay in the browser of a shared phone, nor an old page be sent again. */
const noStore = createMiddleware<AppEnv>(async function noStore(c, next) {
  c.header('Cache-Control', 'no-store');
  await next();
});
