import type { Path } from '../definition-problem.ts';

/** The value at a path of a document, own properties only; `undefined` where there is none. */
export function valueAtPath(json: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    json,
  );
}

/**
 * A copy of a document with another value at a path, sharing everything else with it. `undefined` takes the property or
 * the element of a list away.
 */
export function withValue(json: unknown, path: Path, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const inside = rest.length === 0 ? value : withValue(valueAtPath(json, [step]), rest, value);
  if (Array.isArray(json)) {
    const copy = [...json];
    if (inside === undefined) copy.splice(Number(step), 1);
    else copy[Number(step)] = inside;
    return copy;
  }
  if (inside !== undefined) return { ...(json as object), [step]: inside };
  return Object.fromEntries(Object.entries(json as object).filter(([name]) => name !== step));
}

/** A copy of a document with a value put into one of its lists; a list that is not there yet is made. */
export function withInserted(json: unknown, list: Path, index: number, value: unknown): unknown {
  const before = listAt(json, list);
  return withValue(json, list, [...before.slice(0, index), value, ...before.slice(index)]);
}

/** The list at a path; an empty one where there is none. */
export function listAt(json: unknown, path: Path): readonly unknown[] {
  const list = valueAtPath(json, path);
  return Array.isArray(list) ? list : [];
}

/** A copy of a document without what is at some paths, whatever order they come in. Paths within one another are fine. */
export function withoutPaths(json: unknown, paths: readonly Path[]): unknown {
  return [...paths]
    .sort((one, other) => -comparePaths(one, other))
    .reduce(
      (rest, path) => (valueAtPath(rest, path) === undefined ? rest : withValue(rest, path, undefined)),
      json,
    );
}

/** Whether a path leads to what is at another one, or into it. */
export function isWithin(path: Path, outer: Path): boolean {
  return outer.every((step, index) => path[index] === step);
}

/** Document order of positions in the same list; what is inside comes after what it is inside of. */
function comparePaths(one: Path, other: Path): number {
  for (const [index, step] of one.entries()) {
    const against = other[index];
    if (against === undefined) return 1;
    if (step === against) continue;
    if (typeof step === 'number' && typeof against === 'number') return step - against;
    return String(step) < String(against) ? -1 : 1;
  }
  return one.length - other.length;
}

/** Whether two values say the same, as JSON says it: the order of an object's keys and what is `undefined` mean nothing. */
export function saysTheSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => saysTheSame(valueAtPath(one, [key]), valueAtPath(other, [key])));
}
