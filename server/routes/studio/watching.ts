import { versionById } from '#db/queries/versions.ts';
import { readPublished } from '../../actions/versions.ts';
import { waveFieldwork } from '../../actions/wave-fieldwork.ts';
import { AppError } from '../../errors.ts';
import type { Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { livePage } from '../../views/studio/live.view.ts';
import { surveyAs, waveAs, waveIn } from './named.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';

/** Watching a wave come in. */
export function addWatchingRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db } = deps;

  routes.get('/surveys/:survey/waves/:wave/live', { survey: 'watch' }, async ({ c, visitor, survey }) => {
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
  });
}

/** A share as it is typed in per cent; `null` for none that is one. */
function targetIn(text: string | undefined): number | null {
  const percent = /^\s*(\d{1,3}(?:[.,]\d{1,2})?)\s*%?\s*$/.exec(text ?? '')?.[1]?.replace(',', '.');
  const share = Number(percent ?? Number.NaN) / 100;
  return share > 0 && share <= 1 ? share : null;
}
