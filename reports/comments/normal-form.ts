/**
 * A text as masking looks at it, and where each of its letters stands in the text as it was written.
 *
 * Letters are in Unicode normal form KC and lower case, digits of every script are 0 to 9, and what cannot be seen (zero-width
 * characters, direction controls, marks laid over a letter) is left out, so that no way of writing hides a number.
 */
export interface NormalForm {
  readonly text: string;
  /** The same with capitals. */
  readonly cased: string;
  /** For each code unit of `text` where the character it came from begins in the source. */
  readonly starts: readonly number[];
  /** And where that character, with the unseen ones that follow it, ends. */
  readonly ends: readonly number[];
}

const unseen = /^[\p{Cf}\p{Mn}\p{Me}\p{Cc}\u115f\u1160\u3164\uffa0]$/u;
const lineBreak = /^[\t\n\r\u2028\u2029]$/u;
const digit = /^\p{Nd}$/u;

/** @param source a text in whatever form */
export function normalFormOf(source: string): NormalForm {
  const letters: string[] = [];
  const cased: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of source) {
    const end = at + character.length;
    const normal = seenAs(character);
    const small = normal.toLowerCase();
    if (normal === '' && ends.length > 0) ends[ends.length - 1] = end;
    for (let unit = 0; unit < normal.length; unit++) {
      cased.push(normal[unit] as string);
      letters.push((small.length === normal.length ? small : normal)[unit] as string);
      starts.push(at);
      ends.push(end);
    }
    at = end;
  }
  return { text: letters.join(''), cased: cased.join(''), starts, ends };
}

function seenAs(character: string): string {
  const code = character.charCodeAt(0);
  if (code >= 0x20 && code < 0x7f) return character;
  if (lineBreak.test(character)) return '\n';
  if (unseen.test(character)) return '';
  if (digit.test(character)) return String(digitValue(character));
  return character.normalize('NFKC');
}

/** Digits of a script stand in rows of ten, the zero first. */
function digitValue(character: string): number {
  const compatible = character.normalize('NFKC');
  if (/^[0-9]$/.test(compatible)) return Number(compatible);
  let code = character.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && digit.test(String.fromCodePoint(code - 1))) {
    code -= 1;
    value += 1;
  }
  return value;
}
