import { beginningOf } from './text-bytes.ts';

/** The most bytes of UTF-8 in a name. */
const longestName = 64;

/** Words of the command language, which no variable can be called. */
const reserved = new Set([
  ...['all', 'and', 'by', 'eq', 'ge', 'gt', 'le', 'lt', 'ne', 'not', 'or', 'to', 'with'],
]);

/**
 * Names that SPSS accepts, in the order of those wanted: letters of any script, digits, dots and underscores; a letter first,
 * no dot or underscore last; 64 bytes at most; none twice, whatever the case of its letters, and none that is a word of the command language. What is
 * alike then gets a number.
 */
export function variableNames(wanted: readonly string[]): string[] {
  const taken = new Set(reserved);
  return wanted.map((name) => {
    const plain = allowed(name);
    let unique = trimmed(beginningOf(plain, longestName));
    for (let number = 2; taken.has(folded(unique)); number++) {
      const mark = `_${number}`;
      unique = trimmed(beginningOf(plain, longestName - mark.length)) + mark;
    }
    taken.add(folded(unique));
    return unique;
  });
}

function allowed(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{Nd}.]+/gu, '_')
    .replace(/^[^\p{L}\p{Nd}]+/u, '')
    .replace(/^(?=\p{Nd})/u, 'v');
  return trimmed(plain) || 'v';
}

function trimmed(name: string): string {
  return name.replace(/[._]+$/, '');
}

function folded(name: string): string {
  return name.toUpperCase().toLowerCase();
}
