import { precisionOf } from '#reports/precision.ts';
import type { SegmentDescription, SegmentDifference } from '#reports/report.ts';
import { bounded, type Focus, shown, variableName } from './focus.ts';

/** C of groups in the whole and in parts of it, coloured by how it differs from that of everybody. */
export interface HeatMap {
  /** What the rows are. */
  readonly head: string;
  readonly columns: readonly string[];
  /** How many columns the table has. */
  readonly width: number;
  /** Rows that belong together, under a name where they have one. */
  readonly blocks: readonly { readonly name: string; readonly rows: readonly HeatRow[] }[];
  /** What the column of answers is called; `null` without one. */
  readonly answers: string | null;
}

interface HeatRow {
  readonly name: string;
  /** How far its overall index can be relied on, where that has to be said. */
  readonly note: string;
  readonly cells: readonly HeatCell[];
  /** How many answers; `null` without the column. */
  readonly n: string | null;
}

export interface HeatCell {
  readonly index: string;
  readonly interval: string;
  /** From everybody, with its sign; empty where there is none. */
  readonly difference: string;
  /** A class of the style: which way it differs and how far, or that it is not shown to. */
  readonly tone: string;
  readonly heldBack: string | null;
}

/** What C is of, as readers call it. */
export interface HeatTarget {
  readonly target: string;
  readonly name: string;
}

/**
 * Every group against some targets. A cell is coloured where its difference from everybody is more than noise, after the
 * adjustment for all that are looked at with it; deeper beyond a third of the band that counts as "as expected", and beyond
 * the band. `null` where there are no groups.
 */
export function heatMap(
  focus: Focus,
  segments: readonly SegmentDescription[],
  targets: readonly HeatTarget[],
): HeatMap | null {
  const { t } = focus;
  if (segments.length === 0 || targets.length === 0) return null;
  return {
    head: t('report.segments.group'),
    columns: targets.map(({ name }) => name),
    width: targets.length + 2,
    blocks: [
      { name: '', rows: [everybodyRow(focus, targets)] },
      ...segments.map((segment) => ({
        name: variableName(focus, segment),
        rows: groupsOf(focus, segment).map((group) => heatRow(focus, group, targets)),
      })),
    ],
    answers: t('report.answersShort'),
  };
}

/** The same the other way round: targets by the groups of one variable, for many targets. */
export function heatMapByTarget(
  focus: Focus,
  segment: SegmentDescription,
  blocks: readonly { readonly name: string; readonly targets: readonly HeatTarget[] }[],
): HeatMap {
  const { t, figure } = focus;
  const groups = groupsOf(focus, segment);
  return {
    head: t('report.item'),
    columns: [t('report.forWhom.everybody'), ...groups.map(({ name }) => name)],
    width: groups.length + 2,
    blocks: blocks.map(({ name, targets }) => ({
      name,
      rows: targets.map((each) => ({
        ...{ name: each.name, note: '', n: null },
        cells: [
          cellOf(focus, figure('csi', each.target), null),
          ...groups.map((group) => groupCell(focus, group, each.target)),
        ],
      })),
    })),
    answers: null,
  };
}

/** What the colours mean, from the furthest below to the furthest above. */
export function heatKey({
  t,
  f,
  report,
}: Focus): readonly { readonly tone: string; readonly words: string }[] {
  const [little, much] = [f.index(report.index.band / 3), f.index(report.index.band)];
  return [
    { tone: 'less-3', words: t('report.forWhom.key.below', { from: much }) },
    { tone: 'less-2', words: t('report.forWhom.key.belowSome', { from: little, to: much }) },
    { tone: 'less-1', words: t('report.forWhom.key.belowLittle', { to: little }) },
    { tone: 'same', words: t('report.forWhom.key.same') },
    { tone: 'more-1', words: t('report.forWhom.key.aboveLittle', { to: little }) },
    { tone: 'more-2', words: t('report.forWhom.key.aboveSome', { from: little, to: much }) },
    { tone: 'more-3', words: t('report.forWhom.key.above', { from: much }) },
  ];
}

interface Group {
  readonly variable: string;
  readonly value: string;
  readonly name: string;
}

/** The groups of a variable, as readers call them. */
export function groupsOf({ text }: Focus, { variable, values }: SegmentDescription): Group[] {
  return values.map(({ value, label }) => ({ variable, value, name: (label && text(label)) || value }));
}

function groupCell(focus: Focus, { variable, value }: Group, target: string): HeatCell {
  const { figure, difference } = focus;
  return cellOf(focus, figure('csi', target, { [variable]: value }), difference(target, variable, value));
}

function everybodyRow(focus: Focus, targets: readonly HeatTarget[]): HeatRow {
  const { t, f, figure } = focus;
  return {
    name: t('report.forWhom.everybody'),
    note: '',
    cells: targets.map(({ target }) => cellOf(focus, figure('csi', target), null)),
    n: f.integer(figure('csi', 'overall')?.n ?? 0),
  };
}

function heatRow(focus: Focus, group: Group, targets: readonly HeatTarget[]): HeatRow {
  const { f, figure } = focus;
  const overall = figure('csi', 'overall', { [group.variable]: group.value });
  return {
    name: group.name,
    note: precisionInWords(focus, overall),
    cells: targets.map(({ target }) => groupCell(focus, group, target)),
    n: overall === null || overall.suppressed !== null ? '—' : f.integer(overall.n),
  };
}

/** What has to be said of how sure a figure of a group is; empty where nothing has. */
export function precisionInWords({ t }: Focus, figure: ReturnType<Focus['figure']>): string {
  if (figure === null || shown(figure) === null) return '';
  const precision = precisionOf(figure);
  return precision === 'sure' ? '' : t(`report.forWhom.precision.${precision}`);
}

function cellOf(
  { t, f, report }: Focus,
  figure: ReturnType<Focus['figure']>,
  difference: SegmentDifference | null,
): HeatCell {
  const value = shown(figure);
  const known = bounded(figure);
  const isHeldBack = figure !== null && figure.suppressed !== null;
  return {
    index: value === null ? '—' : f.index(value.estimate),
    interval: known === null ? '' : f.range(known.lower, known.upper, 3),
    difference: differenceInWords(difference, f, report.plan.confidence),
    tone:
      difference?.difference != null && isDifferent(difference, report.plan.confidence)
        ? toneOf(difference.difference, report.index.band)
        : 'same',
    heldBack: isHeldBack ? t('report.forWhom.held') : null,
  };
}

/** With an arrow where it is more than noise. */
function differenceInWords(difference: SegmentDifference | null, f: Focus['f'], confidence: number): string {
  if (difference?.difference == null) return '';
  const amount = f.signed(difference.difference, 3);
  if (!isDifferent(difference, confidence)) return amount;
  return `${difference.difference > 0 ? '▲' : '▼'} ${amount}`;
}

/** Whether C of a group is shown to differ from that of everybody at the report's level, adjusted for its family. */
export function isDifferent(difference: SegmentDifference | null, confidence: number): boolean {
  const p = difference?.pHolm ?? difference?.pBH ?? null;
  return difference?.difference != null && p !== null && p < 1 - confidence;
}

/** How a difference that is more than noise is coloured: deeper beyond a third of the band, and beyond the band. */
export function toneOf(difference: number, band: number): string {
  const size = Math.abs(difference);
  const step = size > band ? 3 : size > band / 3 ? 2 : 1;
  return `${difference < 0 ? 'less' : 'more'}-${step}`;
}
