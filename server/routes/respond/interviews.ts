import { Hono } from 'hono';
import { readPage } from '#surveys/read-page.ts';
import type { Definitions } from '../../actions/definitions.ts';
import {
  closedBecause,
  interviewOf,
  isChangeable,
  isFinished,
  isWithheld,
  requireKnownPage,
  requireOpen,
} from '../../actions/interview.ts';
import { continuingPage, visitablePage } from '../../actions/next-step.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { typedFrom } from '../../views/respond/typed.ts';
import { addressFor, ownAddress, thanks } from './addresses.ts';
import { ownTokenHere } from './own-address.ts';
import { anewAddress } from './place.ts';
import { createPresenter } from './present.ts';
import { languageIn } from './reader.ts';

/** What a customer sees at a secret address. Looking, however often and by whatever machine, changes nothing. */
export function interviewRoutes(deps: Dependencies & { readonly definitions: Definitions }) {
  const { db, now } = deps;
  const present = createPresenter(deps);

  return new Hono<AppEnv>()
    .get('/:token', async (c) => {
      const token = c.req.param('token');
      const interview = await interviewOf(db.read, token, deps, languageIn(c));
      if (!isFinished(interview)) requireOpen(interview, now());
      const page = isFinished(interview) ? thanks : continuingPage(interview);
      return c.redirect(addressFor(c, token, interview, page), 303);
    })

    .get('/:token/thanks', async (c) => {
      const token = c.req.param('token');
      const interview = await interviewOf(db.read, token, deps, languageIn(c));
      const own = isWithheld(interview) ? ownTokenHere(c, deps, token) : null;
      if (own !== null) return c.redirect(addressFor(c, own, interview, thanks), 303);
      if (isFinished(interview)) return present.end(c, interview);
      requireOpen(interview, now());
      return c.redirect(addressFor(c, token, interview, continuingPage(interview)), 303);
    })

    .get('/:token/:page', async (c) => {
      const { token, page } = c.req.param();
      const interview = await interviewOf(db.read, token, deps, languageIn(c));
      requireKnownPage(interview, page);
      const isOpen = closedBecause(interview, now()) === null;
      if (isFinished(interview) && !(isOpen && isChangeable(interview)))
        return c.redirect(addressFor(c, token, interview, thanks), 303);
      requireOpen(interview, now());
      const current = visitablePage(interview, page);
      if (current === null)
        return c.redirect(addressFor(c, token, interview, continuingPage(interview)), 303);
      const { definition, answers } = interview;
      const typed = typedFrom(current.questions, answers);
      const check = c.req.query('check') !== undefined;
      const problems = check ? readPage(definition, current.questions, typed).problems : [];
      const action = ownAddress(c, interview, page);
      const anew = c.req.query('resumed') === undefined ? null : anewAddress(deps, token);
      return present.page(c, { action, interview, current, typed, problems, anew });
    });
}
