import { Hono } from 'hono';
import type { Definitions } from '../../../actions/definitions.ts';
import { interviewOf, isWithheld } from '../../../actions/interview.ts';
import { withdrawAnswers } from '../../../actions/withdraw-response.ts';
import type { AppEnv, Dependencies } from '../../../http/context.ts';
import { goOn } from '../../../http/go-on.ts';
import { withdrawalPage } from '../../../views/respond/withdrawal.view.ts';
import { addressFor, linksFrom, myAddress, ownAddress, thanks } from '../addresses.ts';
import { languageIn, wordsIn } from '../reader.ts';
import { showMine } from './show.ts';

/** Taking answers back: the page explains, its button does it. */
export function withdrawalRoutes(deps: Dependencies & { readonly definitions: Definitions }) {
  return new Hono<AppEnv>()
    .get('/:token/my/withdrawal', async (c) => {
      const token = c.req.param('token');
      const interview = await interviewOf(deps.db.read, token, deps, languageIn(c));
      if (isWithheld(interview)) return c.redirect(addressFor(c, token, interview, thanks), 303);
      const own = ownAddress(c, interview, 'withdrawal');
      const view = withdrawalPage({
        ...wordsIn(c, interview),
        interview,
        action: own,
        linkTo: linksFrom(own),
      });
      return showMine(c, deps, interview, 'respond/withdrawal', view);
    })

    .post('/:token/my/withdrawal', async (c) => {
      const token = c.req.param('token');
      const { interview, isWithdrawn } = await withdrawAnswers(deps, token, languageIn(c));
      // where there was nothing to withdraw, the page says why
      return goOn(
        c,
        isWithdrawn ? addressFor(c, token, interview, thanks) : myAddress(c, token, interview, 'withdrawal'),
      );
    });
}
