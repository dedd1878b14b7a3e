import type { DefinitionDocument } from '../definition.ts';
import type { Path } from '../definition-problem.ts';

/** What a questionnaire is made of, as a designer sees it. There is one of each of the first line at most. */
export type PartKind =
  | ('survey' | 'index' | 'privacy' | 'brand' | 'pairWords' | 'expectation' | 'perception' | 'importance')
  | ('language' | 'scale' | 'factor' | 'dimension' | 'item' | 'page' | 'question' | 'option')
  | ('fact' | 'quota' | 'end');

/** One part of a questionnaire, under a name that stays its own when it is moved or others come and go. */
export interface Part {
  /**
   * How edits, problems and the history name it: `survey`, `question:speed`, `option:reason/late`. Of several parts with the
   * same key, which a draft may have, the second is `question:speed~2`.
   */
  readonly place: string;
  readonly kind: PartKind;
  /** The author's key, or the tag of a language; empty for what there is one of. */
  readonly key: string;
  /** Where it stands in the document now. */
  readonly path: Path;
  /** The place of the part it stands in; `survey` for the survey itself. */
  readonly within: string;
}

/** Every part of a questionnaire in document order, each part before what stands in it. */
export function partsIn(document: DefinitionDocument): readonly Part[] {
  const parts: Part[] = [];
  const met = new Map<string, number>();
  const add = (kind: PartKind, name: string, key: string, path: Path, within = 'survey'): string => {
    const count = (met.get(name) ?? 0) + 1;
    met.set(name, count);
    const place = count === 1 ? name : `${name}~${count}`;
    parts.push({ place, kind, key, path, within });
    return place;
  };
  const keyed = (kind: PartKind, key: string, path: Path, within?: string) =>
    add(kind, `${kind}:${key}`, key, path, within);
  for (const kind of ['survey', 'index'] as const) add(kind, kind, '', kind === 'survey' ? [] : [kind]);
  for (const kind of ['privacy', 'brand', 'pairWords'] as const) {
    if (document[kind] !== undefined) add(kind, kind, '', [kind]);
  }
  for (const half of ['expectation', 'perception', 'importance'] as const) {
    if (document.pairWords?.[half] !== undefined) add(half, half, '', ['pairWords', half], 'pairWords');
  }
  for (const [index, tag] of document.languages.entries()) keyed('language', tag, ['languages', index]);
  for (const key of Object.keys(document.scales)) keyed('scale', key, ['scales', key]);
  addFactors(document, keyed);
  for (const [index, { key }] of (document.facts ?? []).entries()) keyed('fact', key, ['facts', index]);
  for (const [index, { key }] of (document.quotas ?? []).entries()) keyed('quota', key, ['quotas', index]);
  addPages(document, keyed, (name, key, path, within) => add('option', name, key, path, within));
  return parts;
}

type AddKeyed = (kind: PartKind, key: string, path: Path, within?: string) => string;
type AddOption = (name: string, key: string, path: Path, within: string) => string;

function addFactors({ factors }: DefinitionDocument, add: AddKeyed): void {
  for (const [f, factor] of factors.entries()) {
    const place = add('factor', factor.key, ['factors', f]);
    for (const [d, dimension] of factor.dimensions.entries()) {
      const path = ['factors', f, 'dimensions', d];
      const within = add('dimension', dimension.key, path, place);
      for (const [i, { key }] of dimension.items.entries()) add('item', key, [...path, 'items', i], within);
    }
  }
}

function addPages({ pages }: DefinitionDocument, add: AddKeyed, addOption: AddOption): void {
  for (const [p, page] of pages.entries()) {
    const place = add('page', page.key, ['pages', p]);
    for (const [e, { key }] of (page.endIf ?? []).entries()) add('end', key, ['pages', p, 'endIf', e], place);
    for (const [q, question] of page.questions.entries()) {
      const path = ['pages', p, 'questions', q];
      const within = add('question', question.key, path, place);
      if (!('options' in question)) continue;
      const name = within.slice('question:'.length);
      for (const [o, { key }] of question.options.entries()) {
        addOption(`option:${name}/${key}`, key, [...path, 'options', o], within);
      }
    }
  }
}

/** A part by its place; `null` where there is none of that name (any more). */
export function partAt(parts: readonly Part[], place: string): Part | null {
  return parts.find((part) => part.place === place) ?? null;
}

/** The part a path leads to or into, the innermost one. */
export function partOfPath(parts: readonly Part[], path: Path): Part | null {
  return (
    parts.findLast(
      (part) => part.path.length <= path.length && part.path.every((step, index) => path[index] === step),
    ) ?? null
  );
}

/** A place within a part: `question:speed.text.en`, `item:quality.weight`. */
export function placeWithin(
  part: string,
  field: string | null = null,
  language: string | null = null,
): string {
  return [part, field, language].filter((each) => each !== null).join('.');
}

/** A place within a part, taken apart. Neither keys nor names of fields have dots. */
export function splitPlace(place: string): {
  readonly part: string;
  readonly field: string | null;
  readonly language: string | null;
} {
  const [part = '', field = null, language = null] = place.split('.');
  return { part, field, language };
}

/** The place a path of a document leads to, as deep as people know it: part, field and language. */
export function placeOfPath(parts: readonly Part[], path: Path): string {
  const part = partOfPath(parts, path);
  const [field = null, language = null] = path.slice(part?.path.length ?? 0);
  const isText = typeof language === 'string' && field !== 'showIf' && field !== 'when';
  return placeWithin(
    part?.place ?? 'survey',
    field === null ? null : String(field),
    isText ? language : null,
  );
}
