import type { VersionStep } from '#surveys/series.ts';
import type { TracedFigure } from './figures.ts';
import { type JointWaves, jointWaves, type Members, type WaveFigure } from './joint-waves.ts';
import type { MeasuredWave } from './measure-wave.ts';
import type { Plan } from './plan.ts';
import type { Figure } from './report.ts';
import type { DefinedFigure } from './sampling-error/influence.ts';
import type { Comparison } from './wave-comparison.ts';

/** The waves that have figures, in order of time, and how their figures vary together. */
export interface ComparedWaves {
  readonly waves: readonly ComparedWave[];
  /** The survey's versions with what was decided of series, in order. */
  readonly steps: readonly VersionStep[];
  readonly joint: JointWaves;
  readonly confidence: number;
  /** Everybody in every wave. */
  readonly everybody: Members;
}

/** A wave with figures, and its place among those that have some. */
export interface ComparedWave {
  readonly wave: MeasuredWave;
  readonly comparison: Comparison;
  readonly place: number;
}

/** What of measured waves can be compared. The respondents are read when a change of theirs is first asked for. */
export function comparedWaves(
  measured: readonly MeasuredWave[],
  { change, confidence }: Pick<Plan, 'change' | 'confidence'>,
  steps: readonly VersionStep[] = [],
): ComparedWaves {
  const waves = measured
    .flatMap((wave) => (wave.comparison === null ? [] : [{ wave, comparison: wave.comparison }]))
    .map((each, place) => ({ ...each, place }));
  const joint = jointWaves(
    waves.map(({ comparison }) => comparison),
    { how: change, confidence },
  );
  return {
    waves,
    steps,
    joint,
    confidence,
    everybody: () => waves.map(({ comparison }) => comparison.rows().membersOf(null)),
  };
}

/** A figure with what comparing it takes. */
export interface ComparedFigure extends WaveFigure {
  readonly figure: Figure;
}

/**
 * A figure of a wave, whose influence is worked out once, when it is first asked for.
 *
 * @param influenceOf where it is not a figure of the wave as it is
 */
export function comparedFigure(
  { comparison, place }: ComparedWave,
  { figure, statistic }: TracedFigure,
  influenceOf: (figure: DefinedFigure<string>) => Float64Array = (own) =>
    comparison.rows().influenceOf(own, figure.domain),
): ComparedFigure {
  let influence: Float64Array | null = null;
  return {
    figure,
    wave: place,
    estimate: figure,
    influence() {
      if (statistic.value === null) throw new RangeError('A figure that is not defined has no influence.');
      influence ??= influenceOf(statistic);
      return influence;
    },
  };
}
