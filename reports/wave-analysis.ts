import type { WaveInput } from './measure-wave.ts';
import { distributionsOf, type WaveDistributions } from './wave-distributions.ts';
import { prioritiesOf, type WavePriorities } from './wave-priorities.ts';
import { reliabilityOf, type WaveReliability } from './wave-reliability.ts';
import { type WaveValue, waveValueOf } from './wave-value.ts';
import { type WaveWhatIf, whatIfOf } from './wave-what-if.ts';
import { type WaveProblem, weighedRows } from './weighed-rows.ts';

/**
 * What a report says of the one wave it looks at that needs to know what each respondent answered to several questions.
 * Worked out for one wave at a time, since every respondent is looked at; the `Report` holds what all waves have.
 */
export interface WaveAnalysis {
  /** The wave's key. */
  readonly wave: string;
  /** Why there is nothing but this; `null` where the wave could be weighed. */
  readonly problem: WaveProblem | null;
  /** How well the items of each factor and dimension measure it; `null` without pairs. */
  readonly reliability: WaveReliability | null;
  /** What to improve first; `null` without pairs, or where the wave could not be weighed. */
  readonly drivers: WavePriorities | null;
  /** What raising single items would do to the whole; `null` as the priorities are. */
  readonly whatIf: WaveWhatIf | null;
  /** What customers are worth beside how satisfied they are; `null` where nothing is known of that. */
  readonly value: WaveValue | null;
  /** How everybody's answers lie behind the figures; `null` where the wave could not be weighed. */
  readonly distributions: WaveDistributions | null;
}

/** Looks at the respondents of a wave one by one. The same wave always gives the same analysis. */
export function analyseWave(wave: WaveInput): WaveAnalysis {
  const weighing = weighedRows(wave);
  const { weighed } = weighing;
  const found = weighed && prioritiesOf(wave, weighed);
  return {
    wave: wave.key,
    problem: weighing.problem,
    reliability: reliabilityOf(wave, weighing).reliability,
    drivers: found?.priorities ?? null,
    whatIf: weighed && whatIfOf(wave, weighed, found?.drivers ?? null),
    value: weighed && waveValueOf(wave, weighed),
    distributions: weighing.weighed && distributionsOf(wave, weighing.weighed),
  };
}
