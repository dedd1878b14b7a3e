import type { Wave } from '#db/tables.ts';
import { changeWave, type WaveChangeRefusal } from '../../actions/change-wave.ts';
import type { Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { recorderFor } from '../../people/recorder.ts';
import { changeWavePage } from '../../views/studio/change-wave.view.ts';
import { nothingTyped } from '../../views/studio/form.view.ts';
import { wavePath } from '../../views/studio/waves.view.ts';
import { surveyAs, waveIn } from './named.ts';
import { readChangedWave } from './read-wave.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';
import { readTyped } from './typed.ts';

const path = '/surveys/:survey/waves/:wave/change';

/** Giving a wave another name or other times. */
export function addChangeWaveRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db, now } = deps;

  routes
    .get(path, { survey: 'sample' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const wave = await waveIn(db.read, survey, c.req.param('wave'));
      const view = changeWavePage(standing, surveyAs(survey, standing), wave, nothingTyped);
      return sendStudioPage(deps, c, 'studio/form-page', view);
    })

    .post(path, { survey: 'sample' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const wave = await waveIn(db.read, survey, c.req.param('wave'));
      const values = await readTyped(c);
      const { wish, errors } = readChangedWave(values, wave, standing.t);
      const record = recorderFor(deps, visitor);
      const seen = values.get('seen') ?? '';
      const outcome =
        wish === null ? null : await changeWave({ db, now, record }, { id: wave.id, wish, seen });
      if (typeof outcome === 'boolean')
        return c.redirect(`${wavePath(survey.slug, wave.key)}${outcome ? '?said=changed' : ''}`, 303);
      if (outcome !== null) errors.set(fieldOf(outcome), standing.t(`studio.wave.error.${outcome}`));
      const shown: Wave = await waveIn(db.read, survey, wave.key);
      const view = changeWavePage(standing, surveyAs(survey, standing), shown, { values, errors });
      return sendStudioPage(deps, c, 'studio/form-page', view, {
        status: outcome === 'overtaken' ? 409 : 422,
      });
    });
}

/** The field to which a refusal belongs. */
function fieldOf(refusal: WaveChangeRefusal): string {
  if (refusal === 'overtaken' || refusal === 'closedByHand') return '';
  return refusal === 'hasAnswers' ? 'opens' : 'closes';
}
