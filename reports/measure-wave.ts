import type { Definition } from '#surveys/definition.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { dispositions } from '#surveys/sampling/dispositions.ts';
import type { CodedColumn } from './columns.ts';
import { knownVariables, type WaveDataset } from './dataset.ts';
import { figuresOf, type Instrument, instrumentOf, type TracedFigure } from './figures.ts';
import { type Plan, stratumVariable } from './plan.ts';
import type { ClassesUsed, Figure, Warning, WaveReport } from './report.ts';
import { accountOf } from './sample-account.ts';
import { createDesign, type Design } from './sampling-error/design.ts';
import { domainsBy, wholeSample } from './sampling-error/domains.ts';
import { heldBackCells } from './small-cells.ts';
import { waveWarnings } from './wave-warnings.ts';
import { codesAt } from './weighting/classes.ts';
import { diagnosticsOf } from './weighting/diagnostics.ts';
import type { WeightingProblem } from './weighting/problems.ts';
import { schemeFor } from './weighting/scheme-for.ts';
import { type DrawnSample, type Weighted, type WeightingStep, weigh } from './weighting/weights.ts';

/** One wave as it was asked and answered, read but not yet weighted. */
export interface WaveInput {
  readonly key: string;
  readonly label: LocalizedText | null;
  readonly opensAt: number | null;
  readonly closesAt: number | null;
  /** The questionnaire this wave asks: its items and weights make its index. */
  readonly definition: Definition;
  /** The number under which that questionnaire was published. */
  readonly version: number;
  readonly plan: Plan;
  readonly dataset: WaveDataset;
  /** N_h by stratum, as frozen with the sample; `null` where nobody knows. */
  readonly populations: ReadonlyMap<string, number | null>;
  readonly frame: {
    readonly key: string;
    readonly kind: 'list' | 'counts';
    readonly source: string;
    readonly population: number;
    readonly margins: Readonly<Record<string, Readonly<Record<string, number>>>>;
  } | null;
  readonly draw: { readonly seed: string; readonly drawnAt: number } | null;
  readonly openAnswers: WaveReport['openAnswers'];
  /** What was noticed while reading. */
  readonly warnings: readonly Warning[];
}

/** A wave's report, and what comparing it with another wave needs. */
export interface MeasuredWave {
  readonly definition: Definition;
  readonly report: WaveReport;
  /** `null` where there are no figures. */
  readonly comparison: {
    readonly design: Design;
    readonly strata: readonly string[];
    readonly customers: readonly (string | null)[];
    readonly figures: readonly TracedFigure[];
  } | null;
}

/** Weights a wave and measures everything its plan asks for. Without answers or weights it says why. */
export function measureWave(wave: WaveInput): MeasuredWave {
  const { dataset } = wave;
  if (dataset.respondents.length === 0) return withoutFigures(wave, 'noAnswers', []);
  const { scheme, problems: unknown } = schemeFor(wave);
  if (scheme === null) return withoutFigures(wave, 'notWeighted', unknown);
  const weighing = weigh(drawnSample(wave), scheme);
  if (weighing.weighted === null)
    return withoutFigures(wave, 'notWeighted', weighing.problems.map(warningOf));

  // A stratum with one respondent says nothing of its own spread; its distance from the whole stands in.
  const design = createDesign({ ...weighing.weighted.design, lonelyUnits: 'adjust' });
  const instrument = instrumentOf(wave.definition, dataset);
  const whole = figuresOf(design, wholeSample(design), instrument, {
    period: wave.key,
    cell: null,
    confidence: wave.plan.confidence,
  });
  const segments = wave.plan.segments.flatMap((variable) =>
    segmentFigures(wave, design, instrument, variable),
  );
  return {
    definition: wave.definition,
    report: {
      ...accountOf(wave),
      state: 'measured',
      figures: [...whole.map(({ figure }) => figure), ...segments],
      design: designReport(wave, design, weighing.weighted),
      weighting: weightingReport(wave, weighing.weighted.steps, scheme.base),
      warnings: [
        ...wave.warnings,
        ...weighing.weighted.warnings.map(warningOf),
        ...waveWarnings(wave, design, scheme.base),
      ],
    },
    comparison: {
      design,
      strata: dataset.stratum.labels,
      customers: dataset.customers,
      figures: whole.filter(({ influence }) => influence !== null),
    },
  };
}

function withoutFigures(
  wave: WaveInput,
  state: 'noAnswers' | 'notWeighted',
  why: readonly Warning[],
): MeasuredWave {
  return {
    definition: wave.definition,
    report: {
      ...accountOf(wave),
      state,
      figures: [],
      design: null,
      weighting: weightingReport(wave, [], wave.plan.weighting.base),
      warnings: [...wave.warnings, ...why],
    },
    comparison: null,
  };
}

function populationsByCode({ populations, dataset }: WaveInput): Float64Array | null {
  const known = dataset.stratum.labels.map((label) => populations.get(label) ?? Number.NaN);
  return known.every(Number.isNaN) ? null : Float64Array.from(known);
}

function drawnSample(wave: WaveInput): DrawnSample {
  const { dataset } = wave;
  const [notEligible, unknown] = [dispositions.indexOf('notEligible'), dispositions.indexOf('unknown')];
  return {
    strata: dataset.stratum,
    populations: populationsByCode(wave),
    responded: dataset.responded,
    eligible: dataset.disposition.map((outcome) => (outcome === notEligible ? 0 : 1)),
    known: dataset.disposition.map((outcome) => (outcome === unknown ? 0 : 1)),
    weights: dataset.givenWeights,
    variables: { ...knownVariables(dataset), [stratumVariable]: dataset.stratum },
  };
}

/** A variable of the respondents; `null` for one the wave does not know. */
function variableOf({ dataset }: WaveInput, name: string): CodedColumn | null {
  const column = name === stratumVariable ? dataset.stratum : dataset.variables.get(name);
  if (column === undefined || column.labels.length === 0) return null;
  return { codes: codesAt(column.codes, dataset.respondents), labels: column.labels };
}

function segmentFigures(wave: WaveInput, design: Design, instrument: Instrument, variable: string): Figure[] {
  const column = variableOf(wave, variable);
  if (column === null) return [];
  const domains = domainsBy(design, column.codes, column.labels.length);
  const held = heldBackCells(
    domains.map(({ n }) => n),
    wave.plan.smallestCell,
  );
  return domains.flatMap((domain, code) =>
    figuresOf(design, domain, instrument, {
      period: wave.key,
      cell: { [variable]: column.labels[code] ?? '' },
      confidence: wave.plan.confidence,
    }).map(({ figure }) => heldBack(figure, held[code] ?? null, wave.plan.smallestCell)),
  );
}

/** A figure of a segment, without its numbers where they would tell of too few people. */
function heldBack(figure: Figure, cell: Figure['suppressed'], smallest: number): Figure {
  const suppressed = cell ?? (figure.n > 0 && figure.n < smallest ? 'small-cell' : null);
  if (suppressed === null) return figure;
  return {
    ...figure,
    estimate: null,
    standardError: null,
    lower: null,
    upper: null,
    degreesOfFreedom: null,
    n: 0,
    effectiveSize: null,
    designEffect: null,
    suppressed,
    verdict: null,
  };
}

function designReport(
  { dataset, populations }: WaveInput,
  design: Design,
  { weights, largestFactor }: Weighted,
) {
  const whole = wholeSample(design);
  const diagnostics = diagnosticsOf(weights);
  const known = dataset.stratum.labels.map((label) => populations.get(label) ?? null);
  return {
    rows: weights.length,
    psus: design.stage.unitStrata.length,
    strata: whole.strata.reduce((sum, has) => sum + has, 0),
    degreesOfFreedom: whole.degreesOfFreedom,
    populationSize: known.some((n) => n === null)
      ? null
      : known.reduce<number>((sum, n) => sum + (n ?? 0), 0),
    weights: {
      min: diagnostics?.min ?? 0,
      max: diagnostics?.max ?? 0,
      kishDesignEffect: diagnostics?.kishDesignEffect ?? 1,
      effectiveSize: diagnostics?.effectiveSize ?? 0,
      largestFactor: largestFactor ?? 1,
    },
  };
}

function weightingReport(
  { plan }: WaveInput,
  steps: readonly WeightingStep[],
  base: WaveReport['weighting']['base'],
): WaveReport['weighting'] {
  const { unknownEligibility, nonresponse, calibration, largestWeight } = plan.weighting;
  const stepNamed = (name: WeightingStep['step']) => steps.find(({ step }) => step === name);
  const trimming = stepNamed('trimming')?.trimming;
  return {
    base,
    unknownEligibility: unknownEligibility
      ? classesUsed(unknownEligibility.classes, stepNamed('unknownEligibility'))
      : null,
    nonresponse: nonresponse ? classesUsed(nonresponse.classes, stepNamed('nonresponse')) : null,
    calibration: calibration
      ? { ...calibration, iterations: stepNamed('calibration')?.iterations ?? 0 }
      : null,
    trimming:
      largestWeight === undefined ? null : { largest: largestWeight, trimmed: trimming?.lowered ?? 0 },
  };
}

function classesUsed(variables: readonly string[], step: WeightingStep | undefined): ClassesUsed {
  const classes = step?.classes ?? [];
  return {
    classes: variables,
    used: classes.length,
    joined: classes.reduce((sum, each) => sum + each.classes.length - 1, 0),
  };
}

/** A finding of the weighting as a code with flat parameters. */
function warningOf({ code, ...params }: WeightingProblem | Weighted['warnings'][number]): Warning {
  return {
    code,
    params: Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : (value ?? ''),
      ]),
    ),
  };
}
