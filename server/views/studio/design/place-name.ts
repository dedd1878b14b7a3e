import { valueAtPath } from '#surveys/design/json.ts';
import { type Part, splitPlace } from '#surveys/design/parts.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { nameOfLanguage } from '../../../i18n/language-names.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { wordsOr } from '../publish/part-names.ts';
import type { DesignedDraft } from './design-frame.view.ts';
import { scaleName } from './fields.view.ts';
import { itemNames, saidIn } from './said.ts';

/** What a part is called: its text or name, else its key. */
export function nameOfPart({ definition }: DesignedDraft, { path, key, kind }: Part, t: Translate): string {
  const value = valueAtPath(definition, path);
  const texts =
    typeof value === 'object' && value !== null ? (value as Record<string, LocalizedText | undefined>) : {};
  const own = saidIn(texts.text ?? texts.title ?? texts.name ?? texts.label, t);
  return own || (itemNames(definition, t).get(key) ?? '') || key || t(`design.part.${kind}`);
}

/** The part that a place is in; `null` where there is none. */
export function partOf({ parts }: DesignedDraft, place: string): Part | null {
  return parts.get(splitPlace(place).part) ?? null;
}

/** A place within a draft as people know it: its part by name, what of it, and in which language. */
export function placeName(draft: DesignedDraft, place: string, t: Translate): string {
  const { field, language } = splitPlace(place);
  const part = partOf(draft, place);
  if (part === null) return place;
  const of = field === null ? [] : [fieldName(part, field, t)].filter((name) => name !== '');
  const inLanguage = language === null ? [] : [nameOfLanguage(language)];
  return [namedPart(draft, part, t), ...of, ...inLanguage].join(' · ');
}

/** A part with what it is: Question “Speed”. */
export function namedPart(draft: DesignedDraft, part: Part, t: Translate): string {
  const kind = t(`design.part.${part.kind}`);
  if (part.key === '') return kind;
  const name = part.kind === 'scale' ? scaleName(draft.definition, part.key, t) : nameOfPart(draft, part, t);
  return t('design.namedPart', { kind, name });
}

/** What a field is called; empty for a list of parts, which has no field. */
function fieldName({ kind }: Part, field: string, t: Translate): string {
  if (field === 'showIf') return t('design.condition');
  if (field === 'when') return t(kind === 'quota' ? 'design.condition.quota' : 'design.condition.end');
  return wordsOr(t, `design.field.${field}`, '');
}
