import type { Condition } from '../conditions.ts';
import type { Path } from '../definition-problem.ts';
import { textsIn } from '../texts.ts';
import { pairsOf } from './add.ts';
import type { EditOf } from './edits.ts';
import { isWithin, listAt, valueAtPath, withoutPaths, withValue } from './json.ts';
import { type Draft, type Outcome, refused } from './outcome.ts';
import { type Part, partAt, placeOfPath } from './parts.ts';
import { type Named, namedBy, ratedOn, referencesTo, withoutNamed, withoutPipes } from './references.ts';

/**
 * Takes a part out of a draft, with all that stands in it; an item takes the pair along that asks it, a language its texts.
 *
 * Refused with the places where conditions and texts of other parts refer to it. With `andReferences` these go as well: a
 * comparison leaves its condition, an end or quota without a condition goes, and a text reads as if nobody had answered.
 */
export function remove(draft: Draft, { place, andReferences }: EditOf<'remove'>): Outcome {
  const { definition, parts } = draft;
  const part = partAt(parts, place);
  if (part === null) return refused('placeGone', place);
  if (part.kind === 'survey' || part.kind === 'index') return refused('notMovable', place);
  if (part.kind === 'scale') {
    const places = ratedOn(definition, part.key).map((path) => placeOfPath(parts, path));
    if (places.length > 0) return refused('scaleInUse', place, { places });
  }
  const paths = removedWith(draft, part);
  const isGone = (path: Path) => paths.some((outer) => isWithin(path, outer));
  const gone = parts.filter(({ path }) => isGone(path));
  const named = namedBy(
    gone,
    parts.filter((each) => !gone.includes(each)),
  );
  const references = referencesTo(definition, named).filter((path) => !isGone(path));
  if (references.length > 0 && !andReferences) {
    return refused('referredTo', place, { places: references.map((path) => placeOfPath(parts, path)) });
  }
  const cleared = withoutReferences(draft, references, named);
  const document = withoutPaths(cleared.document, [...paths, ...cleared.empty]);
  return { draft: withoutPages(document, gone), touched: neighbourOf(draft, part) };
}

/** The paths of what goes with a part, its own among them. */
function removedWith(draft: Draft, part: Part): readonly Path[] {
  const { definition, parts } = draft;
  const isGone = ({ path }: Part) => isWithin(path, part.path);
  const others = new Set(parts.flatMap((each) => (each.kind === 'item' && !isGone(each) ? [each.key] : [])));
  const pairs = parts.flatMap((each) =>
    each.kind === 'item' && isGone(each) && !others.has(each.key) ? pairsOf(draft, each.key) : [],
  );
  const isLastOfTag = definition.languages.filter((tag) => tag === part.key).length === 1;
  const texts =
    part.kind === 'language' && isLastOfTag ? textsIn(definition).map(([path]) => [...path, part.key]) : [];
  return [part.path, ...pairs.map(({ path }) => path), ...texts];
}

/** A document whose conditions and texts say nothing of what is named, and the paths of what has no condition left. */
function withoutReferences({ document }: Draft, references: readonly Path[], named: Named) {
  const empty: Path[] = [];
  let rest: unknown = document;
  for (const path of references) {
    const value = valueAtPath(rest, path);
    if (typeof value === 'string') {
      rest = withValue(rest, path, withoutPipes(value, named));
      continue;
    }
    const left = withoutNamed(value as Condition, named);
    if (left !== null) rest = withValue(rest, path, left);
    else empty.push(path.at(-1) === 'showIf' ? path : path.slice(0, -1));
  }
  return { document: rest, empty };
}

/** Groups of pages that change places, without pages that are gone; one page alone is no group. */
function withoutPages(document: unknown, gone: readonly Part[]): unknown {
  const pages = new Set(gone.filter(({ kind }) => kind === 'page').map(({ key }) => key));
  const groups = listAt(document, ['shuffle']) as readonly (readonly string[])[];
  if (!groups.some((group) => group.some((key) => pages.has(key)))) return document;
  const left = groups
    .map((group) => group.filter((key) => !pages.has(key)))
    .filter(({ length }) => length > 1);
  return withValue(document, ['shuffle'], left);
}

/** Where to go on working when a part is gone: what came after it in its list, else before it, else what it stood in. */
function neighbourOf({ parts }: Draft, part: Part): string {
  const siblings = parts.filter(({ kind, within }) => kind === part.kind && within === part.within);
  const index = siblings.indexOf(part);
  const neighbour = siblings[index + 1] ?? siblings[index - 1];
  // Of several with the same key the later ones have another name once this one is gone.
  return neighbour === undefined || neighbour.place.includes('~') ? part.within : neighbour.place;
}
