import { type Instrument, instrumentOf } from './instrument.ts';
import { type WaveInput, warningOf } from './measure-wave.ts';
import type { Warning } from './report.ts';
import { type WeightedRows, weighRows } from './weigh-rows.ts';
import type { WeightingScheme } from './weighting/scheme.ts';
import { schemeFor } from './weighting/scheme-for.ts';

/** Why a wave has no figures, as its report says too. */
export type WaveProblem =
  | { readonly code: 'unanswered' }
  | { readonly code: 'not-weighted'; readonly reasons: readonly Warning[] };

/** The respondents of a wave one by one, weighted as its plan says. */
export interface WeighedRows {
  readonly rows: WeightedRows;
  readonly instrument: Instrument;
  readonly scheme: WeightingScheme;
}

/** A wave weighed row by row, or why it cannot be. */
export type Weighing =
  | { readonly weighed: WeighedRows; readonly problem: null }
  | { readonly weighed: null; readonly problem: WaveProblem };

/** Weighs a wave row by row: for what needs to know what each respondent answered to several questions. */
export function weighedRows(wave: WaveInput): Weighing {
  const { scheme, problems } = schemeFor(wave);
  if (scheme === null) return { weighed: null, problem: { code: 'not-weighted', reasons: problems } };
  const instrument = instrumentOf(wave.definition);
  const weighing = weighRows(wave, instrument, scheme);
  if (weighing.wave !== null) return { weighed: { rows: weighing.wave, instrument, scheme }, problem: null };
  const isUnanswered = weighing.problems.some(({ code }) => code === 'no-respondents');
  return {
    weighed: null,
    problem: isUnanswered
      ? { code: 'unanswered' }
      : { code: 'not-weighted', reasons: weighing.problems.map(warningOf) },
  };
}
