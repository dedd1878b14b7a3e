const names = new Map<string, string>();

/** What a language calls itself: `zh-CN` → 简体中文, `en` → English. Looked up once: asking `Intl` takes long. */
export function nameOfLanguage(tag: string): string {
  const known = names.get(tag) ?? nameInItself(tag);
  names.set(tag, known);
  return known;
}

function nameInItself(tag: string): string {
  const { language, script } = new Intl.Locale(tag).maximize();
  // Chinese is told apart by its script, as its readers do, rather than by country.
  const named = language === 'zh' && script !== undefined ? `${language}-${script}` : tag;
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(named) ?? tag;
  const [first = '', ...rest] = name;
  return first.toLocaleUpperCase(tag) + rest.join('');
}
