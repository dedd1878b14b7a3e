import { fewestToLearnFrom } from '#reports/wave-forecast.ts';
import type { ForecastSource } from '../../actions/forecast-strata.ts';
import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { SizesKnown, SizesPage } from './sizes.view.ts';

/** Where what is expected of the strata comes from, and why not from the wave that was named. */
export function forecastNotes(
  { forecast, learnt, assumed }: SizesKnown,
  t: Translate,
): Pick<SizesPage, 'caution' | 'notes'> {
  const { integer, number } = formats(t.locale);
  const { spreadSources, rateSources, learntFrom, nothingLearnt } = forecast;
  const wave = learnt?.name ?? '';
  const pooled = from(spreadSources, 'pooled');
  const isAssumed = { spread: from(spreadSources, 'assumed'), rate: from(rateSources, 'assumed') };
  const caution =
    nothingLearnt === null
      ? null
      : t(`sizes.nothing.${nothingLearnt.reason}`, {
          ...{ wave, answers: integer(nothingLearnt.answers), least: integer(fewestToLearnFrom) },
        });
  const notes = [
    ...(learntFrom === null ? [] : [t('sizes.learnt', { wave, answers: integer(learntFrom) })]),
    ...(learntFrom === null || pooled.length === 0
      ? []
      : [t('sizes.learnt.pooled', { strata: pooled.join(', ') })]),
    ...(learntFrom === null || learnt === null || learnt.isEnded ? [] : [t('sizes.learnt.running')]),
    ...(isAssumed.spread.length === 0
      ? []
      : [t('sizes.assumed.spread', { spread: number(assumed.spread, 3) })]),
    ...(isAssumed.rate.length === 0
      ? []
      : [t('sizes.assumed.rate', { rate: rateSaid(assumed.responseRate, t) })]),
  ];
  return { caution, notes };
}

/** A response rate, to a tenth of a per cent where it is not a whole percentage. */
export function rateSaid(rate: number, t: Translate): string {
  const isWhole = Math.abs(100 * rate - Math.round(100 * rate)) < 1e-9;
  return formats(t.locale).percent(rate, isWhole ? 0 : 1);
}

function from(sources: ReadonlyMap<string, ForecastSource>, source: ForecastSource): readonly string[] {
  return [...sources].filter(([, of]) => of === source).map(([stratum]) => stratum);
}
