import { firstUnsupported } from './characters.ts';
import { type DefinitionProblem, type Path, problem } from './definition-problem.ts';

/** A questionnaire of 500 items in 20 languages stays under half of these. */
const mostValues = 200_000;
const mostCharacters = 5_000_000;
/** The definition itself is seven deep; the rest is left to conditions within conditions. */
const deepest = 32;

/**
 * What is wrong with a document from outside before its shape is looked at: too large or too deep to look
 * into, a key that would reach into the object it is read into, characters that cannot be kept.
 *
 * Walks with a list of its own instead of calling itself, so that no nesting can exhaust the stack, and
 * stops at the limits.
 */
export function documentProblems(json: unknown): readonly DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const waiting: { readonly value: unknown; readonly path: Path }[] = [{ value: json, path: [] }];
  let values = 0;
  let characters = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, path } = next;
    values += 1;
    if (typeof value === 'string') {
      characters += value.length;
      const unsupported = firstUnsupported(value);
      if (unsupported) problems.push(problem(path, 'unsupportedCharacters', { ...unsupported }));
    }
    const children = entriesOf(value);
    if (values + waiting.length + children.length > mostValues) {
      return [problem([], 'tooLarge', { maximum: mostValues })];
    }
    if (characters > mostCharacters) return [problem([], 'tooLarge', { maximum: mostCharacters })];
    if (path.length >= deepest && children.length > 0) {
      problems.push(problem(path, 'tooDeep', { maximum: deepest }));
      continue;
    }
    for (const [step, child] of children) {
      if (step === '__proto__') problems.push(problem([...path, step], 'reservedKey'));
      waiting.push({ value: child, path: [...path, step] });
    }
  }
  return problems.reverse();
}

function entriesOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return value.map((child, index) => [index, child] as const);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
