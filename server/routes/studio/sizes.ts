import { frameById, strataOfFrame } from '#db/queries/frames.ts';
import { wavesOverview } from '#db/queries/overviews.ts';
import { responseCounts } from '#db/queries/responses.ts';
import { wavesOf } from '#db/queries/waves.ts';
import { normalQuantile } from '#reports/statistics/distributions.ts';
import { answersForChange, answersForMargin } from '#surveys/sampling/answers-needed.ts';
import { compareAllocations } from '#surveys/sampling/compare-allocations.ts';
import { domainsOf } from '#surveys/sampling/frame.ts';
import type { StratumForecast } from '#surveys/sampling/optimal-allocation.ts';
import { forecastStrata, usualSpread } from '../../actions/forecast-strata.ts';
import { AppError } from '../../errors.ts';
import type { Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { type Comparison, sizesPage } from '../../views/studio/sizes.view.ts';
import { waveName } from '../../views/studio/surveys.view.ts';
import { surveyAs, waveAs, waveIn } from './named.ts';
import { percentIn } from './read-draw.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';

/** The quantile of intervals of 95 %, and that of a power of 80 %. */
const confident = normalQuantile(0.975);
const powerful = normalQuantile(0.8);

/** How many customers a wave is to ask, and how they are divided, before its sample is drawn. */
export function addSizeRoutes(routes: GuardedRoutes, { db, ...deps }: Dependencies): void {
  routes.get('/surveys/:survey/waves/:wave/sizes', { survey: 'sample' }, async ({ c, visitor, survey }) => {
    const standing = standingOf(c, visitor);
    const { t } = standing;
    const wave = await waveIn(db.read, survey, c.req.param('wave'));
    const frame = wave.frameId === null ? null : await frameById(db.read, wave.frameId);
    if (frame === null) throw new AppError('notFound');
    const values = new Map(Object.entries(c.req.query()));
    const earlier: (readonly [string, string])[] = [];
    for (const each of await wavesOf(db.read, survey.id))
      if (each.id !== wave.id && (await responseCounts(db.read, each.id)).submitted > 0)
        earlier.push([each.key, waveName(each, t)]);
    const errors = new Map<string, string>();
    const isKeepable = (await wavesOverview(db.read, survey.id)).some(
      ({ id, sampled }) => id !== wave.id && sampled > 0,
    );
    const overlap = isKeepable ? percentIn(values.get('overlap') ?? '0') : 0;
    if (overlap === null) errors.set('overlap', t('draw.share.wrong'));
    let comparison: Comparison | null = null;
    if (values.has('aim') && overlap !== null) {
      const value = Number(/^\d{1,9}(\.\d{1,9})?$/.exec(values.get('value') ?? '')?.[0] ?? Number.NaN);
      const learnt = earlier.find(([key]) => key === values.get('earlier')) ?? null;
      const populations = new Map(
        (await strataOfFrame(db.read, frame.id)).map((each) => [each.stratum, each.population]),
      );
      const forecast = await forecastStrata(
        { db },
        {
          populations,
          earlier: learnt === null ? null : { survey: survey.slug, wave: learnt[0] },
          assumedSpread: usualSpread,
          costs: new Map(),
        },
      );
      if (forecast === 'unknownWave') throw new AppError('notFound');
      const total =
        value > 0 ? answersFor(values.get('aim') ?? '', value, { strata: forecast.strata, overlap }) : null;
      if (total === null) errors.set('value', t('sizes.bad'));
      else {
        const domains = domainsOf([...populations.keys()]);
        const ways = compareAllocations({
          strata: forecast.strata,
          total,
          domains,
          domainMinimum: Math.floor(total / Math.max(1, domains.length)),
          z: confident,
          responseRates: forecast.responseRates,
        });
        const possible = ways.flatMap((way) => ('sizes' in way ? [way] : []));
        for (const way of ways)
          if (possible.length === 0 && 'problems' in way)
            for (const { stratum, code, params } of way.problems)
              errors.set('value', t(`cli.sampling.${code}`, { stratum: stratum ?? '', ...params }));
        const isOfChange = values.get('aim') === 'change';
        comparison = {
          ways: possible,
          wave: learnt?.[1] ?? null,
          spread: usualSpread,
          overlap: isOfChange ? overlap : 0,
        };
      }
    }
    const about = { typed: { values, errors }, earlier, spread: usualSpread, comparison, isKeepable };
    const view = sizesPage(standing, surveyAs(survey, standing), waveAs(wave, standing), about);
    return sendStudioPage(deps, c, 'studio/sizes', view, { status: errors.size > 0 ? 422 : 200 });
  });
}

/** What is assumed of the same customer's values in two waves. */
const usualCorrelation = 0.5;

/** Answers in all, as asked for or as an interval or a change needs; `null` where no number of answers will do. */
function answersFor(
  aim: string,
  value: number,
  { strata, overlap }: { strata: ReadonlyMap<string, StratumForecast>; overlap: number },
): number | null {
  if (aim === 'total') return Number.isInteger(value) ? value : null;
  if (aim === 'change') {
    const surely = { zTest: confident, zPower: powerful };
    return answersForChange(strata, { change: value, ...surely, overlap, correlation: usualCorrelation });
  }
  const needed = answersForMargin(strata, value, confident);
  return 'problems' in needed ? null : needed.answers;
}
