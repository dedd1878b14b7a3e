import type { LocalizedText } from '#surveys/localized.ts';
import type { Figure } from './report.ts';
import { type Contrast, independentContrast } from './sampling-error/contrast.ts';
import { criticalValue, waldInterval } from './sampling-error/intervals.ts';
import { holm } from './sampling-error/multiplicity.ts';
import { type Barrier, barrierBetween, type ComparedSurvey } from './survey-comparability.ts';

/** What each survey is held against: one of them, by its place, or the mean of all that are the same measure. */
export type Reference = number | 'mean';

/** C of several surveys side by side. Their samples are taken to be independent. */
export interface SurveyComparison {
  /** Of all intervals: the highest that any of the surveys asks for. */
  readonly confidence: number;
  readonly reference: Reference;
  /** How many differences were tested; p is adjusted for all of them after Holm. */
  readonly familySize: number;
  /** The whole, then every factor that any of them has. */
  readonly targets: readonly ComparedTarget[];
}

export interface ComparedTarget {
  /** `overall` or `factor:KEY`. */
  readonly target: string;
  /** `null` for the whole. */
  readonly name: LocalizedText | null;
  /** The mean that surveys are held against, and of how many; `null` where they are held against one of them. */
  readonly mean: { readonly value: number; readonly surveys: number } | null;
  /** One for each survey, in their order. */
  readonly cells: readonly ComparedCell[];
}

export interface ComparedCell {
  /** C with its interval; `null` where the survey has no such figure. Held back as in its own report. */
  readonly figure: Pick<
    Figure,
    'estimate' | 'lower' | 'upper' | 'standardError' | 'degreesOfFreedom' | 'n' | 'suppressed'
  > | null;
  /** C less that of the reference; `null` where there is none, with the reason in `why`. */
  readonly difference: Contrast | null;
  readonly pHolm: number | null;
  readonly why:
    | Barrier
    | 'no-figure'
    | 'reference-without-figure'
    | 'is-reference'
    | 'nothing-to-compare'
    | null;
}

/** Sets surveys beside each other, each by one wave, and tests how far each is from the reference. */
export function compareSurveys(
  surveys: readonly ComparedSurvey[],
  reference: Reference = 'mean',
): SurveyComparison {
  const confidence = Math.max(0.5, ...surveys.map(({ report }) => report.plan.confidence));
  const targets = targetsOf(surveys).map(([target, name]) => {
    const ground = { surveys, target, confidence };
    return { target, name, ...(reference === 'mean' ? againstMean(ground) : againstOne(ground, reference)) };
  });
  const cells = targets.flatMap((target) => target.cells);
  const p = cells.map(({ difference }) => difference?.p ?? null);
  const adjusted = new Map(holm(p).map((each, place) => [cells[place], each]));
  return {
    confidence,
    reference,
    familySize: p.filter((each) => each !== null).length,
    targets: targets.map((target) => ({
      ...target,
      cells: target.cells.map((cell) => ({ ...cell, pHolm: adjusted.get(cell) ?? null })),
    })),
  };
}

function targetsOf(surveys: readonly ComparedSurvey[]): (readonly [string, LocalizedText | null])[] {
  const factors = new Map<string, LocalizedText>();
  for (const { report } of surveys)
    for (const { key, name } of report.factors) if (!factors.has(key)) factors.set(key, name);
  return [['overall', null], ...Array.from(factors, ([key, name]) => [`factor:${key}`, name] as const)];
}

interface Ground {
  readonly surveys: readonly ComparedSurvey[];
  readonly target: string;
  readonly confidence: number;
}

type Compared = Pick<ComparedTarget, 'mean' | 'cells'>;

function againstOne({ surveys, target, confidence }: Ground, reference: number): Compared {
  const base = surveys[reference];
  const from = base === undefined ? null : figureOf(base, target);
  const cells = surveys.map((survey, place): ComparedCell => {
    const figure = figureOf(survey, target);
    const shown = withInterval(figure, confidence);
    if (place === reference) return cell(shown, null, 'is-reference');
    if (!isKnown(figure)) return cell(shown, null, 'no-figure');
    if (base === undefined || !isKnown(from)) return cell(shown, null, 'reference-without-figure');
    const barrier = barrierBetween(survey, base, target);
    if (barrier !== null) return cell(shown, null, barrier);
    const terms = [
      { of: figure, coefficient: 1 },
      { of: from, coefficient: -1 },
    ];
    return cell(shown, independentContrast(terms, confidence), null);
  });
  return { mean: null, cells };
}

/** The mean is of the surveys that have the figure and are the same measure as the first of them. */
function againstMean({ surveys, target, confidence }: Ground): Compared {
  const figures = surveys.map((survey) => figureOf(survey, target));
  const first = surveys.find((_, place) => isKnown(figures[place] ?? null));
  const barriers = surveys.map((survey) =>
    first === undefined ? null : barrierBetween(survey, first, target),
  );
  const members = figures.flatMap((figure, place) =>
    isKnown(figure) && barriers[place] === null ? [figure] : [],
  );
  const mean =
    members.length < 2
      ? null
      : {
          value: members.reduce((sum, { estimate }) => sum + estimate, 0) / members.length,
          surveys: members.length,
        };
  const cells = figures.map((figure, place): ComparedCell => {
    const shown = withInterval(figure, confidence);
    if (!isKnown(figure)) return cell(shown, null, 'no-figure');
    const barrier = barriers[place] ?? null;
    if (barrier !== null) return cell(shown, null, barrier);
    if (mean === null) return cell(shown, null, 'nothing-to-compare');
    const terms = members.map((of) => ({ of, coefficient: (of === figure ? 1 : 0) - 1 / members.length }));
    return cell(shown, independentContrast(terms, confidence), null);
  });
  return { mean, cells };
}

function cell(
  figure: ComparedCell['figure'],
  difference: Contrast | null,
  why: ComparedCell['why'],
): ComparedCell {
  return { figure, difference, why, pHolm: null };
}

function figureOf({ wave }: ComparedSurvey, target: string): Figure | null {
  return (
    wave.figures.find((one) => one.name === 'csi' && one.target === target && one.domain === null) ?? null
  );
}

function isKnown(figure: Figure | null): figure is Figure & { readonly estimate: number } {
  return figure !== null && figure.suppressed === null && figure.estimate !== null;
}

/** A figure with the interval of the level common to all. */
function withInterval(figure: Figure | null, confidence: number): ComparedCell['figure'] {
  if (figure === null) return null;
  const { estimate, standardError, degreesOfFreedom, n, suppressed } = figure;
  if (suppressed !== null)
    return {
      ...{ estimate: null, lower: null, upper: null, standardError: null, degreesOfFreedom: null },
      ...{ n, suppressed },
    };
  const hasInterval = estimate !== null && standardError !== null && (degreesOfFreedom ?? 0) >= 1;
  const interval = hasInterval
    ? waldInterval(estimate, standardError, criticalValue(confidence, degreesOfFreedom))
    : { lower: null, upper: null };
  return { estimate, standardError, degreesOfFreedom, n, suppressed, ...interval };
}
