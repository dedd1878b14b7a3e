/** How numbers of a style are shown, as far as it decides what they mean. */
export type NumberFormat =
  | { readonly kind: 'plain' }
  | { readonly kind: 'date' | 'time' | 'dateTime' | 'elapsed' }
  /** Digits filled up with zeros, with other characters among them: `00000`, `000-0000`, `K000`. */
  | { readonly kind: 'padded'; readonly pattern: readonly PatternPart[] };

/** A digit (`null`) or the text between. */
type PatternPart = string | null;

const plain: NumberFormat = { kind: 'plain' };

/** The formats every workbook has without saying so: dates and times (ECMA-376, 18.8.30, with those of East Asia). */
const builtIn = new Map<number, NumberFormat['kind']>([
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, 'date'] as const),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56].map((id) => [id, 'time'] as const),
  [22, 'dateTime'],
  [46, 'elapsed'],
]);

export function builtInFormat(id: number): NumberFormat {
  const kind = builtIn.get(id);
  return kind === undefined || kind === 'padded' ? plain : { kind };
}

/** What a format code makes of a number: `yyyy"年"m"月"d"日"` a date, `00000` digits filled up with zeros. */
export function formatOfCode(code: string): NumberFormat {
  const [first = ''] = sections(code);
  if (/^general$/i.test(first.trim())) return plain;
  const bare = first.replace(/"[^"]*"|\\.|_.|\*./gs, '');
  if (/\[(?:h+|m+|s+)\]/i.test(bare)) return { kind: 'elapsed' };
  const letters = bare.replace(/\[[^\]]*\]/g, '').replace(/am\/pm|a\/p|上午\/下午/gi, 'h');
  if (/[ymdhs]/i.test(letters) && !/[0#?]/.test(letters.replace(/s+\.0+/gi, ''))) return dateKind(letters);
  return paddedFormat(first) ?? plain;
}

function dateKind(letters: string): NumberFormat {
  const hasTime = /[hs]/i.test(letters);
  // m is the month, unless there are hours or seconds and neither a year nor a day
  const hasDate = /[yd]/i.test(letters) || (!hasTime && /m/i.test(letters));
  if (hasDate) return { kind: hasTime ? 'dateTime' : 'date' };
  return { kind: 'time' };
}

/** The parts for positive numbers, negative ones, zero and text. */
function sections(code: string): string[] {
  return code.match(/(?:"[^"]*"|\\.|[^;])+/gs) ?? [];
}

const patternParts = /"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|([\s\S])/g;

function paddedFormat(code: string): NumberFormat | null {
  const pattern: PatternPart[] = [];
  for (const [, quoted, backslashed, plainOne] of code.matchAll(patternParts)) {
    if (plainOne === '0') pattern.push(null);
    else if (plainOne !== undefined && !/[-+()\s:/]/.test(plainOne) && !/[^\x20-\x7e]/.test(plainOne))
      return null;
    else pattern.push(quoted ?? backslashed ?? plainOne ?? '');
  }
  return pattern.filter((part) => part === null).length > 1 ? { kind: 'padded', pattern } : null;
}

/** Days from the serial number 0 of a workbook to 1970: it counts from 1900 (with a 29 February that was not) or 1904. */
const daysTo1970 = { 1900: 25_569, 1904: 24_107 } as const;
export type DateSystem = keyof typeof daysTo1970;

const secondsOfDay = 86_400;

/** A number of a cell as whoever looks at it sees it, except that it is neither rounded nor grouped. */
export function shownNumber(value: number, format: NumberFormat, system: DateSystem): string {
  if (format.kind === 'plain' || value < 0) return plainNumber(value);
  if (format.kind === 'padded') {
    return Number.isInteger(value) ? paddedNumber(value, format.pattern) : plainNumber(value);
  }
  const seconds = Math.round(value * secondsOfDay);
  const time = clock(seconds % secondsOfDay);
  if (format.kind === 'elapsed') return elapsed(seconds);
  if (format.kind === 'time') return time;
  const day = dayOf(Math.floor(seconds / secondsOfDay), system);
  if (day === null) return plainNumber(value);
  return format.kind === 'date' ? day : `${day} ${time}`;
}

/** The shortest number with the 15 digits a spreadsheet shows at most: 0.1 + 0.2 is `0.3`. */
export function plainNumber(value: number): string {
  return String(Number.isSafeInteger(value) ? value : Number(value.toPrecision(15)));
}

function paddedNumber(value: number, pattern: readonly PatternPart[]): string {
  const digits = [...plainNumber(value)];
  const places = pattern.filter((part) => part === null).length;
  const filled = [...'0'.repeat(Math.max(0, places - digits.length)), ...digits];
  // the first place takes all digits for which there are no places
  let isFirst = true;
  return pattern
    .map((part) => {
      if (part !== null) return part;
      const taken = filled.splice(0, isFirst ? filled.length - places + 1 : 1).join('');
      isFirst = false;
      return taken;
    })
    .join('');
}

function dayOf(serial: number, system: DateSystem): string | null {
  if (system === 1900 && serial === 60) return '1900-02-29';
  const days = serial - daysTo1970[system] + (system === 1900 && serial < 60 ? 1 : 0);
  const day = new Date(days * secondsOfDay * 1000);
  if (Number.isNaN(day.getTime()) || day.getUTCFullYear() > 9999) return null;
  return day.toISOString().slice(0, 10);
}

function clock(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(11, 19);
}

function elapsed(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
