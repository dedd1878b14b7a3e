import { indexFiguresOf, type TracedFigure } from './figures.ts';
import { type Instrument, instrumentOf } from './instrument.ts';
import type { WaveInput } from './measure-wave.ts';
import type { FigureName } from './report.ts';
import type { DefinedFigure } from './sampling-error/influence.ts';
import { type WeightedRows, weighRows } from './weigh-rows.ts';
import type { WeightedWave } from './weighted-wave.ts';
import type { WeightingScheme } from './weighting/scheme.ts';

/** What of a wave is compared with another wave. */
export interface Comparison {
  /** Figures whose change from wave to wave is told. */
  readonly figures: readonly TracedFigure[];
  /** The respondents one by one, weighted when they are first asked for. */
  rows(): WeightedRows;
  /** Who each respondent is; '' where that is not known. */
  customers(respondents: Int32Array): readonly string[];
  /** The index with every weight multiplied by the factor of its stratum, by name. */
  standardized(factors: ReadonlyMap<string, number>): StandardizedIndex;
}

/** The index of everybody and its factors, as of a population whose strata have other shares. */
export interface StandardizedIndex {
  readonly figures: readonly TracedFigure[];
  /** The variance of a figure as it is less the same here; `null` where it is undefined. */
  differenceVariance(figure: DefinedFigure<string>, standardized: DefinedFigure<string>): number | null;
  /** By respondent of the wave. */
  influenceOf(figure: DefinedFigure<string>): Float64Array;
}

/** Of these the change from wave to wave is told. */
const told: ReadonlySet<FigureName> = new Set(['csi', 'mean', 'recommend']);

/** @param figures everything measured of the wave */
export function comparisonOf(
  wave: WaveInput,
  weighted: WeightedWave,
  scheme: WeightingScheme,
  figures: readonly TracedFigure[],
): Comparison {
  const instrument = instrumentOf(wave.definition);
  const rows = once(() => rowsOf(wave, instrument, scheme));
  return {
    figures: figures.filter(({ figure }) => told.has(figure.name)),
    rows,
    customers: (respondents) => Array.from(respondents, (row) => wave.customers?.[row] ?? ''),
    standardized(factors) {
      const { whole, differenceVariance } = weighted.standardized(factors);
      const byRows = once(() => rows().standardized(factors));
      const options = { period: wave.key, confidence: wave.plan.confidence };
      return {
        figures: indexFiguresOf(whole, instrument, options),
        differenceVariance,
        influenceOf: (figure) => byRows().influenceOf(figure),
      };
    },
  };
}

/** The comparison of a part of the customers alone, as if it were everybody; it cannot be standardized. */
export function ofPart(comparison: Comparison, part: Readonly<Record<string, string>>): Comparison {
  const rows = once((): WeightedRows => {
    const all = comparison.rows();
    return {
      ...all,
      influenceOf: (figure, cell) => all.influenceOf(figure, cell ?? part),
      membersOf: (cell) => all.membersOf(cell ?? part),
    };
  });
  return { ...comparison, rows };
}

/** The same wave row by row, after it could be weighted by groups. */
function rowsOf(wave: WaveInput, instrument: Instrument, scheme: WeightingScheme): WeightedRows {
  const { wave: rows } = weighRows(wave, instrument, scheme);
  if (rows === null) throw new RangeError(`Wave ${wave.key} was weighted before, and now cannot be`);
  return rows;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
