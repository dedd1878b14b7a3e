import type { AllocationRow, ComparedAllocation } from '#surveys/sampling/compare-allocations.ts';
import {
  type ForecastRequest,
  type StrataForecast,
  usualDomainMinimum,
  usualResponseRate,
  usualSpread,
} from '../../actions/forecast-strata.ts';
import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';
import {
  type ErrorsView,
  errorsView,
  type FieldView,
  lineField,
  selectField,
  type Typed,
} from './form.view.ts';
import { type Standing, type StudioFrame, surveyFrame } from './frame.view.ts';
import { forecastNotes } from './sizes-notes.view.ts';
import { type StrataView, strataView } from './sizes-strata.view.ts';
import { wavePath } from './waves.view.ts';

export interface SizesPage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly intro: string;
  readonly action: string;
  readonly drawAction: string;
  readonly fields: readonly FieldView[];
  readonly assumed: readonly FieldView[];
  readonly strata: StrataView;
  readonly go: string;
  readonly errors: ErrorsView | null;
  /** Why the wave that was to be learnt from tells nothing. */
  readonly caution: string | null;
  /** Where what is expected comes from. */
  readonly notes: readonly string[];
  readonly comparison: ComparisonView | null;
}

export interface ComparisonView {
  readonly heading: string;
  readonly caption: string;
  readonly wayLabel: string;
  readonly heads: readonly string[];
  /** How many cells a row has after its name. */
  readonly columns: number;
  readonly rows: readonly WayView[];
  /** How much of an earlier sample stays, in per cent, as it was said here. */
  readonly share: string | null;
  readonly notes: readonly string[];
  readonly drawLabel: string;
  readonly strataLabel: string;
}

interface WayView {
  readonly way: string;
  readonly cells: readonly string[];
  /** Why there is no such way, in place of all else. */
  readonly problem: string | null;
  readonly strata: string;
  readonly lacks: readonly string[];
  /** What the draw is sent. */
  readonly sizes: string;
  readonly draw: string;
}

/** A wave that was answered. */
export interface EarlierWave {
  readonly key: string;
  readonly name: string;
  readonly answers: number;
  /** Whether it takes no answers any more. */
  readonly isEnded: boolean;
}

/** What was worked out. */
export interface Comparison {
  readonly ways: readonly AllocationRow[];
  /** The share of customers asked both times; 0 where it makes no difference. */
  readonly overlap: number;
}

/** What the page that compares ways to divide a sample knows. */
export interface SizesKnown {
  readonly typed: Typed;
  /** The key of the list. */
  readonly list: string;
  readonly earlier: readonly EarlierWave[];
  /** The wave that was asked. */
  readonly learnt: EarlierWave | null;
  /** The key of the wave that is asked unless another is named; empty for none. */
  readonly usual: string;
  readonly forecast: StrataForecast;
  readonly assumed: ForecastRequest['assumed'];
  readonly comparison: Comparison | null;
  /** Whether part of an earlier sample can stay. */
  readonly isKeepable: boolean;
}

/** How many customers to ask, and the ways to divide them, each with what it can be expected to give. */
export function sizesPage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  wave: { readonly key: string; readonly name: string },
  known: SizesKnown,
): SizesPage {
  const { t } = standing;
  const { typed, forecast, comparison } = known;
  const heading = t('sizes.title');
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${heading} · ${wave.name} · ${survey.title}`,
    heading,
    intro: t('sizes.intro'),
    action: wavePath(survey.slug, wave.key, '/sizes'),
    drawAction: wavePath(survey.slug, wave.key, '/draw'),
    fields: aimFields(known, t),
    assumed: assumedFields(typed, t),
    strata: strataView(forecast, known.list, typed, t),
    go: t('sizes.go'),
    errors: errorsView(t, typed.errors),
    ...forecastNotes(known, t),
    comparison: comparison === null ? null : comparisonView(comparison, forecast, t),
  };
}

function aimFields({ typed, earlier, usual, isKeepable }: SizesKnown, t: Translate): FieldView[] {
  const { integer } = formats(t.locale);
  const aims = (['margin', 'change', 'total'] as const).map((aim) => [aim, t(`sizes.aim.${aim}`)] as const);
  const waves = earlier.map(
    ({ key, name, answers }) =>
      [key, t('sizes.earlier.wave', { wave: name, answers: integer(answers) })] as const,
  );
  return [
    selectField({ name: 'aim', label: t('sizes.aim') }, typed, aims, 'margin'),
    lineField({ name: 'value', label: t('sizes.value') }, typed, { value: '0.02' }),
    selectField(
      { name: 'earlier', label: t('sizes.earlier') },
      typed,
      [['', t('sizes.earlier.none')], ...waves],
      usual,
    ),
    ...(isKeepable ? [lineField({ name: 'overlap', label: t('sizes.overlap') }, typed, { value: '0' })] : []),
  ];
}

function assumedFields(typed: Typed, t: Translate): FieldView[] {
  const { number } = formats(t.locale);
  const field = (name: 'spread' | 'rate' | 'minimum', value: string) =>
    lineField({ name, label: t(`sizes.${name}.all`), hint: t(`sizes.${name}.hint`) }, typed, { value });
  return [
    field('rate', number(100 * usualResponseRate, 0)),
    field('spread', number(usualSpread, 2)),
    field('minimum', number(usualDomainMinimum, 0)),
  ];
}

function comparisonView(
  { ways, overlap }: Comparison,
  { strata }: StrataForecast,
  t: Translate,
): ComparisonView {
  const all = [...strata.values()];
  const costs = new Set(all.map(({ cost }) => cost));
  // without a cost of any stratum there is nothing to add up
  const hasCosts = costs.size > 1 || !costs.has(1);
  const domains = ways.flatMap((way) => ('sizes' in way ? [way.domains] : []))[0] ?? [];
  const heads = [
    ...[t('sizes.answers'), t('sizes.invite')],
    ...(hasCosts ? [t('sizes.total')] : []),
    t('sizes.whole'),
    ...domains.map(({ name }) => t('sizes.domain', { domain: name })),
  ];
  return {
    heading: t('sizes.ways'),
    caption: t('sizes.confidence'),
    wayLabel: t('sizes.way'),
    heads,
    columns: heads.length + 1,
    rows: ways.map((way) => wayView(way, hasCosts, t)),
    share: overlap === 0 ? null : String(Math.round(100 * overlap)),
    notes: [
      ...(overlap === 0 ? [] : [t('sizes.source.overlap', { share: formats(t.locale).percent(overlap) })]),
      ...(strata.size > 1 && costs.size === 1 ? [t('sizes.same.cost')] : []),
      ...(strata.size > 1 && new Set(all.map(({ spread }) => spread)).size === 1
        ? [t('sizes.same.spread')]
        : []),
    ],
    drawLabel: t('sizes.draw'),
    strataLabel: t('sizes.strata'),
  };
}

function wayView(way: AllocationRow, hasCosts: boolean, t: Translate): WayView {
  const name = t(`cli.allocations.rule.${way.rule}`);
  const none = { way: name, cells: [], problem: null, strata: '', lacks: [], sizes: '', draw: '' };
  if ('sizes' in way)
    return { ...none, ...possibleView(way, hasCosts, t), draw: t('sizes.drawOf', { way: name }) };
  const problems = way.problems.map(({ stratum, code, params }) =>
    t(`cli.sampling.${code}`, { stratum: stratum ?? '', ...params }),
  );
  return { ...none, problem: problems.join(' ') };
}

function possibleView(
  way: ComparedAllocation,
  hasCosts: boolean,
  t: Translate,
): Pick<WayView, 'cells' | 'strata' | 'lacks' | 'sizes'> {
  const { integer, number } = formats(t.locale);
  const margin = (value: number | null) => (value === null ? t('studio.none') : number(value, 4));
  const invited = [...way.invitations.values()].reduce((sum, size) => sum + size, 0);
  return {
    cells: [
      ...[integer(way.whole.size), integer(invited)],
      ...(hasCosts ? [number(way.cost, Number.isInteger(way.cost) ? 0 : 2)] : []),
      margin(way.whole.margin),
      ...way.domains.map((domain) => margin(domain.margin)),
    ],
    strata: [...way.invitations]
      .map(([stratum, size]) => `${stratum} ${integer(size)} (${integer(way.sizes.get(stratum) ?? 0)})`)
      .join(' · '),
    lacks: [
      ...(way.short.length === 0 ? [] : [t('sizes.short', { strata: way.short.join(', ') })]),
      ...(way.belowMinimum.length === 0
        ? []
        : [t('sizes.belowMinimum', { domains: way.belowMinimum.join(', ') })]),
    ],
    sizes: JSON.stringify(Object.fromEntries(way.invitations)),
  };
}
