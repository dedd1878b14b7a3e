import type { Definition } from '#surveys/definition.ts';
import { type LocalizedText, textIn } from '#surveys/localized.ts';
import type { Translate } from '../../../i18n/translate.ts';

/** A text of a draft as this reader reads it; empty where it has none in any language. */
export function saidIn(text: LocalizedText | undefined, t: Translate): string {
  return text === undefined ? '' : textIn(text, t.locale, Object.keys(text));
}

/** The names of all items, by key, in the order of the tree. */
export function itemNames({ factors }: Definition, t: Translate): ReadonlyMap<string, string> {
  const items = factors.flatMap(({ dimensions }) => dimensions.flatMap(({ items: each }) => each));
  return new Map(items.map(({ key, name }) => [key, saidIn(name, t) || key]));
}
