import type { ComparedAllocation } from '#surveys/sampling/compare-allocations.ts';
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
import { wavePath } from './waves.view.ts';

export interface SizesPage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly intro: string;
  readonly action: string;
  readonly drawAction: string;
  readonly fields: readonly FieldView[];
  readonly go: string;
  readonly errors: ErrorsView | null;
  readonly source: string | null;
  readonly wayLabel: string;
  readonly heads: readonly string[];
  readonly rows: readonly {
    readonly way: string;
    readonly cells: readonly string[];
    readonly strata: string;
    readonly short: string | null;
    /** What the draw is sent. */
    readonly sizes: string;
    readonly draw: string;
  }[];
  /** How much of an earlier sample stays, in per cent, as it was said here. */
  readonly share: string | null;
  readonly overlap: string | null;
  readonly drawLabel: string;
  readonly strataLabel: string;
}

/** What was worked out: the ways there are, and where the spreads come from. */
export interface Comparison {
  readonly ways: readonly ComparedAllocation[];
  /** The wave that was learnt from; `null` where a spread was assumed. */
  readonly wave: string | null;
  readonly spread: number;
  /** The share of customers asked both times; 0 where it makes no difference. */
  readonly overlap: number;
}

/** How many customers to ask, and the ways to divide them, each with what it can be expected to give. */
export function sizesPage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  wave: { readonly key: string; readonly name: string },
  {
    typed,
    earlier,
    spread,
    comparison,
    isKeepable,
  }: {
    typed: Typed;
    /** Waves that can be learnt from, by key with their names. */
    earlier: readonly (readonly [key: string, name: string])[];
    spread: number;
    comparison: Comparison | null;
    /** Whether part of an earlier sample can stay. */
    isKeepable: boolean;
  },
): SizesPage {
  const { t } = standing;
  const heading = t('sizes.title');
  const { number } = formats(t.locale);
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${heading} · ${wave.name} · ${survey.title}`,
    heading,
    intro: t('sizes.intro'),
    action: wavePath(survey.slug, wave.key, '/sizes'),
    drawAction: wavePath(survey.slug, wave.key, '/draw'),
    fields: [
      selectField(
        { name: 'aim', label: t('sizes.aim') },
        typed,
        (['margin', 'change', 'total'] as const).map((aim) => [aim, t(`sizes.aim.${aim}`)] as const),
        'margin',
      ),
      lineField({ name: 'value', label: t('sizes.value') }, typed, { value: '0.02' }),
      selectField(
        { name: 'earlier', label: t('sizes.earlier') },
        typed,
        [['', t('sizes.earlier.none', { spread: number(spread, 2) })], ...earlier],
        earlier.at(-1)?.[0] ?? '',
      ),
      ...(isKeepable
        ? [lineField({ name: 'overlap', label: t('sizes.overlap') }, typed, { value: '0' })]
        : []),
    ],
    go: t('sizes.go'),
    errors: errorsView(t, typed.errors),
    source: comparison === null ? null : sourceOf(comparison, t),
    wayLabel: t('sizes.way'),
    heads: comparison === null ? [] : headsOf(comparison, t),
    rows: (comparison?.ways ?? []).map((way) => rowOf(way, t)),
    ...overlapOf(comparison, t),
    drawLabel: t('sizes.draw'),
    strataLabel: t('sizes.strata'),
  };
}

function sourceOf({ wave, spread }: Comparison, t: Translate): string {
  const source =
    wave === null
      ? t('sizes.source.assumed', { spread: formats(t.locale).number(spread, 2) })
      : t('sizes.source.wave', { wave });
  return t('sizes.confidence', { source });
}

function overlapOf(comparison: Comparison | null, t: Translate): Pick<SizesPage, 'share' | 'overlap'> {
  const overlap = comparison?.overlap ?? 0;
  if (overlap === 0) return { share: null, overlap: null };
  return {
    share: String(Math.round(100 * overlap)),
    overlap: t('sizes.source.overlap', { share: formats(t.locale).percent(overlap) }),
  };
}

function headsOf({ ways }: Comparison, t: Translate): readonly string[] {
  return [
    t('sizes.answers'),
    t('sizes.invite'),
    t('sizes.cost'),
    t('sizes.whole'),
    ...(ways[0]?.domains ?? []).map(({ name }) => t('sizes.domain', { domain: name })),
  ];
}

function rowOf(way: ComparedAllocation, t: Translate): SizesPage['rows'][number] {
  const { integer, number } = formats(t.locale);
  const margin = (value: number | null) => (value === null ? t('studio.none') : number(value, 4));
  const invited = [...way.invitations.values()].reduce((sum, size) => sum + size, 0);
  const name = t(`cli.allocations.rule.${way.rule}`);
  return {
    way: name,
    cells: [
      integer(way.whole.size),
      integer(invited),
      integer(way.cost),
      margin(way.whole.margin),
      ...way.domains.map((domain) => margin(domain.margin)),
    ],
    strata: [...way.invitations].map(([stratum, size]) => `${stratum} ${integer(size)}`).join(' · '),
    short: way.short.length === 0 ? null : t('sizes.short', { strata: way.short.join(', ') }),
    sizes: JSON.stringify(Object.fromEntries(way.invitations)),
    draw: t('sizes.drawOf', { way: name }),
  };
}
