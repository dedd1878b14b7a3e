import { en } from './en/index.ts';
import type { Locale } from './locale.ts';
import { zhCN } from './zh-CN/index.ts';

export type Params = Readonly<Record<string, string | number>>;

/** The words of one language: `t('errors.notFound')`, `t('report.responses', { count: 3 })`. */
export type Words<Key extends string> = ((key: Key, params?: Params) => string) & { readonly locale: string };

/** The keys of what management reads; what customers read is in `respondent.ts`. */
export type MessageKey = keyof typeof en;
export type Translate = Words<MessageKey> & { readonly locale: Locale };

/** Every language's words. Complete or it does not compile: each catalogue has exactly the keys of English. */
export const catalogues: Record<Locale, Readonly<Record<MessageKey, string>>> = { en, 'zh-CN': zhCN };

/** The words for management in one language. */
export function translator(locale: Locale): Translate {
  return wordsFrom<MessageKey, Locale>(locale, catalogues[locale]);
}

/**
 * Words from a catalogue. `{name}` in a message is replaced by the parameter of that name; what has no parameter stays.
 *
 * @param show how a parameter is written inside a message
 */
export function wordsFrom<Key extends string, L extends string>(
  locale: L,
  catalogue: Readonly<Record<Key, string>>,
  show: (value: string | number) => string = String,
): Words<Key> & { readonly locale: L } {
  const t = (key: Key, params: Params = {}): string =>
    catalogue[key].replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = Object.hasOwn(params, name) ? params[name] : undefined;
      return value === undefined ? whole : show(value);
    });
  return Object.assign(t, { locale });
}

/** What messages that count are called by: `stem` of the keys `stem.one`, `stem.other`. */
export type PluralStem<Key> = Key extends `${infer Stem}.other` ? Stem : never;

/** A message that counts, in the form its number needs: keys `stem.one`, `stem.other` and what else a language has. */
export function plural<Key extends string>(
  t: Words<Key>,
  stem: PluralStem<Key>,
  count: number,
  params: Params = {},
): string {
  const form = new Intl.PluralRules(t.locale).select(count);
  return t(`${stem}.${form}` as Key, { count, ...params });
}
