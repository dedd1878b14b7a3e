import type { Estimate } from '#reports/sampling-error/estimate.ts';
import type { PartReliability, ScaleReliability, WaveReliability } from '#reports/wave-reliability.ts';
import { reliabilityWarningInWords } from '../../exports/reliability.ts';
import type { Focus } from './focus.ts';

/** How well the items of each factor and dimension measure it. */
export interface Reliability {
  readonly finding: string;
  readonly rows: readonly ReliabilityRow[];
  readonly warnings: readonly string[];
  readonly caption: string;
  readonly words: Readonly<
    Record<
      | 'title'
      | 'part'
      | 'expectation'
      | 'perception'
      | 'difference'
      | 'answers'
      | 'items'
      | 'item'
      | 'rest'
      | 'without',
      string
    >
  >;
}

export interface ReliabilityRow {
  readonly level: 'factor' | 'dimension';
  readonly name: string;
  readonly kind: string;
  readonly expectation: ReliabilityCell;
  readonly perception: ReliabilityCell;
  readonly difference: ReliabilityCell;
  readonly n: string;
  /** How each item goes with the sum of the others, as expected and as perceived. */
  readonly items: readonly ItemRow[];
}

interface ItemRow {
  readonly name: string;
  readonly expectation: string;
  readonly perception: string;
  readonly expectationWithout: string;
  readonly perceptionWithout: string;
}

export interface ReliabilityCell {
  readonly value: string;
  readonly interval: string;
  /** Good, enough or low. */
  readonly word: string;
}

const good = 0.8;
/** Nunnally's lower bound, as `reliabilityWarnings` takes it. */
const enough = 0.7;

/** The section on reliability; `null` where nobody has looked, there are no pairs, or fewer answered than may be shown. */
export function reliability(focus: Focus): Reliability | null {
  const { t, f, text, analysis, wave } = focus;
  const found = analysis?.reliability ?? null;
  if (found === null) return null;
  const parts = found.parts.filter((part) => !isItsFactor(part, found));
  return {
    finding: finding(parts, focus),
    rows: parts.map((part) => reliabilityRow(part, focus)),
    warnings: found.warnings
      .filter(({ params }) => parts.some(({ kind, key }) => kind === params.kind && key === params.part))
      .filter(({ params }) => isShown(found, params, wave.plan.smallestCell))
      .map((warning) => reliabilityWarningInWords(warning, found.parts, text, t)),
    caption: t('report.reliability.caption', { confidence: f.percent(found.confidence) }),
    words: {
      title: t('report.reliability.title'),
      part: t('report.reliability.part'),
      expectation: t('report.reliability.expectation'),
      perception: t('report.reliability.perception'),
      difference: t('report.reliability.difference'),
      answers: t('report.answersShort'),
      items: t('report.reliability.items'),
      item: t('report.item'),
      rest: t('report.reliability.rest'),
      without: t('report.reliability.without'),
    },
  };
}

/** A factor's only dimension would say the same again. */
function isItsFactor({ kind, items }: PartReliability, { parts }: WaveReliability): boolean {
  const keys = items.map(({ key }) => key).join(' ');
  return (
    kind === 'dimension' &&
    parts.some((one) => one.kind === 'factor' && one.items.map(({ key }) => key).join(' ') === keys)
  );
}

function isShown(
  { parts }: WaveReliability,
  { kind, part }: { readonly kind: string; readonly part: string },
  smallest: number,
): boolean {
  const found = parts.find((one) => one.kind === kind && one.key === part);
  return (found?.perception?.n ?? 0) >= smallest;
}

function finding(parts: readonly PartReliability[], { t, f, text, wave }: Focus): string {
  const shown = parts.flatMap(({ name, perception }) => {
    const alpha = perception === null ? null : alphaOf(perception, wave.plan.smallestCell);
    return alpha === null ? [] : [{ name: t('analysis.quoted', { name: text(name) }), alpha }];
  });
  if (shown.length === 0) return t('report.reliability.nothing');
  const low = shown.filter(({ alpha }) => alpha < enough).map(({ name }) => name);
  if (low.length > 0) return t('report.reliability.low', { parts: f.list(low), enough: f.number(enough, 2) });
  const least = f.number(Math.min(...shown.map(({ alpha }) => alpha)), 2);
  return t('report.reliability.enough', { least });
}

function alphaOf({ n, raw }: ScaleReliability, smallest: number): number | null {
  return n < smallest ? null : raw.estimate;
}

function reliabilityRow(part: PartReliability, focus: Focus): ReliabilityRow {
  const { t, f, text, wave } = focus;
  const { kind, name, expectation, perception, difference, items } = part;
  const n = perception?.n ?? 0;
  const isFew = n < wave.plan.smallestCell;
  const cell = (estimate: Estimate | null) =>
    reliabilityCell(items.length, isFew ? null : estimate, isFew, focus);
  return {
    level: kind,
    name: text(name),
    kind: t(`analysis.kind.${kind}`),
    expectation: cell(expectation?.raw ?? null),
    perception: cell(perception?.raw ?? null),
    difference: cell(difference),
    n: isFew ? '—' : f.integer(n),
    items:
      isFew || perception === null || expectation === null
        ? []
        : itemRows(part, expectation, perception, focus),
  };
}

function reliabilityCell(
  items: number,
  estimate: Estimate | null,
  isFew: boolean,
  { t, f, wave }: Focus,
): ReliabilityCell {
  const value = estimate?.estimate ?? null;
  if (value === null) {
    const few = t('report.spread.few', { smallest: f.integer(wave.plan.smallestCell) });
    const word =
      items < 2 ? t('report.reliability.oneItem') : isFew ? few : t('report.reliability.undefined');
    return { value: '—', interval: '', word };
  }
  const { lower = null, upper = null } = estimate ?? {};
  const word = value >= good ? 'good' : value >= enough ? 'sufficient' : 'weak';
  return {
    value: f.number(value, 2),
    interval: lower === null || upper === null ? '' : f.range(lower, upper, 2),
    word: t(`report.reliability.${word}`),
  };
}

function itemRows(
  { items }: PartReliability,
  expectation: ScaleReliability,
  perception: ScaleReliability,
  { f, text }: Focus,
): ItemRow[] {
  const write = (estimate: Estimate | null | undefined) =>
    estimate?.estimate == null ? '—' : f.number(estimate.estimate, 2);
  return items.map(({ key, name }) => {
    const [expected, perceived] = [expectation, perception].map((side) =>
      side.items.find((one) => one.key === key),
    );
    return {
      name: text(name),
      expectation: write(expected?.restCorrelation),
      perception: write(perceived?.restCorrelation),
      expectationWithout: write(expected?.alphaIfDropped),
      perceptionWithout: write(perceived?.alphaIfDropped),
    };
  });
}
