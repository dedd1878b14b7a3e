/**
 * Characters that move a terminal's cursor, start its escape sequences or turn the direction of writing, and
 * lone surrogates. A file somebody was sent may hold them; printed as they are, they could show anything.
 */
const invisible = /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;
const longest = 500;

/** Text from a file as it may be printed: what is invisible written as `\u{1b}`, what is long cut. */
export function visible(text: string): string {
  const characters = [...text];
  const cut = characters.length > longest ? `${characters.slice(0, longest).join('')}…` : text;
  return cut.replace(invisible, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
