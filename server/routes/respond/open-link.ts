import { Hono } from 'hono';
import { route } from '#surveys/journey.ts';
import type { Definitions } from '../../actions/definitions.ts';
import { openInterview, requireOpen } from '../../actions/interview.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { createOpenToken } from '../../tokens.ts';
import { addressFor } from './addresses.ts';
import { createPresenter } from './present.ts';
import { languageFor } from './reader.ts';

/**
 * The open link of a wave: everybody who opens it gets the first page with a token of their own in it. Nothing is
 * stored until that page is sent, so that previews and scanners leave no trace.
 *
 * The browser may keep this one page, which holds no answer: whoever goes back to it finds the token already begun
 * with, and not that of one more customer.
 */
export function openLinkRoutes(deps: Dependencies & { readonly definitions: Definitions }) {
  const present = createPresenter(deps);
  return new Hono<AppEnv>().get('/:openKey', async (c) => {
    const openKey = c.req.param('openKey');
    const interview = await openInterview(deps.db.read, openKey, deps.definitions);
    requireOpen(interview, deps.now());
    const [current] = route(interview.definition, {});
    if (current === undefined) throw new Error('The questionnaire has no first page');
    const token = createOpenToken(deps.secret, openKey);
    c.header('Cache-Control', 'private, no-cache');
    return present.page(c, {
      action: addressFor(c, token, interview, current.page.key),
      interview,
      current,
      language: languageFor(c, interview.definition),
      typed: new Map(),
    });
  });
}
