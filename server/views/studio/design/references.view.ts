import type { Edit } from '#surveys/design/edits.ts';
import type { EditProblem } from '#surveys/design/outcome.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { type DesignedDraft, placeHref } from './design-frame.view.ts';
import { type EditButton, editButton } from './outline.view.ts';
import { namedPart, partOf, placeName } from './place-name.ts';

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
