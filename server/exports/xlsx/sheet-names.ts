/** Spreadsheets hold no longer names, counted in UTF-16 units. */
const longestName = 31;

/** The names on the tabs of a workbook. */
export interface SheetNames {
  /** The name of a sheet, or of a sheet on which it goes on. @param number which of them, from 1 */
  of(sheet: number, number: number): string;
}

/**
 * Names that tabs can hold: without `[ ] : * ? / \`, not too long, not empty, none twice (in any case), and not the one name
 * that Excel keeps for itself.
 */
export function sheetNames(wanted: readonly string[]): SheetNames {
  const taken = new Set(['history']);
  const free = (name: string, from = 1): string => {
    let unique = from === 1 ? shortened(name, longestName) : numbered(name, from);
    for (let number = from + 1; taken.has(unique.toLowerCase()); number++) unique = numbered(name, number);
    taken.add(unique.toLowerCase());
    return unique;
  };
  const plain = wanted.map((name) => allowed(name) || 'Sheet');
  const first = plain.map((name) => free(name));
  return {
    of: (sheet, number) => (number === 1 ? first[sheet] : undefined) ?? free(plain[sheet] ?? 'Sheet', number),
  };
}

function allowed(name: string): string {
  return name
    .replace(/[[\]:*?/\\\p{Cc}\p{Surrogate}\ufffe\uffff]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s']+|[\s']+$/g, '');
}

function numbered(name: string, number: number): string {
  const mark = ` ${number}`;
  return shortened(name, longestName - mark.length) + mark;
}

/** The beginning of a text, without half a character at its end. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length);
}
