import { type CompositeFigures, measureIndex } from './index/csi.ts';
import { meanOf } from './index/mean.ts';
import { verdictOf } from './index/verdict.ts';
import type { Instrument } from './instrument.ts';
import type { Figure, FigureName } from './report.ts';
import type { Figure as Statistic } from './sampling-error/influence.ts';
import type { Sample } from './sampling-error/sample.ts';
import type { Ground } from './weighted-wave.ts';

/** A statistic under the name and target by which reports know it. */
interface Named {
  readonly name: FigureName;
  readonly target: string;
  readonly statistic: Statistic<string>;
}

/**
 * Every statistic of a domain, in the order of the questionnaire; dimensions, both sides of each pair and importance only
 * where asked for.
 */
function statisticsOf(sample: Sample<string>, instrument: Instrument, isWhole: boolean): Named[] {
  const { model, importances, means, recommend } = instrument;
  const { overall, factors, dimensions, items } = measureIndex(sample, model);
  const named = (target: string, { index, gap }: Record<'index' | 'gap', Statistic<string>>): Named[] => [
    { name: 'csi', target, statistic: index },
    { name: 'gap', target, statistic: gap },
  ];
  const mean = (name: FigureName, target: string, column: string): Named => ({
    name,
    target,
    statistic: meanOf(sample, column),
  });
  const composite = (target: string, figures: CompositeFigures<string>): Named[] => [
    ...named(target, figures),
    ...(isWhole
      ? (['expectation', 'perception'] as const).map((name) => ({ name, target, statistic: figures[name] }))
      : []),
  ];
  const sides = model.items.flatMap(({ key, pair }) => [
    mean('expectation', key, pair.expectation),
    mean('perception', key, pair.perception),
  ]);
  return [
    ...(model.items.length > 0 ? composite('overall', overall) : []),
    ...factors.flatMap((factor) => composite(`factor:${factor.key}`, factor)),
    ...(isWhole ? dimensions.flatMap((part) => composite(`dimension:${part.key}`, part)) : []),
    ...items.flatMap((item) => named(item.key, item)),
    ...(isWhole ? sides : []),
    ...(isWhole ? importances.map(({ question, column }) => mean('importance', question, column)) : []),
    ...means.map(({ question, column }) => mean('mean', question, column)),
    ...recommend.map(({ question, column }) => mean('recommend', question, column)),
  ];
}

/** A figure with the statistic behind it, for comparing it with other waves; also where the figure is held back. */
export interface TracedFigure {
  readonly figure: Figure;
  readonly statistic: Statistic<string>;
}

interface FigureOptions {
  readonly period: string;
  readonly cell: Readonly<Record<string, string>> | null;
  readonly confidence: number;
  /** Whether dimensions and both sides of each pair come too; absent: those of the whole sample do. */
  readonly isFull?: boolean;
}

/** The index of everybody and of its factors. */
export function indexFiguresOf(
  ground: Ground,
  instrument: Instrument,
  options: Omit<FigureOptions, 'cell'>,
): TracedFigure[] {
  return statisticsOf(ground.sample, instrument, false)
    .filter(({ name, target }) => name === 'csi' && isDeclared(target))
    .map((named) => tracedFigure(ground, instrument, named, { ...options, cell: null }));
}

/** Whether a target is the whole or a factor, which a reader was going to look at. */
export function isDeclared(target: string): boolean {
  return target === 'overall' || target.startsWith('factor:');
}

/** Whether a target is a dimension, a group of a factor's items. */
export function isDimension(target: string): boolean {
  return target.startsWith('dimension:');
}

/** The figures of a domain. Those of the whole sample (no `cell`) come with dimensions and both sides of each pair. */
export function figuresOf(ground: Ground, instrument: Instrument, options: FigureOptions): TracedFigure[] {
  return statisticsOf(ground.sample, instrument, options.isFull ?? options.cell === null).map((named) =>
    tracedFigure(ground, instrument, named, options),
  );
}

/** One answer tells nothing of how much answers differ. */
const FEWEST_ANSWERS = 2;

function tracedFigure(
  ground: Ground,
  { band }: Instrument,
  { name, target, statistic }: Named,
  { period, cell, confidence }: FigureOptions,
): TracedFigure {
  const estimate = ground.estimateOf(statistic, { confidence, fewest: FEWEST_ANSWERS });
  const verdict = name === 'csi' ? verdictOf(estimate, band) : null;
  return {
    figure: { name, target, domain: cell, period, ...estimate, suppressed: null, verdict },
    statistic,
  };
}
