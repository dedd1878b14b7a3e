/** Scripts that are written from right to left, as ISO 15924 codes. */
const rightToLeftScripts: ReadonlySet<string | undefined> = new Set(
  'Adlm Arab Aran Hebr Mand Mend Nkoo Rohg Samr Syrc Thaa Yezi'.split(' '),
);

export type Direction = 'ltr' | 'rtl';

/** The direction a language is written in, by its script: `ar` → rtl, `az` → ltr, `az-Arab` → rtl. */
export function directionOf(tag: string): Direction {
  return rightToLeftScripts.has(new Intl.Locale(tag).maximize().script) ? 'rtl' : 'ltr';
}

const rightToLeft = String.raw`\p{scx=Arab}\p{scx=Hebr}\p{scx=Syrc}\p{scx=Thaa}\p{scx=Nkoo}\p{scx=Adlm}\p{scx=Rohg}\p{scx=Mand}`;
const controls = String.raw`\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069`;
const turns: Record<Direction, RegExp> = {
  ltr: new RegExp(`[${controls}]|(?=\\p{L})[${rightToLeft}]`, 'u'),
  rtl: new RegExp(`[${controls}]|(?![${rightToLeft}])\\p{L}`, 'u'),
};

/**
 * Text to stand inside a sentence of the given direction. Where it holds letters that run the other way, or marks that
 * turn direction, it is put between U+2068 and U+2069, so that it turns nothing of the sentence around it.
 */
export function isolated(text: string, around: Direction): string {
  return turns[around].test(text) ? `\u2068${balanced(text)}\u2069` : text;
}

/** Text in which every isolation that is begun ends, and none ends that was not begun: so it cannot end one around it. */
function balanced(text: string): string {
  let begun = 0;
  const kept = text.replace(/[\u2066-\u2069]/g, (mark) => {
    if (mark === '\u2069' && begun === 0) return '';
    begun += mark === '\u2069' ? -1 : 1;
    return mark;
  });
  return kept + '\u2069'.repeat(begun);
}
