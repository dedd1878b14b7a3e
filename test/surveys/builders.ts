import { type Definition, type DefinitionDocument, definition } from '#surveys/definition.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { createRandom, type Random } from '#surveys/random.ts';
import type { Form } from '#surveys/read-page.ts';

export type QuestionDocument = DefinitionDocument['pages'][number]['questions'][number];
export type PageDocument = DefinitionDocument['pages'][number];

/** A text in both languages of the test surveys. */
export function words(english: string): LocalizedText {
  return { 'zh-CN': `${english}（中文）`, en: english };
}

type Asking<K extends QuestionDocument['kind']> = Extract<QuestionDocument, { kind: K }>;
type Without<K extends QuestionDocument['kind'], P extends string> = Omit<Asking<K>, P | 'kind' | 'key'>;

export function aPair(key: string, more: Partial<Without<'pair', never>> = {}): Asking<'pair'> {
  return { kind: 'pair', key, scale: 'ten', ...more };
}
export function aScale(key: string, more: Partial<Without<'scale', never>> = {}): Asking<'scale'> {
  return { kind: 'scale', key, text: words(key), scale: 'ten', ...more };
}
export function aRecommend(
  key: string,
  more: Partial<Without<'recommend', never>> = {},
): Asking<'recommend'> {
  return { kind: 'recommend', key, text: words(key), low: words('low'), high: words('high'), ...more };
}
export function aChoice(
  key: string,
  options: readonly string[],
  more: Partial<Without<'choice', 'options'>> = {},
): Asking<'choice'> {
  return { kind: 'choice', key, text: words(key), options: options.map(anOption), ...more };
}
export function aChoices(
  key: string,
  options: readonly string[],
  more: Partial<Without<'choices', 'options'>> = {},
): Asking<'choices'> {
  return { kind: 'choices', key, text: words(key), options: options.map(anOption), ...more };
}
export function aRanking(
  key: string,
  options: readonly string[],
  more: Partial<Without<'ranking', 'options'>> = {},
): Asking<'ranking'> {
  return { kind: 'ranking', key, text: words(key), options: options.map(anOption), ...more };
}
export function anAllocation(
  key: string,
  options: readonly string[],
  more: Partial<Without<'allocation', 'options'>> = {},
): Asking<'allocation'> {
  return { kind: 'allocation', key, text: words(key), options: options.map(anOption), ...more };
}
export function aContact(key: string, more: Partial<Without<'contact', never>> = {}): Asking<'contact'> {
  return { kind: 'contact', key, text: words(key), ...more };
}
export function aNumber(key: string, more: Partial<Without<'number', never>> = {}): Asking<'number'> {
  return { kind: 'number', key, text: words(key), ...more };
}
export function aText(key: string, more: Partial<Without<'text', never>> = {}): Asking<'text'> {
  return { kind: 'text', key, text: words(key), ...more };
}
/** An option from its key; `other…` asks for words, `none` goes with no other. */
export function anOption(key: string) {
  return {
    key,
    label: words(key),
    ...(key.startsWith('other') ? { specify: true } : {}),
    ...(key === 'none' ? { exclusive: true } : {}),
  };
}

export function aPage(key: string, ...questions: QuestionDocument[]): PageDocument {
  return { key, title: words(key), questions };
}

/** A publishable document: its items are those its pairs ask, in one factor. */
export function aDocument(pages: PageDocument[], more: Partial<DefinitionDocument> = {}): DefinitionDocument {
  const pairs = pages.flatMap(({ questions }) => questions.filter(({ kind }) => kind === 'pair'));
  const items = pairs.map(({ key }) => ({ key, name: words(key), weight: 1 }));
  const dimensions = [{ key: 'all', name: words('all'), items }];
  const half = (label: string) => ({ label: words(label), low: words('low'), high: words('high') });
  return {
    format: 1,
    languages: ['zh-CN', 'en'],
    title: words('title'),
    organisation: words('organisation'),
    introduction: words('introduction'),
    thanks: words('thanks'),
    scales: {
      ten: { min: 1, max: 10, low: words('low'), high: words('high') },
      five: { min: 1, max: 5, low: words('low'), high: words('high') },
    },
    pairWords: {
      expectation: half('expected'),
      perception: half('got'),
      importance: half('importance'),
      notApplicable: words('no experience'),
    },
    factors:
      items.length > 0
        ? [{ key: 'product', name: words('product'), kind: 'direct', weight: 1, dimensions }]
        : [],
    pages,
    index: { origin: 'scaleMinimum', aggregate: 'composite', band: 0.03 },
    ...more,
  };
}

export function aDefinition(...pages: PageDocument[]): Definition {
  return definition.parse(aDocument(pages));
}

/** A form as it arrives: a text stands for one value. */
export function aForm(fields: Readonly<Record<string, string | readonly string[]>>): Form {
  return new Map(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? [value] : value]),
  );
}

/** Runs a property for many seeds; a failure names its seed. */
export function forSeeds(count: number, property: (random: Random) => void): void {
  for (let seed = 0; seed < count; seed++) {
    try {
      property(createRandom(`property ${seed}`));
    } catch (error) {
      throw new Error(`Does not hold for seed "property ${seed}"`, { cause: error });
    }
  }
}

export function oneOf<T>(random: Random, list: readonly T[]): T {
  const chosen = list[random.below(list.length)];
  if (chosen === undefined) throw new RangeError('Nothing to choose from');
  return chosen;
}
