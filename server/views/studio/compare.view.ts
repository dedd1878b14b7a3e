import type { PublishedIndex, SavedComparison } from '#db/tables.ts';
import type { ComparedSurvey } from '#reports/survey-comparability.ts';
import { compareSurveys, type Reference } from '#reports/survey-comparison.ts';
import { textIn } from '#surveys/localized.ts';
import { type PublishedTable, publishedTable } from './compare-published.view.ts';
import { type ComparisonTable, comparisonTable } from './compare-table.view.ts';
import { boxesField, type FieldView, nothingTyped, selectField } from './form.view.ts';
import { type Standing, type StudioFrame, studioFrame } from './frame.view.ts';
import { indexView, indicesPath } from './indices.view.ts';

export const comparePath = '/studio/compare';

/** A survey that may be compared, with its report where it was chosen and has one. */
export interface Comparable {
  readonly slug: string;
  readonly title: string;
  readonly isChosen: boolean;
  readonly found: ComparedSurvey | null;
}

export interface ComparePage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly help: string;
  readonly said: string | null;
  readonly action: string;
  readonly fields: readonly FieldView[];
  readonly go: string;
  readonly empty: string | null;
  /** What keeps chosen surveys out of the comparison. */
  readonly notes: readonly string[];
  readonly table: ComparisonTable | null;
  readonly published: PublishedTable | null;
  readonly saved: {
    readonly heading: string;
    readonly rows: readonly {
      readonly name: string;
      readonly href: string;
      readonly remove: { readonly action: string; readonly label: string };
    }[];
    readonly save: {
      readonly action: string;
      readonly query: string;
      readonly label: string;
      readonly go: string;
    } | null;
  } | null;
  readonly enter: { readonly href: string; readonly label: string } | null;
}

interface Compared {
  readonly surveys: readonly Comparable[];
  readonly waves: ReadonlyMap<string, string>;
  /** Among the chosen surveys that have a report. */
  readonly reference: Reference;
  readonly indices: readonly (PublishedIndex & { readonly isChosen: boolean })[];
  /** Whether more surveys were chosen than are compared at once. */
  readonly isCut: boolean;
  readonly mayEnter: boolean;
  /** `null` for whoever has no list. */
  readonly saved: readonly SavedComparison[] | null;
  /** The address of what is shown; empty where nothing was chosen. */
  readonly query: string;
  readonly said: 'saved' | 'removed' | 'nameless' | 'full' | null;
}

/** Surveys beside each other, and beside what others published. */
export function comparePage(standing: Standing, compared: Compared): ComparePage {
  const { t } = standing;
  const { surveys, indices, mayEnter, said } = compared;
  const chosen = surveys.filter(({ isChosen }) => isChosen);
  const found = chosen.flatMap(({ title, found: one }) => (one === null ? [] : [{ title, ...one }]));
  const published = indices.filter(({ isChosen }) => isChosen);
  return {
    frame: studioFrame(standing),
    documentTitle: t('compare.title'),
    heading: t('compare.title'),
    help: t('compare.help'),
    said: said === null ? null : t(`compare.said.${said}`),
    action: comparePath,
    fields: surveys.length === 0 ? [] : fieldsOf(standing, compared),
    go: t('compare.go'),
    empty: surveys.length === 0 ? t('compare.noSurveys') : null,
    notes: [
      ...chosen.filter(({ found: one }) => one === null).map(({ title }) => t('compare.noReport', { title })),
      ...(compared.isCut ? [t('compare.tooMany')] : []),
      ...(chosen.length > 0 && found.length < 2 ? [t('compare.chooseTwo')] : []),
    ],
    table: found.length === 0 ? null : comparisonTable(found, compareSurveys(found, compared.reference), t),
    published: published.length === 0 ? null : publishedTable(found, published, t),
    saved: compared.saved === null ? null : savedOf(standing, compared.saved, compared.query),
    enter: mayEnter ? { href: indicesPath, label: t('compare.enter') } : null,
  };
}

function fieldsOf({ t }: Standing, { surveys, waves, reference, indices }: Compared): FieldView[] {
  const compared = surveys.filter(({ found }) => found !== null);
  const chosen = surveys.filter(({ isChosen }) => isChosen).map(({ slug }) => slug);
  return [
    boxesField(
      { name: 's', label: t('compare.surveys') },
      nothingTyped,
      surveys.map(({ slug, title }) => [slug, title] as const),
      chosen,
    ),
    ...compared.flatMap(({ slug, title, found }) => {
      const measured = (found?.report.waves ?? []).toReversed();
      if (found === null || measured.length < 2) return [];
      const { languages } = found.report.survey;
      const named = measured.map(({ key, label }) => {
        const name = (label && textIn(label, t.locale, languages)) || key;
        return [key, name] as const;
      });
      const latest = ['', t('compare.latest')] as const;
      const words = { name: `w.${slug}`, label: t('compare.wave', { title }) };
      return [selectField(words, nothingTyped, [latest, ...named], waves.get(slug) ?? '')];
    }),
    ...(compared.length < 2
      ? []
      : [
          selectField(
            { name: 'ref', label: t('compare.reference'), hint: t('compare.reference.hint') },
            nothingTyped,
            [['mean', t('compare.mean')], ...compared.map(({ slug, title }) => [slug, title] as const)],
            reference === 'mean' ? 'mean' : (compared[reference]?.slug ?? 'mean'),
          ),
        ]),
    ...(indices.length === 0
      ? []
      : [
          boxesField(
            { name: 'i', label: t('compare.indices') },
            nothingTyped,
            indices.map((index) => {
              const { name, about, value } = indexView(index, t);
              return [index.id, t('compare.index.named', { name, about, value })] as const;
            }),
            indices.filter(({ isChosen }) => isChosen).map(({ id }) => id),
          ),
        ]),
  ];
}

function savedOf(
  { t }: Standing,
  saved: readonly SavedComparison[],
  query: string,
): NonNullable<ComparePage['saved']> {
  return {
    heading: t('compare.saved'),
    rows: saved.map(({ id, name, query: own }) => ({
      name,
      href: `${comparePath}?${own}`,
      remove: { action: `${comparePath}/saved/${id}/removal`, label: t('improve.events.remove') },
    })),
    save:
      query === ''
        ? null
        : { action: `${comparePath}/saved`, query, label: t('compare.save.name'), go: t('compare.save') },
  };
}
