import type { Context } from 'hono';
import { wavesOverview } from '#db/queries/overviews.ts';
import { seriesDecisionsOf } from '#db/queries/series-decisions.ts';
import { versionsOf } from '#db/queries/versions.ts';
import type { Survey } from '#db/tables.ts';
import { draftHistory, undoDraft } from '../../actions/undo-draft.ts';
import { publishedVersions } from '../../actions/versions.ts';
import { AppError } from '../../errors.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { sendFile } from '../../http/downloads.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { record } from '../../people/audit.ts';
import type { Visitor } from '../../people/person.ts';
import { recorderFor } from '../../people/recorder.ts';
import { type Done, designPath, nothingDone } from '../../views/studio/design/design-frame.view.ts';
import { errorsView } from '../../views/studio/form.view.ts';
import { historyPage } from '../../views/studio/publish/history.view.ts';
import { type ListedVersion, versionsPage } from '../../views/studio/publish/versions.view.ts';
import { waveName } from '../../views/studio/surveys.view.ts';
import { designedDraft } from './designed-draft.ts';
import { toldVersion } from './publish.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';
import { readTyped } from './typed.ts';

/** What was: the published versions of a questionnaire, and the earlier states of its draft. */
export function addVersionRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db } = deps;

  async function showHistory(
    c: Context<AppEnv>,
    visitor: Visitor,
    survey: Survey,
    { done = nothingDone, status = 200 }: { done?: Done; status?: 200 | 409 | 422 } = {},
  ): Promise<Response> {
    const standing = { ...standingOf(c, visitor), here: designPath(survey.slug, '/history') };
    const draft = await designedDraft(db.read, survey.id, standing.t);
    const { steps } = await draftHistory(db.read, { id: survey.id, draftRevision: draft.revision });
    const view = historyPage(standing, draft, steps, done);
    return sendStudioPage(deps, c, 'studio/publish/history', view, { status });
  }

  routes
    .get('/surveys/:survey/questionnaire/versions', { survey: 'look' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const draft = await designedDraft(db.read, survey.id, standing.t);
      const decisions = await seriesDecisionsOf(db.read, survey.id);
      const waves = await wavesOverview(db.read, survey.id);
      const listed: ListedVersion[] = [];
      for (const version of await publishedVersions(db.read, survey.id)) {
        listed.push({
          ...(await toldVersion(db.read, version)),
          decisions: decisions.filter(({ versionId }) => versionId === version.id),
          waves: waves
            .filter(({ versionId }) => versionId === version.id)
            .map((wave) => waveName(wave, standing.t)),
        });
      }
      const view = versionsPage(standing, draft, listed);
      return sendStudioPage(deps, c, 'studio/publish/versions', view);
    })

    .get(
      '/surveys/:survey/questionnaire/versions/:version/questionnaire.json',
      { survey: 'look' },
      async ({ c, visitor, survey }) => {
        const versions = await versionsOf(db.read, survey.id);
        const version = versions.find(({ number }) => String(number) === c.req.param('version'));
        if (version === undefined) throw new AppError('notFound');
        const details = { version: version.number };
        await db.write((tx) => record(tx, deps, { by: visitor, survey, action: 'survey.exported', details }));
        const name = `${survey.slug}-${version.number}.json`;
        return sendFile(c, name, 'application/json; charset=utf-8', once(version.definition));
      },
    )

    .get('/surveys/:survey/questionnaire/history', { survey: 'look' }, async ({ c, visitor, survey }) => {
      const { t } = standingOf(c, visitor);
      const said = c.req.query('restored') === undefined ? null : t('history.restored');
      return await showHistory(c, visitor, survey, { done: { ...nothingDone, said } });
    })

    .post('/surveys/:survey/questionnaire/history', { survey: 'design' }, async ({ c, visitor, survey }) => {
      const { t } = standingOf(c, visitor);
      const values = await readTyped(c);
      const wanted = {
        surveyId: survey.id,
        by: visitor.person,
        revision: revisionIn(values.get('revision')),
        way: { restore: revisionIn(values.get('restore')) },
      };
      const outcome = await undoDraft({ ...deps, record: recorderFor(deps, visitor) }, wanted);
      if (outcome === 'unknownSurvey') throw new AppError('notFound');
      if (typeof outcome !== 'string') return c.redirect(designPath(survey.slug, '/history?restored'), 303);
      const isOvertaken = outcome === 'overtaken';
      const text = t(isOvertaken ? 'history.overtaken' : 'history.gone');
      const done = { ...nothingDone, errors: errorsView(t, new Map([['', text]])) };
      return await showHistory(c, visitor, survey, { done, status: isOvertaken ? 409 : 422 });
    });
}

/** A revision as a form sends it; 0, which no draft has, for anything else. */
function revisionIn(text = ''): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}

async function* once(document: unknown): AsyncGenerator<string> {
  yield `${JSON.stringify(document, null, 2)}\n`;
}
