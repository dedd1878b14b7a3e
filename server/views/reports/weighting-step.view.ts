import type { WeightDiagnostics } from '#reports/weighting/diagnostics.ts';
import type { WeightingStep } from '#reports/weighting/weighting-steps.ts';
import { type Focus, variableNamed } from './focus.ts';
import { factorText, stepAnchor, stepName, sumText, weightRange, weightText } from './weight-words.ts';
import { type Formula, formula } from './weighting-formula.ts';
import {
  type BaseTable,
  baseTable,
  type ClassTable,
  classTable,
  type MarginTable,
  marginsOf,
  marginTables,
} from './weighting-tables.view.ts';

/** One step of the weighting: what was done, why, by which formula, and what it did to the weights. */
export interface StepView {
  readonly id: string;
  readonly title: string;
  readonly finding: string;
  readonly sentences: readonly string[];
  readonly formula: Formula;
  readonly effects: readonly {
    readonly name: string;
    readonly before: string | null;
    readonly after: string;
  }[];
  readonly base: BaseTable | null;
  readonly classes: ClassTable | null;
  readonly margins: readonly MarginTable[];
  readonly marginsCaption: string;
}

/** What a step says of itself. */
type Told = Pick<StepView, 'finding' | 'sentences' | 'formula'> &
  Partial<Pick<StepView, 'base' | 'classes' | 'margins'>>;

/** The steps in the order taken, numbered. */
export function stepViews(focus: Focus): StepView[] {
  return focus.wave.weighting.steps.map((step, place) => ({
    id: stepAnchor(step),
    title: `${place + 1}. ${stepName(step, focus)}`,
    base: null,
    classes: null,
    margins: [],
    marginsCaption: focus.t(
      step.step === 'trimming' ? 'weights.margin.captionAfter' : 'weights.margin.caption',
    ),
    ...told(step, focus),
    effects: effects(step, focus),
  }));
}

function told(step: WeightingStep, focus: Focus): Told {
  switch (step.step) {
    case 'base':
      return baseStep(focus);
    case 'unknownEligibility':
      return unknownEligibilityStep(step, focus);
    case 'nonresponse':
      return nonresponseStep(step, focus);
    case 'calibration':
      return calibrationStep(step, focus);
    case 'trimming':
      return trimmingStep(step, focus);
  }
}

function baseStep(focus: Focus): Told {
  const { t, f, wave } = focus;
  const { base } = wave.weighting;
  const answers = wave.weighting.steps[0]?.diagnostics?.n ?? 0;
  if (base !== 'design') {
    return {
      finding: t(`weights.base.${base}`, { respondents: f.integer(answers) }),
      sentences: [t(`weights.base.${base}Why`)],
      formula: formula(base, t(`weights.base.${base}Where`)),
    };
  }
  const drawn = wave.sampling.strata.filter(({ sampled }) => sampled > 0);
  const weights = drawn.map(({ population, sampled }) => (population ?? 0) / sampled);
  const [min, max] = [Math.min(...weights), Math.max(...weights)];
  const isEqual = max - min <= 1e-9 * max;
  const params = {
    sampled: f.integer(wave.dispositions.sampled),
    population: f.integer(drawn.reduce((sum, { population }) => sum + (population ?? 0), 0)),
    respondents: f.integer(answers),
    min: weightText(f, min),
    max: weightText(f, max),
  };
  return {
    finding: t(isEqual ? 'weights.base.designEqual' : 'weights.base.design', params),
    sentences: [t(isEqual ? 'weights.base.designEqualWhy' : 'weights.base.designWhy')],
    formula: formula('design', t('weights.base.designWhere')),
    base: baseTable(focus),
  };
}

function unknownEligibilityStep({ classes = [] }: WeightingStep, focus: Focus): Told {
  const { t, f } = focus;
  const total = (of: (one: (typeof classes)[number]) => number) =>
    f.integer(classes.reduce((sum, one) => sum + of(one), 0));
  return {
    finding: t('weights.unknownEligibility.finding', {
      known: total(({ respondents }) => respondents),
      sampled: total(({ sampled }) => sampled),
      classes: f.integer(classes.length),
      variables: classVariables('unknownEligibility', focus),
    }),
    sentences: [t('weights.unknownEligibility.why')],
    formula: formula('unknownEligibility', t('weights.unknownEligibility.where')),
    classes: classTable('unknownEligibility', classes, focus),
  };
}

function nonresponseStep({ classes = [], responseRate = 0 }: WeightingStep, focus: Focus): Told {
  const { t, f } = focus;
  const total = (of: (one: (typeof classes)[number]) => number) =>
    f.integer(classes.reduce((sum, one) => sum + of(one), 0));
  return {
    finding: t('weights.nonresponse.finding', {
      respondents: total(({ respondents }) => respondents),
      sampled: total(({ sampled }) => sampled),
      rate: f.percent(responseRate, 1),
      classes: f.integer(classes.length),
      variables: classVariables('nonresponse', focus),
    }),
    sentences: [...leftOut(focus), t('weights.nonresponse.why')],
    formula: formula('nonresponse', t('weights.nonresponse.where')),
    classes: classTable('nonresponse', classes, focus),
  };
}

/** Customers drawn whom the nonresponse step does not count, so that its numbers add up to the sample. */
function leftOut({ t, f, wave }: Focus): string[] {
  const { sampled, counts } = wave.dispositions;
  const params = {
    drawn: f.integer(sampled),
    notEligible: f.integer(counts.notEligible),
    unknown: f.integer(counts.unknown),
  };
  if (wave.plan.weighting.unknownEligibility) return [t('weights.nonresponse.leftOutUnknown', params)];
  return counts.notEligible > 0 ? [t('weights.nonresponse.leftOut', params)] : [];
}

function classVariables(step: 'unknownEligibility' | 'nonresponse', focus: Focus): string {
  const variables = focus.wave.plan.weighting[step]?.classes ?? [];
  return focus.f.list(variables.map((name) => variableNamed(focus, name)));
}

/** Shares nearer than this are the same share. */
const same = 1e-6;

function calibrationStep(step: WeightingStep, focus: Focus): Told {
  const { t, f, wave } = focus;
  const method = wave.weighting.calibration?.method ?? 'raking';
  const bounds = wave.plan.weighting.calibration?.bounds;
  const margins = [...marginsOf(step, focus).values()];
  const [first, ...others] = margins
    .flat()
    .flatMap(({ margin, name, shares }) => (shares === null ? [] : [{ margin, name, shares }]));
  // of two categories one is off by as much as the other; rounding shall not choose
  const farthest =
    first &&
    others.reduce((most, one) => (offBy(one.shares) > offBy(most.shares) + same ? one : most), first);
  const names = { margins: f.list(margins.map(([first]) => first?.margin ?? '')) };
  const finding =
    farthest === undefined || offBy(farthest.shares) < same
      ? t('weights.calibration.findingMet', names)
      : t('weights.calibration.finding', {
          ...names,
          category: farthest.name,
          margin: farthest.margin,
          before: f.percent(farthest.shares.before, 1),
          total: f.percent(farthest.shares.total, 1),
        });
  return {
    finding,
    sentences: [
      t(`weights.calibration.${method}Why`),
      ...(bounds === undefined
        ? []
        : [
            t('weights.calibration.bounds', { lower: f.number(bounds[0], 2), upper: f.number(bounds[1], 2) }),
          ]),
      ...(step.iterations
        ? [t('weights.calibration.iterations', { iterations: f.integer(step.iterations) })]
        : []),
    ],
    formula: formula(method, t(`weights.calibration.${method}Where`)),
    margins: marginTables(step, 'before', focus),
  };
}

function offBy({ before, total }: { readonly before: number; readonly total: number }): number {
  return Math.abs(before - total);
}

function trimmingStep(step: WeightingStep, focus: Focus): Told {
  const { t, f, wave } = focus;
  const { lowered = 0, moved = 0, rounds = 0, recalibrations = 0, limits } = step.trimming ?? {};
  const { n = 0, sum = 0 } = step.before ?? {};
  const missed = step.totals?.some(({ total, after }) => Math.abs(after - total) > same * total);
  const params = {
    limit: weightText(f, limits?.upper ?? 0),
    times: f.number(wave.weighting.trimming?.largest ?? 0, 1),
    lowered: f.integer(lowered),
    answers: f.integer(n),
    moved: sumText(f, moved),
    share: f.percent(sum > 0 ? moved / sum : 0, 1),
  };
  return {
    finding: t(lowered > 0 ? 'weights.trimming.finding' : 'weights.trimming.none', params),
    sentences: [
      t('weights.trimming.why'),
      ...(rounds > 1 ? [t('weights.trimming.rounds', { rounds: f.integer(rounds) })] : []),
      ...(recalibrations > 0
        ? [t('weights.trimming.recalibrated', { times: f.integer(recalibrations) })]
        : []),
      ...(step.totals ? [t(missed ? 'weights.trimming.missed' : 'weights.trimming.held')] : []),
    ],
    formula: formula('trimming', t('weights.trimming.where')),
    margins: missed ? marginTables(step, 'after', focus) : [],
  };
}

/** What a step did to the weights: how they were before it, and how they are after it. */
function effects(
  { before, diagnostics, largestFactor }: WeightingStep,
  { t, f }: Focus,
): StepView['effects'] {
  if (diagnostics === null) return [];
  const line = (
    name: 'effectiveSize' | 'kish' | 'range' | 'sum',
    write: (weights: WeightDiagnostics) => string,
  ) => ({
    name: t(`weights.${name}`),
    before: before && write(before),
    after: write(diagnostics),
  });
  return [
    line('effectiveSize', ({ effectiveSize }) => f.number(effectiveSize, 1)),
    line('kish', ({ kishDesignEffect }) => f.number(kishDesignEffect, 2)),
    line('range', (weights) => weightRange(f, weights)),
    line('sum', ({ sum }) => sumText(f, sum)),
    ...(largestFactor === null
      ? []
      : [{ name: t('weights.factor'), before: null, after: factorText(f, largestFactor) }]),
  ];
}
