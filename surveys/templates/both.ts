import type { LocalizedText } from '../localized.ts';

/** A text in the two languages of the templates. */
export function both(chinese: string, english: string): LocalizedText {
  return { 'zh-CN': chinese, en: english };
}
