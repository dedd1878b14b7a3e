import type { Definition } from './definition.ts';

/** What changed: a thing of the questionnaire, or something about one. */
export type ChangeKind =
  | 'factor'
  | 'dimension'
  | 'item'
  | 'page'
  | 'question'
  | 'option'
  | 'scale'
  | 'quota'
  | 'fact'
  | 'end'
  | 'text'
  | 'weight'
  | 'order'
  | 'place'
  | 'condition'
  | 'setting';

/** One difference between two versions. Values are data of the document; what is not there is absent. */
export interface VersionChange {
  readonly kind: ChangeKind;
  readonly change: 'added' | 'removed' | 'changed';
  /**
   * Where, by keys: the list (`items`, `questions`, `pages` …), the key, and what of it. A text ends with its language, as in
   * `['questions', 'speed', 'text', 'en']`.
   */
  readonly place: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
}

/** A questionnaire taken apart: lists of keyed things, none within another, and settings. */
interface Parts {
  readonly lists: Readonly<Record<string, readonly Keyed[]>>;
  readonly settings: Readonly<Record<string, unknown>>;
}
/** Those of both versions, by which texts are known. */
type Languages = ReadonlySet<string>;
type Keyed = Readonly<Record<string, unknown>> & { readonly key: string };

/** What each list holds. */
const kindOfList: Readonly<Record<string, ChangeKind>> = {
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
};

/** What the things of each list stand in; a change of it is a move. */
const standsIn: ReadonlySet<string> = new Set(['factor', 'dimension', 'page']);
const conditions: ReadonlySet<string> = new Set(['showIf', 'when']);

/**
 * Everything in which a later version differs from an earlier one, as data: things added and removed, moved or in another
 * order, texts in each language, weights, scales, conditions, settings. Things are the same when they have the same
 * key. Nothing is said of what they mean for a series; see `series.ts`.
 */
export function versionChanges(earlier: Definition, later: Definition): readonly VersionChange[] {
  const [before, after] = [partsOf(earlier), partsOf(later)];
  const languages = new Set([...earlier.languages, ...later.languages]);
  const lists = Object.keys(before.lists).flatMap((list) =>
    listChanges(languages, [list], before.lists[list] ?? [], after.lists[list] ?? []),
  );
  return [...lists, ...propertyChanges(languages, [], before.settings, after.settings)];
}

function partsOf(definition: Definition): Parts {
  const { factors, pages, scales, quotas, facts, ...settings } = definition;
  const dimensions = factors.flatMap(({ key: factor, dimensions: of }) =>
    of.map((dimension) => ({ ...dimension, factor })),
  );
  return {
    lists: {
      factors: factors.map(({ dimensions: _, ...factor }) => factor),
      dimensions: dimensions.map(({ items: _, ...dimension }) => dimension),
      items: dimensions.flatMap(({ key: dimension, items }) => items.map((item) => ({ ...item, dimension }))),
      pages: pages.map(({ questions: _, ...page }) => page),
      questions: pages.flatMap(({ key: page, questions }) =>
        questions.map((question) => ({ ...question, page })),
      ),
      scales: Object.entries(scales).map(([key, scale]) => ({ ...scale, key })),
      quotas,
      facts,
    },
    settings,
  };
}

function listChanges(
  languages: Languages,
  place: readonly string[],
  before: readonly Keyed[],
  after: readonly Keyed[],
): VersionChange[] {
  const kind = kindOfList[place.at(-1) ?? ''] ?? 'setting';
  const [old, now] = [byKey(before), byKey(after)];
  const removed = before.filter(({ key }) => !now.has(key));
  const changed = after.flatMap((thing): VersionChange[] => {
    const former = old.get(thing.key);
    const at = [...place, thing.key];
    if (former === undefined) return [{ kind, change: 'added', place: at, after: thing }];
    return propertyChanges(languages, at, former, thing);
  });
  const order = (list: readonly Keyed[], other: ReadonlyMap<string, Keyed>) =>
    list.flatMap(({ key }) => (other.has(key) ? [key] : []));
  const [orderBefore, orderAfter] = [order(before, now), order(after, old)];
  return [
    ...changed,
    ...removed.map((thing): VersionChange => {
      return { kind, change: 'removed', place: [...place, thing.key], before: thing };
    }),
    ...(isEqual(orderBefore, orderAfter)
      ? []
      : [{ kind: 'order', change: 'changed', place, before: orderBefore, after: orderAfter } as const]),
  ];
}

function byKey(list: readonly Keyed[]): ReadonlyMap<string, Keyed> {
  return new Map(list.map((thing) => [thing.key, thing]));
}

type Properties = Readonly<Record<string, unknown>>;

function propertyChanges(
  languages: Languages,
  place: readonly string[],
  before: Properties,
  after: Properties,
): VersionChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => valueChanges(languages, [...place, name], before[name], after[name]));
}

function valueChanges(
  languages: Languages,
  place: readonly string[],
  before: unknown,
  after: unknown,
): VersionChange[] {
  if (isEqual(before, after)) return [];
  const name = place.at(-1) ?? '';
  if (!conditions.has(name)) {
    if (isKeyedList(before) && isKeyedList(after)) return listChanges(languages, place, before, after);
    // what is there in one version only is told part by part where its parts are texts
    const [one, other] = [before ?? {}, after ?? {}];
    const areParts = isProperties(before) && isProperties(after);
    const areTexts = isTexts(one, languages) && isTexts(other, languages);
    if (areTexts || areParts) {
      return propertyChanges(languages, place, one as Properties, other as Properties);
    }
  }
  const change = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  return [
    {
      kind: kindOfValue(languages, place, before ?? after),
      change,
      place,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    },
  ];
}

function kindOfValue(languages: Languages, place: readonly string[], value: unknown): ChangeKind {
  const [list] = place;
  const name = place.at(-1) ?? '';
  if (conditions.has(name)) return 'condition';
  if (name === 'weight') return 'weight';
  if (place.length === 3 && standsIn.has(name)) return 'place';
  if (list === 'scales' && typeof value === 'number') return 'scale';
  if (typeof value === 'string' && languages.has(name)) return 'text';
  return 'setting';
}

function isTexts(value: unknown, languages: Languages): boolean {
  return (
    isProperties(value) &&
    Object.entries(value).every(([name, text]) => languages.has(name) && typeof text === 'string')
  );
}

function isProperties(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isKeyedList(value: unknown): value is readonly Keyed[] {
  return Array.isArray(value) && value.every((each) => isProperties(each) && typeof each.key === 'string');
}

/** Whether two values of a document say the same; the order of properties means nothing. */
function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((each, place) => isEqual(each, other[place]));
  }
  if (!isProperties(one) || !isProperties(other)) return false;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => isEqual(one[name], other[name]));
}
