import { directionOf, isolated } from './direction.ts';
import { en } from './en/index.ts';
import type { Locale } from './locale.ts';
import { zhCN } from './zh-CN/index.ts';

export type Params = Readonly<Record<string, string | number>>;

/** Says a message in one language, as a text or as something else that a text is made into. */
export type Say<Key extends string, Said> = ((key: Key, params?: Params) => Said) & {
  readonly locale: string;
};

/** A stretch of a message: words of the catalogue, or a parameter by its name. */
export interface MessagePart {
  readonly text: string;
  readonly param: string | null;
}

/** The words of one language: `t('errors.notFound')`, `t('report.responses', { count: 3 })`. */
export type Words<Key extends string> = Say<Key, string>;

/** Words that can be had in parts too, by whoever must tell a message's parameters from its words. */
export interface InParts<Key extends string> {
  readonly parts: (key: Key, params?: Params) => readonly MessagePart[];
}

/** The keys of what management reads; what customers read is in `respondent.ts`. */
export type MessageKey = keyof typeof en;
export type Translate = Words<MessageKey> & { readonly locale: Locale };

/** Every language's words. Complete or it does not compile: each catalogue has exactly the keys of English. */
export const catalogues: Record<Locale, Readonly<Record<MessageKey, string>>> = { en, 'zh-CN': zhCN };

/**
 * The words for management in one language. A name that runs from right to left is kept from turning the figures and the words
 * beside it.
 */
export function translator(locale: Locale): Translate {
  const around = directionOf(locale);
  return wordsFrom<MessageKey, Locale>(locale, catalogues[locale], (value) =>
    isolated(String(value), around),
  );
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
): Words<Key> & InParts<Key> & { readonly locale: L } {
  const shown = (name: string, params: Params): string => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    return value === undefined ? `{${name}}` : show(value);
  };
  const t = (key: Key, params: Params = {}): string =>
    catalogue[key].replace(/\{(\w+)\}/g, (_, name: string) => shown(name, params));
  const parts = (key: Key, params: Params = {}): readonly MessagePart[] =>
    catalogue[key]
      .split(/(\{\w+\})/)
      .filter((text) => text !== '')
      .map((text) => {
        const param = /^\{(\w+)\}$/.exec(text)?.[1] ?? null;
        return { text: param === null ? text : shown(param, params), param };
      });
  return Object.assign(t, { locale, parts });
}

/** What messages that count are called by: `stem` of the keys `stem.one`, `stem.other`. */
export type PluralStem<Key> = Key extends `${infer Stem}.other` ? Stem : never;

/** A message that counts, in the form its number needs: keys `stem.one`, `stem.other` and what else a language has. */
export function plural<Key extends string, Said>(
  t: Say<Key, Said>,
  stem: PluralStem<Key>,
  count: number,
  params: Params = {},
): Said {
  const form = new Intl.PluralRules(t.locale).select(count);
  return t(`${stem}.${form}` as Key, { count, ...params });
}
