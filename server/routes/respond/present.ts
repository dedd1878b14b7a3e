import type { Context } from 'hono';
import type { Definition } from '#surveys/definition.ts';
import type { FieldError } from '#surveys/field-error.ts';
import { type RoutePage, route } from '#surveys/journey.ts';
import type { Question } from '#surveys/questions/index.ts';
import { isShuffled } from '#surveys/questions/options.ts';
import type { Form } from '#surveys/read-page.ts';
import { takesOver } from '#surveys/texts.ts';
import { agreesTo, consentDigest, needsConsent, privacyTexts } from '../../actions/consent.ts';
import { earlyEndNamed, earlyEndOf, lastPageEnd } from '../../actions/ends.ts';
import {
  closedBecause,
  type Interview,
  isChangeable,
  isFinished,
  isWithheld,
} from '../../actions/interview.ts';
import type { LatePage } from '../../actions/late-page.ts';
import type { Refused } from '../../actions/next-step.ts';
import { decidingPage } from '../../actions/reopen-response.ts';
import { type BrandView, brandOf } from '../../brand.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { type Html, htmlOf, sendHtml } from '../../http/html.ts';
import { pageFrame } from '../../http/page-frame.ts';
import type { Tie } from '../../views/respond/about-data.view.ts';
import { type PageState, respondPage } from '../../views/respond/page.view.ts';
import { endPage } from '../../views/respond/thanks.view.ts';
import { linksFrom, ownAddress, thanks } from './addresses.ts';
import { rememberedEnd } from './end-cookie.ts';
import { wordsIn } from './reader.ts';
import { createSharedPages } from './shared-pages.ts';

/** One page to show: what its controls hold, and what came of sending it. */
export interface Shown {
  /** Where its form is sent. */
  readonly action: string;
  readonly interview: Interview;
  readonly current: RoutePage;
  readonly typed: Form;
  readonly problems?: readonly FieldError[];
  readonly status?: 200 | 422 | 503;
  /** Whether its controls hold what was just sent, which need not all be kept. */
  readonly isSent?: boolean;
  /** Where to begin anew, for somebody whom this browser led to where it was; nobody else needs it. */
  readonly anew?: string | null;
  /** Whether to say that a box has to be ticked, where it is not. */
  readonly asksConsent?: boolean;
  /** Why a change of what was sent was not made. */
  readonly refused?: Refused['why'] | null;
}

function comeBackBy({ member, status, definition }: Interview) {
  // the same slip leads to the same answers
  if (definition.facts.some(({ once }) => once)) return 'personal';
  if (member !== null) return 'personal';
  return status === 'notStarted' ? 'open' : 'openBegun';
}

/** What an answer is tied to. */
export function tieOf({ member, respondent }: Interview): Tie {
  return { to: member === null ? 'address' : 'customer', facts: respondent.facts };
}

function consentIn({ interview, typed, asksConsent = false }: Shown): PageState['consent'] {
  if (!needsConsent(interview)) return 'given';
  const isMissing = asksConsent && !agreesTo(interview.definition, consentOn(typed));
  return isMissing ? 'missing' : 'open';
}

/** The digest of the text that was agreed to with a page. */
function consentOn(typed: Form): string | null {
  return typed.get('_consent')?.join() ?? null;
}

/** The text about the data that the page shows, and whether it is agreed to already. */
function consentTextIn({ interview, typed }: Shown): PageState['consentText'] {
  const { definition, respondent } = interview;
  const digest = needsConsent(interview) ? consentDigest(definition, respondent.language) : null;
  if (digest === null) return null;
  const agreed = consentOn(typed);
  return { digest, isAgreed: agreed !== null && agreesTo(definition, agreed) };
}

/** Whether a question has more to do with a script than that its answer is not lost. */
function hasRows(question: Question): boolean {
  if (question.kind === 'choice') return question.options.some(({ specify }) => specify);
  if (question.kind === 'choices') return question.options.some((each) => each.specify || each.exclusive);
  return question.kind === 'allocation' || question.kind === 'ranking';
}

const personal = new WeakMap<Definition, boolean>();

/** Whether the questionnaire's texts may read differently to each customer. Worked out once: there may be many texts. */
function isPersonal(definition: Definition): boolean {
  const known = personal.get(definition) ?? takesOver(definition);
  personal.set(definition, known);
  return known;
}

/** Shows the pages of an interview. */
export function createPresenter({
  db,
  now,
  views,
  assets,
}: Pick<Dependencies, 'db' | 'now' | 'views' | 'assets'>) {
  const sharedPages = createSharedPages();

  function drawn(shown: Shown, { words, t }: ReturnType<typeof wordsIn>, brand: BrandView | null): Html {
    const { interview } = shown;
    const view = respondPage({
      words,
      t,
      route: route(interview.definition, interview.answers, interview.respondent),
      current: shown.current,
      action: shown.action,
      seed: interview.respondent.seed,
      comeBack: comeBackBy(interview),
      typed: shown.typed,
      problems: shown.problems ?? [],
      isSent: shown.isSent ?? false,
      notSaved: shown.status === 503,
      refused: shown.refused ?? null,
      isRevision: isFinished(interview),
      privacy: privacyTexts(interview.definition, interview.respondent.language),
      tie: tieOf(interview),
      consent: consentIn(shown),
      consentText: consentTextIn(shown),
      anew: shown.anew ?? null,
      linkTo: linksFrom(shown.action),
    });
    const frame = pageFrame(assets, {
      language: interview.respondent.language,
      title: view.documentTitle,
      styles: ['respond.css'],
      scripts: [shown.current.questions.some(hasRows) ? 'respond-rows.js' : 'respond.js'],
      brand,
    });
    return htmlOf(views.page('respond/page', view, frame));
  }

  return {
    async page(c: Context<AppEnv>, shown: Shown) {
      const { interview, typed, problems = [], status = 200 } = shown;
      const spoken = wordsIn(c, interview);
      const brand = await brandOf(db.read, interview.definition);
      const draw = () => drawn(shown, spoken, brand);
      const isBlank = status === 200 && typed.size === 0 && problems.length === 0;
      // A form that is sent to an address from the root has somebody's token in it, and is nobody else's.
      if (!isBlank || shown.action.startsWith('/') || isPersonal(interview.definition))
        return sendHtml(c, draw(), status);
      const { definition, answers, respondent, versionId } = interview;
      const onRoute = route(definition, answers, respondent).map(({ page }) => page.key);
      const asked = shown.current.questions.map(({ key }) => key);
      const same = [
        versionId,
        respondent.language,
        spoken.t.locale,
        comeBackBy(interview),
        isFinished(interview),
        consentIn(shown),
        shown.anew ?? null,
        Object.keys(respondent.facts),
        tieOf(interview).to,
        shown.action,
        onRoute,
        asked,
        shown.current.questions.some(isShuffled) ? respondent.seed : '',
      ];
      return sendHtml(c, sharedPages.page(JSON.stringify(same), draw), status);
    },

    /**
     * What somebody reads whose response has come to its end.
     *
     * @param late what was sent after it, and is not kept
     */
    async end(c: Context<AppEnv>, interview: Interview, late: LatePage | null = null) {
      const { respondent, status, response } = interview;
      const { words, t } = wordsIn(c, interview);
      const brand = await brandOf(db.read, interview.definition);
      const remembered = response === null ? rememberedEnd(c) : null;
      const end =
        remembered === null
          ? await earlyEndOf(db.read, interview, now())
          : earlyEndNamed(interview.definition, remembered);
      const own = ownAddress(c, interview, thanks);
      const isOpen = closedBecause(interview, now()) === null;
      const view = endPage({
        words,
        t,
        status,
        isUntied: response === null,
        isWithheld: isWithheld(interview),
        isOwn: interview.address === 'own',
        isKnownSent: remembered === lastPageEnd,
        isPersonal: interview.member !== null,
        earlyEnd: end?.text ?? null,
        isChangeable: isChangeable(interview) && isOpen,
        goBackTo: isOpen && decidingPage(interview) !== null ? own : null,
        linkTo: linksFrom(own),
        late,
      });
      const draw = () => {
        const frame = pageFrame(assets, {
          language: respondent.language,
          title: view.documentTitle,
          styles: ['respond.css'],
          scripts: ['respond.js'],
          brand,
        });
        return htmlOf(views.page('respond/thanks', view, frame));
      };
      if (late !== null) return sendHtml(c, draw(), 409);
      // Whoever reads the same words may be sent the same page.
      return sendHtml(
        c,
        sharedPages.page(JSON.stringify([respondent.language, view, interview.definition.brand]), draw),
      );
    },
  };
}
