import { describe, expect, test } from 'vitest';
import type { DefinitionDocument } from '#surveys/definition.ts';
import type { DefinitionProblem } from '#surveys/definition-problem.ts';
import { readDefinition, readDraft } from '#surveys/read-definition.ts';
import { aChoice, aDocument, aPage, aPair, aScale, words } from './builders.ts';

/** A right document as parsed JSON, to be spoilt at will. */
// biome-ignore lint/suspicious/noExplicitAny: a document from outside can be anything
function json(): any {
  const second = {
    ...aPage('second', aChoice('market', ['a', 'b'])),
    showIf: { op: 'answered', question: 'quality' },
  };
  return JSON.parse(
    JSON.stringify(aDocument([aPage('first', aPair('quality'), aScale('overall')), second as never])),
  );
}

function problemsOf(document: unknown): readonly DefinitionProblem[] {
  const reading = readDefinition(document);
  return 'problems' in reading ? reading.problems : [];
}

const found = (document: unknown) => problemsOf(document).map(({ path, code }) => `${path}: ${code}`);

test('a right document is read with its defaults filled in', () => {
  const reading = readDefinition(json());
  expect(reading).toMatchObject({
    definition: {
      pages: [
        {
          questions: [
            { key: 'quality', required: true, importance: false, notApplicable: true },
            { key: 'overall', required: true, notApplicable: false },
          ],
        },
        { key: 'second' },
      ],
    },
  });
});

test('reading what was read changes nothing', () => {
  const first = readDefinition(json());
  const again = readDefinition(JSON.parse(JSON.stringify('definition' in first ? first.definition : null)));
  expect(again).toEqual(first);
});

describe('a document of the wrong shape is refused with the place and kind of each problem:', () => {
  // biome-ignore lint/suspicious/noExplicitAny: a document from outside can be anything
  test.each<[string, (document: any) => void, string]>([
    ['no title', (d) => delete d.title, 'title: missing'],
    [
      'an unknown key',
      (d) => {
        d.colour = 'red';
      },
      'colour: unknownKey',
    ],
    [
      'an unknown key deep inside',
      (d) => {
        d.pages[0].questions[0].max = 3;
      },
      'pages[0].questions[0].max: unknownKey',
    ],
    [
      'another format',
      (d) => {
        d.format = 2;
      },
      'format: notAllowedValue',
    ],
    ['no format', (d) => delete d.format, 'format: missing'],
    [
      'a number for a text',
      (d) => {
        d.title.en = 3;
      },
      'title.en: wrongType',
    ],
    [
      'a text for texts',
      (d) => {
        d.title = 'Title';
      },
      'title: wrongType',
    ],
    [
      'an unknown kind of question',
      (d) => {
        d.pages[0].questions[0].kind = 'matrix';
      },
      'pages[0].questions[0].kind: notAllowedValue',
    ],
    ['no kind', (d) => delete d.pages[0].questions[0].kind, 'pages[0].questions[0].kind: missing'],
    [
      'a blank in a key',
      (d) => {
        d.pages[0].key = 'first page';
      },
      'pages[0].key: badFormat',
    ],
    [
      'a key in Chinese',
      (d) => {
        d.pages[0].key = '产品';
      },
      'pages[0].key: badFormat',
    ],
    [
      'a key that objects have',
      (d) => {
        d.pages[0].key = 'toString';
      },
      'pages[0].key: reservedKey',
    ],
    [
      'a scale that objects have',
      (d) => {
        d.scales.constructor = d.scales.ten;
      },
      'scales.constructor: reservedKey',
    ],
    [
      'a language tag not as it should be',
      (d) => {
        d.languages[0] = 'zh_CN';
      },
      'languages[0]: badFormat',
    ],
    [
      'a text in no language',
      (d) => {
        d.title.klingonese99 = 'x';
      },
      'title.klingonese99: badFormat',
    ],
    [
      'no languages',
      (d) => {
        d.languages = [];
      },
      'languages: tooFew',
    ],
    [
      'a text of 10,001 characters',
      (d) => {
        d.title.en = 'x'.repeat(10_001);
      },
      'title.en: tooLong',
    ],
    [
      '201 pages',
      (d) => {
        d.pages = Array.from({ length: 201 }, () => d.pages[0]);
      },
      'pages: tooMany',
    ],
    [
      'half a point',
      (d) => {
        d.scales.ten.min = 0.5;
      },
      'scales.ten.min: wrongType',
    ],
    [
      'a weight of nothing',
      (d) => {
        d.factors[0].weight = 0;
      },
      'factors[0].weight: notAbove',
    ],
    [
      'an endless weight',
      (d) => {
        d.factors[0].weight = Number.POSITIVE_INFINITY;
      },
      'factors[0].weight: wrongType',
    ],
    [
      'a band wider than half',
      (d) => {
        d.index.band = 0.6;
      },
      'index.band: tooBig',
    ],
    [
      'an unknown condition',
      (d) => {
        d.pages[1].showIf = { op: 'matches', question: 'quality' };
      },
      'pages[1].showIf.op: notAllowedValue',
    ],
    [
      'a condition that is code',
      (d) => {
        d.pages[1].showIf = 'quality > 3';
      },
      'pages[1].showIf: wrongType',
    ],
    [
      'a condition without parts',
      (d) => {
        d.pages[1].showIf = { op: 'all', of: [] };
      },
      'pages[1].showIf.of: tooFew',
    ],
    [
      'NUL in a text',
      (d) => {
        d.title.en = 'a\u0000';
      },
      'title.en: unsupportedCharacters',
    ],
    [
      'half a character in a text',
      (d) => {
        d.title.en = '\ud83d';
      },
      'title.en: unsupportedCharacters',
    ],
  ])('%s', (_, spoil, expected) => {
    const document = json();
    spoil(document);
    expect(found(document)).toContain(expected);
  });

  test('and all at once', () => {
    const document = json();
    delete document.title;
    document.colour = 'red';
    document.scales.ten.min = 'one';
    document.pages[1].key = ' ';
    document.thanks.en = '\u0007';
    expect(found(document).sort()).toEqual([
      'colour: unknownKey',
      'pages[1].key: badFormat',
      'scales.ten.min: wrongType',
      'thanks.en: unsupportedCharacters',
      'title: missing',
    ]);
  });

  test.each([null, undefined, 3, 'text', [], true, Number.NaN])('not a document at all: %j', (document) => {
    expect(problemsOf(document).length).toBeGreaterThan(0);
  });
});

describe('a hostile document is refused without harm:', () => {
  test('one that names the prototype', () => {
    const text = JSON.stringify(json()).replace('"scales":{', '"scales":{"__proto__":{"min":0},');
    expect(found(JSON.parse(text))).toContain('scales.__proto__: reservedKey');
    expect(({} as { min?: number }).min).toBeUndefined();
  });

  test('conditions nested a hundred thousand deep', () => {
    const document = json();
    let condition: object = { op: 'answered', question: 'quality' };
    for (let depth = 0; depth < 100_000; depth++) condition = { op: 'not', condition };
    document.pages[1].showIf = condition;
    expect(problemsOf(document)).toEqual([
      expect.objectContaining({ code: 'tooDeep', params: { maximum: 32 } }),
    ]);
  });

  test('a million pages', () => {
    expect(found({ ...json(), pages: Array.from({ length: 1_000_000 }, () => 0) })).toEqual([': tooLarge']);
  });

  test('texts of ten million characters', () => {
    const title = Object.fromEntries(
      Array.from({ length: 10 }, (_, index) => [`x${index}`, 'x'.repeat(1_000_000)]),
    );
    expect(found({ ...json(), title })).toEqual([': tooLarge']);
  });

  test('one that contains itself', () => {
    const document = json();
    document.pages[1].showIf = { op: 'not' };
    document.pages[1].showIf.condition = document.pages[1].showIf;
    expect(problemsOf(document)[0]?.code).toBe('tooDeep');
  });
});

test('conditions may be nested as far as anybody needs', () => {
  const document = json();
  let condition: object = { op: 'answered', question: 'quality' };
  for (let depth = 0; depth < 20; depth++) condition = { op: 'not', condition };
  document.pages[1].showIf = condition;
  expect(problemsOf(document)).toEqual([]);
});

test('a questionnaire of 500 items in 20 languages is read', () => {
  const languages = [
    'zh-CN',
    'en',
    'de',
    'fr',
    'es',
    'it',
    'ja',
    'ko',
    'ru',
    'ar',
    'pt',
    'vi',
    'th',
    'id',
    'ms',
    'tr',
    'pl',
    'nl',
    'uk',
    'he',
  ];
  const everywhere = (text: string) => Object.fromEntries(languages.map((language) => [language, text]));
  const pages = Array.from({ length: 50 }, (_, p) =>
    aPage(
      `p${p}`,
      ...Array.from({ length: 10 }, (_, q) => aPair(`i${p}x${q}`, { hint: everywhere('hint') })),
    ),
  );
  const inEvery = JSON.parse(JSON.stringify(aDocument(pages)), (_, value) =>
    typeof value === 'object' && value !== null && 'zh-CN' in value ? everywhere(String(value.en)) : value,
  );
  expect(problemsOf({ ...inEvery, languages })).toEqual([]);
});

test('a draft that cannot be published can still be read', () => {
  const draft: DefinitionDocument = { ...aDocument([]), title: { 'zh-CN': '', en: 'Title' } };
  expect(readDraft(draft)).toMatchObject({ definition: { title: { en: 'Title' }, pages: [] } });
  expect(found(draft)).toEqual(['title.zh-CN: missingTranslation', 'pages: noPages']);
  expect(readDraft({ ...draft, title: words('x'), extra: 1 })).toHaveProperty('problems');
});
