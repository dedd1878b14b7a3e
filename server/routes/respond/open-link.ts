import { Hono } from 'hono';
import { route } from '#surveys/journey.ts';
import type { Definitions } from '../../actions/definitions.ts';
import { openInterview, requireOpen } from '../../actions/interview.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { createOpenToken, tokenHash } from '../../tokens.ts';
import { addressFor } from './addresses.ts';
import { createPresenter } from './present.ts';
import { languageIn } from './reader.ts';

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
    const opened = { openKey, facts: {} };
    const token = createOpenToken(deps.secret, opened);
    const interview = await openInterview(
      deps.db.read,
      opened,
      deps.definitions,
      languageIn(c),
      tokenHash(token),
    );
    requireOpen(interview, deps.now());
    const [current] = route(interview.definition, {}, interview.respondent);
    if (current === undefined) throw new Error('The questionnaire has no first page');
    c.header('Cache-Control', 'private, no-cache');
    return present.page(c, {
      action: addressFor(c, token, interview, current.page.key),
      interview,
      current,
      typed: new Map(),
    });
  });
}
