import type { Definition } from '../definition.ts';
import { fieldsOf } from './fields.ts';
import { valueAtPath } from './json.ts';
import { type Part, partAt, partsIn, splitPlace } from './parts.ts';
import { canBegin, questionKindAt } from './set.ts';
import { weighedWithin } from './weights.ts';

/**
 * What a draft says at a place, with defaults filled in: a part, a text in one language (empty where it has none), a setting
 * or condition (`null` where there is none), `weights` (those of the factors or items, by place), or `within` (the place of
 * the part it stands in).
 *
 * @returns `undefined` where there is no such part
 */
export function valueAt(definition: Definition, place: string): unknown {
  const parts = partsIn(definition);
  const { part: name, field, language } = splitPlace(place);
  const part = partAt(parts, name);
  if (part === null && !canBegin(name)) return undefined;
  if (field === null) return part === null ? null : valueAtPath(definition, part.path);
  if (language !== null) {
    const text = part === null ? undefined : valueAtPath(definition, [...part.path, field, language]);
    return typeof text === 'string' ? text : '';
  }
  if (part === null) return null;
  if (field === 'within') return part.within;
  if (field === 'weights') return weightsAt(definition, parts, part);
  return valueAtPath(definition, [...part.path, field]) ?? null;
}

function weightsAt(definition: Definition, parts: readonly Part[], part: Part): Record<string, number> {
  const places = new Map(parts.map(({ path, place }) => [path.join(), place]));
  const weighed = weighedWithin({ definition, parts }, part);
  return Object.fromEntries(weighed.map(({ path, weight }) => [places.get(path.join()) ?? '', weight]));
}

/** What can be set in a part of a draft, and what it says there now; `null` where there is no such part. */
export function fieldsAt(definition: Definition, place: string) {
  const part = partAt(partsIn(definition), place);
  if (part === null) return null;
  return fieldsOf(part.kind, questionKindAt(definition, part));
}
