import { Hono } from 'hono';
import type { Definitions } from '../../../actions/definitions.ts';
import { closedBecause, interviewOf, isWithheld } from '../../../actions/interview.ts';
import type { AppEnv, Dependencies } from '../../../http/context.ts';
import { answersPage } from '../../../views/respond/answers.view.ts';
import { addressFor, linksFrom, ownAddress, thanks } from '../addresses.ts';
import { languageIn, wordsIn } from '../reader.ts';
import { showMine } from './show.ts';

/** Everything a customer has said, also long after the survey has closed. */
export function myAnswersRoutes(deps: Dependencies & { readonly definitions: Definitions }) {
  return new Hono<AppEnv>().get('/:token/my/answers', async (c) => {
    const token = c.req.param('token');
    const interview = await interviewOf(deps.db.read, token, deps, languageIn(c));
    if (isWithheld(interview)) return c.redirect(addressFor(c, token, interview, thanks), 303);
    const view = answersPage({
      ...wordsIn(c, interview),
      interview,
      isOpen: closedBecause(interview, deps.now()) === null,
      isSaved: c.req.query('saved') !== undefined,
      linkTo: linksFrom(ownAddress(c, interview, 'answers')),
    });
    return showMine(c, deps, interview, 'respond/answers', view);
  });
}
