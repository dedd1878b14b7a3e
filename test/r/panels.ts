import type { Report } from '#reports/report.ts';
import { createRandom } from '#surveys/random.ts';
import { anonymous } from './anonymous-panel.ts';
import { csv, mappingFor, mixed, type Panel, prepared, rowsOf, ten } from './panel.ts';
import { countsBy, type Person, populationOf, type Row, stratumOf } from './population.ts';
import { type PanelItem, questionnaireOf } from './questionnaire.ts';

const figuresOf = (report: Report) => report.waves.flatMap(({ figures }) => figures);

/**
 * Three waves of a customer list: unknown eligibility, nonresponse classes that are joined, raking to three margins,
 * trimming with raking again, factors averaged, customers in several waves.
 */
function raked(): Panel {
  const random = createRandom('panel raked');
  const people = populationOf(random, 6000);
  const sizes = { A: 90, B: 130, C: 200 };
  const rows = rowsOf(random, people, ['2026Q1', '2026Q2', '2026Q3'], sizes, ten, () => ({}));
  const plan = {
    weighting: {
      unknownEligibility: { classes: ['市场', '地区'], minimum: 30 },
      nonresponse: { classes: ['stratum', '客龄'], minimum: 25, maximumFactor: 3 },
      calibration: { method: 'raking', margins: ['stratum', '地区', '客龄'] },
      largestWeight: 1.9,
    },
    segments: ['stratum', '地区', '客龄', 'club'],
    confidence: 0.9,
    smallestCell: 12,
  };
  return {
    slug: 'raked',
    files: {
      'raked.json': questionnaireOf(
        ten,
        { origin: 'zero', aggregate: 'meanOfFactors', band: 0.03 },
        { product: 0.5, service: 0.3, image: 0.2 },
      ),
      'raked-customers.csv': csv(people.map(({ mood: _, ...known }) => known)),
      'raked-customers.json': {
        customer: 'customer',
        strata: ['size', 'market'],
        attributes: { 市场: 'market', 地区: 'region', 客龄: 'tenure', club: 'club' },
      },
      'raked.csv': csv(rows),
      'raked-mapping.json': mappingFor(ten, { frame: 'list', plan }),
    },
    commands: [
      ...prepared('raked', 'raked.json'),
      'frame import --survey raked --frame list --file @raked-customers.csv --mapping @raked-customers.json',
      'responses import --survey raked --file @raked.csv --mapping @raked-mapping.json',
    ],
    shows: {
      'unknown eligibility': ({ waves }) =>
        waves.every(({ weighting }) => (weighting.unknownEligibility?.used ?? 0) > 1),
      'joined classes': ({ waves }) =>
        waves.every(({ weighting }) => (weighting.nonresponse?.joined ?? 0) > 0),
      'trimmed weights': ({ waves }) =>
        waves.every(({ weighting }) => (weighting.trimming?.trimmed ?? 0) > 0),
      raking: ({ waves }) => waves.every(({ weighting }) => (weighting.calibration?.iterations ?? 0) > 1),
      'small cells': (report) => figuresOf(report).some(({ suppressed }) => suppressed === 'small-cell'),
      'a movement over the waves': ({ movement }) => movement !== null,
      'changes with p values': ({ changes }) => changes.filter(({ pHolm }) => pHolm !== null).length > 6,
    },
  };
}

/**
 * Items on three scales, pooled; logit calibration within bounds, trimming with the last word; samples taken as
 * independent; a questionnaire that changes so that series break, and a population that grows.
 */
function rescaled(): Panel {
  const random = createRandom('panel mixed');
  const people = populationOf(random, 5000);
  const known = ({ size, market, region, club }: Person) => ({ size, market, region, club });
  const larger = populationOf(random, 1500).filter(({ size }) => size !== 'C');
  const grown = [...people, ...larger.map((person) => ({ ...person, customer: `新${person.customer}` }))];
  const waves = (of: readonly Person[], names: readonly string[], items: readonly PanelItem[]) =>
    csv(rowsOf(random, of, names, { A: 60, B: 90, C: 150 }, items, known));
  const countsOf = (of: readonly Person[]) => ({
    strata: Object.fromEntries(countsBy(of, stratumOf)),
    margins: { region: Object.fromEntries(countsBy(of, ({ region }) => region)) },
  });
  const later = mixed.map((item) => (item.key === 'speed' ? { ...item, weight: 5 } : item));
  const plan = {
    weighting: {
      nonresponse: { classes: ['size'], minimum: 0 },
      calibration: { method: 'logit', margins: ['stratum', 'region'], bounds: [0.5, 2] },
      largestWeight: 1.3,
    },
    segments: ['market', 'club'],
    change: 'independent',
  };
  const more = {
    stratum: ['size', 'market'],
    attributes: { size: 'size', market: 'market', region: 'region', club: 'club' },
  };
  const index = { origin: 'scaleMinimum', aggregate: 'pooled', band: 0.05 } as const;
  return {
    slug: 'rescaled',
    files: {
      'rescaled-1.json': questionnaireOf(mixed, index, { product: 2, service: 1, image: 1 }),
      'rescaled-2.json': questionnaireOf(later, index, { product: 2, service: 1, image: 1 }),
      'rescaled-counts.json': countsOf(people),
      'rescaled-grown.json': countsOf(grown),
      'rescaled-1.csv': waves(people, ['w1', 'w2'], mixed),
      'rescaled-2.csv': waves(grown, ['w3'], later),
      'rescaled-mapping-1.json': mappingFor(mixed, { ...more, frame: 'counts' }),
      'rescaled-mapping-2.json': mappingFor(mixed, { ...more, frame: 'grown' }),
      'rescaled-plan.json': plan,
    },
    commands: [
      ...prepared('rescaled', 'rescaled-1.json'),
      'frame counts --survey rescaled --frame counts --file @rescaled-counts.json',
      'frame counts --survey rescaled --frame grown --file @rescaled-grown.json',
      'plan --survey rescaled --file @rescaled-plan.json',
      'responses import --survey rescaled --file @rescaled-1.csv --mapping @rescaled-mapping-1.json',
      ...prepared('rescaled', 'rescaled-2.json'),
      'responses import --survey rescaled --file @rescaled-2.csv --mapping @rescaled-mapping-2.json',
    ],
    shows: {
      'items in shares of their scales': ({ index: { unit } }) => unit === 'share',
      'trimmed weights': ({ waves }) =>
        waves.every(({ weighting }) => (weighting.trimming?.trimmed ?? 0) > 0),
      'a broken series': ({ changes }) => changes.some(({ reason }) => reason === 'weights-changed'),
      'another mix of customers': ({ decompositions }) =>
        decompositions.some(({ composition }) => Math.abs(composition?.difference ?? 0) > 1e-4),
      'changes with degrees of freedom': ({ changes }) =>
        changes.some(({ degreesOfFreedom }) => degreesOfFreedom !== null),
    },
  };
}

/**
 * Weights that came with the data; post-stratified, calibrated linearly to margins that follow from each other, and
 * within bounds, wave by wave; all waves as one design; a stratum asked in full and one with a single respondent.
 */
function given(): Panel {
  const random = createRandom('panel given');
  const people = populationOf(random, 2500);
  const strata = countsBy(people, stratumOf);
  const known = (person: Person) => ({
    stratum: stratumOf(person),
    population: strata.get(stratumOf(person)) ?? 0,
    market: person.market,
    region: person.region,
    weight: (usual[stratumOf(person)] ?? usual[person.size] ?? 1) * (0.8 + 0.4 * random.next()),
  });
  const sizes = { 'A.企业': 3, 'A.电商': 1000, B: 130, C: 200 };
  const usual: Readonly<Record<string, number>> = { 'A.企业': 67, A: 1.8, B: 4.5, C: 9 };
  const rows = rowsOf(random, people, ['1', '2', '3', '4'], sizes, ten, known);
  const alone = keepOneRespondent(rows, 'A.企业');
  const index = { origin: 'scaleMinimum', aggregate: 'composite', band: 0.03 } as const;
  const base = { segments: ['market', 'region'], weighting: { base: 'given' }, change: 'stacked' };
  const methods = [
    { method: 'poststratification', margins: ['region'] },
    { method: 'linear', margins: ['stratum', 'market', 'region'] },
    { method: 'linear', margins: ['market', 'region'], bounds: [0.86, 1.2] },
    { method: 'raking', margins: ['market', 'region'], bounds: [0.9, 1.2] },
  ];
  return {
    slug: 'given',
    files: {
      'given.json': questionnaireOf(ten, index, { product: 1, service: 1, image: 1 }),
      'given-counts.json': {
        strata: Object.fromEntries(strata),
        margins: {
          market: Object.fromEntries(countsBy(people, ({ market }) => market)),
          region: Object.fromEntries(countsBy(people, ({ region }) => region)),
        },
      },
      'given.csv': csv(alone),
      'given-mapping.json': mappingFor(ten, {
        frame: 'counts',
        stratum: 'stratum',
        weight: 'weight',
        attributes: { market: 'market', region: 'region' },
        plan: base,
      }),
      ...Object.fromEntries(
        methods.map((calibration, place) => [
          `given-${place + 1}.json`,
          { ...base, weighting: { base: 'given', calibration } },
        ]),
      ),
    },
    commands: [
      ...prepared('given', 'given.json'),
      'frame counts --survey given --frame counts --file @given-counts.json',
      'responses import --survey given --file @given.csv --mapping @given-mapping.json',
      ...methods.map((_, place) => `plan --survey given --wave ${place + 1} --file @given-${place + 1}.json`),
    ],
    shows: {
      'given weights': ({ waves }) => waves.every(({ weighting }) => weighting.base === 'given'),
      'four ways to calibrate': ({ waves }) =>
        waves.map(({ weighting }) => weighting.calibration?.method).join() ===
        'poststratification,linear,linear,raking',
      'changes in one design': ({ changes }) =>
        new Set(
          changes.filter(({ domain }) => domain === null).map(({ degreesOfFreedom }) => degreesOfFreedom),
        ).size === 1,
      'a stratum of one respondent': ({ waves }) =>
        waves.every(({ warnings }) => warnings.some(({ code }) => code === 'lonely-stratum')),
    },
  };
}

/** Only the first row of a stratum in each wave has answers. */
function keepOneRespondent(rows: readonly Row[], stratum: string): Row[] {
  const answered = new Set<unknown>();
  return rows.map((row) => {
    if (row.stratum !== stratum) return row;
    const { wave = '', customer = '', population = 0, market = '', region = '', weight = 0 } = row;
    const without: Row = { wave, customer, stratum, population, market, region, weight, disposition: 'NC' };
    if (answered.has(wave)) return without;
    answered.add(wave);
    return { ...without, disposition: 'I', satisfied: 4, recommend: 9, e_speed: 8, p_speed: 7 };
  });
}

/** Nothing is known of the population: everybody weighs the same. */
function unknownPopulation(): Panel {
  const random = createRandom('panel unknown');
  const people = populationOf(random, 400);
  const rows = rowsOf(random, people, ['only'], { A: 12, B: 30, C: 60 }, ten, ({ market }) => ({ market }));
  const index = { origin: 'zero', aggregate: 'composite', band: 0.03 } as const;
  return {
    slug: 'unknown',
    files: {
      'unknown.json': questionnaireOf(ten, index, { product: 1, service: 2, image: 3 }),
      'unknown.csv': csv(rows),
      'unknown-mapping.json': mappingFor(ten, {
        attributes: { market: 'market' },
        plan: { segments: ['market'] },
      }),
    },
    commands: [
      ...prepared('unknown', 'unknown.json'),
      'responses import --survey unknown --file @unknown.csv --mapping @unknown-mapping.json',
    ],
    shows: { 'equal weights': ({ waves }) => waves.every(({ weighting }) => weighting.base === 'equal') },
  };
}

/** Every panel the comparison is made with, besides the demonstration. */
export const panels: readonly (() => Panel)[] = [raked, rescaled, given, anonymous, unknownPopulation];
