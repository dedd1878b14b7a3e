/** Characters that XML has a meaning for or cannot hold, and what would be read as an escape of such a one. */
const special =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 cannot hold
  /[&<>"\u0000-\u0008\u000b-\u001f\ufffe\uffff]|\p{Surrogate}|_(?=x[0-9A-Fa-f]{4}_)/gu;

/**
 * A text as XML. Characters that XML cannot hold, and carriage returns, which it would turn into line ends, become
 * `_xHHHH_` as spreadsheets write them (ECMA-376, 22.9.2.19); half a surrogate pair, which is no character, becomes U+FFFD.
 */
export function xmlText(text: string): string {
  return text.replace(special, escaped);
}

function escaped(character: string): string {
  switch (character) {
    case '&':
      return '&amp;';
    case '<':
      return '&lt;';
    case '>':
      return '&gt;';
    case '"':
      return '&quot;';
    default: {
      const code = character.charCodeAt(0);
      if (code >= 0xd800 && code < 0xe000) return '\ufffd';
      return `_x${code.toString(16).toUpperCase().padStart(4, '0')}_`;
    }
  }
}
