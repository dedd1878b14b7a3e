/**
 * Characters that cannot be kept through every export and so are refused rather than dropped in silence:
 * control characters other than tab and line breaks, U+FFFE and U+FFFF, and surrogates without their partner.
 * Direction marks and overrides are kept: they belong to the text, and pages isolate it.
 */
const unsupported = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Cs}/u;

/** The zeros of the digits people type: Arabic, Persian, N’Ko, of India, Thailand, Laos, Tibet, Myanmar and Cambodia. */
const zeros = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20,
  0x1040, 0x17e0,
];

/**
 * A text with the digits, signs, Latin letters and blanks of a Chinese keyboard, and the digits and the decimal sign of an
 * Arabic or another one, as ASCII; without marks of direction, and without blanks around. The rest is as it is.
 */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[\u061c\u200e\u200f]/g, '')
    .trim()
    .replaceAll('\u3000', ' ')
    .replaceAll('\u066b', '.')
    .replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/\p{Nd}/gu, (digit) => {
      const code = digit.codePointAt(0) ?? 0;
      const zero = zeros.find((each) => code >= each && code < each + 10);
      return zero === undefined ? digit : String(code - zero);
    });
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
