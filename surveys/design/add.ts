import type { Path } from '../definition-problem.ts';
import type { LocalizedText } from '../localized.ts';
import type { EditOf } from './edits.ts';
import { listAt, valueAtPath, withInserted, withValue } from './json.ts';
import { keyProblem, newKey } from './new-key.ts';
import { type Draft, type Outcome, type Refused, refused } from './outcome.ts';
import { type Part, type PartKind, partAt } from './parts.ts';
import { indexIn, listWithin } from './position.ts';
import { withPlainBreaks } from './set.ts';
import { weighedWithin } from './weights.ts';

interface Wish {
  readonly name: LocalizedText;
  readonly key?: string | undefined;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

/** The key asked for, if it can be had, or a new one. */
export function keyFor(
  { parts, taken }: Draft,
  kind: PartKind,
  { name, key }: Pick<Wish, 'name' | 'key'>,
  question?: string,
): { readonly key: string } | Refused {
  const wanted = { kind, parts, taken, ...(question === undefined ? {} : { question }) };
  if (key === undefined) return { key: newKey(name, wanted) };
  const found = keyProblem(key, wanted);
  return found === null ? { key } : refused(found, `${kind}:${key}`);
}

/** A name in the languages a survey has, as a text is kept. */
function nameIn({ document }: Draft, name: LocalizedText): LocalizedText {
  const named = Object.entries(name).flatMap(([language, words]) =>
    document.languages.includes(language) && words.trim() !== '' ? [[language, withPlainBreaks(words)]] : [],
  );
  return Object.fromEntries(named);
}

/** Puts a new part into a list of the survey or of another part. */
function addPart(
  draft: Draft,
  kind: PartKind,
  within: string,
  wish: Wish,
  content: (key: string, name: LocalizedText) => object,
): Outcome {
  const parent = partAt(draft.parts, within);
  if (parent === null) return refused('placeGone', within);
  const list = listWithin(kind, parent);
  if (list === null || (kind === 'option' && !hasOptions(draft, parent)))
    return refused('notMovable', within);
  const name = nameIn(draft, wish.name);
  const found = keyFor(draft, kind, { ...wish, name }, kind === 'option' ? within : undefined);
  if ('refused' in found) return found;
  const index = indexIn(draft, list, wish);
  const touched =
    kind === 'option' ? `option:${within.replace(/^question:/, '')}/${found.key}` : `${kind}:${found.key}`;
  return {
    draft: withInserted(draft.document, list, index, content(found.key, name)),
    touched,
  };
}

function hasOptions({ document }: Draft, { path }: Part): boolean {
  return valueAtPath(document, [...path, 'options']) !== undefined;
}

export function addFactor(draft: Draft, edit: EditOf<'addFactor'>): Outcome {
  const weight = edit.weight ?? meanWeight(draft.document.factors);
  return addPart(draft, 'factor', 'survey', edit, (key, name) => ({
    key,
    name,
    kind: edit.kind,
    weight,
    dimensions: [],
  }));
}

export function addDimension(draft: Draft, edit: EditOf<'addDimension'>): Outcome {
  return addPart(draft, 'dimension', edit.within, edit, (key, name) => ({ key, name, items: [] }));
}

/** A new item counts as much as those beside it do on average, and is asked at once. */
export function addItem(draft: Draft, edit: EditOf<'addItem'>): Outcome {
  const page = edit.askOn ? partAt(draft.parts, edit.askOn) : null;
  if (edit.askOn && page?.kind !== 'page') return refused('placeGone', edit.askOn);
  const dimension = partAt(draft.parts, edit.within);
  const weight = edit.weight ?? meanWeight(itemsBeside(draft, dimension));
  const added = addPart(draft, 'item', edit.within, edit, (key, name) => ({ key, name, weight }));
  if ('refused' in added || dimension === null || edit.askOn === null) return added;
  const key = added.touched.slice('item:'.length);
  const place = page === null ? afterPairBefore(draft, dimension, edit) : endOfPage(draft, page);
  const scale = place === null ? undefined : (place.scale ?? Object.keys(draft.document.scales)[0]);
  if (place === null || scale === undefined) return added;
  return {
    ...added,
    draft: withInserted(added.draft, place.list, place.index, { kind: 'pair', key, scale }),
  };
}

/** The items of a dimension, or of its factor while it has none. */
function itemsBeside(draft: Draft, dimension: Part | null): readonly { readonly weight: number }[] {
  if (dimension === null) return [];
  const own = weighedWithin(draft, dimension);
  const factor = partAt(draft.parts, dimension.within);
  return own.length > 0 || factor === null ? own : weighedWithin(draft, factor);
}

/** Where a question goes, and the scale of the pair before it. */
interface PairPlace {
  readonly list: Path;
  readonly index: number;
  readonly scale: string | undefined;
}

function endOfPage({ document }: Draft, { path }: Part): PairPlace {
  const list = [...path, 'questions'];
  const questions = listAt(document, list) as readonly { kind: string; scale?: string }[];
  const scale = questions.findLast(({ kind }) => kind === 'pair')?.scale;
  return { list, index: questions.length, scale };
}

/** After the pair of the item that the new one comes after, else of any item of its dimension. */
function afterPairBefore(draft: Draft, dimension: Part, wish: Wish): PairPlace | null {
  const items = draft.parts.filter(({ kind, within }) => kind === 'item' && within === dimension.place);
  const index = indexIn(draft, [...dimension.path, 'items'], wish);
  const inOrder = [...items.slice(0, index).reverse(), ...items.slice(index)];
  for (const { key } of inOrder) {
    const [pair] = pairsOf(draft, key);
    if (pair === undefined) continue;
    const scale = valueAtPath(draft.document, [...pair.path, 'scale']);
    return {
      list: pair.path.slice(0, -1),
      index: Number(pair.path.at(-1)) + 1,
      scale: typeof scale === 'string' ? scale : undefined,
    };
  }
  return null;
}

/** The pairs that ask an item: one, unless a draft has several of that key. */
export function pairsOf(
  { document, parts }: Pick<Draft, 'document' | 'parts'>,
  item: string,
): readonly Part[] {
  return parts.filter(
    ({ kind, key, path }) =>
      kind === 'question' && key === item && valueAtPath(document, [...path, 'kind']) === 'pair',
  );
}

export function addPage(draft: Draft, edit: EditOf<'addPage'>): Outcome {
  return addPart(draft, 'page', 'survey', edit, (key, title) => ({ key, title, questions: [] }));
}

const withOptions: ReadonlySet<string> = new Set(['choice', 'choices', 'ranking', 'allocation']);

export function addQuestion(draft: Draft, edit: EditOf<'addQuestion'>): Outcome {
  const { kind, item } = edit;
  const scale = edit.scale ?? Object.keys(draft.document.scales)[0];
  const isRated = kind === 'pair' || kind === 'scale';
  if (isRated && scale === undefined) return refused('noScale', edit.within);
  if (kind === 'pair')
    return scale === undefined ? refused('noScale', edit.within) : addPair(draft, edit, item, scale);
  return addPart(draft, 'question', edit.within, edit, (key, text) => ({
    kind,
    key,
    text,
    ...(kind === 'recommend' ? { low: {}, high: {} } : {}),
    ...(kind === 'scale' ? { scale } : {}),
    ...(withOptions.has(kind) ? { options: [] } : {}),
  }));
}

/** A pair has its item's key, and its words, unless it is given some of its own. */
function addPair(
  draft: Draft,
  edit: EditOf<'addQuestion'>,
  item: string | undefined,
  scale: string,
): Outcome {
  const page = partAt(draft.parts, edit.within);
  if (page?.kind !== 'page') return refused('placeGone', edit.within);
  if (item === undefined || partAt(draft.parts, `item:${item}`) === null) {
    return refused('noSuchItem', edit.within);
  }
  const place = `question:${item}`;
  if (partAt(draft.parts, place) !== null) return refused('keyTaken', place);
  const list = [...page.path, 'questions'];
  const text = nameIn(draft, edit.name);
  const own = Object.keys(text).length > 0 ? { text } : {};
  const pair = { kind: 'pair', key: item, ...own, scale };
  return { draft: withInserted(draft.document, list, indexIn(draft, list, edit), pair), touched: place };
}

export function addOption(draft: Draft, edit: EditOf<'addOption'>): Outcome {
  return addPart(draft, 'option', edit.within, edit, (key, label) => ({ key, label }));
}

export function addScale(draft: Draft, { key, min, max }: EditOf<'addScale'>): Outcome {
  const found = keyFor(draft, 'scale', { name: {}, key });
  if ('refused' in found) return found;
  const scale = { min, max, low: {}, high: {} };
  return { draft: withValue(draft.document, ['scales', found.key], scale), touched: `scale:${found.key}` };
}

export function addFact(draft: Draft, edit: EditOf<'addFact'>): Outcome {
  return addPart(draft, 'fact', 'survey', edit, (key, name) => ({ key, name }));
}

export function addQuota(draft: Draft, edit: EditOf<'addQuota'>): Outcome {
  const { condition: when, limit } = edit;
  return addPart(draft, 'quota', 'survey', edit, (key, name) => ({ key, name, when, limit, full: {} }));
}

export function addEnd(draft: Draft, edit: EditOf<'addEnd'>): Outcome {
  return addPart(draft, 'end', edit.within, edit, (key, text) => ({ key, when: edit.condition, text }));
}

/** What a new part weighs among others: their mean, so that what counted equally goes on doing so. */
function meanWeight(beside: readonly { readonly weight: number }[]): number {
  if (beside.length === 0) return 1;
  const mean = beside.reduce((sum, { weight }) => sum + weight, 0) / beside.length;
  return Number(mean.toPrecision(6));
}
