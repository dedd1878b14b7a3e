import type { Definition } from '#surveys/definition.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import type { AttributeSums } from '#surveys/sampling/attribute-sums.ts';
import type { ClassRule } from '#surveys/sampling/class-rules.ts';
import { hasAnswered, type WaveDataset } from './dataset.ts';
import { figuresOf, indexFiguresOf } from './figures.ts';
import { instrumentOf } from './instrument.ts';
import { measurePart, measureSegments } from './measure-segments.ts';
import { type Part, wavePart } from './part.ts';
import type { Plan } from './plan.ts';
import type { ClassesUsed, DrawReport, Figure, Warning, WaveReport } from './report.ts';
import { accountOf } from './sample-account.ts';
import { Tallies } from './tally/tallies.ts';
import { type Comparison, comparisonOf, ofPart } from './wave-comparison.ts';
import { waveWarnings } from './wave-warnings.ts';
import { weighGroups } from './weigh-groups.ts';
import { weighRows } from './weigh-rows.ts';
import type { WeightedWave } from './weighted-wave.ts';
import { diagnosticsOf } from './weighting/diagnostics.ts';
import type { WeightingProblem } from './weighting/problems.ts';
import { schemeFor } from './weighting/scheme-for.ts';
import type { Weighted, WeightingStep } from './weighting/weights.ts';
import { weightsByStratum } from './weighting/weights-by-stratum.ts';

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
  /** Sums of the dataset for the plan; absent: they are made; `null`: groups would be so many that rows are no worse. */
  readonly tallies?: Tallies | null;
  /** Who each row of the dataset is, where waves are compared. */
  readonly customers: readonly (string | null)[] | null;
  /** N_h by stratum, as frozen with the sample; `null` where nobody knows. */
  readonly populations: ReadonlyMap<string, number | null>;
  readonly frame: {
    readonly key: string;
    readonly kind: 'list' | 'counts';
    readonly source: string;
    readonly population: number;
    readonly importedAt?: number;
    readonly margins: Readonly<Record<string, Readonly<Record<string, number>>>>;
    /** What customers bring together, by attributes that are numbers; absent: nobody added up. */
    readonly sums?: Readonly<Record<string, AttributeSums>>;
    /** How classes among the attributes were worked out, by the attribute. */
    readonly classRules?: Readonly<Record<string, ClassRule>>;
  } | null;
  readonly draw: DrawReport | null;
  readonly openAnswers: WaveReport['openAnswers'];
  /** How many sent answers are left out, and the overall index with them; absent: none are. */
  readonly exclusions?: { readonly excluded: number; readonly with: Figure | null };
  /** What the wave's figures rest on; absent: nobody worked it out. */
  readonly digests?: NonNullable<WaveReport['digests']>;
  /** What was noticed while reading. */
  readonly warnings: readonly Warning[];
}

/** A wave's report, and what comparing it with another wave needs. */
export interface MeasuredWave {
  readonly definition: Definition;
  readonly report: WaveReport;
  /** `null` where there are no figures. */
  readonly comparison: Comparison | null;
}

/** Weights a wave and measures everything its plan asks for. Without answers or weights it says why. */
export function measureWave(wave: WaveInput): MeasuredWave {
  return measured(wave, null);
}

/**
 * The same of a part of the customers: all figures are of them alone, as of a whole, and held back where they are too few or
 * would give others away. The account of the wave beside the figures is of everybody.
 */
export function measureWavePart(wave: WaveInput, part: Part): MeasuredWave {
  return measured(wave, part);
}

function measured(asked: WaveInput, part: Part | null): MeasuredWave {
  const { wave, cell } = part === null ? { wave: asked, cell: null } : wavePart(asked, part);
  const { dataset, plan } = wave;
  if (!dataset.outcomes.some(isAnswered)) return withoutFigures(wave, 'noAnswers', []);
  const { scheme, problems: unknown } = schemeFor(wave);
  if (scheme === null) return withoutFigures(wave, 'notWeighted', unknown);
  const instrument = instrumentOf(wave.definition);
  const tallies = wave.tallies === undefined ? Tallies.of(dataset, plan, instrument) : wave.tallies;
  const weighing =
    tallies === null ? weighRows(wave, instrument, scheme) : weighGroups(wave, tallies, scheme);
  if (weighing.wave === null) return withoutFigures(wave, 'notWeighted', weighing.problems.map(warningOf));
  const { weighted, whole } = weighing.wave;
  const segmented = { input: wave, tallies, weighted: weighing.wave, instrument };
  const options = { period: wave.key, confidence: plan.confidence };
  const everybody = part === null ? figuresOf(whole, instrument, { ...options, cell: null }) : [];
  const segments = part === null ? measureSegments(segmented, everybody) : null;
  const figures = [
    ...everybody,
    ...(segments?.figures ?? []),
    ...(part === null || cell === null ? [] : measurePart(segmented, part, cell)),
  ];
  const comparison = comparisonOf(wave, weighing.wave, scheme, figures);
  return {
    definition: wave.definition,
    report: {
      ...accountOf(asked),
      state: 'measured',
      figures: figures.map(({ figure }) => figure),
      segmentContrasts: segments?.contrasts ?? [],
      exclusions: exclusionsIn(
        wave,
        (part === null ? everybody : indexFiguresOf(whole, instrument, options)).map(({ figure }) => figure),
      ),
      design: designReport(wave, weighing.wave),
      weighting: weightingReport(wave, scheme.base, weighing.wave),
      warnings: [
        ...wave.warnings,
        ...weighted.warnings.map(warningOf),
        ...waveWarnings(wave, weighing.wave, scheme.base),
      ],
    },
    comparison: cell === null ? comparison : ofPart(comparison, { [cell.variable]: cell.value }),
  };
}

function exclusionsIn({ exclusions }: WaveInput, figures: readonly Figure[]): WaveReport['exclusions'] {
  if (exclusions === undefined || exclusions.excluded === 0) return null;
  return { ...exclusions, without: overallIndex(figures) };
}

/** The overall index of everybody among some figures; `null` where there is none. */
export function overallIndex(figures: readonly Figure[]): Figure | null {
  return (
    figures.find(({ name, target, domain }) => name === 'csi' && target === 'overall' && domain === null) ??
    null
  );
}

function isAnswered(outcomes: Uint32Array): boolean {
  return outcomes.some((count, disposition) => count > 0 && hasAnswered(disposition));
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
      segmentContrasts: [],
      exclusions: exclusionsIn(wave, []),
      design: null,
      weighting: weightingReport(wave, wave.plan.weighting.base, null),
      warnings: [...wave.warnings, ...why],
    },
    comparison: null,
  };
}

function designReport({ populations }: WaveInput, { weighted, whole, strata }: WeightedWave) {
  const { weights, counts, largestFactor } = weighted;
  const diagnostics = diagnosticsOf(weights, counts);
  const known = strata.map((label) => populations.get(label) ?? null);
  const rows = counts === null ? weights.length : counts.reduce((sum, count) => sum + count, 0);
  return {
    rows,
    psus: rows,
    strata: whole.domain.strata.reduce((sum, has) => sum + has, 0),
    degreesOfFreedom: whole.domain.degreesOfFreedom,
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
  base: WaveReport['weighting']['base'],
  wave: WeightedWave | null,
): WaveReport['weighting'] {
  const steps = wave?.weighted.steps ?? [];
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
    steps,
    strata: wave === null ? [] : weightsByStratum(wave.weighted, wave.strata),
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
export function warningOf({ code, ...params }: WeightingProblem | Weighted['warnings'][number]): Warning {
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
