import type { Context } from 'hono';
import { enterersOf } from '#db/queries/entered-responses.ts';
import { exclusionsOfWave } from '#db/queries/exclusions.ts';
import { versionById } from '#db/queries/versions.ts';
import type { Survey } from '#db/tables.ts';
import { exclusionReasons } from '#surveys/exclusion-reasons.ts';
import { excludeResponses } from '../../actions/exclude-responses.ts';
import { takeBackExclusion } from '../../actions/take-back-exclusion.ts';
import { readPublished } from '../../actions/versions.ts';
import { waveFieldwork } from '../../actions/wave-fieldwork.ts';
import { AppError } from '../../errors.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { readForm } from '../../http/form.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import type { Visitor } from '../../people/person.ts';
import { recorderFor } from '../../people/recorder.ts';
import { nothingTyped, type Typed } from '../../views/studio/form.view.ts';
import { livePage } from '../../views/studio/live.view.ts';
import { qualityPage } from '../../views/studio/quality.view.ts';
import { wavePath } from '../../views/studio/waves.view.ts';
import { surveyAs, waveAs, waveIn } from './named.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';
import { wrongCharacters } from './typed.ts';

/** Watching a wave come in: its counts, and which answers are left out of the figures. */
export function addWatchingRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db } = deps;

  routes
    .get('/surveys/:survey/waves/:wave/live', { survey: 'watch' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const wave = await waveIn(db.read, survey, c.req.param('wave'));
      const version = await versionById(db.read, wave.versionId);
      const target = targetIn(c.req.query('target'));
      const sample = await deps.reports.fieldworkOf(survey.slug, wave.key, target);
      if (version === null || sample === null) throw new AppError('notFound');
      const definition = readPublished(version);
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      const fieldwork = await waveFieldwork(db.read, wave, definition, zone);
      const about = { definition, fieldwork, sample, target };
      const view = livePage(standing, surveyAs(survey, standing), waveAs(wave, standing), about);
      return sendStudioPage(deps, c, 'studio/live', view);
    })

    .get('/surveys/:survey/waves/:wave/quality', { survey: 'judge' }, async ({ c, visitor, survey }) => {
      const { t } = standingOf(c, visitor);
      const count = /^\d{1,6}$/.exec(c.req.query('excluded') ?? '')?.[0];
      const said =
        count !== undefined
          ? t('quality.done', { count })
          : c.req.query('undone') === undefined
            ? null
            : t('quality.undone');
      return await showQuality(c, visitor, survey, { typed: nothingTyped, said });
    })

    .post('/surveys/:survey/waves/:wave/exclusions', { survey: 'judge' }, async ({ c, visitor, survey }) => {
      const { t } = standingOf(c, visitor);
      const wave = await waveIn(db.read, survey, c.req.param('wave'));
      const form = await readForm(c);
      const responses = form.get('response') ?? [];
      const reason = exclusionReasons.find((each) => each === form.get('reason')?.[0]);
      const note = form.get('note')?.[0] ?? '';
      const refuse = (field: string, text: string) => {
        const values = new Map([...form].map(([name, all]) => [name, all[0] ?? '']));
        const typed = { values, errors: new Map([[field, text]]) };
        return showQuality(c, visitor, survey, { typed, said: null });
      };
      const wrong = wrongCharacters(new Map([['note', note.trim()]]), t).get('note');
      if (wrong !== undefined) return await refuse('note', wrong);
      if (responses.length === 0) return await refuse('responses', t('quality.choose'));
      if (reason === undefined) throw new AppError('badRequest');
      const outcome = await excludeResponses(
        { ...deps, record: recorderFor(deps, visitor) },
        { wave, responses, reason, note, by: visitor.person.name },
      );
      if (typeof outcome === 'string') return await refuse('note', t('quality.noteMissing'));
      return c.redirect(`${wavePath(survey.slug, wave.key, '/quality')}?excluded=${outcome.excluded}`, 303);
    })

    .post(
      '/surveys/:survey/waves/:wave/exclusions/undo',
      { survey: 'judge' },
      async ({ c, visitor, survey }) => {
        const wave = await waveIn(db.read, survey, c.req.param('wave'));
        const response = (await readForm(c)).get('response')?.[0] ?? '';
        await takeBackExclusion(
          { ...deps, record: recorderFor(deps, visitor) },
          { wave, response, by: visitor.person.name },
        );
        return c.redirect(`${wavePath(survey.slug, wave.key, '/quality')}?undone=1`, 303);
      },
    );

  async function showQuality(
    c: Context<AppEnv>,
    visitor: Visitor,
    survey: Survey,
    { typed, said }: { typed: Typed; said: string | null },
  ): Promise<Response> {
    const standing = standingOf(c, visitor);
    const wave = await waveIn(db.read, survey, c.req.param('wave'));
    const quality = await deps.reports.qualityOf(survey.slug, wave.key);
    if (quality === null) throw new AppError('notFound');
    const exclusions = await exclusionsOfWave(db.read, wave.id);
    const shown = quality.flagged.map(({ id }) => id);
    const about = { quality, exclusions, enterers: await enterersOf(db.read, shown), typed, said };
    const view = qualityPage(standing, surveyAs(survey, standing), waveAs(wave, standing), about);
    return sendStudioPage(deps, c, 'studio/quality', view, { status: typed.errors.size > 0 ? 422 : 200 });
  }
}

/** A share as it is typed in per cent; `null` for none that is one. */
function targetIn(text: string | undefined): number | null {
  const percent = /^\s*(\d{1,3}(?:[.,]\d{1,2})?)\s*%?\s*$/.exec(text ?? '')?.[1]?.replace(',', '.');
  const share = Number(percent ?? Number.NaN) / 100;
  return share > 0 && share <= 1 ? share : null;
}
