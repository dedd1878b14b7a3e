import type { Context } from 'hono';
import { type AuditFilter, type AuditPlace, auditEntriesOf } from '#db/queries/audit-entries.ts';
import { allPeople } from '#db/queries/people.ts';
import { allSurveys } from '#db/queries/surveys.ts';
import type { Survey } from '#db/tables.ts';
import { auditCsv } from '../../exports/audit.ts';
import type { AppEnv } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { record } from '../../people/audit.ts';
import type { Visitor } from '../../people/person.ts';
import { auditPage, type ShownAudit } from '../../views/account/audit.view.ts';
import { surveyPath } from '../../views/studio/frame.view.ts';
import { titleIn } from '../../views/studio/surveys.view.ts';
import { sendStudioPage, standingOf } from '../studio/studio-page.ts';
import { dayFrom, placeFrom, placeText } from './audit-query.ts';
import type { AccountDependencies } from './page.ts';

const pageSize = 100;

/** Who did what: everything for administrators, and each survey's own for those who may share it. */
export function auditPages(routes: GuardedRoutes, deps: AccountDependencies): void {
  routes
    .get('/audit', { general: 'readAudit' }, ({ c, visitor }) => showAudit(c, deps, visitor, null))
    .get('/audit.csv', { general: 'readAudit' }, ({ c, visitor }) => sendCsv(c, deps, visitor, null))
    .get('/surveys/:survey/log', { survey: 'share' }, ({ c, visitor, survey }) =>
      showAudit(c, deps, visitor, survey),
    )
    .get('/surveys/:survey/log.csv', { survey: 'share' }, ({ c, visitor, survey }) =>
      sendCsv(c, deps, visitor, survey),
    );
}

async function showAudit(
  c: Context<AppEnv>,
  deps: AccountDependencies,
  visitor: Visitor,
  survey: Survey | null,
): Promise<Response> {
  const { read } = deps.db;
  const standing = standingOf(c, visitor);
  const titled = (await allSurveys(read)).map(({ id, slug, title }) => ({
    id,
    slug,
    title: titleIn(title, standing.t),
  }));
  const filter = filterFrom(c, survey, titled);
  const entries = await auditEntriesOf(read, filter, {
    after: placeFrom(c.req.query('after')),
    limit: pageSize + 1,
  });
  const shown = entries.slice(0, pageSize);
  const last = entries.length > pageSize ? shown.at(-1) : undefined;
  const path = survey === null ? '/studio/audit' : surveyPath(survey.slug, '/log');
  const model: ShownAudit = {
    entries: shown,
    filter,
    days: { from: c.req.query('from') ?? '', until: c.req.query('until') ?? '' },
    surveys: titled,
    people: await allPeople(read),
    only: survey === null ? null : { slug: survey.slug, title: titleIn(survey.title, standing.t) },
    path,
    csv: withQuery(c, `${path}.csv`, null),
    older: last === undefined ? null : withQuery(c, path, last),
  };
  return sendStudioPage(deps, c, 'account/audit', auditPage(standing, model));
}

/** The whole of what fits, row by row. That it was taken is itself worth an entry. */
async function sendCsv(
  c: Context<AppEnv>,
  deps: AccountDependencies,
  visitor: Visitor,
  survey: Survey | null,
): Promise<Response> {
  const { db } = deps;
  const filter = filterFrom(c, survey, await allSurveys(db.read));
  await db.write((tx) => record(tx, deps, { by: visitor, survey, action: 'audit.exported' }));
  const name = survey === null ? 'log.csv' : `${survey.slug}-log.csv`;
  c.header('Cache-Control', 'private, no-store');
  c.header('Content-Type', 'text/csv; charset=utf-8');
  c.header('Content-Disposition', `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`);
  const text = ReadableStream.from(auditCsv(db.read, filter));
  return c.body(text.pipeThrough(new TextEncoderStream()));
}

function filterFrom(
  c: Context<AppEnv>,
  survey: Pick<Survey, 'id'> | null,
  surveys: readonly Pick<Survey, 'id' | 'slug'>[],
): AuditFilter {
  const wanted = (name: string) => c.req.query(name) || null;
  const slug = wanted('survey');
  return {
    surveyId: survey?.id ?? (slug === null ? null : (surveys.find((each) => each.slug === slug)?.id ?? slug)),
    personId: wanted('person'),
    action: wanted('action'),
    from: dayFrom(wanted('from'), 0),
    until: dayFrom(wanted('until'), 1),
  };
}

/** The same filters elsewhere, from after a place on. */
function withQuery(c: Context<AppEnv>, path: string, after: AuditPlace | null): string {
  const names = ['survey', 'person', 'action', 'from', 'until'];
  const kept = names.flatMap((name): [string, string][] => {
    const value = c.req.query(name);
    return value ? [[name, value]] : [];
  });
  const query = new URLSearchParams(kept);
  if (after !== null) query.set('after', placeText(after));
  return query.size > 0 ? `${path}?${query}` : path;
}
