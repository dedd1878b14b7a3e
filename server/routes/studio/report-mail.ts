import type { Context } from 'hono';
import { allPeople } from '#db/queries/people.ts';
import { reportMailPlanOf, reportMailsOf, reportRecipientsOf } from '#db/queries/report-mail.ts';
import { peopleOfSurvey } from '#db/queries/survey-people.ts';
import { wavesOf } from '#db/queries/waves.ts';
import type { Survey } from '#db/tables.ts';
import {
  addRecipient,
  changeMailPlan,
  longestMailDelay,
  longestMailNote,
  mostRecipients,
  noMail,
  type PlanWish,
  type RecipientWish,
  removeRecipient,
  sendAgain,
} from '../../actions/report-mail-plan.ts';
import { isMailed, sendTrial } from '../../actions/send-report-mails.ts';
import { AppError } from '../../errors.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { locales } from '../../i18n/locale.ts';
import type { Translate } from '../../i18n/translate.ts';
import { longestMailName, mailAddressIn, mailNameIn } from '../../mail/addresses.ts';
import { MailError } from '../../mail/mailer.ts';
import { mayWithSurvey } from '../../people/permissions.ts';
import type { Visitor } from '../../people/person.ts';
import { recorderFor } from '../../people/recorder.ts';
import { nothingTyped, type Typed } from '../../views/studio/form.view.ts';
import { surveyPath } from '../../views/studio/frame.view.ts';
import { reportMailPage, type SentForm } from '../../views/studio/report-mail.view.ts';
import { failureInWords } from '../../views/studio/report-mail-log.view.ts';
import { surveyAs } from './named.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';
import { readTyped, wrongCharacters } from './typed.ts';

const path = '/surveys/:survey/report/mail';
const share = { survey: 'share' } as const;

interface Looking {
  readonly c: Context<AppEnv>;
  readonly visitor: Visitor;
  readonly survey: Survey;
}

/** When and to whom a survey's report is mailed: who may share a survey decides it. */
export function addReportMailRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  routes
    .get(path, share, (looking) => sendMailPage(deps, looking))

    .post(path, share, async (looking) => {
      const { c, visitor, survey } = looking;
      const { t } = standingOf(c, visitor);
      const values = await readTyped(c);
      const { wish, errors } = readPlan(values, t);
      const record = recorderFor(deps, visitor);
      const seen = Number(values.get('seen') ?? 0);
      const isChanged =
        wish !== null &&
        (await changeMailPlan({ ...deps, record }, { survey, wish, seen, by: visitor.person.name }));
      if (isChanged) return goBack(c, survey, 'saved');
      if (wish !== null) errors.set('', t('reportMail.error.overtaken'));
      return await sendMailPage(deps, looking, {
        sent: { form: 'schedule', typed: { values, errors } },
        status: wish === null ? 422 : 409,
      });
    })

    .post(`${path}/people`, share, async (looking) => {
      const values = await readTyped(looking.c);
      const personId = values.get('person') ?? '';
      const wish = { personId, language: languageIn(values, 'personLanguage') };
      const { t } = standingOf(looking.c, looking.visitor);
      const errors = personId === '' ? [['person', t('reportMail.error.person')] as const] : [];
      return await add(deps, looking, {
        form: 'people',
        field: 'person',
        values,
        wish,
        errors: new Map(errors),
      });
    })

    .post(`${path}/addresses`, share, async (looking) => {
      const values = await readTyped(looking.c);
      const { t } = standingOf(looking.c, looking.visitor);
      const errors = new Map<string, string>();
      const name = mailNameIn(values.get('name') ?? '');
      const address = mailAddressIn(values.get('address') ?? '');
      if (name === null) errors.set('name', t('reportMail.error.name', { maximum: longestMailName }));
      if (address === null) errors.set('address', t('reportMail.error.address'));
      const wish = {
        ...{ name: name ?? '', address: address ?? '' },
        language: languageIn(values, 'addressLanguage'),
      };
      return await add(deps, looking, { form: 'addresses', field: 'address', values, wish, errors });
    })

    .post(`${path}/recipients/:recipient/removal`, share, async ({ c, visitor, survey }) => {
      const id = c.req.param('recipient') ?? '';
      const record = recorderFor(deps, visitor);
      if (!(await removeRecipient({ ...deps, record }, { survey, id, by: visitor.person.name })))
        throw new AppError('notFound');
      return goBack(c, survey, 'removed');
    })

    .post(`${path}/log/:mail/again`, share, async ({ c, visitor, survey }) => {
      const record = recorderFor(deps, visitor);
      const id = c.req.param('mail') ?? '';
      if (!(await sendAgain({ ...deps, record }, { survey, id }))) throw new AppError('notFound');
      return goBack(c, survey, 'saved');
    })

    .post(`${path}/trial`, share, (looking) => tryOut(deps, looking));
}

/** Back to the top of the page, which says what was done; forms come with the place of their own. */
function goBack(c: Context<AppEnv>, { slug }: Survey, said: string): Response {
  return c.redirect(surveyPath(slug, `/report/mail?said=${said}#content`), 303);
}

async function add(
  deps: Dependencies,
  looking: Looking,
  {
    form,
    field,
    values,
    wish,
    errors,
  }: {
    readonly form: SentForm;
    readonly field: string;
    readonly values: Typed['values'];
    readonly wish: RecipientWish;
    readonly errors: Map<string, string>;
  },
): Promise<Response> {
  const { c, visitor, survey } = looking;
  const { t } = standingOf(c, visitor);
  if (errors.size === 0) {
    const record = recorderFor(deps, visitor);
    const known = (await reportRecipientsOf(deps.db.read, survey.id)).filter(isMailed).length;
    const outcome = await addRecipient({ ...deps, record }, { survey, wish, known, by: visitor.person.name });
    if (typeof outcome !== 'string') return goBack(c, survey, 'added');
    errors.set(field, t(`reportMail.error.${outcome}`, { maximum: mostRecipients }));
  }
  return await sendMailPage(deps, looking, { sent: { form, typed: { values, errors } }, status: 422 });
}

/** Mails the report to whoever asks for it, as it would go now. */
async function tryOut(deps: Dependencies, looking: Looking): Promise<Response> {
  const { c, visitor, survey } = looking;
  const { t } = standingOf(c, visitor);
  const { mailer, db, reportFailure } = deps;
  if (mailer === undefined || visitor.isDemonstration) throw new AppError('badRequest');
  const wave = (await wavesOf(db.read, survey.id)).at(-1);
  const plan = (await reportMailPlanOf(db.read, survey.id)) ?? noMail;
  const onFailure = (error: unknown) => reportFailure({ reference: c.var.requestId, error });
  try {
    const to = { name: visitor.person.name, address: visitor.person.email };
    const isSent =
      wave !== undefined &&
      (await sendTrial({ ...deps, mailer, onFailure }, { survey, wave, to, locale: t.locale, ...plan }));
    if (!isSent)
      return await sendMailPage(deps, looking, { alert: t('reportMail.trial.noReport'), status: 409 });
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    const why = `${failureInWords(t, error.failure)} ${t('reportMail.answer', { answer: error.answer })}`;
    return await sendMailPage(deps, looking, { alert: t('reportMail.trial.failed', { why }), status: 502 });
  }
  const record = recorderFor(deps, visitor);
  await db.write((tx) => record(tx, { survey, action: 'reportMail.trial' }));
  return goBack(c, survey, 'trial');
}

/** How many mails the list of what was sent has. */
const mostLogged = 50;

async function sendMailPage(
  deps: Dependencies,
  { c, visitor, survey }: Looking,
  {
    sent = null,
    alert = null,
    status = 200,
  }: {
    sent?: { readonly form: SentForm; readonly typed: Typed } | null;
    alert?: string | null;
    status?: 200 | 409 | 422 | 502;
  } = {},
): Promise<Response> {
  const standing = standingOf(c, visitor);
  const { read } = deps.db;
  const shared = new Set((await peopleOfSurvey(read, survey.id)).map(({ person }) => person.id));
  const readers = (await allPeople(read)).filter(
    ({ id, role, disabledAt }) => disabledAt === null && mayWithSurvey(role, 'report', shared.has(id)),
  );
  const mayRead = new Set(readers.map(({ id }) => id));
  const known = await reportRecipientsOf(read, survey.id);
  const from = deps.mailer?.from ?? null;
  const view = reportMailPage(standing, {
    ...surveyAs(survey, standing),
    plan: await reportMailPlanOf(read, survey.id),
    waves: await wavesOf(read, survey.id),
    recipients: known
      .filter(({ recipient }) => recipient.removedAt === null)
      .map((each) => ({
        ...each,
        mayRead: each.recipient.personId === null || mayRead.has(each.recipient.personId),
      })),
    readers,
    mails: await reportMailsOf(read, survey.id, mostLogged),
    known,
    now: deps.now().getTime(),
    from: from && (from.name === '' ? from.address : `${from.name} <${from.address}>`),
    hasBrowser: deps.browser?.isThere ?? false,
    said:
      (['saved', 'added', 'removed', 'trial'] as const).find((word) => word === c.req.query('said')) ?? null,
    alert,
    typed: (form) => (sent?.form === form ? sent.typed : nothingTyped),
  });
  return sendStudioPage(deps, c, 'studio/report-mail', view, { status });
}

function languageIn(values: Typed['values'], name: string) {
  return locales.find((tag) => tag === values.get(name)) ?? 'zh-CN';
}

/** A plan as its form says it; `null` with what is wrong, by field. */
function readPlan(
  values: Typed['values'],
  t: Translate,
): { readonly wish: PlanWish | null; readonly errors: Map<string, string> } {
  const errors = wrongCharacters(values, t, ['note']);
  const afterClose = (['never', 'morning', 'hours'] as const).find(
    (word) => word === values.get('afterClose'),
  );
  const running = (['never', 'weekly', 'monthly'] as const).find((word) => word === values.get('running'));
  if (afterClose === undefined || running === undefined) throw new AppError('badRequest');
  const note = (values.get('note') ?? '').replace(/\r\n?/g, '\n');
  if ([...note].length > longestMailNote)
    errors.set('note', t('reportMail.error.note', { maximum: longestMailNote }));
  const typed = values.get('hours') ?? '';
  const hours = /^\d{1,4}$/.test(typed) ? Number(typed) : 0;
  const isRight = hours >= 1 && hours <= longestMailDelay;
  if (afterClose === 'hours' && !isRight)
    errors.set('hours', t('reportMail.error.hours', { maximum: longestMailDelay }));
  if (errors.size > 0) return { wish: null, errors };
  const withPdf = values.has('withPdf');
  return { wish: { afterClose, running, note, withPdf, hours: isRight ? hours : noMail.hours }, errors };
}
