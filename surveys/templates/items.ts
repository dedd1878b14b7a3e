import type { DefinitionDocument } from '../definition.ts';
import type { Factor } from '../factors.ts';
import type { LocalizedText } from '../localized.ts';
import { both } from './both.ts';

export type PageDocument = DefinitionDocument['pages'][number];
export type QuestionDocument = PageDocument['questions'][number];

/** An item of a model, and the line under it that says what it means for parcels and freight. */
export interface Asked {
  readonly key: string;
  readonly name: LocalizedText;
  readonly hint: LocalizedText;
  readonly weight: number;
}

/** An item in Chinese and English: its name, and the line under it. Items weigh alike unless a model says otherwise. */
export function asked(
  key: string,
  name: readonly [string, string],
  hint: readonly [string, string],
  weight = 1,
): Asked {
  return { key, name: both(...name), hint: both(...hint), weight };
}

/**
 * Items that share a weight in equal parts, so that a group counts as one however many it has. With a common multiple of the
 * numbers of items as the weight, what a designer sees are whole numbers.
 */
export function sharing(weight: number, items: readonly Asked[]): readonly Asked[] {
  return items.map((item) => ({ ...item, weight: weight / items.length }));
}

/** Items of one factor that belong together. */
export interface Group {
  readonly key: string;
  readonly name: LocalizedText;
  readonly items: readonly Asked[];
}

/**
 * A factor with its dimensions. Where a model names constructs and no groups of them, a construct is a factor with one
 * dimension of the same name: the index is computed for each factor.
 */
export function factorOf(
  key: string,
  name: LocalizedText,
  weight: number,
  groups: readonly Group[],
  kind: Factor['kind'] = 'direct',
): Factor {
  const dimensions = groups.map((group) => ({
    key: group.key,
    name: group.name,
    items: group.items.map((item) => ({ key: item.key, name: item.name, weight: item.weight })),
  }));
  return { key, name, kind, weight, dimensions };
}

/** The factor of a construct that has no groups. */
export function constructOf(group: Group, weight = 1): Factor {
  return factorOf(group.key, group.name, weight, [group]);
}

/** The question that asks an item twice. */
export function pairOf({ key, hint }: Asked, scale = 'ten'): QuestionDocument {
  return { kind: 'pair', key, hint, scale };
}

/** A page that asks the items of some groups. */
export function pageOf(
  key: string,
  title: LocalizedText,
  introduction: LocalizedText,
  groups: readonly Group[],
  scale = 'ten',
): PageDocument {
  const questions = groups.flatMap(({ items }) => items.map((item) => pairOf(item, scale)));
  return { key, title, introduction, questions };
}
