import { en } from './en/index.ts';
import type { Locale } from './locale.ts';
import { zhCN } from './zh-CN/index.ts';

export type MessageKey = keyof typeof en;
export type Params = Readonly<Record<string, string | number>>;
export type Translate = ((key: MessageKey, params?: Params) => string) & { readonly locale: Locale };

/** Every language's words. Complete or it does not compile: each catalogue has exactly the keys of English. */
export const catalogues: Record<Locale, Readonly<Record<MessageKey, string>>> = { en, 'zh-CN': zhCN };

/**
 * The words of one language: `t('errors.notFound')`, `t('report.responses', { count: 3 })`.
 *
 * `{name}` in a message is replaced by the parameter of that name. Where English needs a plural there are two keys
 * ending in `.one` and `.other`; `plural` picks one of them.
 */
export function translator(locale: Locale): Translate {
  const words = catalogues[locale];
  const t = (key: MessageKey, params: Params = {}): string =>
    words[key].replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = Object.hasOwn(params, name) ? params[name] : undefined;
      return value === undefined ? whole : String(value);
    });
  return Object.assign(t, { locale });
}

type PluralStem<K> = K extends `${infer Stem}.other` ? Stem : never;

/** A message that counts, in the form its number needs: keys `stem.one` and `stem.other`. */
export function plural(
  t: Translate,
  stem: PluralStem<MessageKey>,
  count: number,
  params: Params = {},
): string {
  const form = new Intl.PluralRules(t.locale).select(count) === 'one' ? 'one' : 'other';
  return t(`${stem}.${form}` as MessageKey, { count, ...params });
}
