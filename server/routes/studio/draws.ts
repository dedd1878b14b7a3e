import type { Context } from 'hono';
import { drawOfWave } from '#db/queries/draws.ts';
import { countsOfCustomersNamed } from '#db/queries/frame-lookups.ts';
import { frameById, framesOfSurvey } from '#db/queries/frames.ts';
import { wavesOverview } from '#db/queries/overviews.ts';
import { customersOfWave } from '#db/queries/sample-members.ts';
import { strataOfWave } from '#db/queries/wave-strata.ts';
import type { Frame, Survey, Wave } from '#db/tables.ts';
import { plan } from '#reports/plan.ts';
import { changeList } from '../../actions/change-list.ts';
import { drawOutlook } from '../../actions/draw-outlook.ts';
import { drawSample } from '../../actions/draw-sample.ts';
import { waveStateAt } from '../../actions/wave-state.ts';
import { AppError } from '../../errors.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { sendFile } from '../../http/downloads.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { Visitor } from '../../people/person.ts';
import { recorderFor } from '../../people/recorder.ts';
import { drawPage, type KeepableSample } from '../../views/studio/draw.view.ts';
import { nothingTyped, type Typed } from '../../views/studio/form.view.ts';
import { waveName } from '../../views/studio/surveys.view.ts';
import { wavePath } from '../../views/studio/waves.view.ts';
import { surveyAs, waveAs, waveIn } from './named.ts';
import { readDraw, sizesIn } from './read-draw.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';
import { readTyped } from './typed.ts';

/** Waves of whose samples part may stay: nobody goes back further, and each is looked up in the list. */
const keepableWaves = 8;

interface Asked {
  readonly c: Context<AppEnv>;
  readonly visitor: Visitor;
  readonly survey: Survey;
  readonly wave: Wave;
}

/** Drawing the sample of a wave: who can be drawn, how, and the protocol of it. */
export function addDrawRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db, now, createId, secret } = deps;

  routes
    .get('/surveys/:survey/waves/:wave/draw', { survey: 'sample' }, async ({ c, visitor, survey }) => {
      const wave = await waveIn(db.read, survey, c.req.param('wave'));
      const isDrawn = (await strataOfWave(db.read, wave.id)).length > 0;
      if (isDrawn || waveStateAt(wave, now().getTime()) === 'closed')
        return c.redirect(wavePath(survey.slug, wave.key), 303);
      const typed = { values: new Map(Object.entries(c.req.query())), errors: nothingTyped.errors };
      return await showDraw({ c, visitor, survey, wave }, typed);
    })

    .post('/surveys/:survey/waves/:wave/draw', { survey: 'sample' }, async ({ c, visitor, survey }) => {
      const { t } = standingOf(c, visitor);
      const wave = await waveIn(db.read, survey, c.req.param('wave'));
      const values = await readTyped(c);
      // sizes that were compared, to be looked at before anything is drawn by them
      if (values.get('do') === 'choose')
        return await showDraw({ c, visitor, survey, wave }, { values, errors: nothingTyped.errors });
      const { request, errors } = readDraw(values, await earlierSamples(survey, wave), t);
      if (request !== null) {
        const record = recorderFor(deps, visitor);
        const drawn = await drawSample({ db, now, createId, secret, record }, { wave, ...request });
        if (typeof drawn === 'object' && 'protocol' in drawn)
          return c.redirect(`${wavePath(survey.slug, wave.key)}?said=drawn`, 303);
        const place = 'total' in request.wanted && typeof drawn === 'object' ? 'total' : '';
        errors.set(place, refusalSaid(drawn, t));
      }
      return await showDraw({ c, visitor, survey, wave }, { values, errors });
    })

    .post('/surveys/:survey/waves/:wave/list', { survey: 'sample' }, async ({ c, visitor, survey }) => {
      const { t } = standingOf(c, visitor);
      const wave = await waveIn(db.read, survey, c.req.param('wave'));
      const values = await readTyped(c);
      const frameKey = values.get('list') ?? '';
      const outcome = await changeList({ db, record: recorderFor(deps, visitor) }, { wave, frameKey });
      if (outcome === 'changed') return c.redirect(wavePath(survey.slug, wave.key, '/draw?said=list'), 303);
      const errors = new Map([['list', t(`draw.otherList.${outcome}`)]]);
      return await showDraw({ c, visitor, survey, wave }, { values, errors });
    })

    .get('/surveys/:survey/waves/:wave/protocol.json', { survey: 'sample' }, async ({ c, survey }) => {
      const wave = await waveIn(db.read, survey, c.req.param('wave'));
      const draw = await drawOfWave(db.read, wave.id);
      if (draw === null) throw new AppError('notFound');
      const { protocol, sizes, drawnAt } = draw;
      const told = { wave: wave.key, drawnAt: new Date(drawnAt).toISOString(), sizes, protocol };
      const name = `${survey.slug}-${wave.key}-protocol.json`;
      return sendFile(c, name, 'application/json', only(`${JSON.stringify(told, null, 2)}\n`));
    });

  async function showDraw({ c, visitor, survey, wave }: Asked, typed: Typed): Promise<Response> {
    const standing = standingOf(c, visitor);
    const { t } = standing;
    const frame = wave.frameId === null ? null : await frameById(db.read, wave.frameId);
    if (frame === null) throw new AppError('notFound');
    const isList = ({ isComplete, kind }: Frame) => isComplete && kind === 'list';
    const before = {
      list: frame,
      lists: (await framesOfSurvey(db.read, survey.id)).filter(isList).map(({ key }) => key),
      outlook: await drawOutlook(db.read, frame.id, now().getTime()),
      earlier: await keepable(survey, wave, frame, t),
      smallest: plan.parse(wave.plan ?? survey.plan ?? {}).smallestCell,
      sizes: sizesIn(typed.values.get('sizes') ?? ''),
      said: c.req.query('said') === 'list' ? t('draw.otherList.taken', { frame: frame.key }) : null,
    };
    const view = drawPage(standing, surveyAs(survey, standing), waveAs(wave, standing), before, typed);
    return sendStudioPage(deps, c, 'studio/draw', view, { status: typed.errors.size > 0 ? 422 : 200 });
  }

  /** Waves of which part of the sample may stay, the latest first. */
  async function earlierSamples(survey: Survey, wave: Wave) {
    const waves = await wavesOverview(db.read, survey.id);
    return waves
      .filter(({ id, sampled }) => id !== wave.id && sampled > 0)
      .reverse()
      .slice(0, keepableWaves);
  }

  /** The same, with how many of their customers are in a list. */
  async function keepable(survey: Survey, wave: Wave, frame: Frame, t: Translate): Promise<KeepableSample[]> {
    const samples: KeepableSample[] = [];
    for (const each of await earlierSamples(survey, wave)) {
      const counts = await countsOfCustomersNamed(db.read, frame.id, await customersOfWave(db.read, each.id));
      const listed = [...counts.values()].reduce((sum, count) => sum + count, 0);
      samples.push({ key: each.key, name: waveName(each, t), customers: each.sampled, listed });
    }
    return samples;
  }
}

/** Why a sample was not drawn, in words. */
function refusalSaid(
  drawn: Exclude<Awaited<ReturnType<typeof drawSample>>, { readonly protocol: unknown }>,
  t: Translate,
): string {
  if (typeof drawn === 'string') return t(`studio.wave.draw.${drawn}`);
  return drawn.problems
    .map(({ stratum, code, params }) => t(`cli.sampling.${code}`, { stratum: stratum ?? '', ...params }))
    .join(' ');
}

async function* only(text: string): AsyncGenerator<string> {
  yield text;
}
