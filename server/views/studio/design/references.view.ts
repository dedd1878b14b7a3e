import type { Edit } from '#surveys/design/edits.ts';
import type { EditProblem } from '#surveys/design/outcome.ts';
import { type Part, splitPlace } from '#surveys/design/parts.ts';
import { nameOfLanguage } from '../../../i18n/language-names.ts';
import type { MessageKey, Translate } from '../../../i18n/translate.ts';
import { type DesignedDraft, placeHref } from './design-frame.view.ts';
import { scaleName } from './fields.view.ts';
import { type EditButton, editButton } from './outline.view.ts';
import { nameOfPart } from './part.view.ts';

/** What keeps a part from being removed, each with the way to its place, and the offer to remove it all the same. */
export interface ReferencesView {
  readonly heading: string;
  readonly list: readonly { readonly href: string; readonly text: string }[];
  readonly what: string | null;
  /** `null` where what refers to it cannot do without it. */
  readonly remove: EditButton | null;
}

/** `null` where an edit was refused for something else. */
export function referencesView(
  draft: DesignedDraft,
  edit: Edit,
  { code, place, places }: EditProblem,
  t: Translate,
): ReferencesView | null {
  if (edit.edit !== 'remove' || (code !== 'referredTo' && code !== 'scaleInUse')) return null;
  const part = partOf(draft, place);
  const name = part === null ? place : namedPart(draft, part, t);
  const isReference = code === 'referredTo';
  return {
    heading: t(isReference ? 'design.referred' : 'design.inUse', { name }),
    list: places.map((each) => ({
      href: placeHref(draft.slug, each, partOf(draft, each)?.kind ?? 'survey'),
      text: placeName(draft, each, t),
    })),
    what: isReference ? t('design.referred.what') : null,
    remove: isReference
      ? editButton({ edit: 'remove', place, andReferences: true }, true, t('design.removeAnyway'))
      : null,
  };
}

function partOf({ parts }: DesignedDraft, place: string): Part | null {
  return parts.get(splitPlace(place).part) ?? null;
}

/** A place within a draft as people know it: its part by name, what of it, and in which language. */
export function placeName(draft: DesignedDraft, place: string, t: Translate): string {
  const { field, language } = splitPlace(place);
  const part = partOf(draft, place);
  if (part === null) return place;
  const of = field === null ? [] : [fieldName(part, field, t)];
  const inLanguage = language === null ? [] : [nameOfLanguage(language)];
  return [namedPart(draft, part, t), ...of, ...inLanguage].join(' · ');
}

/** A part with what it is: Question “Speed”. */
function namedPart(draft: DesignedDraft, part: Part, t: Translate): string {
  const kind = t(`design.part.${part.kind}`);
  if (part.key === '') return kind;
  const name = part.kind === 'scale' ? scaleName(draft.definition, part.key, t) : nameOfPart(draft, part, t);
  return t('design.namedPart', { kind, name });
}

function fieldName({ kind }: Part, field: string, t: Translate): string {
  if (field === 'showIf') return t('design.condition');
  if (field === 'when') return t(kind === 'quota' ? 'design.condition.quota' : 'design.condition.end');
  return t(`design.field.${field}` as MessageKey);
}
