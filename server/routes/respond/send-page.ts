import { type Context, Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import { isUnavailable } from '#db/errors.ts';
import type { Definition } from '#surveys/definition.ts';
import { isMissing } from '#surveys/field-error.ts';
import { withMove } from '#surveys/questions/ranking.ts';
import { withoutAnswer } from '#surveys/questions/taking-back.ts';
import type { Admit } from '../../actions/beginnings.ts';
import { needsConsent } from '../../actions/consent.ts';
import type { Definitions } from '../../actions/definitions.ts';
import { interviewOf, isFinished } from '../../actions/interview.ts';
import { sendablePage } from '../../actions/next-step.ts';
import { type SentPage, savePage } from '../../actions/save-page.ts';
import { AppError } from '../../errors.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { readForm } from '../../http/form.ts';
import { goOn } from '../../http/go-on.ts';
import { languageCookie } from '../../http/languages.ts';
import { addressFor, myAddress, thanks } from './addresses.ts';
import { rememberEnd } from './end-cookie.ts';
import { giveOwnToken } from './own-address.ts';
import { keepPlace } from './place.ts';
import { createPresenter } from './present.ts';
import { chosenLanguage, languageFor } from './reader.ts';
import { readWish } from './wish.ts';

const yearInSeconds = 365 * 24 * 60 * 60;

/** Takes in a page that a customer sends. */
export function sendPageRoutes(
  deps: Dependencies & { readonly definitions: Definitions; readonly admit: Admit },
) {
  const present = createPresenter(deps);

  /** The page again with everything typed, when the database could not keep it just now. */
  async function notSaved(c: Context<AppEnv>, sent: SentPage, error: unknown): Promise<Response> {
    const code = error instanceof AppError ? error.code : null;
    if (!isUnavailable(error) && code !== 'unavailable' && code !== 'crowded') throw error;
    const { token, pageKey, form } = sent;
    const interview = await interviewOf(deps.db.read, token, deps, sent.languageOf);
    const current = sendablePage(interview, pageKey);
    if (current === null) throw error;
    if (code !== 'crowded') deps.reportFailure({ reference: c.var.requestId, error });
    const action = addressFor(c, token, interview, pageKey);
    return present.page(c, { action, interview, current, typed: form, isSent: true, status: 503 });
  }

  function rememberLanguage(c: Context<AppEnv>, language: string) {
    const secure = deps.publicUrl.protocol === 'https:';
    setCookie(c, languageCookie, language, {
      path: '/',
      maxAge: yearInSeconds,
      httpOnly: true,
      sameSite: 'Lax',
      secure,
    });
  }

  return new Hono<AppEnv>().post('/:token/:page', async (c) => {
    const { token, page: pageKey } = c.req.param();
    const received = await readForm(c);
    const wish = readWish(received);
    const moved = wish.move === null ? received : withMove(received, wish.move);
    const form = wish.clear === null ? moved : withoutAnswer(moved, wish.clear);
    const languageOf = (definition: Definition) =>
      wish.language === null ? languageFor(c, definition) : chosenLanguage(definition, wish.language);
    const { intent, consent } = wish;
    const sent = { token, pageKey, form, intent, consent, languageOf };
    const saved = await savePage(deps, sent).catch((error: unknown) => notSaved(c, sent, error));
    if (saved instanceof Response) return saved;

    const { interview, outcome, untiedEnd = null } = saved;
    if (untiedEnd !== null) rememberEnd(c, deps, token, untiedEnd);
    keepPlace(c, deps, token, outcome.kind === 'finish');
    if (wish.language !== null) rememberLanguage(c, interview.respondent.language);
    const goTo = (page: string, check: boolean) =>
      goOn(c, addressFor(c, token, interview, page, { language: wish.language, check }));
    const action = addressFor(c, token, interview, pageKey, { language: wish.language });
    const again = { action, interview, typed: form, isSent: true };
    switch (outcome.kind) {
      case 'finish': {
        const { language } = wish;
        if (outcome.isRevision)
          return goOn(c, myAddress(c, token, interview, 'answers', { language, saved: true }));
        // only by this answer does anybody learn it
        const isSentBySlip = interview.address === 'slip' && !isFinished(interview);
        const to = isSentBySlip ? giveOwnToken(c, deps, token) : token;
        return goOn(c, addressFor(c, to, interview, thanks, { language }));
      }
      case 'late':
        return present.end(c, interview, outcome);
      case 'goTo':
        return goTo(outcome.page, outcome.check);
      case 'refused':
        return present.page(c, { ...again, current: outcome.current, refused: outcome.why, status: 422 });
      case 'correct':
        return present.page(c, {
          ...again,
          current: outcome.current,
          problems: outcome.problems,
          asksConsent: intent === 'continue',
          status: 422,
        });
      case 'stay':
        // before anybody agreed nothing of the page is kept
        if (!needsConsent(interview) && outcome.problems.every(isMissing)) return goTo(pageKey, wish.checked);
        return present.page(c, {
          ...again,
          current: outcome.current,
          problems: wish.checked ? outcome.problems : [],
          asksConsent: wish.checked,
        });
    }
  });
}
