import { Hono } from 'hono';
import type { Definitions } from '../../../actions/definitions.ts';
import type { AppEnv, Dependencies } from '../../../http/context.ts';
import { myAnswersRoutes } from './answers.ts';
import { invitationRoutes } from './invitations.ts';
import { privacyRoutes } from './privacy.ts';
import { withdrawalRoutes } from './withdrawal.ts';

/** What customers may see and do with what they said (`/s/TOKEN/my/…`), also when the link takes no more answers. */
export function myRoutes(deps: Dependencies & { readonly definitions: Definitions }) {
  return new Hono<AppEnv>()
    .route('/', myAnswersRoutes(deps))
    .route('/', withdrawalRoutes(deps))
    .route('/', invitationRoutes(deps))
    .route('/', privacyRoutes(deps));
}
