/**
 * Characters that cannot be kept through every export and so are refused rather than dropped in silence:
 * control characters other than tab and line breaks, U+FFFE and U+FFFF, and surrogates without their partner.
 * Direction marks and overrides are kept: they belong to the text, and pages isolate it.
 */
const unsupported = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Cs}/u;

/**
 * A text with the digits, signs, Latin letters and blanks of a Chinese keyboard as ASCII, the rest as it is, and
 * without blanks around.
 */
export function toHalfWidth(text: string): string {
  return text
    .trim()
    .replaceAll('\u3000', ' ')
    .replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0));
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
