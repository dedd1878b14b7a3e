import { stratumVariable } from '#reports/plan.ts';
import type { WeightingStep } from '#reports/weighting/weighting-steps.ts';
import { classesNamed, type Focus, valueNamed } from '../../views/reports/focus.ts';
import { marginsOf } from '../../views/reports/weighting-tables.view.ts';
import { type ColumnOf, type TableSource, tableOf } from './table.ts';

type Weights = NonNullable<WeightingStep['diagnostics']>;

/** What weights are like. */
function diagnosticsColumns<Row>({ t }: Focus, of: (row: Row) => Weights | null): ColumnOf<Row>[] {
  return [
    { header: t('take.column.least'), format: 'weight', cell: (row) => of(row)?.min ?? null },
    { header: t('take.column.largest'), format: 'weight', cell: (row) => of(row)?.max ?? null },
    { header: t('take.column.kish'), format: 'mean', cell: (row) => of(row)?.kishDesignEffect ?? null },
    { header: t('take.column.effectiveSize'), format: 'mean', cell: (row) => of(row)?.effectiveSize ?? null },
  ];
}

function stepName({ step }: WeightingStep, { t, wave }: Focus): string {
  return t(
    step === 'calibration'
      ? `weights.step.${wave.weighting.calibration?.method ?? 'raking'}`
      : `weights.step.${step}`,
  );
}

/** What each step of weighting did. */
const steps: TableSource = {
  key: 'weighting-steps',
  table(focus) {
    const { t, wave } = focus;
    return tableOf<WeightingStep>(
      t('take.table.weighting-steps'),
      [
        { header: t('weights.step'), cell: (step) => stepName(step, focus) },
        ...diagnosticsColumns<WeightingStep>(focus, ({ diagnostics }) => diagnostics),
        { header: t('take.column.largestFactor'), format: 'weight', cell: (step) => step.largestFactor },
        {
          header: t('take.column.responseRate'),
          format: 'share',
          cell: ({ responseRate }) => responseRate ?? null,
        },
      ],
      wave.weighting.steps,
    );
  },
};

/** The final weights by stratum. */
const strata: TableSource = {
  key: 'weights-by-stratum',
  table(focus) {
    const { t, wave } = focus;
    return tableOf<(typeof wave.weighting.strata)[number]>(
      t('take.table.weights-by-stratum'),
      [
        {
          header: t('report.stratum'),
          cell: ({ stratum }) => valueNamed(focus, stratumVariable, stratum),
        },
        { header: t('take.column.key'), cell: ({ stratum }) => stratum },
        ...diagnosticsColumns<(typeof wave.weighting.strata)[number]>(focus, ({ weights }) => weights),
      ],
      wave.weighting.strata,
    );
  },
};

/** Who stands for whom. */
const classes: TableSource = {
  key: 'weighting-classes',
  table(focus) {
    const { t, wave } = focus;
    const rows = wave.weighting.steps.flatMap((step) =>
      (step.classes ?? []).map((one) => ({ step, one, variables: variablesOf(step, focus) })),
    );
    return tableOf<(typeof rows)[number]>(
      t('weights.classes.title'),
      [
        { header: t('weights.step'), cell: ({ step }) => stepName(step, focus) },
        {
          header: t('take.column.classes'),
          isLong: true,
          cell: ({ one, variables }) => classesNamed(focus, variables, one.classes).join('; '),
        },
        { header: t('report.method.sampled'), format: 'count', cell: ({ one }) => one.sampled },
        { header: t('report.method.respondents'), format: 'count', cell: ({ one }) => one.respondents },
        { header: t('take.column.factor'), format: 'weight', cell: ({ one }) => one.factor },
      ],
      rows,
    );
  },
};

function variablesOf({ step }: WeightingStep, { wave }: Focus): readonly string[] {
  if (step !== 'nonresponse' && step !== 'unknownEligibility') return [];
  return wave.plan.weighting[step]?.classes ?? [];
}

/** The known counts, and what the weights came to before and after. */
const margins: TableSource = {
  key: 'known-counts',
  table(focus) {
    const { t, wave } = focus;
    const rows = wave.weighting.steps.flatMap((step) =>
      [...marginsOf(step, focus).values()].flat().map((category) => ({ step, ...category })),
    );
    return tableOf<(typeof rows)[number]>(
      t('take.table.known-counts'),
      [
        { header: t('weights.step'), cell: ({ step }) => stepName(step, focus) },
        { header: t('take.column.margin'), cell: ({ margin }) => margin },
        { header: t('take.column.category'), cell: ({ name }) => name },
        {
          header: t('report.method.respondents'),
          format: 'count',
          cell: ({ counts }) => counts.respondents,
        },
        { header: t('take.column.known'), format: 'weight', cell: ({ counts }) => counts.total },
        { header: t('take.column.before'), format: 'weight', cell: ({ counts }) => counts.before },
        { header: t('take.column.after'), format: 'weight', cell: ({ counts }) => counts.after },
      ],
      rows,
    );
  },
};

export const weightTables: readonly TableSource[] = [steps, strata, classes, margins];
