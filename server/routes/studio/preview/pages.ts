import type { Context } from 'hono';
import type { Survey } from '#db/tables.ts';
import type { Definition } from '#surveys/definition.ts';
import { isMissing } from '#surveys/field-error.ts';
import { route } from '#surveys/journey.ts';
import { previewable } from '#surveys/previewable.ts';
import { problemsIn } from '#surveys/publishing.ts';
import { withMove } from '#surveys/questions/ranking.ts';
import { withoutAnswer } from '#surveys/questions/taking-back.ts';
import { readPage } from '#surveys/read-page.ts';
import { needsConsent, privacyTexts } from '../../../actions/consent.ts';
import { type Interview, isChangeable, isFinished, requireKnownPage } from '../../../actions/interview.ts';
import { continuingPage, nextStep, visitablePage } from '../../../actions/next-step.ts';
import { decidingPage } from '../../../actions/reopen-response.ts';
import { AppError } from '../../../errors.ts';
import type { AppEnv, Dependencies } from '../../../http/context.ts';
import { readForm } from '../../../http/form.ts';
import { goOn } from '../../../http/go-on.ts';
import type { GuardedRoutes } from '../../../http/guarded.ts';
import { translator } from '../../../i18n/translate.ts';
import { answersPage } from '../../../views/respond/answers.view.ts';
import { privacyPage } from '../../../views/respond/privacy.view.ts';
import { typedFrom } from '../../../views/respond/typed.ts';
import { noPreviewPage } from '../../../views/studio/preview/preview.view.ts';
import type { Renderer } from '../../../views.ts';
import { linksFrom, ownAddress, thanks } from '../../respond/addresses.ts';
import { rememberEndAt } from '../../respond/end-cookie.ts';
import { showMine } from '../../respond/my/show.ts';
import { createPresenter, tieOf } from '../../respond/present.ts';
import { chosenLanguage, languageFor, wordsIn } from '../../respond/reader.ts';
import { readWish } from '../../respond/wish.ts';
import { definitionOf } from '../designed-draft.ts';
import { sendStudioPage } from '../studio-page.ts';
import { previewInterview, previewStep } from './preview-interview.ts';
import { type PreviewState, stateOf, stateToken } from './state.ts';

/** No longer than a fact may be that a signed link says. */
const longestFact = 200;

/** The path of one page of a preview. */
export function previewPath(slug: string, token: string, page: string, language: string | null): string {
  const query = language === null ? '' : `?${new URLSearchParams({ lang: language })}`;
  return `/studio/preview/${slug}/${token}/${page}${query}`;
}

/**
 * A draft as a customer would answer it: the customers' own pages, on a questionnaire that is not published. How far somebody
 * has come stands in the address, and nothing is ever written.
 */
export function addPreviewPages(routes: GuardedRoutes, deps: Dependencies): void {
  const { secret } = deps;

  /** What customers' pages are drawn with, marked as a preview. */
  function markedDeps(c: Context<AppEnv>): Dependencies {
    c.set('framing', 'framed');
    c.header('Cache-Control', 'no-store');
    const t = translator(c.var.locale);
    const mark = { text: t('preview.mark'), language: t.locale };
    const page: Renderer['page'] = (name, model, frame) => {
      const title = `${t('preview.short')} · ${frame.title}`;
      const styles = [...frame.styles, deps.assets.url('preview.css')];
      return deps.views.page(name, model, { ...frame, title, styles, mark });
    };
    return { ...deps, views: { ...deps.views, page } };
  }

  /** The preview of an address. @throws AppError `notFound` for one that was not made here */
  function opened(c: Context<AppEnv>, survey: Survey) {
    const marked = markedDeps(c);
    const state = stateOf(secret, survey.id, c.req.param('state') ?? '');
    if (state === null) throw new AppError('notFound');
    const draft = draftOf(survey);
    const interview = previewInterview(draft, state, languageFor(c, draft));
    return { marked, state, draft, interview, present: createPresenter(marked) };
  }

  function none(c: Context<AppEnv>, why: 'preview.none' | 'preview.elsewhere'): Response {
    const view = noPreviewPage(translator(c.var.locale), why);
    return sendStudioPage(deps, c, 'studio/preview/none', view);
  }

  /** Where a preview goes on: at a page of the draft as it is now. */
  function onPage(
    c: Context<AppEnv>,
    survey: Survey,
    state: PreviewState,
    page: string,
    { language = null, more = {} }: { language?: string | null; more?: Record<string, string> } = {},
  ): Response {
    const carried = language ?? c.req.query('lang') ?? null;
    const path = previewPath(survey.slug, stateToken(secret, survey.id, state), page, carried);
    const query = new URLSearchParams(more);
    return goOn(c, query.size === 0 ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`);
  }

  routes
    .get('/preview/:survey/begin', { survey: 'look' }, ({ c, survey }) => {
      markedDeps(c);
      const draft = draftOf(survey);
      const state = begunState(c, draft);
      const interview = previewInterview(draft, state, languageFor(c, draft));
      if (firstPage(interview) !== null) return onPage(c, survey, state, continuingPage(interview));
      return none(c, 'preview.none');
    })

    .get('/preview/:survey/:state/my/:what', { survey: 'look' }, async ({ c, survey }) => {
      const { marked, interview } = opened(c, survey);
      const what = c.req.param('what') ?? '';
      const linkTo = linksFrom(ownAddress(c, interview, what));
      const around = { ...wordsIn(c, interview), linkTo };
      const { definition, respondent } = interview;
      if (what === 'answers') {
        const isSaved = c.req.query('saved') !== undefined;
        const view = answersPage({ ...around, interview, isOpen: true, isSaved });
        return await showMine(c, marked, interview, 'respond/answers', view);
      }
      if (what !== 'privacy') return none(c, 'preview.elsewhere');
      const view = privacyPage({
        ...around,
        texts: privacyTexts(definition, respondent.language),
        tie: tieOf(interview),
        consent: null,
        isPersonal: interview.member !== null,
      });
      return await showMine(c, marked, interview, 'respond/privacy', view);
    })

    .get('/preview/:survey/:state/:page', { survey: 'look' }, async ({ c, survey }) => {
      const { state, interview, present } = opened(c, survey);
      const page = c.req.param('page') ?? '';
      const isOver = isFinished(interview);
      if (page === thanks && isOver) return await present.end(c, interview);
      if (isOver && !isChangeable(interview)) return onPage(c, survey, state, thanks);
      if (firstPage(interview) === null) return none(c, 'preview.none');
      const current = visitablePage(interview, page);
      // the draft may have changed since
      if (current === null) return onPage(c, survey, state, continuingPage(interview));
      const typed = typedFrom(current.questions, interview.answers);
      const isChecked = c.req.query('check') !== undefined;
      const problems = isChecked ? readPage(interview.definition, current.questions, typed).problems : [];
      return await present.page(c, {
        action: ownAddress(c, interview, page),
        interview,
        current,
        typed,
        problems,
      });
    })

    // an earlier end that is gone back from
    .post('/preview/:survey/:state/thanks', { survey: 'look' }, ({ c, survey }) => {
      const { state, interview } = opened(c, survey);
      const page = decidingPage(interview);
      if (page === null) return onPage(c, survey, state, thanks);
      const passed = state.passed.filter((key) => key !== page);
      return onPage(c, survey, { ...state, passed, status: 'started' }, page);
    })

    .post('/preview/:survey/:state/my/:what', { survey: 'look' }, ({ c, survey }) => {
      opened(c, survey);
      return none(c, 'preview.elsewhere');
    })

    .post('/preview/:survey/:state/:page', { survey: 'look' }, async ({ c, survey }) => {
      const { state, draft, present } = opened(c, survey);
      const pageKey = c.req.param('page') ?? '';
      const received = await readForm(c);
      const wish = readWish(received);
      const moved = wish.move === null ? received : withMove(received, wish.move);
      const form = wish.clear === null ? moved : withoutAnswer(moved, wish.clear);
      const { intent, consent } = wish;
      const language = wish.language === null ? languageFor(c, draft) : chosenLanguage(draft, wish.language);
      const interview = previewInterview(draft, state, language);
      requireKnownPage(interview, pageKey);
      if (isFinished(interview) && !isChangeable(interview)) return onPage(c, survey, state, thanks);
      const sent = { pageKey, form, intent, consent };
      const step = nextStep(interview, sent);
      const { state: next, outcome, untiedEnd } = previewStep(state, interview, step, sent);
      const go = (page: string, more: Record<string, string> = {}) =>
        onPage(c, survey, next, page, { language: wish.language, more });
      const token = stateToken(secret, survey.id, next);
      const action = previewPath(survey.slug, token, pageKey, wish.language ?? c.req.query('lang') ?? null);
      const again = { action, interview: previewInterview(draft, next, language), typed: form, isSent: true };
      if (outcome.kind === 'finish') {
        if (outcome.isRevision) return go('my/answers', { saved: '1' });
        if (untiedEnd !== null)
          rememberEndAt(c, deps, previewPath(survey.slug, token, thanks, null), untiedEnd);
        return go(thanks);
      }
      if (outcome.kind === 'goTo') return go(outcome.page, outcome.check ? { check: '1' } : {});
      // nothing closes while it is only previewed
      if (!('current' in outcome)) return go(thanks);
      const shown = { ...again, current: outcome.current };
      if (outcome.kind === 'refused')
        return await present.page(c, { ...shown, refused: outcome.why, status: 422 });
      const { problems } = outcome;
      if (outcome.kind === 'correct') {
        const asksConsent = intent === 'continue';
        return await present.page(c, { ...shown, problems, asksConsent, status: 422 });
      }
      if (!needsConsent(interview) && problems.every(isMissing))
        return go(pageKey, wish.checked ? { check: '1' } : {});
      const { checked } = wish;
      return await present.page(c, { ...shown, problems: checked ? problems : [], asksConsent: checked });
    });
}

/** As much of a survey's draft as can be answered. */
function draftOf(survey: Survey): Definition {
  const draft = definitionOf(survey);
  return previewable(draft, problemsIn(draft)).definition;
}

/** The first page a customer meets; `null` where there is none to meet. */
function firstPage({ definition, answers, respondent }: Interview): string | null {
  return route(definition, answers, respondent)[0]?.page.key ?? null;
}

/** What is made up of a customer who begins, from the address. */
function begunState(c: Context<AppEnv>, { facts, quotas }: Definition): PreviewState {
  const known = facts.flatMap(({ key }) => {
    const value = (c.req.query(`fact:${key}`) ?? '').normalize('NFC').trim().slice(0, longestFact);
    return value === '' ? [] : [[key, value]];
  });
  const full = new Set(c.req.queries('full') ?? []);
  return {
    answers: {},
    passed: [],
    status: 'notStarted',
    facts: Object.fromEntries(known),
    full: quotas.flatMap(({ key }) => (full.has(key) ? [key] : [])),
    seed: (c.req.query('seed') ?? '').slice(0, longestFact),
    isPersonal: c.req.query('by') !== 'open',
  };
}
