import { type Plan, stratumVariable } from '#reports/plan.ts';
import type { WaveReport } from '#reports/report.ts';
import type { WeightingScheme } from '#reports/weighting/scheme.ts';
import type { Definition } from '#surveys/definition.ts';
import { pairsOf } from '#surveys/pairs.ts';
import { type Cell, csvRow } from '../csv.ts';
import { labelCell, ratingName } from './names.ts';

/** What of a wave its weights and figures were made by. */
export interface WavePlan {
  readonly wave: string;
  readonly state: WaveReport['state'];
  readonly definition: Definition;
  readonly plan: Plan;
  /** `null` where the population counts that the plan asks for are not known. */
  readonly scheme: WeightingScheme | null;
}

/** The columns of the tables that say how weights and figures were made. */
export const planColumns = {
  'waves.csv': [
    'wave',
    'state',
    'base',
    'calibration',
    'lower',
    'upper',
    'largest_weight',
    'origin',
    'aggregate',
    'confidence',
    'segments',
    'change',
    'change_confidence',
  ],
  'items.csv': [
    'wave',
    'item',
    'factor',
    'dimension',
    'item_weight',
    'factor_weight',
    'min',
    'max',
    'expectation',
    'perception',
  ],
  'ratings.csv': ['wave', 'figure', 'target', 'column'],
  'margins.csv': ['wave', 'variable', 'value', 'total'],
} as const;

type PlanTable = keyof typeof planColumns;

/**
 * The tables from which the R script learns the analyst's decisions, by the names of their files.
 *
 * @param survey the survey's plan, which says how waves are compared
 * @param names in R of the variables
 */
export function planTables(
  waves: readonly WavePlan[],
  survey: Plan,
  names: ReadonlyMap<string, string>,
): Record<PlanTable, string> {
  const rows: Record<PlanTable, Cell[][]> = {
    'waves.csv': waves.map((wave) => waveRow(wave, survey, names)),
    'items.csv': waves.flatMap(itemRows),
    'ratings.csv': waves.flatMap(ratingRows),
    'margins.csv': waves.flatMap((wave) => marginRows(wave, names)),
  };
  const table = (name: PlanTable) =>
    [csvRow(planColumns[name], false), ...rows[name].map((row) => csvRow(row, true))].join('');
  return {
    'waves.csv': table('waves.csv'),
    'items.csv': table('items.csv'),
    'ratings.csv': table('ratings.csv'),
    'margins.csv': table('margins.csv'),
  };
}

function waveRow(
  { wave, state, definition, plan, scheme }: WavePlan,
  survey: Plan,
  names: ReadonlyMap<string, string>,
): Cell[] {
  const { calibration, largestWeight } = plan.weighting;
  const { origin, aggregate } = definition.index;
  const [lower = null, upper = null] = calibration?.bounds ?? [];
  return [
    wave,
    state,
    scheme?.base ?? plan.weighting.base,
    calibration?.method ?? null,
    lower,
    upper,
    largestWeight ?? null,
    origin,
    aggregate,
    plan.confidence,
    plan.segments.map((name) => names.get(name) ?? name).join(' '),
    survey.change,
    survey.confidence,
  ];
}

/** The items of the index in the order of their factors, with weights as the author gave them. */
function itemRows({ wave, definition }: WavePlan): Cell[][] {
  return pairsOf(definition).map(({ key, factor, dimension, item, scale }) => [
    wave,
    key,
    factor.key,
    dimension.key,
    item.weight,
    factor.weight,
    scale.min,
    scale.max,
    ratingName(`expectation:${key}`),
    ratingName(`perception:${key}`),
  ]);
}

/** Ratings beside the pairs, of which there is a mean or a recommendation score. */
function ratingRows({ wave, definition }: WavePlan): Cell[][] {
  return definition.pages
    .flatMap((page) => page.questions)
    .flatMap((question): Cell[][] => {
      const { kind, key } = question;
      if (kind === 'pair' && question.importance)
        return [[wave, 'importance', key, ratingName(`importance:${key}`)]];
      if (kind === 'scale') return [[wave, 'mean', key, ratingName(`rating:${key}`)]];
      return kind === 'recommend' ? [[wave, 'recommend', key, ratingName(`rating:${key}`)]] : [];
    });
}

function marginRows({ wave, scheme }: WavePlan, names: ReadonlyMap<string, string>): Cell[][] {
  return (scheme?.calibration?.margins ?? []).flatMap(({ variables: [variable = stratumVariable], totals }) =>
    Object.entries(totals).map(([value, total]) => [
      wave,
      names.get(variable) ?? variable,
      labelCell(value),
      total,
    ]),
  );
}
