import { frameById, strataOfFrame } from '#db/queries/frames.ts';
import { wavesOverview } from '#db/queries/overviews.ts';
import { responseCounts } from '#db/queries/responses.ts';
import { wavesOf } from '#db/queries/waves.ts';
import type { Survey, Wave } from '#db/tables.ts';
import { fewestToLearnFrom } from '#reports/wave-forecast.ts';
import { compareAllocations } from '#surveys/sampling/compare-allocations.ts';
import { domainsOf } from '#surveys/sampling/frame.ts';
import { forecastStrata, type StrataForecast } from '../../actions/forecast-strata.ts';
import { waveStateAt } from '../../actions/wave-state.ts';
import { AppError } from '../../errors.ts';
import type { Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import type { Translate } from '../../i18n/translate.ts';
import { type Comparison, type EarlierWave, sizesPage } from '../../views/studio/sizes.view.ts';
import { waveName } from '../../views/studio/surveys.view.ts';
import { surveyAs, waveAs, waveIn } from './named.ts';
import { confident, readSizes, type SizesWanted } from './read-sizes.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';

/** How many customers a wave is to ask, and how they are divided, before its sample is drawn. */
export function addSizeRoutes(routes: GuardedRoutes, { db, now, ...deps }: Dependencies): void {
  routes.get('/surveys/:survey/waves/:wave/sizes', { survey: 'sample' }, async ({ c, visitor, survey }) => {
    const standing = standingOf(c, visitor);
    const { t } = standing;
    const wave = await waveIn(db.read, survey, c.req.param('wave'));
    const frame = wave.frameId === null ? null : await frameById(db.read, wave.frameId);
    if (frame === null) throw new AppError('notFound');
    const strata = await strataOfFrame(db.read, frame.id);
    const populations = new Map(strata.map(({ stratum, population }) => [stratum, population]));
    const isKeepable = (await wavesOverview(db.read, survey.id)).some(
      ({ id, sampled }) => id !== wave.id && sampled > 0,
    );
    const values = new Map(Object.entries(c.req.query()).map(([name, text]) => [name, text.trim()]));
    const list = { strata: [...populations.keys()], list: frame.key, isKeepable };
    const { wanted, errors } = readSizes(values, list, t);
    const earlier = await earlierWaves(survey, wave, t);
    const usual = earlier.findLast(({ answers }) => answers >= fewestToLearnFrom)?.key ?? '';
    const learnt = earlier.find(({ key }) => key === (values.get('earlier') ?? usual)) ?? null;
    const forecast = await forecastStrata(
      { db },
      { ...wanted, populations, earlier: learnt && { survey: survey.slug, wave: learnt.key } },
    );
    if (forecast === 'unknownWave') throw new AppError('notFound');
    const comparison = errors.size > 0 ? null : compared(wanted, forecast, errors, t);
    const view = sizesPage(standing, surveyAs(survey, standing), waveAs(wave, standing), {
      ...{ typed: { values: ofList(values, frame.key), errors }, list: frame.key, earlier, learnt, usual },
      ...{ forecast, assumed: wanted.assumed, comparison, isKeepable },
    });
    return sendStudioPage(deps, c, 'studio/sizes', view, { status: errors.size > 0 ? 422 : 200 });
  });

  /** Waves that were answered, of which a later one may learn, in order. */
  async function earlierWaves(survey: Survey, wave: Wave, t: Translate): Promise<EarlierWave[]> {
    const waves: EarlierWave[] = [];
    for (const each of await wavesOf(db.read, survey.id)) {
      if (each.id === wave.id) continue;
      const { submitted } = await responseCounts(db.read, each.id);
      const isEnded = waveStateAt(each, now().getTime()) === 'closed';
      if (submitted > 0) waves.push({ key: each.key, name: waveName(each, t), answers: submitted, isEnded });
    }
    return waves;
  }
}

/** What was typed, without what belonged to the strata of another list. */
function ofList(values: ReadonlyMap<string, string>, list: string): ReadonlyMap<string, string> {
  if (!values.has('list') || values.get('list') === list) return values;
  return new Map([...values].filter(([name]) => !/\.\d+$/.test(name)));
}

/** The ways there are, with why others are not; `null` before anything was asked, or where none is, for a reason set as an error. */
function compared(
  { aim, domainMinimum, overlap }: SizesWanted,
  { strata }: StrataForecast,
  errors: Map<string, string>,
  t: Translate,
): Comparison | null {
  if (aim === null) return null;
  const domains = domainsOf([...strata.keys()]);
  const ways = compareAllocations({ strata, aim, domains, domainMinimum, z: confident });
  if (ways.every((way) => 'problems' in way)) {
    for (const { stratum, code, params } of ways.flatMap((way) => ('problems' in way ? way.problems : [])))
      errors.set('value', t(`cli.sampling.${code}`, { stratum: stratum ?? '', ...params }));
    return null;
  }
  return { ways, overlap };
}
