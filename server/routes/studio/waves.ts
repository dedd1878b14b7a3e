import type { Queryable } from '#db/database.ts';
import { drawOfWave } from '#db/queries/draws.ts';
import { frameById, framesOfSurvey } from '#db/queries/frames.ts';
import { optedOutOfWave } from '#db/queries/links.ts';
import { wavesOverview } from '#db/queries/overviews.ts';
import { latestVersion, versionsOf } from '#db/queries/versions.ts';
import { strataOfWave } from '#db/queries/wave-strata.ts';
import type { Survey, Wave } from '#db/tables.ts';
import { readDrawProtocol } from '#surveys/sampling/draw-protocol.ts';
import { closeWave } from '../../actions/close-wave.ts';
import { createWave } from '../../actions/create-wave.ts';
import { createDefinitions } from '../../actions/definitions.ts';
import { waveStateAt } from '../../actions/wave-state.ts';
import { openAddress, personalAddress, unsubscribeAddress } from '../../addresses.ts';
import { AppError } from '../../errors.ts';
import { linksCsv } from '../../exports/links.ts';
import type { Dependencies } from '../../http/context.ts';
import { sendCsv } from '../../http/downloads.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { plural, type Translate } from '../../i18n/translate.ts';
import { record } from '../../people/audit.ts';
import { recorderFor } from '../../people/recorder.ts';
import { closeWavePage } from '../../views/studio/close-wave.view.ts';
import { nothingTyped } from '../../views/studio/form.view.ts';
import { newWavePage } from '../../views/studio/new-wave.view.ts';
import { type WaveSample, wavePage } from '../../views/studio/wave.view.ts';
import { type ListedWave, wavePath, wavesPage } from '../../views/studio/waves.view.ts';
import { surveyAs, waveIn } from './named.ts';
import { readWave } from './read-wave.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';
import { readTyped } from './typed.ts';

/** What a wave's page says after something was done, by its code in the address. */
const said = {
  made: (wave: ListedWave, t: Translate) => t('studio.wave.made', { version: wave.version }),
  drawn: (wave: ListedWave, t: Translate) =>
    plural(t, 'studio.wave.drawnNow', wave.sampled, { customers: wave.sampled }),
  closed: (_: ListedWave, t: Translate) => t('studio.wave.closedNow'),
  changed: (_: ListedWave, t: Translate) => t('studio.wave.changedNow'),
  wasClosed: (_: ListedWave, t: Translate) => t('studio.wave.wasClosed'),
} as const;

/** The waves of a survey: making them, drawing their samples, handing out their links, closing them. */
export function addWaveRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db, now, createId, secret, publicUrl } = deps;
  const definitions = createDefinitions();

  routes
    .get('/surveys/:survey/waves', { survey: 'look' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const isPublished = (await latestVersion(db.read, survey.id)) !== null;
      const waves = await listedWaves(db.read, survey, now());
      return sendStudioPage(
        deps,
        c,
        'studio/waves',
        wavesPage(standing, surveyAs(survey, standing), waves, isPublished),
      );
    })

    .get('/surveys/:survey/waves/new', { survey: 'sample' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const frames = await framesOfSurvey(db.read, survey.id);
      const view = newWavePage(standing, surveyAs(survey, standing), frames, nothingTyped);
      return sendStudioPage(deps, c, 'studio/form-page', view);
    })

    .post('/surveys/:survey/waves/new', { survey: 'sample' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const values = await readTyped(c);
      const { wave, errors } = readWave(values, now(), standing.t);
      const made =
        wave === null
          ? null
          : await createWave(
              { db, now, createId, record: recorderFor(deps, visitor) },
              { ...wave, surveyId: survey.id },
            );
      if (wave !== null && made !== null && typeof made !== 'string')
        return c.redirect(`${wavePath(survey.slug, wave.key)}?said=made`, 303);
      if (typeof made === 'string') errors.set(fieldOf[made] ?? '', standing.t(`studio.wave.error.${made}`));
      const frames = await framesOfSurvey(db.read, survey.id);
      const view = newWavePage(standing, surveyAs(survey, standing), frames, { values, errors });
      return sendStudioPage(deps, c, 'studio/form-page', view, { status: 422 });
    })

    .get('/surveys/:survey/waves/:wave', { survey: 'look' }, async ({ c, visitor, survey }) => {
      const wave = await waveIn(db.read, survey, c.req.param('wave'));
      const standing = standingOf(c, visitor);
      const listed = (await listedWaves(db.read, survey, now())).find(({ id }) => id === wave.id);
      if (listed === undefined) throw new AppError('notFound');
      const say = Object.entries(said).find(([name]) => name === c.req.query('said'))?.[1];
      const view = wavePage(standing, surveyAs(survey, standing), listed, await sampleOf(db.read, wave), {
        said: say?.(listed, standing.t) ?? null,
        openLink: wave.openKey === null ? null : openAddress({ publicUrl }, wave.openKey),
        facts: (await definitions.ofVersion(db.read, wave.versionId)).facts,
        leftAlone: await optedOutOfWave(db.read, wave.id),
      });
      return sendStudioPage(deps, c, 'studio/wave', view);
    })

    .get('/surveys/:survey/waves/:wave/links.csv', { survey: 'sample' }, async ({ c, visitor, survey }) => {
      const wave = await waveIn(db.read, survey, c.req.param('wave'));
      await db.write((tx) =>
        record(tx, deps, { by: visitor, survey, action: 'links.exported', details: { wave: wave.key } }),
      );
      const addressesOf = (linkId: string) => ({
        link: personalAddress({ publicUrl }, secret, linkId),
        unsubscribe: unsubscribeAddress({ publicUrl }, secret, linkId),
      });
      return sendCsv(
        c,
        `${survey.slug}-${wave.key}-links.csv`,
        linksCsv(db.read, wave.id, addressesOf, true),
      );
    })

    .get('/surveys/:survey/waves/:wave/close', { survey: 'sample' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const wave = await waveIn(db.read, survey, c.req.param('wave'));
      if (waveStateAt(wave, now().getTime()) === 'closed')
        return c.redirect(wavePath(survey.slug, wave.key), 303);
      const view = closeWavePage(standing, surveyAs(survey, standing), wave);
      return sendStudioPage(deps, c, 'studio/form-page', view);
    })

    .post('/surveys/:survey/waves/:wave/close', { survey: 'sample' }, async ({ c, visitor, survey }) => {
      const wave = await waveIn(db.read, survey, c.req.param('wave'));
      const isNow = await closeWave({ db, now, record: recorderFor(deps, visitor) }, wave);
      return c.redirect(`${wavePath(survey.slug, wave.key)}?said=${isNow ? 'closed' : 'wasClosed'}`, 303);
    });
}

/** The field to which a refusal belongs. */
const fieldOf: Readonly<Record<string, string>> = {
  keyTaken: 'key',
  keyReserved: 'key',
  unknownFrame: 'frame',
  closesBeforeOpening: 'closes',
};

async function listedWaves(db: Queryable, survey: Survey, now: Date): Promise<ListedWave[]> {
  const numbers = new Map((await versionsOf(db, survey.id)).map(({ id, number }) => [id, number]));
  return (await wavesOverview(db, survey.id)).map((wave) => ({
    ...wave,
    state: waveStateAt(wave, now.getTime()),
    version: numbers.get(wave.versionId) ?? 0,
  }));
}

async function sampleOf(db: Queryable, wave: Wave): Promise<WaveSample> {
  const frame = wave.frameId === null ? null : await frameById(db, wave.frameId);
  const draw = await drawOfWave(db, wave.id);
  return {
    frame: frame === null ? null : { key: frame.key, kind: frame.kind },
    strata: await strataOfWave(db, wave.id),
    protocol: draw === null ? null : readDrawProtocol(draw.protocol),
    seed: draw?.seed ?? null,
  };
}
