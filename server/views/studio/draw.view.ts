import type { DrawOutlook } from '../../actions/draw-outlook.ts';
import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';
import { may } from '../../people/permissions.ts';
import { capSaid } from './asking.view.ts';
import { type FiguresView, figuresView } from './figures.view.ts';
import { type FieldView, type FormView, formView, lineField, selectField, type Typed } from './form.view.ts';
import { type Standing, type StudioFrame, surveyFrame } from './frame.view.ts';
import { listPath } from './list.view.ts';
import { wavePath } from './waves.view.ts';

/** A sample of which part may stay. */
export interface KeepableSample {
  readonly key: string;
  readonly name: string;
  readonly customers: number;
  /** Those of them who are in the list that is drawn from. */
  readonly listed: number;
}

/** What the page that draws a sample knows. */
export interface BeforeDraw {
  readonly list: { readonly key: string; readonly strataFrom: readonly string[] };
  /** The survey's complete lists of customers, by their keys. */
  readonly lists: readonly string[];
  readonly outlook: DrawOutlook;
  readonly earlier: readonly KeepableSample[];
  /** Answers of which a report shows a group by itself, at least. */
  readonly smallest: number;
  /** Sizes chosen on the page that compares ways to divide a sample; `null` where none were. */
  readonly sizes: ReadonlyMap<string, number> | null;
  readonly said: string | null;
}

interface Link {
  readonly href: string;
  readonly label: string;
}

export interface DrawPage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly said: string | null;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly cap: { readonly text: string; readonly change: Link | null };
  readonly outlook: {
    readonly heading: string;
    readonly table: FiguresView;
    readonly notes: readonly string[];
    readonly small: string | null;
    readonly divide: Link;
  };
  readonly otherList: { readonly action: string; readonly field: FieldView; readonly go: string } | null;
  readonly how: string;
  /** Sizes that were chosen elsewhere. */
  readonly chosen: { readonly text: string; readonly again: Link } | null;
  readonly compare: Link | null;
  readonly form: FormView;
  readonly back: Link;
}

/** Who can be drawn for a wave, and how they are to be drawn. */
export function drawPage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  wave: { readonly key: string; readonly name: string },
  before: BeforeDraw,
  typed: Typed,
): DrawPage {
  const { t, visitor } = standing;
  const { list, outlook, sizes } = before;
  const heading = t('draw.title', { wave: wave.name });
  const compare = { href: wavePath(survey.slug, wave.key, '/sizes'), label: t('sizes.link') };
  const maySet = visitor !== null && may(visitor.person.role, 'changeSettings');
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${heading} · ${survey.title}`,
    heading,
    said: before.said,
    facts: [
      { label: t('draw.list'), value: list.key },
      {
        label: t('draw.strataFrom'),
        value: list.strataFrom.length === 0 ? t('draw.strataFrom.all') : list.strataFrom.join(' · '),
      },
    ],
    cap: {
      text: capSaid(outlook.cap, t),
      change: maySet ? { href: '/studio/settings', label: t('draw.cap.change') } : null,
    },
    outlook: {
      ...outlookView(outlook, t),
      small: smallSaid(before, t),
      divide: {
        href: listPath(survey.slug, list.key),
        label: t('draw.divide'),
      },
    },
    otherList: otherListView(survey.slug, wave.key, before, typed, t),
    how: t('draw.how'),
    chosen:
      sizes === null
        ? null
        : {
            text: t('draw.chosen', { sizes: sizesSaid(sizes, t) }),
            again: { ...compare, label: t('draw.chosen.again') },
          },
    compare: sizes === null ? compare : null,
    form: formView(t, typed, {
      action: wavePath(survey.slug, wave.key, '/draw'),
      submit: t('studio.wave.draw.go'),
      fields: [
        ...(sizes === null ? sizeFields(typed, t) : []),
        ...keepFields(before.earlier, typed, t),
        seedField(wave.key, typed, t),
      ],
      hidden: sizes === null ? {} : { sizes: JSON.stringify(Object.fromEntries(sizes)) },
    }),
    back: { href: wavePath(survey.slug, wave.key), label: t('draw.back', { wave: wave.name }) },
  };
}

function outlookView(
  { cap, strata }: DrawOutlook,
  t: Translate,
): Omit<DrawPage['outlook'], 'small' | 'divide'> {
  const { integer } = formats(t.locale);
  const sum = (of: (stratum: DrawOutlook['strata'][number]) => number) =>
    strata.reduce((total, each) => total + of(each), 0);
  const total = {
    stratum: t('studio.wave.total'),
    population: sum(({ population }) => population),
    heldBack: sum(({ heldBack }) => heldBack),
    optedOut: sum(({ optedOut }) => optedOut),
  };
  const row = (each: DrawOutlook['strata'][number], isTotal: boolean) => ({
    head: each.stratum,
    bar: null,
    cells: [each.population, each.heldBack, each.population - each.heldBack, each.optedOut].map(integer),
    isTotal,
  });
  const columns = ['population', 'heldBack', 'available', 'optedOut'] as const;
  const heldBack =
    total.heldBack === 0
      ? t('draw.heldBack.none')
      : t('draw.heldBack', { customers: integer(total.heldBack) });
  return {
    heading: t('draw.outlook'),
    table: figuresView({
      caption: t('draw.outlook.caption'),
      rowsAre: t('draw.outlook.stratum'),
      columns: columns.map((name) => t(`draw.outlook.${name}`)),
      rows: [...strata.map((each) => row(each, false)), row(total, true)],
    }),
    notes: [
      ...(cap === null ? [] : [heldBack]),
      ...(total.optedOut === 0 ? [] : [t('draw.optedOut', { customers: integer(total.optedOut) })]),
    ],
  };
}

/** Strata of which no report can say anything by itself; `null` where there are none, or only one stratum. */
function smallSaid({ outlook: { strata }, smallest }: BeforeDraw, t: Translate): string | null {
  const { integer, list } = formats(t.locale);
  const small = strata.filter(({ population, heldBack }) => population - heldBack < smallest);
  if (small.length === 0 || strata.length === 1) return null;
  const named = small.map((each) => `${each.stratum} (${integer(each.population - each.heldBack)})`);
  return t('draw.small', { strata: list(named), smallest: integer(smallest) });
}

function sizesSaid(sizes: ReadonlyMap<string, number>, t: Translate): string {
  const { integer } = formats(t.locale);
  return [...sizes].map(([stratum, size]) => `${stratum} ${integer(size)}`).join(' · ');
}

function sizeFields(typed: Typed, t: Translate): FieldView[] {
  const hint = t('studio.wave.draw.size.hint', { minimum: 2 });
  return [
    lineField({ name: 'total', label: t('studio.wave.draw.size'), hint }, typed),
    lineField({ name: 'minimum', label: t('studio.wave.draw.minimum') }, typed, { value: '2' }),
  ];
}

/** Which sample stays, and how much of it. Without an earlier one there is nothing to ask, but what was asked for is answered. */
export function keepFields(earlier: readonly KeepableSample[], typed: Typed, t: Translate): FieldView[] {
  const { integer } = formats(t.locale);
  if (earlier.length === 0 && !typed.errors.has('keep')) return [];
  const hint = earlier.length === 0 ? t('draw.keep.first') : t('draw.keep.hint');
  const from = earlier.map(
    ({ key, name, customers, listed }) =>
      [
        key,
        t('draw.keep.from', { wave: name, customers: integer(customers), listed: integer(listed) }),
      ] as const,
  );
  const none = ['', t('draw.keep.none')] as const;
  const share = { name: 'share', label: t('draw.share'), hint: t('draw.share.hint') };
  return [
    selectField({ name: 'keep', label: t('draw.keep'), hint }, typed, [none, ...from]),
    ...(earlier.length === 0 ? [] : [lineField(share, typed, { value: '50' })]),
  ];
}

/** What makes a draw repeatable. */
export function seedField(wave: string, typed: Typed, t: Translate): FieldView {
  const words = { name: 'seed', label: t('studio.wave.draw.seed'), hint: t('studio.wave.draw.seed.hint') };
  return lineField(words, typed, { value: wave });
}

/** Other lists to draw from; `null` where the survey has one alone. */
function otherListView(
  slug: string,
  wave: string,
  { list, lists }: BeforeDraw,
  typed: Typed,
  t: Translate,
): DrawPage['otherList'] {
  if (lists.length < 2 && !typed.errors.has('list')) return null;
  const choices = lists.map((key) => [key, key] as const);
  return {
    action: wavePath(slug, wave, '/list'),
    field: selectField({ name: 'list', label: t('draw.otherList') }, typed, choices, list.key),
    go: t('draw.otherList.go'),
  };
}
