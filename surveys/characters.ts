/**
 * Characters that cannot be kept through every export and so are refused rather than dropped in silence:
 * control characters other than tab and line breaks, U+FFFE and U+FFFF, and surrogates without their partner.
 * Direction marks and overrides are kept: they belong to the text, and pages isolate it.
 */
const unsupported = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Cs}/u;

/** What is not seen: blanks, joiners, marks of direction, fillers such as U+3164, and the Braille pattern without a dot. */
const unseen = /^[\s\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/** Whether a text shows nothing to its readers, whatever it is made of. */
export function isBlank(text: string): boolean {
  return unseen.test(text);
}

/** A text without what turns its direction: embeddings, overrides and isolates. */
export function withoutDirection(text: string): string {
  return text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
}

/**
 * A text to stand among others that it cannot turn: without its own direction controls, and between isolates (Unicode
 * Bidirectional Algorithm, FSI … PDI).
 */
export function isolated(text: string): string {
  return `\u2068${withoutDirection(text)}\u2069`;
}

/** The sign before a negative number, which a hyphen is not. */
export const minus = '\u2212';

const digit = /\p{Nd}/u;

/** The value of a digit of any script: each has its ten in a row, with nothing that is a digit before them. */
function valueOfDigit(character: string): number {
  const code = character.charCodeAt(0);
  let zero = code;
  while (digit.test(String.fromCharCode(zero - 1))) zero -= 1;
  return code - zero;
}

/**
 * A text with the digits, signs, Latin letters and blanks of a Chinese keyboard, the digits and the decimal sign of an
 * Arabic or another one, and the minus sign of books, as ASCII; without marks of direction, and without blanks around. The
 * rest is as it is, the digits of mathematics (U+1D7CE …) included.
 */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[\u061c\u200e\u200f]/g, '')
    .trim()
    .replaceAll('\u3000', ' ')
    .replaceAll('\u066b', '.')
    .replaceAll(minus, '-')
    .replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/\p{Nd}/gu, (each) => (each.length > 1 ? each : String(valueOfDigit(each))));
}

/** The first character that is not supported, e.g. "U+0000", and its position in code points from 1; else `null`. */
export function firstUnsupported(
  text: string,
): { readonly character: string; readonly position: number } | null {
  const found = unsupported.exec(text);
  if (!found) return null;
  const code = found[0].codePointAt(0) ?? 0;
  return {
    character: `U+${code.toString(16).toUpperCase().padStart(4, '0')}`,
    position: [...text.slice(0, found.index)].length + 1,
  };
}
