import type { SampleRow } from '#reports/dataset.ts';
import type { WaveInput } from '#reports/measure-wave.ts';
import { type Plan, plan as planSchema } from '#reports/plan.ts';
import { WaveColumns } from '#reports/wave-columns.ts';
import type { Answers } from '#surveys/answers.ts';
import type { Definition, DefinitionDocument } from '#surveys/definition.ts';
import type { Random } from '#surveys/random.ts';
import { readDefinition } from '#surveys/read-definition.ts';
import type { ResponseStatus } from '#surveys/response-status.ts';
import { dispositions } from '#surveys/sampling/dispositions.ts';
import { aQuestionnaire } from '../helpers/questionnaire.ts';

function definitionOf(document: DefinitionDocument): Definition {
  const read = readDefinition(document);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.definition;
}

const questionnaire = aQuestionnaire();

/** The questionnaire with one item on five points beside two on ten. */
export function withMixedScales(): Definition {
  return definitionOf({
    ...questionnaire,
    index: { ...questionnaire.index, origin: 'scaleMinimum' },
    pages: questionnaire.pages.map((page) => ({
      ...page,
      questions: page.questions.map((question) =>
        question.kind === 'pair' && question.key === 'claims' ? { ...question, scale: 'five' } : question,
      ),
    })),
  });
}

/** The questionnaire with some of its pairs only. */
function withPairs(kept: readonly string[]): Definition {
  return definitionOf({
    ...questionnaire,
    factors: questionnaire.factors
      .map((factor) => ({
        ...factor,
        dimensions: factor.dimensions.map((dimension) => ({
          ...dimension,
          items: dimension.items.filter(({ key }) => kept.includes(key)),
        })),
      }))
      .filter(({ dimensions }) => dimensions.some(({ items }) => items.length > 0)),
    pages: questionnaire.pages
      .map((page) => ({
        ...page,
        questions: page.questions.filter(({ kind, key }) => kind !== 'pair' || kept.includes(key)),
      }))
      .filter(({ questions }) => questions.length > 0),
  });
}

export const definitions: Readonly<Record<string, Definition>> = {
  composite: definitionOf(questionnaire),
  pooled: definitionOf({ ...questionnaire, index: { ...questionnaire.index, aggregate: 'pooled' } }),
  'mean of factors': definitionOf({
    ...questionnaire,
    index: { ...questionnaire.index, origin: 'scaleMinimum', aggregate: 'meanOfFactors' },
  }),
  'mixed scales': withMixedScales(),
  'a single pair': withPairs(['speed']),
  'no pairs at all': withPairs([]),
};

const strata = ['A.ecommerce', 'A.trade', 'B', 'C'];
const regions = ['east', 'central', 'west'];
const tenures = ['new', 'old'];

function oneOf<T>(random: Random, values: readonly T[]): T {
  return values[random.below(values.length)] as T;
}

/** Answers of somebody who leaves out a tenth of everything. */
function someAnswers(random: Random, definition: Definition): Answers {
  const points = (key: string) => {
    const question = definition.pages.flatMap((page) => page.questions).find((one) => one.key === key);
    return question?.kind === 'pair' && question.scale === 'five' ? 5 : 10;
  };
  const answers: Record<string, Answers[string]> = {};
  for (const item of ['speed', 'manner', 'claims']) {
    const expectation = 1 + random.below(points(item));
    const perception = random.next() < 0.1 ? ('na' as const) : 1 + random.below(points(item));
    if (random.next() < 0.9)
      answers[item] = { expectation, perception, importance: 1 + random.below(points(item)) };
  }
  if (random.next() < 0.9) answers.ease = 1 + random.below(5);
  if (random.next() < 0.9) answers.recommend = random.below(11);
  if (random.next() < 0.9) answers.market = oneOf(random, ['letters', 'parcels']);
  return answers;
}

export function aRow(random: Random, definition: Definition): SampleRow {
  const recorded = random.next() < 0.4 ? oneOf(random, dispositions.slice(2)) : null;
  return {
    stratum: oneOf(random, strata),
    attributes: {
      region: oneOf(random, regions),
      tenure: oneOf(random, tenures),
      ...(random.next() < 0.9 ? { channel: oneOf(random, ['app', 'shop', 'phone']) } : {}),
    },
    recorded,
    weight: oneOf(random, [1, 1.5, 2.25, 7]),
    response: recorded === null ? aResponse(random, definition) : null,
  };
}

/** Most were sent; of others nothing is left, or nothing counts. Some came with a channel of their own. */
function aResponse(random: Random, definition: Definition): SampleRow['response'] {
  const ended: readonly ResponseStatus[] = ['started', 'started', 'screenedOut', 'overQuota', 'withdrawn'];
  const status = random.next() < 0.75 ? 'submitted' : oneOf(random, ended);
  return {
    versionId: 'v',
    status,
    answers: status === 'withdrawn' ? {} : someAnswers(random, definition),
    facts: random.next() < 0.2 ? { channel: oneOf(random, ['app', 'desk']) } : null,
  };
}

export const plans: Readonly<Record<string, unknown>> = {
  'by design': { segments: ['region', 'stratum', 'channel'] },
  'with weights given': { weighting: { base: 'given' }, segments: ['region', 'market'] },
  'adjusted for nonresponse': {
    weighting: {
      unknownEligibility: { classes: ['stratum'], minimum: 5 },
      nonresponse: { classes: ['stratum', 'tenure'], minimum: 12 },
    },
    segments: ['tenure', 'region'],
  },
  raked: {
    weighting: { calibration: { method: 'raking', margins: ['stratum', 'region', 'tenure'] } },
    segments: ['region', 'channel', 'nothing'],
  },
  'post-stratified': {
    weighting: { calibration: { method: 'poststratification', margins: ['region'] } },
    segments: ['tenure'],
  },
  'calibrated within bounds and cut': {
    weighting: {
      nonresponse: { classes: ['stratum'], minimum: 5 },
      calibration: { method: 'linear', margins: ['region', 'tenure'] },
      largestWeight: 3,
    },
    segments: ['region'],
  },
  'logit in bounds': {
    weighting: { calibration: { method: 'logit', margins: ['region'], bounds: [0.3, 4] } },
    segments: ['tenure'],
  },
};

export function variablesOf({ segments, weighting }: Plan): string[] {
  const { unknownEligibility, nonresponse, calibration } = weighting;
  return [
    ...new Set([
      ...segments,
      ...(unknownEligibility?.classes ?? []),
      ...(nonresponse?.classes ?? []),
      ...(calibration?.margins ?? []),
    ]),
  ];
}

/** A wave of `size` customers drawn from a population of ten times as many. */
export function aWave(random: Random, definition: Definition, given: unknown, size: number) {
  const plan = planSchema.parse(given);
  const columns = new WaveColumns(definition, new Map([['v', definition]]), variablesOf(plan));
  for (let place = 0; place < size; place++) columns.set(place, aRow(random, definition));
  return { columns, input: inputOf(columns, definition, plan) };
}

export function inputOf(columns: WaveColumns, definition: Definition, plan: Plan): WaveInput {
  const each = (values: readonly string[], total: number) =>
    Object.fromEntries(
      values.map((value, place) => [
        value,
        (total * (1 + place)) / ((values.length * (values.length + 1)) / 2),
      ]),
    );
  return {
    key: 'w',
    label: null,
    opensAt: null,
    closesAt: null,
    definition,
    version: 1,
    plan,
    dataset: columns.dataset(),
    customers: null,
    populations: new Map(strata.map((stratum, place) => [stratum, 1200 * (1 + place)])),
    frame: {
      key: 'f',
      kind: 'counts',
      source: 's',
      population: 12_000,
      margins: { region: each(regions, 12_000), tenure: each(tenures, 12_000) },
    },
    draw: null,
    openAnswers: { submitted: 0, excluded: 0, used: false },
    warnings: [],
  };
}
