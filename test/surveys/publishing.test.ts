import { describe, expect, test } from 'vitest';
import type { Condition } from '#surveys/conditions.ts';
import { type DefinitionDocument, definition } from '#surveys/definition.ts';
import { problemsIn } from '#surveys/publishing.ts';
import { textsIn } from '#surveys/texts.ts';
import {
  aChoice,
  aChoices,
  aContact,
  aDocument,
  aNumber,
  anAllocation,
  aPage,
  aPair,
  aRanking,
  aRecommend,
  aScale,
  aText,
  words,
} from './builders.ts';

const found = (document: DefinitionDocument) =>
  problemsIn(definition.parse(document)).map(({ path, code }) => `${path}: ${code}`);

test('a right survey has no problem', () => {
  expect(found(aDocument([aPage('one', aPair('quality'), aScale('overall'))]))).toEqual([]);
});

test('a survey without pairs needs neither factors nor words for pairs', () => {
  const { pairWords: _, ...document } = aDocument([aPage('one', aRecommend('nps'))]);
  expect(found(document)).toEqual([]);
});

test('an anonymous survey keeps nothing that is answered for once, and any other may', () => {
  const facts = [
    { key: 'order', name: words('order'), once: true, kept: true },
    { key: 'station', name: words('station'), kept: true },
    { key: 'parcel', name: words('parcel'), once: true },
  ];
  const pages = [aPage('one', aText('a'))];
  expect(found(aDocument(pages, { facts }))).toEqual([]);
  expect(found(aDocument(pages, { facts, anonymous: true }))).toEqual(['facts[0].kept: onceKeptInAnonymous']);
});

describe('pages', () => {
  test('are needed, with questions', () => {
    expect(found(aDocument([]))).toEqual(['pages: noPages']);
    expect(found(aDocument([aPage('one')]))).toEqual(['pages[0]: emptyPage']);
  });

  test('have addresses of their own', () => {
    expect(found(aDocument([aPage('one', aText('a')), aPage('one', aText('b'))]))).toEqual([
      'pages[1].key: duplicateKey',
    ]);
    expect(found(aDocument([aPage('thanks', aText('a'))]))).toEqual(['pages[0].key: reservedKey']);
  });
});

test('ends have keys of their own in the whole questionnaire, and no quota has one of them', () => {
  const end = (key: string) => ({ key, when: { op: 'answered', question: 'a' } as const, text: words(key) });
  const quota = { ...end('full'), name: words('full'), limit: 1, full: words('full') };
  const { text: _, ...full } = quota;
  const pages = [
    { ...aPage('one', aText('a')), endIf: [end('early')] },
    { ...aPage('two', aText('b')), endIf: [end('early'), end('full'), end('late')] },
  ];
  expect(found(aDocument(pages, { quotas: [full] }))).toEqual([
    'pages[1].endIf[0].key: duplicateKey',
    'pages[1].endIf[1].key: duplicateKey',
  ]);
});

describe('texts', () => {
  test('are needed in every language of the survey; blanks are no text', () => {
    const document = aDocument([
      aPage(
        'one',
        aPair('quality', { hint: { en: 'Hint' } }),
        aText('why', { text: { ...words('x'), en: '　' } }),
      ),
    ]);
    expect(found(document)).toEqual([
      'pages[0].questions[0].hint.zh-CN: missingTranslation',
      'pages[0].questions[1].text.en: missingTranslation',
    ]);
    expect(
      found({
        ...aDocument([aPage('one', aText('a'))]),
        languages: ['zh-CN'],
        title: { 'zh-CN': '好', fr: '' },
      }),
    ).toEqual([]);
  });

  test('are looked at wherever a definition has one', () => {
    const parsed = definition.parse({
      ...aDocument([
        {
          ...aPage(
            'one',
            aPair('quality', { text: words('x'), hint: words('x') }),
            aScale('a', { hint: words('x') }),
          ),
          introduction: words('x'),
        },
        aPage(
          'two',
          aRecommend('b'),
          aChoice('c', ['x', 'y']),
          aChoices('d', ['x', 'y']),
          aNumber('e', { unit: words('x') }),
          aText('f'),
        ),
      ]),
    });
    const everywhere: string[] = [];
    JSON.stringify(parsed, (_, value) => {
      if (typeof value === 'object' && value !== null && 'zh-CN' in value) everywhere.push(value.en);
      return value;
    });
    expect(
      textsIn(parsed)
        .map(([, text]) => text.en)
        .sort(),
    ).toEqual(everywhere.sort());
  });

  test('are in languages named once', () => {
    expect(found({ ...aDocument([aPage('one', aText('a'))]), languages: ['en', 'zh-CN', 'en'] })).toEqual([
      'languages[2]: duplicateLanguage',
    ]);
  });
});

describe('keys', () => {
  test('of questions are unique across pages', () => {
    expect(found(aDocument([aPage('one', aText('a')), aPage('two', aText('a'))]))).toEqual([
      'pages[1].questions[0].key: duplicateKey',
    ]);
  });

  test('of options are unique within their question', () => {
    expect(found(aDocument([aPage('one', aChoice('a', ['x', 'x']), aChoices('b', ['x', 'y']))]))).toEqual([
      'pages[0].questions[0].options[1].key: duplicateKey',
    ]);
  });

  test('of factors, dimensions and items are unique', () => {
    const document = aDocument([aPage('one', aPair('quality'))]);
    expect(found({ ...document, factors: [...document.factors, ...document.factors] })).toEqual([
      'factors[1].key: duplicateKey',
      'factors[1].dimensions[0].key: duplicateKey',
      'factors[1].dimensions[0].items[0].key: duplicateKey',
    ]);
  });
});

describe('items and pairs', () => {
  test('belong together one to one', () => {
    const asked = aDocument([aPage('one', aPair('quality'))]);
    expect(found({ ...asked, factors: [] })).toEqual(['pages[0].questions[0].key: unknownItem']);
    expect(found({ ...asked, pages: [aPage('one', aScale('quality'))] })).toEqual([
      'factors[0].dimensions[0].items[0]: itemNotAsked',
    ]);
  });

  test('need their words', () => {
    const { pairWords, ...without } = aDocument([aPage('one', aPair('quality', { importance: true }))]);
    expect(found(without)).toEqual(['pages[0].questions[0]: pairWithoutWords']);
    const { importance: _, ...some } = pairWords ?? {};
    expect(found({ ...without, pairWords: some as NonNullable<typeof pairWords> })).toEqual([
      'pages[0].questions[0].importance: pairWithoutWords',
    ]);
  });

  test('fill every factor and dimension', () => {
    const document = aDocument([aPage('one', aText('a'))]);
    const factor = { key: 'f', name: words('f'), kind: 'direct' as const, weight: 1 };
    expect(found({ ...document, factors: [{ ...factor, dimensions: [] }] })).toEqual([
      'factors[0]: emptyFactor',
    ]);
    expect(
      found({
        ...document,
        factors: [{ ...factor, dimensions: [{ key: 'd', name: words('d'), items: [] }] }],
      }),
    ).toEqual(['factors[0].dimensions[0]: emptyDimension']);
  });
});

describe('scales', () => {
  const withScale = (min: number, max: number) =>
    aDocument([aPage('one', aScale('a', { scale: 's' }))], {
      scales: { s: { min, max, low: words('l'), high: words('h') } },
    });

  test('run upwards and have at most 101 points', () => {
    expect(found(withScale(0, 100))).toEqual([]);
    expect(found(withScale(0, 101))).toEqual(['scales.s: scaleEnds']);
    expect(found(withScale(3, 3))).toEqual(['scales.s: scaleEnds']);
    expect(found(withScale(5, 1))).toEqual(['scales.s: scaleEnds']);
    expect(found(withScale(-3, 3))).toEqual([]);
  });

  test('must exist', () => {
    expect(
      found(aDocument([aPage('one', aScale('a', { scale: 'x' }), aPair('b', { scale: 'valueOf2' }))])),
    ).toEqual(['pages[0].questions[0].scale: unknownScale', 'pages[0].questions[1].scale: unknownScale']);
  });

  test('may differ between pairs only where the index counts from the scale’s minimum', () => {
    const document = aDocument([aPage('one', aPair('a'), aPair('b', { scale: 'five' }))]);
    expect(found(document)).toEqual([]);
    const fromZero = { ...document, index: { ...document.index, origin: 'zero' as const } };
    expect(found(fromZero)).toEqual(['index.origin: mixedScales']);
    const alike = { ...fromZero.scales, five: { min: 1, max: 10, low: words('l'), high: words('h') } };
    expect(found({ ...fromZero, scales: alike })).toEqual([]);
  });
});

test('limits of numbers and choices are possible ones', () => {
  expect(
    found(
      aDocument([
        aPage(
          'one',
          aNumber('a', { min: 3, max: 2 }),
          aChoices('b', ['x', 'y'], { min: 3 }),
          aChoices('c', ['x', 'y'], { max: 3 }),
          aChoice('d', ['x']),
        ),
      ]),
    ),
  ).toEqual([
    'pages[0].questions[0].max: rangeEnds',
    'pages[0].questions[1].max: rangeEnds',
    'pages[0].questions[2].max: rangeEnds',
    'pages[0].questions[3].options: tooFew',
  ]);
});

test('options that are named on the page are called neither like its hint nor like its error', () => {
  const other = { key: 'hint', label: words('other'), specify: true };
  const plain = { key: 'error', label: words('error') };
  const ask = { ...aChoice('a', []), options: [other, plain] };
  expect(
    found(aDocument([aPage('one', ask, aRanking('b', ['error', 'x']), anAllocation('c', ['x', 'hint']))])),
  ).toEqual([
    'pages[0].questions[0].options[0].key: reservedKey',
    'pages[0].questions[1].options[0].key: reservedKey',
    'pages[0].questions[2].options[1].key: reservedKey',
  ]);
});

test('rankings and points need options to choose between, each of its own', () => {
  expect(found(aDocument([aPage('one', aRanking('a', ['x']), anAllocation('b', ['x', 'x']))]))).toEqual([
    'pages[0].questions[0].options: tooFew',
    'pages[0].questions[1].options[1].key: duplicateKey',
  ]);
});

test('texts of options are needed in every language, whatever their question', () => {
  const [x, y] = ['x', 'y'].map((key) => ({ key, label: words(key) }));
  const options = [
    { ...x, key: 'x', label: { en: 'x' } },
    { ...y, key: 'y', label: words('y') },
  ];
  const asked = (['ranking', 'allocation', 'choices'] as const).map((kind) => ({
    kind,
    key: kind,
    text: words(kind),
    options,
  }));
  expect(found(aDocument([aPage('one', ...asked)]))).toEqual(
    [0, 1, 2].map((index) => `pages[0].questions[${index}].options[0].label.zh-CN: missingTranslation`),
  );
});

describe('a condition', () => {
  const asked = [
    aPair('pair'),
    aPair('weighed', { importance: true, notApplicable: false }),
    aScale('scale'),
    aRecommend('nps'),
    aChoice('choice', ['x', 'y']),
    aChoices('choices', ['x', 'y']),
    aNumber('number'),
    aText('text'),
    aRanking('ranking', ['x', 'y']),
    anAllocation('allocation', ['x', 'y']),
    aContact('contact'),
  ];
  const about = (showIf: Condition) =>
    found(aDocument([aPage('one', ...asked), { ...aPage('two', aText('more')), showIf }])).map((each) =>
      each.replace('pages[1].', ''),
    );

  test.each<Condition>([
    ...[
      'pair',
      'scale',
      'nps',
      'choice',
      'choices',
      'number',
      'text',
      'ranking',
      'allocation',
      'contact',
    ].map((question) => ({
      op: 'answered' as const,
      question,
    })),
    { op: 'answered', question: 'pair', part: 'perception' },
    { op: 'equals', question: 'pair', part: 'perception', value: 'na' },
    { op: 'equals', question: 'pair', part: 'expectation', value: 10 },
    { op: 'atMost', question: 'weighed', part: 'importance', value: 3 },
    { op: 'equals', question: 'choice', value: 'y' },
    { op: 'includes', question: 'choices', value: 'x' },
    { op: 'atLeast', question: 'nps', value: 9 },
    { op: 'equals', question: 'number', value: -2.5 },
    { op: 'all', of: [{ op: 'any', of: [{ op: 'not', condition: { op: 'answered', question: 'text' } }] }] },
  ])('may be %j', (condition) => {
    expect(about(condition)).toEqual([]);
  });

  test.each<[Condition, string]>([
    [{ op: 'answered', question: 'nobody' }, 'conditionUnknownQuestion'],
    [{ op: 'answered', question: 'more' }, 'conditionAboutLaterPage'],
    [{ op: 'atMost', question: 'pair', value: 3 }, 'conditionNeedsPart'],
    [{ op: 'atMost', question: 'pair', part: 'importance', value: 3 }, 'conditionNeedsPart'],
    [{ op: 'atMost', question: 'nps', part: 'perception', value: 3 }, 'conditionNeedsPart'],
    [{ op: 'equals', question: 'choice', value: 'z' }, 'conditionUnknownOption'],
    [{ op: 'includes', question: 'choices', value: 'z' }, 'conditionUnknownOption'],
    [{ op: 'equals', question: 'scale', value: 11 }, 'conditionNeverHolds'],
    [{ op: 'equals', question: 'scale', value: 'na' }, 'conditionUnknownOption'],
    [{ op: 'equals', question: 'weighed', part: 'perception', value: 'na' }, 'conditionUnknownOption'],
    [{ op: 'equals', question: 'pair', part: 'expectation', value: 'na' }, 'conditionUnknownOption'],
    [{ op: 'equals', question: 'choices', value: 'x' }, 'conditionNotComparable'],
    [{ op: 'includes', question: 'choice', value: 'x' }, 'conditionNotComparable'],
    [{ op: 'includes', question: 'pair', value: 'x' }, 'conditionNotComparable'],
    [{ op: 'atMost', question: 'text', value: 3 }, 'conditionNotComparable'],
    [{ op: 'atMost', question: 'choice', value: 3 }, 'conditionNotComparable'],
    [{ op: 'equals', question: 'number', value: 'x' }, 'conditionNotComparable'],
    [{ op: 'includes', question: 'ranking', value: 'x' }, 'conditionNotComparable'],
    [{ op: 'atLeast', question: 'allocation', value: 50 }, 'conditionNotComparable'],
    [{ op: 'equals', question: 'contact', value: 'x' }, 'conditionNotComparable'],
    [{ op: 'answered', question: 'allocation', part: 'perception' }, 'conditionNeedsPart'],
  ])('must not be %j', (condition, code) => {
    expect(about(condition)).toEqual([`showIf: ${code}`]);
  });

  test('of a question looks at earlier pages only, so that a page never changes while it is filled in', () => {
    const showIf: Condition = { op: 'not', condition: { op: 'answered', question: 'a' } };
    expect(found(aDocument([aPage('one', aText('a'), aText('b', { showIf }))]))).toEqual([
      'pages[0].questions[1].showIf.condition: conditionAboutLaterPage',
    ]);
    expect(found(aDocument([aPage('one', aText('a')), aPage('two', aText('b', { showIf }))]))).toEqual([]);
  });
});
