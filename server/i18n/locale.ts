/** The languages of the product's own words. A survey's own text may have any others. */
export const locales = ['zh-CN', 'en'] as const;
export type Locale = (typeof locales)[number];

/**
 * The best of the available languages for what a person asked for, in order of preference; the first available
 * when none fits. `zh`, `zh-Hans` and `zh-SG` find `zh-CN` and `zh-HK` rather `zh-TW`, by the script they are written in;
 * `en-GB` finds `en`. What is no language tag finds nothing.
 */
export function negotiateLanguage<const L extends string>(
  available: readonly [L, ...L[]],
  wanted: readonly string[],
): L {
  for (const tag of wanted) {
    const exact = available.find((one) => one.toLowerCase() === tag.toLowerCase());
    if (exact !== undefined) return exact;
    const [language, written] = partsOf(tag);
    if (language === '') continue;
    const related = available.filter((one) => partsOf(one)[0] === language);
    const closest = related.find((one) => partsOf(one)[1] === written) ?? related[0];
    if (closest !== undefined) return closest;
  }
  return available[0];
}

type Parts = readonly [language: string, written: string];

/** Asking `Intl` takes long, and most people ask for the same few languages. */
const knownParts = new Map<string, Parts>();
const mostKnown = 1000;

/** A tag's language and, as far as the tag tells, its script; empty for what is no tag. */
function partsOf(tag: string): Parts {
  const known = knownParts.get(tag);
  if (known !== undefined) return known;
  const parts = readParts(tag);
  if (knownParts.size >= mostKnown) knownParts.clear();
  knownParts.set(tag, parts);
  return parts;
}

function readParts(tag: string): Parts {
  if (tag.length > longestTag || !isTag(tag)) return ['', ''];
  const { language, script = '' } = new Intl.Locale(tag).maximize();
  return [language, script];
}

/** Whether a text is a language tag that `Intl` reads. */
export function isTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const longestTag = 35;
/** More than anybody reads; a header of thousands would keep the server busy. */
const mostTags = 20;

/** The first language tags of an `Accept-Language` header, most wanted first; nothing from a malformed one. */
export function acceptedLanguages(header: string | undefined): readonly string[] {
  return (header ?? '')
    .split(',', mostTags)
    .map((part) => {
      const [tag = '', ...params] = part.trim().split(';');
      const quality = params.map((param) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(param)?.[1]).find(Boolean);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/.test(tag) && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}
