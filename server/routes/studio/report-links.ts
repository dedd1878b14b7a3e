import type { Context } from 'hono';
import { reportLinkById, reportLinksOf } from '#db/queries/report-links.ts';
import type { ReportLink, Survey } from '#db/tables.ts';
import {
  type LinkWish,
  longestLinkDays,
  longestLinkLabel,
  makeReportLink,
  takeBackReportLink,
} from '../../actions/report-links.ts';
import { address } from '../../addresses.ts';
import { AppError } from '../../errors.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { locales } from '../../i18n/locale.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { Visitor } from '../../people/person.ts';
import { recorderFor } from '../../people/recorder.ts';
import { nothingTyped, type Typed } from '../../views/studio/form.view.ts';
import { surveyPath } from '../../views/studio/frame.view.ts';
import { linkDays, reportLinksPage, revokeLinkPage } from '../../views/studio/report-links.view.ts';
import { surveyAs } from './named.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';
import { readTyped, wrongCharacters } from './typed.ts';

const path = '/surveys/:survey/report/links';

interface Looking {
  readonly c: Context<AppEnv>;
  readonly visitor: Visitor;
  readonly survey: Survey;
}

/** The links that open a survey's report without an account: who may share a survey makes them and takes them back. */
export function addReportLinkRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db, now, publicUrl } = deps;

  routes
    .get(path, { survey: 'share' }, (looking) => sendLinks(deps, looking))

    .post(path, { survey: 'share' }, async (looking) => {
      const { c, visitor, survey } = looking;
      const values = await readTyped(c);
      const { wish, errors } = readLink(values, now(), standingOf(c, visitor).t);
      if (wish === null) return await sendLinks(deps, looking, { typed: { values, errors } });
      const record = recorderFor(deps, visitor);
      const made = await makeReportLink({ ...deps, record }, { survey, wish, by: visitor.person.name });
      return await sendLinks(deps, looking, {
        made: { link: made.link, address: address({ publicUrl }, made.path) },
      });
    })

    .get(`${path}/:link/revocation`, { survey: 'share' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const link = await reportLinkById(db.read, survey.id, c.req.param('link') ?? '');
      if (link === null) throw new AppError('notFound');
      return sendStudioPage(
        deps,
        c,
        'studio/form-page',
        revokeLinkPage(standing, surveyAs(survey, standing), link),
      );
    })

    .post(`${path}/:link/revocation`, { survey: 'share' }, async ({ c, visitor, survey }) => {
      const id = c.req.param('link') ?? '';
      const record = recorderFor(deps, visitor);
      const link = await takeBackReportLink({ ...deps, record }, { survey, id, by: visitor.person.name });
      if (link === null) throw new AppError('notFound');
      return c.redirect(surveyPath(survey.slug, `/report/links?revoked=${encodeURIComponent(id)}`), 303);
    });
}

async function sendLinks(
  deps: Dependencies,
  { c, visitor, survey }: Looking,
  {
    typed = nothingTyped,
    made = null,
  }: {
    typed?: Typed;
    made?: { readonly link: ReportLink; readonly address: string } | null;
  } = {},
): Promise<Response> {
  const standing = standingOf(c, visitor);
  const links = await reportLinksOf(deps.db.read, survey.id);
  const revoked = links.find(({ id, revokedAt }) => id === c.req.query('revoked') && revokedAt !== null);
  const view = reportLinksPage(standing, {
    ...surveyAs(survey, standing),
    ...{ links, typed, made },
    revoked: revoked?.label ?? null,
    now: deps.now().getTime(),
  });
  const status = typed === nothingTyped ? 200 : 422;
  return sendStudioPage(deps, c, 'studio/report-links', view, { scripts: ['studio-copy.js'], status });
}

/** A link as its form says it; `null` with what is wrong, by field. */
function readLink(
  values: ReadonlyMap<string, string>,
  now: Date,
  t: Translate,
): { readonly wish: LinkWish | null; readonly errors: Map<string, string> } {
  const errors = wrongCharacters(values, t);
  const label = values.get('label') ?? '';
  if (label === '') errors.set('label', t('reportLinks.error.label'));
  if ([...label].length > longestLinkLabel)
    errors.set('label', t('reportLinks.error.labelLong', { maximum: longestLinkLabel }));
  const expiresAt = expiryIn(values, now);
  if (expiresAt === null) errors.set('until', t('reportLinks.error.until'));
  if (errors.size > 0 || expiresAt === null) return { wish: null, errors };
  const opens = values.get('opens') === 'wall' ? 'wall' : 'report';
  const language = locales.find((tag) => tag === values.get('language')) ?? null;
  return { wish: { label, opens, language, expiresAt }, errors };
}

/** The end of a link's last day, in the machine's own time zone; `null` for no day, or one too early or too late. */
function expiryIn(values: ReadonlyMap<string, string>, now: Date): number | null {
  const days = linkDays.find((each) => String(each) === values.get('expires'));
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()];
  if (days !== undefined) return new Date(year, month, day + days + 1).getTime();
  const typed = /^(\d{4})-(\d{2})-(\d{2})$/
    .exec(values.get('until') ?? '')
    ?.slice(1)
    .map(Number);
  if (typed === undefined) return null;
  const [chosenYear = 0, chosenMonth = 0, chosenDay = 0] = typed;
  const last = new Date(chosenYear, chosenMonth - 1, chosenDay);
  if (last.getMonth() !== chosenMonth - 1 || last.getDate() !== chosenDay) return null;
  const end = new Date(chosenYear, chosenMonth - 1, chosenDay + 1).getTime();
  const latest = new Date(year, month, day + longestLinkDays + 1).getTime();
  return end > now.getTime() && end <= latest ? end : null;
}
