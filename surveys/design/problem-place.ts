import type { Definition } from '../definition.ts';
import type { DefinitionProblem, Path } from '../definition-problem.ts';
import { textsIn } from '../texts.ts';
import { type Part, type PartKind, partAt, partOfPath, partsIn, placeOfPath } from './parts.ts';

/** Where a problem is, by the keys that pages and forms know instead of positions; `null` for what it is not in. */
export interface ProblemPlace {
  /** The innermost part: `question:speed`, `item:quality`, `survey`. */
  readonly part: string;
  readonly kind: PartKind;
  /** The places of the parts around it, where it is in such a part or is one itself. */
  readonly page: string | null;
  readonly question: string | null;
  readonly option: string | null;
  readonly factor: string | null;
  readonly dimension: string | null;
  readonly item: string | null;
  /** What of the part: `text`, `weight`, `showIf`. */
  readonly field: string | null;
  readonly language: string | null;
}

/** Says of each problem of a draft where it is, so that a page can lead there. */
export function problemPlaces(
  definition: Definition,
  problems: readonly DefinitionProblem[],
): readonly (DefinitionProblem & { readonly at: ProblemPlace })[] {
  const parts = partsIn(definition);
  return problems.map((each) => ({ ...each, at: locate(parts, pathOf(each.path)) }));
}

/** Where one problem of a draft is. */
export function placeOf({ path }: DefinitionProblem, definition: Definition): ProblemPlace {
  return locate(partsIn(definition), pathOf(path));
}

function locate(parts: readonly Part[], path: Path): ProblemPlace {
  const part = partOfPath(parts, path);
  const around: Part[] = [];
  for (let next = part; next !== null && next.kind !== 'survey'; next = partAt(parts, next.within))
    around.push(next);
  const placeOfKind = (kind: PartKind) => around.find((each) => each.kind === kind)?.place ?? null;
  const [, field = null, language = null] = placeOfPath(parts, path).split('.');
  return {
    part: part?.place ?? 'survey',
    kind: part?.kind ?? 'survey',
    page: placeOfKind('page'),
    question: placeOfKind('question'),
    option: placeOfKind('option'),
    factor: placeOfKind('factor'),
    dimension: placeOfKind('dimension'),
    item: placeOfKind('item'),
    field,
    language,
  };
}

/** A path as it was before it was written: `pages[0].questions[2].text.en`. */
function pathOf(written: string): Path {
  return [...written.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([step, index]) =>
    index === undefined ? step : Number(index),
  );
}

/** A text of a draft in all its languages, and in which of them it says nothing yet. */
export interface TextRow {
  /** The place of the text without a language: `question:speed.text`. */
  readonly place: string;
  readonly text: Readonly<Record<string, string>>;
  readonly missing: readonly string[];
}

/** Every text of a draft in the order in which people meet them, for translating side by side. */
export function textRows(definition: Definition): readonly TextRow[] {
  const parts = partsIn(definition);
  return textsIn(definition).map(([path, text]) => ({
    place: placeOfPath(parts, path),
    text,
    missing: definition.languages.filter((language) => (text[language] ?? '').trim() === ''),
  }));
}
