import type { Definition } from '#surveys/definition.ts';
import { partsIn, splitPlace } from '#surveys/design/parts.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { nameOfLanguage } from '../../../i18n/language-names.ts';
import { catalogues, type MessageKey, type Translate } from '../../../i18n/translate.ts';
import { saidIn } from '../design/said.ts';

/** What the parts of a list are, where one of them is named. */
export const kindOfList = {
  factors: 'factor',
  dimensions: 'dimension',
  items: 'item',
  pages: 'page',
  questions: 'question',
  options: 'option',
  scales: 'scale',
  quotas: 'quota',
  facts: 'fact',
  endIf: 'end',
} as const;
export type ListName = keyof typeof kindOfList;

export function isListName(name: string): name is ListName {
  return Object.hasOwn(kindOfList, name);
}

type Named = Readonly<Record<string, unknown>> & { readonly key: string };

/** What the parts of questionnaires are called, the later ones first, by kind and key. */
export function partNames(
  definitions: readonly Definition[],
  t: Translate,
): (kind: string, key: string) => string {
  const names = new Map<string, string>();
  for (const definition of definitions) {
    for (const [kind, part] of namedParts(definition)) {
      const name = nameOf(part, t);
      const known = `${kind}:${part.key}`;
      if (name !== '' && !names.has(known)) names.set(known, name);
    }
  }
  return (kind, key) => {
    const name = names.get(`${kind}:${key}`) ?? (kind === 'question' ? names.get(`item:${key}`) : undefined);
    return kind === 'language' ? nameOfLanguage(key) : (name ?? key);
  };
}

function namedParts({ factors, pages, facts, quotas }: Definition): readonly (readonly [string, Named])[] {
  const dimensions = factors.flatMap((factor) => factor.dimensions);
  const questions = pages.flatMap((page) => page.questions);
  const all: readonly (readonly [string, readonly Named[]])[] = [
    ['factor', factors],
    ['dimension', dimensions],
    ['item', dimensions.flatMap(({ items }) => items)],
    ['page', pages],
    ['question', questions],
    ['fact', facts],
    ['quota', quotas],
    [
      'option',
      questions.flatMap((question): readonly Named[] => ('options' in question ? question.options : [])),
    ],
  ];
  return all.flatMap(([kind, parts]) => parts.map((part) => [kind, part] as const));
}

/** What is said of a part itself: its title, text, name or label; empty where it says nothing. */
export function nameOf(part: Readonly<Record<string, unknown>>, t: Translate): string {
  const text = part.title ?? part.text ?? part.name ?? part.label;
  return typeof text === 'object' && text !== null ? saidIn(text as LocalizedText, t) : '';
}

/** The words of a catalogue under a key that is put together; `other` where it has none. */
export function wordsOr(t: Translate, key: string, other: string): string {
  return Object.hasOwn(catalogues.en, key) ? t(key as MessageKey) : other;
}

/** A place of the designer in words, as in `question:speed.text.en`. */
export function placeWords(definition: Definition, place: string, t: Translate): string {
  const { part, field, language } = splitPlace(place);
  const kind = partsIn(definition).find((each) => each.place === part)?.kind ?? part.split(':')[0] ?? part;
  const key = part.includes(':') ? (part.split(/[:/]/).at(-1) ?? '') : '';
  const name = key === '' ? '' : partNames([definition], t)(kind, key);
  return [
    `${wordsOr(t, `design.part.${kind}`, kind)} ${name}`.trim(),
    ...(field === null ? [] : [wordsOr(t, `design.field.${field}`, field)]),
    ...(language === null ? [] : [nameOfLanguage(language)]),
  ].join(' · ');
}
