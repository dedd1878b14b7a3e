import { assembleReport } from '#reports/assemble-report.ts';
import { measureWave, type WaveInput } from '#reports/measure-wave.ts';
import { type Plan, plan as planSchema } from '#reports/plan.ts';
import type { Report } from '#reports/report.ts';
import { analyseWave, type WaveAnalysis } from '#reports/wave-analysis.ts';
import { WaveColumns } from '#reports/wave-columns.ts';
import type { Answers } from '#surveys/answers.ts';
import type { Definition, DefinitionDocument } from '#surveys/definition.ts';
import { readDefinition } from '#surveys/read-definition.ts';

/** A questionnaire with pairs in factors of two dimensions, a rating, and choices of one and of several answers. */
export function aMeasuredSurvey({
  items,
  name = (key) => key,
  index = { origin: 'zero', aggregate: 'composite', band: 0.03 },
}: {
  readonly items: number;
  readonly name?: (key: string) => string;
  readonly index?: DefinitionDocument['index'];
}): Definition {
  const words = (key: string) => ({ 'zh-CN': name(key), en: name(key) });
  const keys = Array.from({ length: items }, (_, place) => `item${place + 1}`);
  const perFactor = Math.max(1, Math.ceil(items / 6));
  const factors = Array.from({ length: Math.ceil(items / perFactor) }, (_, place) => {
    const own = keys.slice(place * perFactor, (place + 1) * perFactor);
    const half = Math.ceil(own.length / 2);
    const dimension = (key: string, some: readonly string[]) => ({
      ...{ key, name: words(key) },
      items: some.map((item) => ({ key: item, name: words(item), weight: 1 })),
    });
    const [first, second] = [own.slice(0, half), own.slice(half)];
    return {
      ...{ key: `factor${place + 1}`, name: words(`factor${place + 1}`), kind: 'direct' as const, weight: 1 },
      dimensions: [
        dimension(`dimension${place + 1}a`, first),
        ...(second.length > 0 ? [dimension(`dimension${place + 1}b`, second)] : []),
      ],
    };
  });
  const half = (label: string) => ({ label: words(label), low: words('low'), high: words('high') });
  const options = ['one', 'two', 'three'].map((key) => ({ key, label: words(key) }));
  const read = readDefinition({
    ...{ format: 1, languages: ['zh-CN', 'en'], index, factors },
    ...{ title: words('title'), organisation: words('organisation') },
    ...{ introduction: words('introduction'), thanks: words('thanks') },
    scales: { ten: { min: 1, max: 10, low: words('low'), high: words('high') } },
    pairWords: { expectation: half('expected'), perception: half('perceived'), notApplicable: words('none') },
    pages: [
      {
        ...{ key: 'all', title: words('all') },
        questions: [
          ...keys.map((key) => ({ kind: 'pair' as const, key, scale: 'ten', required: false })),
          { kind: 'scale', key: 'overall', text: words('overall'), scale: 'ten', required: false },
          { kind: 'choice', key: 'single', text: words('single'), required: false, options },
          { kind: 'choices', key: 'several', text: words('several'), required: false, options },
        ],
      },
    ],
  });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.definition;
}

/** Somebody of a stratum of 40 000 or of 8 000 customers; `null`: who did not answer. */
export interface Asked {
  readonly stratum?: 'large' | 'small';
  readonly attributes?: Readonly<Record<string, string>>;
  readonly answers: Answers | null;
}

/** A wave of people who were drawn. */
export function aWaveOf(
  key: string,
  definition: Definition,
  people: readonly Asked[],
  { plan = {}, ...change }: Partial<Omit<WaveInput, 'plan'>> & { readonly plan?: unknown } = {},
): WaveInput {
  const parsed: Plan = planSchema.parse(plan);
  const { calibration, nonresponse } = parsed.weighting;
  const variables = [...parsed.segments, ...(calibration?.margins ?? []), ...(nonresponse?.classes ?? [])];
  const columns = new WaveColumns(definition, new Map([['v', definition]]), [...new Set(variables)]);
  people.forEach(({ stratum = 'large', attributes = {}, answers }, place) => {
    const response = answers && { versionId: 'v', status: 'submitted' as const, answers };
    columns.set(place, { stratum, attributes, recorded: null, weight: null, response });
  });
  return {
    ...{ key, label: null, opensAt: null, closesAt: null, definition, version: 1, plan: parsed },
    ...{ dataset: columns.dataset(), customers: null, frame: null, draw: null, warnings: [] },
    populations: new Map([
      ['large', 40_000],
      ['small', 8_000],
    ]),
    openAnswers: { submitted: 0, excluded: 0, used: false },
    ...change,
  };
}

/** The report of some waves, in order of time, with the last one looked at closely. */
export function aReportOf(waves: readonly WaveInput[]): {
  readonly report: Report;
  readonly analysis: WaveAnalysis;
} {
  const last = waves.at(-1);
  if (last === undefined) throw new Error('A report needs a wave.');
  const { definition, plan } = last;
  const report = assembleReport({ slug: 's', definition, version: 1, plan }, waves.map(measureWave));
  return { report, analysis: analyseWave(last) };
}
