import type { Context } from 'hono';
import { isUnavailable } from '#db/errors.ts';
import { memberById } from '#db/queries/sample-members.ts';
import type { SampleMember, Survey, Wave } from '#db/tables.ts';
import type { Definition } from '#surveys/definition.ts';
import { rankedField, withMove } from '#surveys/questions/ranking.ts';
import { withoutAnswer } from '#surveys/questions/taking-back.ts';
import type { Form } from '#surveys/read-page.ts';
import { type AnswersToEnter, answersToEnter } from '../../actions/answers-to-enter.ts';
import { agreesTo, consentDigest } from '../../actions/consent.ts';
import { createDefinitions } from '../../actions/definitions.ts';
import { enterAnswers } from '../../actions/enter-answers.ts';
import { AppError } from '../../errors.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { readForm } from '../../http/form.ts';
import { goOn } from '../../http/go-on.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { htmlOf, sendHtml } from '../../http/html.ts';
import { pageFrame } from '../../http/page-frame.ts';
import type { Visitor } from '../../people/person.ts';
import { recorderFor } from '../../people/recorder.ts';
import { type Entering, enteringPage } from '../../views/studio/fieldwork/entering.view.ts';
import { wavePath } from '../../views/studio/waves.view.ts';
import { readWish } from '../respond/wish.ts';
import { waveAs, waveIn } from './named.ts';
import { standingOf } from './studio-page.ts';

/** What came of a form, besides what it held. */
type Outcome = Pick<Entering, 'problems' | 'refused'> & {
  readonly isSent: boolean;
  readonly lacksConsent: boolean;
};

const untried: Outcome = { problems: [], refused: null, isSent: false, lacksConsent: false };

/**
 * Entering what a customer said on paper or by telephone. The page is the customers' own, with their script, which keeps in the
 * browser what was typed until the server has taken it.
 */
export function addEnteringRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db } = deps;
  const definitions = createDefinitions();
  const path = '/surveys/:survey/waves/:wave/customers/:member/answers';

  routes
    .get(path, { survey: 'record' }, async ({ c, visitor, survey }) => {
      const about = await begun(c, survey, c.req.query('in') ?? null);
      const outcome = { ...untried, refused: about.toEnter.refusal };
      return show(c, visitor, survey, about, new Map(), outcome);
    })

    .post(path, { survey: 'record' }, async ({ c, visitor, survey }) => {
      const received = await readForm(c);
      const wish = readWish(received);
      const about = await begun(c, survey, wish.language ?? c.req.query('in') ?? null);
      const moved = wish.move === null ? received : withMove(received, wish.move);
      const form = wish.clear === null ? moved : withoutAnswer(moved, wish.clear);
      const again = (outcome: Partial<Outcome>, status: 200 | 422 | 503 = 422) =>
        show(c, visitor, survey, about, form, { ...untried, isSent: true, ...outcome }, status);
      if (wish.intent !== 'continue') return again({}, 200);
      const { wave, member, toEnter } = about;
      const entered = await enterAnswers(
        { ...deps, definitions, record: recorderFor(deps, visitor) },
        {
          wave,
          customer: member.customer,
          form: meant(form, toEnter.definition),
          language: toEnter.respondent.language,
          agreed: agreesTo(toEnter.definition, wish.consent),
          enteredBy: visitor.person.name,
        },
      ).catch((error: unknown) => notNow(c, error));
      if (entered === 'consentMissing') return again({ lacksConsent: true });
      if (entered === 'notInSample') throw new AppError('notFound');
      if (entered === 'unavailable') return again({ refused: entered }, 503);
      if (typeof entered === 'string') return again({ refused: entered });
      if ('problems' in entered) return again({ problems: entered.problems });
      return goOn(c, `${memberPath(survey, about)}?said=${entered.status}`);
    });

  /** That the database could not keep it just now. @throws whatever else went wrong */
  function notNow(c: Context<AppEnv>, error: unknown): 'unavailable' {
    const isBusy = isUnavailable(error) || (error instanceof AppError && error.code === 'unavailable');
    if (!isBusy) throw error;
    deps.reportFailure({ reference: c.var.requestId, error });
    return 'unavailable';
  }

  async function begun(c: Context<AppEnv>, survey: Survey, language: string | null) {
    const wave = await waveIn(db.read, survey, c.req.param('wave'));
    const member = await memberById(db.read, c.req.param('member') ?? '');
    if (member === null || member.waveId !== wave.id) throw new AppError('notFound');
    const asked = { wave, member, language: language ?? c.var.locale };
    return { wave, member, toEnter: await answersToEnter(db.read, { ...deps, definitions }, asked) };
  }

  function show(
    c: Context<AppEnv>,
    visitor: Visitor,
    survey: Survey,
    about: Begun,
    typed: Form,
    { problems, refused, isSent, lacksConsent }: Outcome,
    status: 200 | 422 | 503 = 200,
  ): Response {
    const { t } = standingOf(c, visitor);
    const { wave, member, toEnter } = about;
    const { definition, respondent } = toEnter;
    const back = memberPath(survey, about);
    const { name } = waveAs(wave, standingOf(c, visitor));
    const action = `${back}/answers?${new URLSearchParams({ in: respondent.language })}`;
    const view = enteringPage(
      {
        ...{ definition, respondent, action, back, typed, isSent, problems, refused },
        customer: member.customer,
        wave: name,
        isBegun: toEnter.isBegun,
        consent: consentIn(toEnter, typed, lacksConsent),
      },
      t,
    );
    const frame = pageFrame(deps.assets, {
      language: t.locale,
      title: `${view.documentTitle} · Manyi`,
      styles: ['respond.css', 'preview.css', 'entering.css'],
      scripts: ['respond-rows.js'],
    });
    const text = t('entering.mark', { customer: member.customer, wave: name, name: visitor.person.name });
    c.header('Cache-Control', 'private, no-store');
    const mark = { text, language: t.locale };
    return sendHtml(
      c,
      htmlOf(deps.views.page('studio/fieldwork/entering', view, { ...frame, mark })),
      status,
    );
  }
}

interface Begun {
  readonly wave: Wave;
  readonly member: SampleMember;
  readonly toEnter: AnswersToEnter;
}

function memberPath({ slug }: Survey, { wave, member }: Begun): string {
  return wavePath(slug, wave.key, `/customers/${member.id}`);
}

function consentIn(
  { definition, respondent, asksConsent }: AnswersToEnter,
  typed: Form,
  isMissing: boolean,
): Entering['consent'] {
  const digest = asksConsent ? consentDigest(definition, respondent.language) : null;
  if (digest === null) return null;
  const sent = typed.get('_consent')?.join() ?? null;
  return { digest, isTicked: sent !== null && agreesTo(definition, sent), isMissing };
}

/** The fields of a form that say something: the page asks everything, and what is not for this customer is left blank. */
function meant(form: Form, { pages }: Definition): Form {
  const rankings = pages
    .flatMap(({ questions }) => questions)
    .filter(({ kind, key }) => kind === 'ranking' && !form.has(rankedField(key)))
    .map(({ key }) => key);
  return new Map(
    [...form].filter(
      ([name, values]) =>
        !name.startsWith('_') && !rankings.includes(name) && values.some((value) => value.trim() !== ''),
    ),
  );
}
