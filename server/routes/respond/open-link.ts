import { type Context, Hono } from 'hono';
import { route } from '#surveys/journey.ts';
import type { Definitions } from '../../actions/definitions.ts';
import {
  closedBecause,
  type Interview,
  interviewOf,
  isFinished,
  openInterview,
  requireOpen,
} from '../../actions/interview.ts';
import { continuingPage } from '../../actions/next-step.ts';
import { AppError } from '../../errors.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { readSignedFacts } from '../../signed-facts.ts';
import { createOpenToken, factsKey } from '../../tokens.ts';
import { resumePage } from '../../views/respond/resume.view.ts';
import { addressFor, thanks } from './addresses.ts';
import { showMine } from './my/show.ts';
import { placeIn } from './place.ts';
import { createPresenter } from './present.ts';
import { languageIn, wordsIn } from './reader.ts';

interface Opened {
  readonly token: string;
  readonly interview: Interview;
  /** Whether it is what this browser had begun. */
  readonly resumed: boolean;
}

/**
 * The open link of a wave: everybody who opens it gets the first page with a token of their own in it, or goes on where
 * this browser, or this order, has begun. Nothing is stored until that page is sent, so that previews and scanners leave no
 * trace.
 *
 * The browser may keep this one page, which holds no answer: whoever goes back to it finds the token already begun
 * with, and not that of one more customer. So it does not say that it depends on the cookie either: going back would ask
 * for it anew, and lead forward again.
 */
export function openLinkRoutes(deps: Dependencies & { readonly definitions: Definitions }) {
  const { db, definitions, secret, now } = deps;
  const present = createPresenter(deps);

  /** What an open link leads to: where it was begun, or a token for what its address says of the customer. */
  async function opened(c: Context<AppEnv>): Promise<Opened> {
    const openKey = c.req.param('openKey') ?? '';
    const anybody = await openInterview(db.read, { openKey, facts: {} }, definitions, languageIn(c), '');
    const query = new URL(c.req.url).searchParams;
    const said = readSignedFacts(anybody.definition, query, factsKey(secret, openKey));
    if (typeof said === 'string') throw new AppError(closedBecause(anybody, now()) ?? said);
    const { facts, once } = said;
    const isAnew = query.has('anew') && query.get('anew') !== 'no';
    const begun = Object.keys(facts).length === 0 && !isAnew ? await begunHere(c, openKey) : null;
    if (begun !== null) return begun;
    const token = createOpenToken(secret, { openKey, facts }, once);
    const interview = await interviewOf(db.read, token, deps, languageIn(c));
    return { token, interview, resumed: false };
  }

  /** What this browser began by an open link and can go on with; `null` when there is nothing. */
  async function begunHere(c: Context<AppEnv>, openKey: string): Promise<Opened | null> {
    const token = placeIn(c, deps, openKey);
    if (token === null) return null;
    const interview = await interviewOf(db.read, token, deps, languageIn(c));
    const canGoOn = interview.status === 'started' && closedBecause(interview, now()) === null;
    return canGoOn ? { token, interview, resumed: true } : null;
  }

  /** Asks whether to go on with what was begun in this browser, or to begin anew. */
  function asked(c: Context<AppEnv>, interview: Interview): Promise<Response> {
    const to = (anew: string) => {
      const lang = c.req.query('lang');
      return `?${new URLSearchParams({ ...(lang === undefined ? {} : { lang }), anew })}`;
    };
    const nobody = { ...interview, answers: {} };
    const view = resumePage({ ...wordsIn(c, nobody), goOn: to('no'), anew: to('yes') });
    return showMine(c, deps, interview, 'respond/resume', view);
  }

  return new Hono<AppEnv>().get('/:openKey', async (c) => {
    const { token, interview, resumed } = await opened(c);
    // who goes on may be somebody else, and sees nothing of what was said before they say so
    if (resumed && c.req.query('anew') === undefined) return asked(c, interview);
    if (interview.status !== 'notStarted') {
      const page = isFinished(interview) ? thanks : continuingPage(interview);
      return c.redirect(addressFor(c, token, interview, page, { resumed }), 303);
    }
    requireOpen(interview, now());
    const [current] = route(interview.definition, {}, interview.respondent);
    if (current === undefined) throw new Error('The questionnaire has no first page');
    c.header('Cache-Control', 'private, no-cache');
    const action = addressFor(c, token, interview, current.page.key);
    const page = await present.page(c, { action, interview, current, typed: new Map() });
    page.headers.set('Vary', 'Accept-Encoding, Accept-Language');
    return page;
  });
}
