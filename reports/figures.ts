import type { Definition } from '#surveys/definition.ts';
import { type MeasuredPair, pairsOf } from '#surveys/pairs.ts';
import type { WaveDataset } from './dataset.ts';
import { type IndexModel, measureIndex } from './index/csi.ts';
import { meanOf } from './index/mean.ts';
import { recommendScores } from './index/recommend.ts';
import { verdictOf } from './index/verdict.ts';
import type { Figure, FigureName } from './report.ts';
import type { Design } from './sampling-error/design.ts';
import type { Domain } from './sampling-error/domains.ts';
import { estimateWithInfluence } from './sampling-error/estimate.ts';
import type { Figure as Statistic } from './sampling-error/influence.ts';
import { rowsOf } from './sampling-error/sample.ts';

/** A statistic under the name and target by which reports know it. */
interface Named {
  readonly name: FigureName;
  readonly target: string;
  readonly statistic: Statistic;
}

/** What a wave's answers are measured with: the pairs of the index and the questions rated beside them. */
export interface Instrument {
  readonly model: IndexModel;
  /** Half width of the band around 1. */
  readonly band: number;
  readonly importances: ReadonlyMap<string, Float64Array>;
  readonly means: ReadonlyMap<string, Float64Array>;
  /** Scores −1, 0, 1 of the likelihood to recommend, by question. */
  readonly recommend: ReadonlyMap<string, Float64Array>;
}

/**
 * Puts the columns of a wave into the index model of its questionnaire.
 *
 * Where pairs have different scales, every rating counts as its share of the way from the lowest to the highest
 * point, so that no item weighs more for having more points; publishing allows that only with the scale's
 * minimum as origin.
 */
export function instrumentOf(definition: Definition, dataset: WaveDataset): Instrument {
  const pairs = pairsOf(definition);
  const mixed = hasMixedScales(pairs);
  const items = pairs.map(({ key, factor, item, scale }) => {
    const column = (half: string) => {
      const values = valuesOf(dataset, `${half}:${key}`);
      return mixed ? values.map((value) => (value - scale.min) / (scale.max - scale.min)) : values;
    };
    return {
      key,
      factor: factor.key,
      weight: item.weight,
      origin: definition.index.origin === 'zero' || mixed ? 0 : scale.min,
      pair: { expectation: column('expectation'), perception: column('perception') },
    };
  });
  const asked = definition.factors.filter(({ key }) => pairs.some(({ factor }) => factor.key === key));
  const questions = definition.pages.flatMap((page) => page.questions);
  const columnsOf = (kind: string, prefix: string) =>
    new Map(
      questions
        .filter((question) => question.kind === kind && dataset.ratings.has(`${prefix}:${question.key}`))
        .map(({ key }) => [key, valuesOf(dataset, `${prefix}:${key}`)]),
    );
  return {
    model: {
      items,
      factors: Object.fromEntries(asked.map(({ key, weight }) => [key, weight])),
      aggregate: definition.index.aggregate,
    },
    band: definition.index.band,
    importances: columnsOf('pair', 'importance'),
    means: columnsOf('scale', 'rating'),
    recommend: new Map(
      [...columnsOf('recommend', 'rating')].map(([key, answers]) => [key, recommendScores(answers)]),
    ),
  };
}

/** Whether pairs are asked on different scales. */
export function hasMixedScales(pairs: readonly MeasuredPair[]): boolean {
  return new Set(pairs.map(({ scale }) => `${scale.min} ${scale.max}`)).size > 1;
}

function valuesOf({ ratings }: WaveDataset, column: string): Float64Array {
  const found = ratings.get(column);
  if (found === undefined) throw new RangeError(`The wave has no column ${column}`);
  return found.values();
}

/** Every statistic of a domain, in the order of the questionnaire; both sides of each pair only where asked for. */
function statisticsOf(design: Design, domain: Domain, instrument: Instrument, withSides: boolean): Named[] {
  const { overall, factors, items } = measureIndex(rowsOf(design, domain), instrument.model);
  const named = (target: string, { index, gap }: { index: Statistic; gap: Statistic }): Named[] => [
    { name: 'csi', target, statistic: index },
    { name: 'gap', target, statistic: gap },
  ];
  const mean = (name: FigureName, target: string, answers: Float64Array): Named => ({
    name,
    target,
    statistic: meanOf(rowsOf(design, domain), answers),
  });
  const pairs = instrument.model.items;
  return [
    ...(pairs.length > 0 ? named('overall', overall) : []),
    ...factors.flatMap((factor) => named(`factor:${factor.key}`, factor)),
    ...items.flatMap((item) => named(item.key, item)),
    ...(withSides ? pairs.flatMap(({ key, pair }) => pairedMeans(key, pair, mean)) : []),
    ...(withSides
      ? [...instrument.importances].map(([key, answers]) => mean('importance', key, answers))
      : []),
    ...[...instrument.means].map(([key, answers]) => mean('mean', key, answers)),
    ...[...instrument.recommend].map(([key, scores]) => mean('recommend', key, scores)),
  ];
}

/** ā and b̄ over the rows that answered both, as they stand in C. */
function pairedMeans(
  key: string,
  { expectation, perception }: { expectation: Float64Array; perception: Float64Array },
  mean: (name: FigureName, target: string, answers: Float64Array) => Named,
): Named[] {
  const both = (one: Float64Array, other: Float64Array) =>
    one.map((value, row) => (Number.isNaN(other[row]) ? Number.NaN : value));
  return [
    mean('expectation', key, both(expectation, perception)),
    mean('perception', key, both(perception, expectation)),
  ];
}

/** A figure of the whole sample with the influence it came from, for comparing it with other waves. */
export interface TracedFigure {
  readonly figure: Figure;
  readonly influence: Float64Array | null;
}

/** Figures whose change from wave to wave is told, so that their influence is kept. */
const compared: ReadonlySet<FigureName> = new Set(['csi', 'mean', 'recommend']);

/**
 * The figures of a domain. Those of the whole sample (no `cell`) come with both sides of each pair, and with the
 * influences that comparing waves needs.
 */
export function figuresOf(
  design: Design,
  domain: Domain,
  instrument: Instrument,
  {
    period,
    cell,
    confidence,
  }: {
    readonly period: string;
    readonly cell: Readonly<Record<string, string>> | null;
    readonly confidence: number;
  },
): TracedFigure[] {
  const isWhole = cell === null;
  const scratch = new Float64Array(design.weights.length);
  return statisticsOf(design, domain, instrument, isWhole).map(({ name, target, statistic }) => {
    const isKept = isWhole && compared.has(name);
    const into = isKept ? undefined : scratch;
    const { estimate, influence } = estimateWithInfluence(design, domain, statistic, { confidence }, into);
    const verdict = name === 'csi' ? verdictOf(estimate, instrument.band) : null;
    const figure: Figure = { name, target, domain: cell, period, ...estimate, suppressed: null, verdict };
    return { figure, influence: isKept ? influence : null };
  });
}
