import type { Path } from '../definition-problem.ts';
import { listAt, saysTheSame } from './json.ts';
import type { Draft } from './outcome.ts';
import { type Part, type PartKind, partAt } from './parts.ts';

/** The list of a part in which parts of a kind stand. */
const lists: Partial<Record<PartKind, { readonly of: PartKind; readonly list: string }>> = {
  language: { of: 'survey', list: 'languages' },
  factor: { of: 'survey', list: 'factors' },
  dimension: { of: 'factor', list: 'dimensions' },
  item: { of: 'dimension', list: 'items' },
  page: { of: 'survey', list: 'pages' },
  question: { of: 'page', list: 'questions' },
  option: { of: 'question', list: 'options' },
  end: { of: 'page', list: 'endIf' },
  fact: { of: 'survey', list: 'facts' },
  quota: { of: 'survey', list: 'quotas' },
};

/** The path of the list in which parts of a kind stand within another part; `null` where there is no such list. */
export function listWithin(kind: PartKind, within: Pick<Part, 'kind' | 'path'>): Path | null {
  const place = lists[kind];
  return place?.of === within.kind ? [...within.path, place.list] : null;
}

/**
 * Where in a list something goes: before or after one of its parts, otherwise at the end. A part that is not there (any
 * more) is not looked for elsewhere: the end it is.
 */
export function indexIn(
  { document, parts }: Pick<Draft, 'document' | 'parts'>,
  list: Path,
  { before, after }: { readonly before?: string | undefined; readonly after?: string | undefined },
): number {
  const end = listAt(document, list).length;
  const sibling = partAt(parts, before ?? after ?? '');
  if (sibling === null || !saysTheSame(sibling.path.slice(0, -1), list)) return end;
  return Number(sibling.path.at(-1)) + (before === undefined ? 1 : 0);
}
