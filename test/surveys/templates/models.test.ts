import { describe, expect, test } from 'vitest';
import type { Answers } from '#surveys/answers.ts';
import { route } from '#surveys/journey.ts';
import { pairsOf } from '#surveys/pairs.ts';
import { anybody } from '#surveys/respondent.ts';
import { type TemplateName, templateEntry, templateNames, templateWith } from '#surveys/templates/library.ts';

/** How many items each factor asks, by the factor's key. */
function itemsByFactor(name: TemplateName): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { factor } of pairsOf(templateEntry(name).questionnaire))
    counts[factor.key] = (counts[factor.key] ?? 0) + 1;
  return counts;
}

/** The share of each factor in the index, and of each item within the whole. */
function shares(name: TemplateName) {
  const factors = new Map<string, number>();
  const items = new Map<string, number>();
  for (const { key, factor, weight } of pairsOf(templateEntry(name).questionnaire)) {
    factors.set(factor.key, (factors.get(factor.key) ?? 0) + weight);
    items.set(key, weight);
  }
  return { factors, items };
}

/** How many answers measure each latent variable. */
function indicators(name: TemplateName): Record<string, number> {
  return Object.fromEntries(
    templateEntry(name).constructs.map((construct) => [construct.key, construct.indicators.length]),
  );
}

const measuring = templateNames.filter((name) => name !== 'complaint-behaviour');

test.each(measuring)('the shares of %s add up to 1', (name) => {
  const { items } = shares(name);
  expect([...items.values()].reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 14);
});

test('logistics service quality has nine constructs with 25 items, each construct a ninth', () => {
  expect(itemsByFactor('logistics-service-quality')).toEqual({
    personnelContact: 3,
    orderRelease: 3,
    informationQuality: 2,
    orderingProcedures: 2,
    orderAccuracy: 3,
    orderCondition: 3,
    orderQuality: 3,
    discrepancyHandling: 3,
    timeliness: 3,
  });
  const { factors, items } = shares('logistics-service-quality');
  for (const share of factors.values()) expect(share).toBeCloseTo(1 / 9, 14);
  expect(items.get('orderingSimple')).toBeCloseTo(1 / 18, 14);
  expect(items.get('promisedDate')).toBeCloseTo(1 / 27, 14);
});

test('core service has six services of three items, a sixth each', () => {
  expect(itemsByFactor('core-service')).toEqual({
    orderHandling: 3,
    transportPlanning: 3,
    tracking: 3,
    afterSales: 3,
    relationship: 3,
    technicalSupport: 3,
  });
  for (const share of shares('core-service').factors.values()) expect(share).toBeCloseTo(1 / 6, 14);
});

test('basic service has availability, operational performance and reliability, a third each', () => {
  expect(itemsByFactor('basic-service')).toEqual({
    availability: 3,
    operationalPerformance: 4,
    reliability: 3,
  });
  for (const share of shares('basic-service').factors.values()) expect(share).toBeCloseTo(1 / 3, 14);
});

test('transaction stages weigh alike, and after the transaction 22, 40 and 38 of 100', () => {
  expect(itemsByFactor('transaction-stages')).toEqual({
    preTransaction: 5,
    transaction: 5,
    postTransaction: 3,
  });
  const { factors, items } = shares('transaction-stages');
  for (const share of factors.values()) expect(share).toBeCloseTo(1 / 3, 14);
  const afterwards = ['extraServices', 'complaintHandling', 'serviceFollowUp'];
  const points = afterwards.map((key) => 300 * (items.get(key) ?? 0));
  expect(points.map((each) => Number(each.toFixed(9)))).toEqual([22, 40, 38]);
});

test('each of the seven rights is one item and a seventh', () => {
  const { items } = shares('seven-rights');
  expect([...items.keys()]).toEqual([
    'rightProduct',
    'rightQuantity',
    'rightCondition',
    'rightPlace',
    'rightTime',
    'rightCustomer',
    'rightCost',
  ]);
  for (const share of items.values()) expect(share).toBeCloseTo(1 / 7, 14);
});

describe('SERVQUAL', () => {
  const { questionnaire } = templateEntry('servqual');
  const dimensions = { tangibles: 4, reliability: 5, responsiveness: 4, assurance: 4, empathy: 5 };

  test('has 22 statements in five dimensions, each a fifth, in seven points', () => {
    expect(itemsByFactor('servqual')).toEqual(dimensions);
    for (const share of shares('servqual').factors.values()) expect(share).toBeCloseTo(1 / 5, 14);
    for (const { scale } of pairsOf(questionnaire)) expect([scale.min, scale.max]).toEqual([1, 7]);
  });

  test('shares out 100 points over the dimensions by their keys, and asks it of nobody who would rather not', () => {
    const points = questionnaire.pages
      .flatMap((page) => page.questions)
      .find((each) => each.kind === 'allocation');
    expect(points).toMatchObject({ key: 'dimensionPoints', total: 100, required: false });
    expect(points?.kind === 'allocation' && points.options.map(({ key }) => key)).toEqual(
      Object.keys(dimensions),
    );
  });
});

describe('national indices', () => {
  test('ACSI has six latent variables by 15 answers', () => {
    expect(indicators('acsi')).toEqual({
      expectations: 3,
      quality: 3,
      value: 2,
      satisfaction: 3,
      complaints: 1,
      loyalty: 3,
    });
  });

  test('ECSI has seven by 24, whether a complaint was handled or would be being one of them', () => {
    expect(indicators('ecsi')).toEqual({
      image: 5,
      expectations: 3,
      quality: 7,
      value: 2,
      satisfaction: 3,
      complaints: 2,
      loyalty: 3,
    });
  });

  test('CCSI has six by 19, with brand image and without complaints', () => {
    expect(indicators('ccsi')).toEqual({
      image: 2,
      expectations: 4,
      quality: 4,
      value: 2,
      satisfaction: 4,
      loyalty: 3,
    });
  });

  test.each(['acsi', 'ecsi', 'ccsi'] as const)(
    '%s measures its variables by ratings it asks, each once',
    (name) => {
      const { questionnaire, constructs } = templateEntry(name);
      const kinds = new Map(
        questionnaire.pages.flatMap((page) => page.questions).map(({ key, kind }) => [key, kind]),
      );
      const all = constructs.flatMap((construct) => construct.indicators);
      for (const { question, part } of all) {
        if (part !== null) expect(kinds.get(question), question).toBe('pair');
        else expect(['scale', 'choice', 'number'], question).toContain(kinds.get(question));
      }
      const places = all.map(({ question, part }) => `${question}.${part}`);
      expect(places).toEqual([...new Set(places)]);
      const unused = [...kinds.keys()].filter((key) => !all.some(({ question }) => question === key));
      expect(unused).toEqual(name === 'ecsi' ? ['complained', 'comment'] : ['comment']);
    },
  );

  test.each([
    ['acsi', 15],
    // one of two questions is asked about a complaint
    ['ecsi', 24 + 1],
    ['ccsi', 19],
  ] as const)('%s says how many answers measure its variables', (name, count) => {
    const sum = Object.values(indicators(name)).reduce((total, each) => total + each, 0);
    expect(sum).toBe(count);
    const { measures } = templateEntry(name).about;
    const said = name === 'ecsi' ? count - 1 : count;
    expect(measures['zh-CN']).toContain(` ${said} 个观测变量`);
    expect(measures.en).toContain(` ${said} answers`);
  });

  test.each(['acsi', 'ecsi', 'ccsi'] as const)('every rating of %s has ten points', (name) => {
    const { scales } = templateEntry(name).questionnaire;
    for (const { min, max } of Object.values(scales)) expect([min, max]).toEqual([1, 10]);
  });

  test('ACSI asks whoever would come back what rise they would bear, and the others what cut it takes', () => {
    const { questionnaire } = templateEntry('acsi');
    const asked = (answers: Answers) =>
      route(questionnaire, answers, anybody)
        .find(({ page }) => page.key === 'priceTolerance')
        ?.questions.map(({ key }) => key);
    expect(asked({ chooseAgain: 6 })).toEqual(['priceRiseBorne', 'comment']);
    expect(asked({ chooseAgain: 5 })).toEqual(['priceCutNeeded', 'comment']);
  });

  test('ECSI asks about the complaint that was made, or about one that might be', () => {
    const { questionnaire } = templateEntry('ecsi');
    const asked = (complained: string) =>
      route(questionnaire, { complained }, anybody).flatMap(({ questions }) =>
        questions.filter(({ key }) => key.startsWith('complaint')).map(({ key }) => key),
      );
    expect(asked('yes')).toEqual(['complaintHandled']);
    expect(asked('no')).toEqual(['complaintWouldBeHandled']);
  });
});

describe('complaint behaviour as a questionnaire of its own', () => {
  const definition = templateWith('complaint-behaviour', []);
  const pages = (answers: Answers) => route(definition, answers, anybody).map(({ page }) => page.key);
  const followUp = ['overall', 'whatWentWrong', 'complaintBehaviour', 'complaintOutcome'];

  test('asks on after an incident, however content somebody is on the whole', () => {
    expect(pages({ overallSatisfaction: 9, wasDissatisfied: 'yes' })).toEqual(followUp);
  });

  test('asks on after a low rating, even where no incident comes to mind', () => {
    expect(pages({ overallSatisfaction: 5, wasDissatisfied: 'no' })).toEqual(followUp);
  });

  test('is done with whoever is content and had no incident', () => {
    expect(pages({ overallSatisfaction: 6, wasDissatisfied: 'no' })).toEqual(['overall']);
  });

  test('measures no index, and says so', () => {
    expect(pairsOf(definition)).toEqual([]);
    expect(templateEntry('complaint-behaviour').about.weights.en).toContain('no index');
  });
});
