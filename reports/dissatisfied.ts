import type { Definition } from '#surveys/definition.ts';
import { endsOf } from '#surveys/scales.ts';
import { ratingOf } from './instrument.ts';
import type { WaveInput } from './measure-wave.ts';
import { outcomeQuestion } from './outcome-question.ts';
import { pointsAt } from './part-answers.ts';
import { personalIndex } from './personal-scores.ts';
import type { Answers } from './sampling-error/influence.ts';
import type { WeighedRows } from './weighed-rows.ts';

/** Who counts as dissatisfied. */
export type DissatisfactionRule =
  /** Whose own C is below this: 1 less the band. */
  | { readonly kind: 'index'; readonly below: number }
  /** Who answered a question below this point, where the survey measures no index. */
  | { readonly kind: 'outcome'; readonly question: string; readonly below: number };

/** Who of a wave's respondents is dissatisfied. */
export interface Dissatisfaction {
  readonly rule: DissatisfactionRule;
  /** By respondent: 1 dissatisfied, 0 not, NaN where nothing tells. */
  readonly answers: Answers;
}

/** Who is promoted or passive gives at least this much; below are detractors. */
const LEAST_NOT_DETRACTING = 7;

/**
 * Judges each respondent by their own C, over the items they answered both sides of, weighted as the index weighs them:
 * C_i = Σ v (b − L) / Σ v (a − L). Who answered no item, or expects nothing at all, is not judged. A survey without
 * items goes by its outcome question: below the middle of its scale, or a detractor.
 *
 * @returns `null` where the questionnaire asks neither
 */
export function dissatisfactionOf(
  wave: Pick<WaveInput, 'definition' | 'dataset' | 'plan'>,
  weighed: WeighedRows,
): Dissatisfaction | null {
  const { definition, dataset } = wave;
  const { respondents } = weighed.rows;
  if (weighed.instrument.model.items.length > 0) {
    const below = 1 - weighed.instrument.band;
    const own = personalIndex(wave, weighed.instrument, respondents);
    return { rule: { kind: 'index', below }, answers: own.map((c) => indicated(c, below)) };
  }
  const question = outcomeQuestion(definition, wave.plan.drivers?.outcome);
  if (question === null) return null;
  const { key } = question;
  const below = question.kind === 'recommend' ? LEAST_NOT_DETRACTING : middleOf(definition, question.scale);
  const points = pointsAt(ratingOf(dataset, `rating:${key}`), respondents);
  return { rule: { kind: 'outcome', question: key, below }, answers: points.map((x) => indicated(x, below)) };
}

function middleOf(definition: Definition, scale: string): number {
  const { min, max } = endsOf(definition, scale);
  return (min + max) / 2;
}

/** A quotient this little below the border is on it: 0.95 is reached by 9.5 of 10 though 9.5/10 may be stored a bit less. */
const ROUNDING = 1e-12;

function indicated(value: number, below: number): number {
  return Number.isNaN(value) ? Number.NaN : value < below - ROUNDING ? 1 : 0;
}
