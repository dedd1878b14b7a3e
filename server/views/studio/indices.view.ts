import type { PublishedIndex } from '#db/tables.ts';
import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';
import { formView, lineField, nothingTyped, type Typed } from './form.view.ts';
import type { StudioFormPage } from './form-page.view.ts';
import { type Standing, type StudioFrame, studioFrame } from './frame.view.ts';

/** Where figures that others published are listed and entered. */
export const indicesPath = '/studio/indices';

/** A published figure as pages show it. */
export interface IndexView {
  readonly name: string;
  /** Industry, country and period. */
  readonly about: string;
  readonly value: string;
  readonly scale: string;
  readonly source: { readonly text: string; readonly href: string | null };
}

export interface IndicesPage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly help: string;
  readonly said: string | null;
  readonly add: { readonly href: string; readonly label: string };
  readonly columns: Readonly<
    Record<'name' | 'about' | 'value' | 'scale' | 'source' | 'entered' | 'change', string>
  >;
  readonly rows: readonly (IndexView & {
    readonly entered: string;
    readonly change: { readonly href: string; readonly label: string };
    readonly remove: { readonly href: string; readonly label: string };
  })[];
  readonly empty: string;
  readonly back: { readonly href: string; readonly label: string };
}

/** A published figure in words. Its source leads elsewhere only where it is an address of the web. */
export function indexView(index: PublishedIndex, t: Translate): IndexView {
  const { name, industry, country, period, value, scaleMin, scaleMax, source, sourceUrl } = index;
  return {
    name,
    about: [industry, country, period].filter((part) => part !== '').join(' · '),
    value: plainNumber(value, t),
    scale: t('compare.index.range', { min: plainNumber(scaleMin, t), max: plainNumber(scaleMax, t) }),
    source: { text: source, href: /^https?:\/\//.test(sourceUrl) ? sourceUrl : null },
  };
}

/** A number with the digits it was entered with. */
function plainNumber(value: number, t: Translate): string {
  const digits = /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
  return formats(t.locale).number(value, Math.min(digits, 9));
}

/** All published figures, and who entered them. */
export function indicesPage(
  standing: Standing,
  indices: readonly PublishedIndex[],
  said: 'saved' | 'removed' | null,
): IndicesPage {
  const { t } = standing;
  const { date } = formats(t.locale);
  return {
    frame: studioFrame(standing),
    documentTitle: t('compare.indices.title'),
    heading: t('compare.indices.title'),
    help: t('compare.indices.help'),
    said: said === null ? null : t(`compare.indices.said.${said}`),
    add: { href: `${indicesPath}/new`, label: t('compare.indices.add') },
    columns: {
      name: t('compare.index.name'),
      about: t('compare.index.about'),
      value: t('compare.index.value'),
      scale: t('compare.index.scale'),
      source: t('compare.index.source'),
      entered: t('compare.index.entered'),
      change: t('improve.events.change'),
    },
    rows: indices.map((index) => ({
      ...indexView(index, t),
      entered: t('compare.index.enteredBy', { name: index.changedBy, day: date(index.changedAt) }),
      change: { href: `${indicesPath}/${index.id}`, label: t('improve.events.change') },
      remove: { href: `${indicesPath}/${index.id}/remove`, label: t('improve.events.remove') },
    })),
    empty: t('compare.indices.empty'),
    back: { href: '/studio/compare', label: t('compare.title') },
  };
}

/** The form that enters a published figure. @param index the one to change; `null` for a new one */
export function indexPage(standing: Standing, index: PublishedIndex | null, typed: Typed): StudioFormPage {
  const { t } = standing;
  const heading = t(index === null ? 'compare.index.new' : 'compare.index.change');
  const line = (
    name: 'name' | 'industry' | 'country' | 'period' | 'value' | 'min' | 'max' | 'source',
    value: string,
    hint: string | null = null,
  ) => lineField({ name, label: t(`compare.index.${name}`), hint }, typed, { value });
  return {
    frame: studioFrame(standing),
    documentTitle: heading,
    heading,
    prose: [t('compare.index.help')],
    back: { href: indicesPath, label: t('compare.indices.title') },
    form: formView(t, typed, {
      action: `${indicesPath}/${index === null ? 'new' : index.id}`,
      submit: t(index === null ? 'compare.index.new.go' : 'improve.change.go'),
      hidden: index === null ? {} : { seen: typed.values.get('seen') ?? String(index.revision) },
      fields: [
        line('name', index?.name ?? '', t('compare.index.name.hint')),
        line('industry', index?.industry ?? ''),
        line('country', index?.country ?? ''),
        line('period', index?.period ?? '', t('compare.index.period.hint')),
        lineField({ name: 'ended', label: t('compare.index.ended') }, typed, {
          type: 'date',
          value: index?.endedOn ?? '',
        }),
        line('value', index === null ? '' : String(index.value)),
        line('min', String(index?.scaleMin ?? 0)),
        line('max', String(index?.scaleMax ?? 100)),
        line('source', index?.source ?? '', t('compare.index.source.hint')),
        lineField({ name: 'url', label: t('compare.index.url'), hint: t('compare.index.url.hint') }, typed, {
          type: 'url',
          value: index?.sourceUrl ?? '',
        }),
      ],
    }),
  };
}

/** Asks whether a published figure is to go. */
export function removeIndexPage(
  standing: Standing,
  index: PublishedIndex,
  typed: Typed = nothingTyped,
): StudioFormPage {
  const { t } = standing;
  const { name, period } = index;
  return {
    frame: studioFrame(standing),
    documentTitle: t('compare.index.remove'),
    heading: t('compare.index.remove'),
    prose: [t('compare.index.remove.help', { name, period })],
    back: { href: indicesPath, label: t('compare.indices.title') },
    form: formView(t, typed, {
      action: `${indicesPath}/${index.id}/remove`,
      submit: t('improve.event.remove.go'),
      hidden: { seen: String(index.revision) },
      isGrave: true,
      fields: [],
    }),
  };
}
