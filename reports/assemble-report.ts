import type { Definition } from '#surveys/definition.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { type MeasuredPair, pairsOf } from '#surveys/pairs.ts';
import { endsOf } from '#surveys/scales.ts';
import type { VersionStep } from '#surveys/series.ts';
import { changesOf } from './changes.ts';
import { comparedWaves } from './compared-waves.ts';
import { rewordedBetween } from './continuity.ts';
import { decompositionsOf } from './decomposition.ts';
import { formulasVersion } from './formulas-version.ts';
import { hasMixedScales } from './instrument.ts';
import type { MeasuredWave } from './measure-wave.ts';
import { type Measure, measuresReport } from './measures.ts';
import { movementOf } from './movement.ts';
import type { Part, PartValue } from './part.ts';
import type { Plan } from './plan.ts';
import type {
  DimensionDescription,
  FactorDescription,
  PartDescription,
  RatingDescription,
  Report,
  SegmentDescription,
  Warning,
  WaveReport,
} from './report.ts';

/** What a report is about, besides its waves. */
export interface ReportSubject {
  readonly slug: string;
  /** The questionnaire the report speaks of: that of its latest wave. */
  readonly definition: Definition;
  readonly version: number;
  readonly plan: Plan;
  /** All versions with what was decided of series, in the order of their numbers; absent: nothing was. */
  readonly steps?: readonly VersionStep[];
  readonly seriesDecisions?: Report['seriesDecisions'];
  readonly events?: Report['events'];
  /** In the order in which they began. */
  readonly measures?: readonly Measure[];
  /** What the report's figures rest on; absent: nobody worked it out. */
  readonly digest?: string;
  /** When the last answer came. */
  readonly asOf?: number | null;
  /** Of whom alone the waves were measured; absent: everybody. */
  readonly part?: Part;
}

/** Puts measured waves, in order of time, into one report with the changes between them. */
export function assembleReport(subject: ReportSubject, waves: readonly MeasuredWave[]): Report {
  const { slug, definition, version, plan, steps = [], seriesDecisions = [], events = [] } = subject;
  const { title, organisation, languages, index } = definition;
  const compared = comparedWaves(waves, plan, steps);
  const reports = waves.map((wave, place) => withRewordings(steps, wave, waves[place - 1]));
  const ratings = ratingsOf(definition);
  const changes = changesOf(compared);
  const { measures = [], asOf = null, part = null } = subject;
  return {
    format: 1,
    survey: { slug, title, organisation, languages, version },
    formulas: formulasVersion,
    ...(subject.digest === undefined ? {} : { digest: subject.digest }),
    plan,
    index: { ...index, unit: hasMixedScales(pairsOf(definition)) ? 'share' : 'points' },
    factors: factorsOf(definition),
    ratings,
    part: part?.map((value) => partDescription(definition, plan, value)) ?? null,
    segments:
      part === null
        ? segmentsOf(plan, reports).map((variable) => segmentOf(definition, plan, variable, reports))
        : [],
    seriesDecisions,
    events,
    measures: measuresReport(measures, { waves: reports, changes, events, ratings, asOf }),
    waves: reports,
    changes,
    decompositions: part === null ? decompositionsOf(compared) : [],
    movement: movementOf(compared),
  };
}

function withRewordings(
  steps: readonly VersionStep[],
  wave: MeasuredWave,
  before: MeasuredWave | undefined,
): WaveReport {
  if (before === undefined) return wave.report;
  const reworded = rewordedBetween(steps, before, wave);
  if (reworded.length === 0) return wave.report;
  const warning: Warning = {
    code: 'items-reworded',
    params: { items: reworded.join(', ') },
  };
  return { ...wave.report, warnings: [...wave.report.warnings, warning] };
}

function factorsOf(definition: Definition): FactorDescription[] {
  const pairs = pairsOf(definition);
  return definition.factors.flatMap(({ key, name, kind }) => {
    const own = pairs.filter(({ factor }) => factor.key === key);
    if (own.length === 0) return [];
    return [
      {
        key,
        name,
        kind,
        share: own.reduce((sum, { weight }) => sum + weight, 0),
        dimensions: dimensionsOf(own),
        items: own.map(({ item, dimension, weight, scale }) => ({
          key: item.key,
          name: item.name,
          dimension: dimension.name,
          dimensionKey: dimension.key,
          share: weight,
          scale: { min: scale.min, max: scale.max },
        })),
      },
    ];
  });
}

function dimensionsOf(pairs: readonly MeasuredPair[]): DimensionDescription[] {
  const dimensions = new Map(pairs.map(({ dimension }) => [dimension.key, dimension.name]));
  return Array.from(dimensions, ([key, name]) => {
    const own = pairs.filter(({ dimension }) => dimension.key === key);
    return { key, name, share: own.reduce((sum, { weight }) => sum + weight, 0) };
  });
}

function ratingsOf(definition: Definition): RatingDescription[] {
  return definition.pages
    .flatMap((page) => page.questions)
    .flatMap((question): RatingDescription[] => {
      const { key } = question;
      if (question.kind === 'scale') {
        const { min, max } = endsOf(definition, question.scale);
        return [{ key, kind: 'scale', text: question.text, scale: { min, max } }];
      }
      if (question.kind === 'recommend') {
        return [{ key, kind: 'recommend', text: question.text, scale: { min: 0, max: 10 } }];
      }
      return [];
    });
}

/** The survey's segments, then those that only a wave's own plan has. */
function segmentsOf(plan: Plan, waves: readonly WaveReport[]): string[] {
  return [...new Set([...plan.segments, ...waves.flatMap((wave) => wave.plan.segments)])];
}

/** A segment in the plan's words, else its question's; its values in the question's order, else what occurs by name. */
function segmentOf(
  definition: Definition,
  { variables }: Plan,
  variable: string,
  waves: readonly WaveReport[],
): SegmentDescription {
  const question = definition.pages.flatMap((page) => page.questions).find(({ key }) => key === variable);
  const words = Object.hasOwn(variables, variable) ? variables[variable] : undefined;
  const options = question?.kind === 'choice' ? question.options : [];
  const seen = new Set(
    waves.flatMap(({ figures }) => figures.flatMap(({ domain }) => domain?.[variable] ?? [])),
  );
  const known = options.map(({ key }) => key);
  const others = [...seen].filter((value) => !known.includes(value)).sort((a, b) => (a < b ? -1 : 1));
  return {
    variable,
    text: words?.label ?? (question?.kind === 'choice' ? question.text : null),
    values: [...known, ...others].map((value) => ({
      value,
      label: wordsFor(words?.values, value) ?? options.find(({ key }) => key === value)?.label ?? null,
    })),
  };
}

function partDescription(definition: Definition, plan: Plan, part: PartValue): PartDescription {
  const { text, values } = segmentOf(definition, plan, part.variable, []);
  const words = Object.hasOwn(plan.variables, part.variable) ? plan.variables[part.variable] : undefined;
  const option = values.find(({ value }) => value === part.value);
  return { ...part, text, label: option?.label ?? wordsFor(words?.values, part.value) };
}

function wordsFor(
  values: Readonly<Record<string, LocalizedText>> | undefined,
  value: string,
): LocalizedText | null {
  return values && Object.hasOwn(values, value) ? (values[value] ?? null) : null;
}
