import { type Part, partAt, partsIn } from '#surveys/design/parts.ts';
import { valueAt } from '#surveys/design/value-at.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import type { Translate } from '../../../i18n/translate.ts';
import type { Standing } from '../frame.view.ts';
import type { ConditionView } from './condition.view.ts';
import {
  type DesignedDraft,
  type DesignFrame,
  type Done,
  designFrame,
  designPath,
  partPath,
} from './design-frame.view.ts';
import { type FieldsView, fieldsView, questionKindOf } from './fields.view.ts';
import { type EditButton, editButton, moves } from './outline.view.ts';
import { itemNames, saidIn } from './said.ts';

interface Within {
  readonly place: string;
  readonly label: string;
  readonly fields: FieldsView;
  readonly up: EditButton;
  readonly down: EditButton;
  readonly remove: EditButton;
}

export interface PartPage extends DesignFrame {
  readonly place: string;
  readonly kind: string;
  readonly keyLabel: string;
  readonly key: string;
  readonly keyHint: string;
  readonly fields: FieldsView;
  /** The options of a question, or the early ends of a page. */
  readonly inner: {
    readonly heading: string;
    readonly parts: readonly Within[];
    readonly add: EditButton | null;
  } | null;
  readonly condition: ConditionView | null;
  readonly duplicate: EditButton;
  readonly remove: EditButton;
  readonly back: { readonly href: string; readonly label: string };
}

/** One page or question of a questionnaire, with everything that can be set in it. */
export function partPage(
  standing: Standing,
  draft: DesignedDraft,
  part: Part,
  condition: ConditionView | null,
  done?: Done,
): PartPage {
  const { t } = standing;
  const { definition, slug } = draft;
  const kind = questionKindOf(definition, part);
  const heading = nameOfPart(draft, part, t);
  return {
    ...designFrame(standing, draft, { heading, ...(done && { done }) }),
    here: partPath(slug, part.place),
    place: part.place,
    kind: kind === '' ? t(`design.part.${part.kind}`) : t(`design.kind.${kind as 'pair'}`),
    keyLabel: t('design.key'),
    key: part.key,
    keyHint: t('design.key.hint'),
    fields: fieldsView(draft, part, t),
    inner: innerOf(draft, part, t),
    condition,
    duplicate: editButton({ edit: 'duplicate', place: part.place }, kind !== 'pair', t('design.duplicate')),
    remove: editButton({ edit: 'remove', place: part.place }, true, t('design.remove')),
    back: { href: designPath(slug, `#${part.place}`), label: t('design.back') },
  };
}

/** What a part is called: its text or name, else its key. */
export function nameOfPart({ definition }: DesignedDraft, { place, key, kind }: Part, t: Translate): string {
  const value = valueAt(definition, place);
  const texts =
    typeof value === 'object' && value !== null ? (value as Record<string, LocalizedText | undefined>) : {};
  const own = saidIn(texts.text ?? texts.title ?? texts.name ?? texts.label, t);
  return own || (itemNames(definition, t).get(key) ?? '') || key || t(`design.part.${kind}`);
}

function innerOf(draft: DesignedDraft, part: Part, t: Translate): PartPage['inner'] {
  const { definition } = draft;
  const innerKind = part.kind === 'question' ? 'option' : 'end';
  const parts = partsIn(definition).filter(({ kind, within }) => kind === innerKind && within === part.place);
  const hasOptions = part.kind === 'question' && optionKinds.has(questionKindOf(definition, part));
  if (!hasOptions && parts.length === 0) return null;
  const places = parts.map(({ place }) => place);
  return {
    heading: t(hasOptions ? 'design.options' : 'design.part.end'),
    add: hasOptions
      ? editButton({ edit: 'addOption', within: part.place }, true, t('design.addOption'))
      : null,
    parts: parts.map((each, index) => {
      const label = nameOfPart(draft, each, t);
      return {
        place: each.place,
        label,
        fields: fieldsView(draft, each, t),
        ...moves(each.place, label, places, index, t),
        remove: editButton(
          { edit: 'remove', place: each.place },
          true,
          t('design.remove'),
          `${t('design.remove')}: ${label}`,
        ),
      };
    }),
  };
}

const optionKinds: ReadonlySet<string> = new Set(['choice', 'choices', 'ranking', 'allocation']);

/** The part of a place; `null` where somebody took it away. */
export function designedPart({ definition }: DesignedDraft, place: string): Part | null {
  return partAt(partsIn(definition), place);
}
