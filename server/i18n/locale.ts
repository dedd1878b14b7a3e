/** The languages of the product's own words. A survey's own text may have any others. */
export const locales = ['zh-CN', 'en'] as const;
export type Locale = (typeof locales)[number];

/**
 * The best of the available languages for what a person asked for, in order of preference; the first available
 * when none fits. `zh`, `zh-Hans` and `zh-SG` find `zh-CN`; `en-GB` finds `en`.
 */
export function negotiateLanguage<const L extends string>(
  available: readonly [L, ...L[]],
  wanted: readonly string[],
): L {
  for (const tag of wanted) {
    const exact = available.find((one) => one.toLowerCase() === tag.toLowerCase());
    if (exact !== undefined) return exact;
    const primary = tag.toLowerCase().split('-')[0];
    const related = available.find((one) => one.toLowerCase().split('-')[0] === primary);
    if (related !== undefined) return related;
  }
  return available[0];
}

/** The language tags of an `Accept-Language` header, most wanted first; nothing from a malformed one. */
export function acceptedLanguages(header: string | undefined): readonly string[] {
  return (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().split(';');
      const quality = params.map((param) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(param)?.[1]).find(Boolean);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/.test(tag) && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}
