import type { Commenters } from './comments/commenters.ts';
import type { CommentSettings } from './comments/settings.ts';
import { type WaveComments, waveComments } from './comments/wave-comments.ts';
import type { WaveInput } from './measure-wave.ts';
import {
  type ReceivedComplaints,
  type WaveDissatisfaction,
  waveDissatisfaction,
} from './wave-dissatisfaction.ts';
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
  /** How many customers are dissatisfied, beside the complaints received; `null` where nothing tells, or the wave could not be weighed. */
  readonly dissatisfaction: WaveDissatisfaction | null;
  /** What customers wrote; `null` where nobody looked, the questionnaire has no room for it, or the wave could not be weighed. */
  readonly comments: WaveComments | null;
  /** How everybody's answers lie behind the figures; `null` where the wave could not be weighed. */
  readonly distributions: WaveDistributions | null;
}

/** What stands beside the answers of a wave that can be counted. */
export interface BesideAnswers {
  readonly complaints: readonly ReceivedComplaints[];
  /** `null` where the questionnaire has no room for words. */
  readonly comments: {
    readonly commenters: Commenters;
    readonly settings: Pick<CommentSettings, 'shown' | 'quotes'>;
  } | null;
}

const nothingBeside: BesideAnswers = { complaints: [], comments: null };

/** Looks at the respondents of a wave one by one. The same wave always gives the same analysis. */
export function analyseWave(wave: WaveInput, beside: BesideAnswers = nothingBeside): WaveAnalysis {
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
    dissatisfaction: weighed && waveDissatisfaction(wave, weighed, beside.complaints),
    comments:
      weighed &&
      beside.comments &&
      waveComments(wave, weighed, beside.comments.commenters, beside.comments.settings),
    distributions: weighing.weighed && distributionsOf(wave, weighing.weighed),
  };
}
