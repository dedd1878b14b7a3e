import { isolated, withoutDirection } from './characters.ts';

/**
 * Texts that take over what was answered or is known: `{{market}}`, `{{speed.perception}}`, `{{fact.station|our station}}`.
 *
 * After the bar stands what is said where there is nothing to take over. A number brings its unit along: `{{days}}` becomes
 * "1.5 days".
 */
const pipe = /\{\{\s*([A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)?)\s*(?:\|([^{}]*))?\}\}/g;

/** Longer answers are cut, since a sentence is built around them. */
const longest = 200;

/** What stands for a missing value without a fallback of its own. */
const nothing = '…';

/** One place of a text that takes something over. */
export interface Pipe {
  /** A question's key, `KEY.PART` of a pair, `KEY.OPTION` of an option with a text, or `fact.KEY`. */
  readonly name: string;
  /** `null` where none is written. */
  readonly fallback: string | null;
}

/** What a text takes over, in its order. */
export function pipesIn(text: string): readonly Pipe[] {
  return [...text.matchAll(pipe)].map(([, name = '', fallback = null]) => ({ name, fallback }));
}

/** A text around its places that take something over: words and places by turns, words first and last, each as it is written. */
export function stretchesIn(text: string): readonly string[] {
  const stretches: string[] = [];
  let end = 0;
  for (const match of text.matchAll(pipe)) {
    stretches.push(text.slice(end, match.index), match[0]);
    end = match.index + match[0].length;
  }
  return [...stretches, text.slice(end)];
}

/** A text with each of its places that take something over written anew. */
export function rewritten(text: string, write: (pipe: Pipe, written: string) => string): string {
  if (!text.includes('{{')) return text;
  return text.replace(pipe, (written: string, name: string, fallback: string | undefined) =>
    write({ name, fallback: fallback ?? null }, written),
  );
}

/** What stands in a text to take something over; a fallback loses the braces it cannot have. */
export function pipeText({ name, fallback }: Pipe): string {
  return fallback === null ? `{{${name}}}` : `{{${name}|${fallback.replace(/[{}]/g, '')}}}`;
}

/** Whether a text has braces that take nothing over, and would be read as they stand. */
export function hasStrayBraces(text: string): boolean {
  return /\{\{|\}\}/.test(text.replace(pipe, ''));
}

/**
 * A text with what it takes over put in. The result is text like any other and is escaped where it is shown.
 *
 * @param wordsOf the words for a name; `null` where there are none
 */
export function piped(text: string, wordsOf: (name: string) => string | null): string {
  if (!text.includes('{{')) return text;
  return text.replace(pipe, (_, name: string, fallback: string | undefined) => {
    const value = wordsOf(name);
    return value === null || value.trim() === '' ? (fallback ?? nothing) : held(value);
  });
}

/** A text as somebody reads it of whom nothing is known. */
export function unpiped(text: string): string {
  return piped(text, () => null);
}

/** A fact's key, where a name is that of a fact. */
export function factNamed(name: string): string | null {
  return name.startsWith('fact.') ? name.slice('fact.'.length) : null;
}

/** A value on one line, cut where it is very long, that cannot turn the words around it. */
function held(value: string): string {
  const line = withoutDirection(value).replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return isolated(characters.length > longest ? `${characters.slice(0, longest).join('')}…` : line);
}
