import type { Figure, SegmentDescription } from '#reports/report.ts';
import { type Axis, axisOver, percentage } from './axis.ts';
import {
  bounded,
  type Focus,
  isMoreThanNoise,
  reasonInWords,
  shown,
  valueNamed,
  variableName,
  variableNamed,
} from './focus.ts';
import { type Cell, figuresOf, forWhomFinding, segmentFinding } from './for-whom-findings.ts';
import { groupsOverTime } from './groups-over-time.view.ts';
import { type HeatMap, heatKey, heatMap, heatMapByTarget, precisionInWords } from './heat-map.view.ts';
import { changeInWords } from './sentences.ts';
import { type ChangeView, changeView, verdictWord } from './verdict.ts';

export interface ForWhom {
  readonly finding: string;
  readonly heat: HeatMap | null;
  readonly heatCaption: string;
  /** What the colours of the heat map mean. */
  readonly key: ReturnType<typeof heatKey>;
  /** The items of each variable's groups; `null` where there are too many to show. */
  readonly items: readonly { readonly name: string; readonly heat: HeatMap }[];
  readonly itemsTooMany: string | null;
  /** The groups wave by wave; `null` before there are two. */
  readonly overTime: { readonly name: string; readonly heat: HeatMap; readonly caption: string } | null;
  readonly segments: readonly SegmentView[];
  readonly factors: readonly string[];
  readonly heldBack: string | null;
  readonly caption: string;
  readonly ticks: readonly { readonly x: string; readonly label: string }[];
  readonly words: Readonly<
    Record<
      | 'title'
      | 'heat'
      | 'key'
      | 'group'
      | 'drawing'
      | 'index'
      | 'verdict'
      | 'change'
      | 'answers'
      | 'reference',
      string
    >
  >;
}

export interface SegmentView {
  readonly name: string;
  /** What the drawing of its groups is called in addresses. */
  readonly drawing: string;
  readonly finding: string;
  /** Which groups changed since the wave before; `null` where none is shown to. */
  readonly changed: string | null;
  readonly rows: readonly SegmentRow[];
  /** How the changes are tested; `null` where there are none. */
  readonly tests: string | null;
}

export interface SegmentRow {
  readonly name: string;
  readonly index: string;
  readonly interval: string;
  readonly verdict: string;
  /** Since the wave before. */
  readonly change: ChangeView | null;
  /** C of each factor, in the questionnaire's order. */
  readonly factors: readonly string[];
  readonly n: string;
  /** How far the figure can be relied on, where that has to be said. */
  readonly note: string;
  /** Why the figure is held back, in words. */
  readonly heldBack: string | null;
  readonly strip: Strip | null;
}

/** A dot with its interval beside the line C = 1: shares of the width as percentages. */
export interface Strip {
  readonly label: string;
  readonly expected: string;
  readonly value: string;
  readonly lower: string;
  readonly upper: string;
}

/** The index of parts of the customers; small parts are held back. `null` where the report looks at no parts. */
export function forWhom(focus: Focus): ForWhom | null {
  const { t, f, report, wave } = focus;
  if (report.segments.length === 0) return null;
  const figures = report.segments.flatMap((segment) => figuresOf(segment, focus).map(({ figure }) => figure));
  const axis = segmentAxis(figures);
  const isHeldBack = figures.some((figure) => figure !== null && figure.suppressed !== null);
  return {
    finding: forWhomFinding(focus),
    heat: heatMap(focus, report.segments, [
      { target: 'overall', name: t('report.overall') },
      ...report.factors.map(({ key, name }) => ({ target: `factor:${key}`, name: focus.text(name) })),
    ]),
    heatCaption: t('report.forWhom.heatCaption', { confidence: f.percent(wave.plan.confidence) }),
    key: heatKey(focus),
    ...itemMaps(focus),
    overTime: overTime(focus),
    segments: report.segments.map((segment, place) => ({
      name: variableName(focus, segment),
      drawing: `groups-${place + 1}`,
      finding: segmentFinding(segment, focus),
      changed: changedGroups(segment, focus),
      rows: figuresOf(segment, focus).map((cell) => segmentRow(cell, axis, focus)),
      tests: testsOf(segment, focus),
    })),
    factors: report.factors.map(({ name }) => focus.text(name)),
    heldBack: isHeldBack ? smallCellsInWords(focus) : null,
    caption: t('report.forWhom.caption', {
      confidence: f.percent(wave.plan.confidence),
      variables: wave.segmentContrasts.filter(({ test }) => test !== null).length,
    }),
    ticks: (axis?.ticks ?? []).map((tick) => ({
      x: percentage(inset(axis, tick)),
      label: f.number(tick, axis?.digits ?? 2),
    })),
    words: {
      title: t('report.segments.title'),
      heat: t('report.forWhom.heat'),
      key: t('report.forWhom.key'),
      group: t('report.segments.group'),
      drawing: t('report.segments.drawing'),
      index: t('report.index'),
      verdict: t('report.where.verdict'),
      change: t('report.change'),
      answers: t('report.answersShort'),
      reference: t('report.reference'),
    },
  };
}

function segmentAxis(figures: readonly (Figure | null)[]): Axis | null {
  const values = figures.flatMap((figure) => {
    const known = shown(figure);
    return known === null ? [] : [known.lower ?? known.estimate, known.upper ?? known.estimate];
  });
  return values.length === 0 ? null : axisOver([...values, 1], { least: 0.1, count: 2 });
}

/** Marks stay clear of the drawing's edges. */
function inset(axis: Axis | null, value: number): number {
  return axis === null ? 0 : 0.08 + 0.84 * axis.at(value);
}

function segmentRow(
  { name, figure, change, factorFigure }: Cell,
  axis: Axis | null,
  focus: Focus,
): SegmentRow {
  const { t, f, report } = focus;
  const value = shown(figure);
  const known = bounded(figure);
  const held = figure?.suppressed ?? null;
  const missing = held === null ? reasonInWords(t, figure === null ? 'no-rows' : figure.reason) : '';
  const cells = report.factors.map(({ key }) => {
    const part = shown(factorFigure(key));
    return part === null ? '—' : f.index(part.estimate);
  });
  return {
    name,
    index: value === null ? '—' : f.index(value.estimate),
    interval: known === null ? missing : f.range(known.lower, known.upper, 3),
    verdict: verdictWord(figure, focus),
    change: held === null ? changeView(change, focus) : null,
    factors: cells,
    n: figure === null || held !== null ? '—' : f.integer(figure.n),
    note: precisionInWords(focus, figure),
    heldBack: held === null ? null : t('report.forWhom.held'),
    strip:
      value === null || axis === null
        ? null
        : {
            label: t('report.segments.strip', { c: f.index(value.estimate) }),
            expected: percentage(inset(axis, 1)),
            value: percentage(inset(axis, value.estimate)),
            lower: percentage(inset(axis, value.lower ?? value.estimate)),
            upper: percentage(inset(axis, value.upper ?? value.estimate)),
          },
  };
}

/** More cells than this make the page too heavy. */
const mostItemCells = 600;

/** Items against the groups of each variable; nothing where they are more than a page can hold. */
function itemMaps(focus: Focus): Pick<ForWhom, 'items' | 'itemsTooMany'> {
  const { t, f, report, text } = focus;
  const blocks = report.factors.map((factor) => ({
    name: text(factor.name),
    targets: factor.items.map(({ key, name }) => ({ target: key, name: text(name) })),
  }));
  const items = blocks.reduce((sum, { targets }) => sum + targets.length, 0);
  const groups = report.segments.reduce((sum, { values }) => sum + values.length, 0);
  if (items * groups > mostItemCells) {
    const numbers = { items: f.integer(items), groups: f.integer(groups) };
    return { items: [], itemsTooMany: t('report.forWhom.itemsTooMany', numbers) };
  }
  const measured = report.segments.filter(({ values }) => values.length > 0 && items > 0);
  return {
    items: measured.map((segment) => ({
      name: t('report.forWhom.items', { variable: variableName(focus, segment) }),
      heat: heatMapByTarget(focus, segment, blocks),
    })),
    itemsTooMany: null,
  };
}

function overTime(focus: Focus): ForWhom['overTime'] {
  const { t, f, report } = focus;
  const heat = groupsOverTime(focus);
  if (heat === null) return null;
  const confidence = f.percent(report.plan.confidence);
  return {
    name: t('report.forWhom.overTime'),
    heat,
    caption: t('report.forWhom.overTimeCaption', { confidence }),
  };
}

/** How few answers are held back, and for whom fewer are enough. */
function smallCellsInWords(focus: Focus): string {
  const smallest = focus.wave.plan.smallestCell;
  return focus.t('report.forWhom.heldBack', { smallest, exceptions: exceptionsInWords(focus) });
}

/** For which groups of the report fewer answers are enough, in brackets; empty where for none. */
export function exceptionsInWords(focus: Focus): string {
  const { t, f, wave, report } = focus;
  const { smallestCell, smallestCells } = wave.plan;
  const list = smallestCells
    .filter(
      ({ variable, smallest }) =>
        smallest < smallestCell && report.segments.some((segment) => segment.variable === variable),
    )
    .map(({ variable, value, smallest }) =>
      t('report.forWhom.exception', {
        variable: variableNamed(focus, variable),
        value: valueNamed(focus, variable, value),
        smallest,
      }),
    );
  return list.length === 0 ? '' : t('report.forWhom.exceptions', { list: f.list(list) });
}

/** The groups whose index is shown to have changed since the wave before, in the order of the table. */
function changedGroups(segment: SegmentDescription, focus: Focus): string | null {
  const { t, report, before } = focus;
  const changed = figuresOf(segment, focus).flatMap(({ name, change }) =>
    change !== null && isMoreThanNoise(change, report.plan.confidence) ? [{ name, change }] : [],
  );
  if (before === null || changed.length === 0) return null;
  const parts = changed.map(({ name, change }) => {
    const rose = (change.difference ?? 0) > 0;
    return t(rose ? 'report.say.rose' : 'report.say.fell', changeInWords({ name, change }, focus));
  });
  return t('report.say.changed', {
    wave: focus.waveName(before),
    changes: parts.join(t('report.say.and')),
  });
}

function testsOf(segment: SegmentDescription, focus: Focus): string | null {
  const { t, f, before } = focus;
  const tested = figuresOf(segment, focus).find(({ change }) => change?.familySize != null);
  const family = tested?.change?.familySize;
  if (before === null || family == null) return null;
  return t('report.segments.tests', { wave: focus.waveName(before), family: f.integer(family) });
}
