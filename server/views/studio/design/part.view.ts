import type { Part } from '#surveys/design/parts.ts';
import { questionKindAt } from '#surveys/design/set.ts';
import type { Translate } from '../../../i18n/translate.ts';
import type { Standing } from '../frame.view.ts';
import { type AdderView, adderView, type Chosen } from './adder.view.ts';
import { type ConditionView, conditionOf, conditionView } from './condition.view.ts';
import { conditionWords } from './condition-words.ts';
import {
  type DesignedDraft,
  type DesignFrame,
  type Done,
  designFrame,
  designPath,
  partPath,
} from './design-frame.view.ts';
import { type FieldsView, fieldsView } from './fields.view.ts';
import { type EditButton, editButton, moves } from './outline.view.ts';
import { type PipesView, pipesView } from './pipes.view.ts';
import { nameOfPart } from './place-name.ts';

export interface Within {
  readonly place: string;
  readonly label: string;
  readonly fields: FieldsView;
  /** When an end is reached, with the way to where that is changed. */
  readonly condition: { readonly href: string; readonly label: string; readonly text: string } | null;
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
  /** Begins an early end after a page. */
  readonly end: { readonly heading: string; readonly intro: string; readonly adder: AdderView } | null;
  readonly pipes: PipesView | null;
  readonly duplicate: EditButton;
  readonly remove: EditButton;
  readonly back: { readonly href: string; readonly label: string };
}

/** One page, question, early end or quota of a questionnaire, with everything that can be set in it. */
export function partPage(
  standing: Standing,
  draft: DesignedDraft,
  part: Part,
  chosen: Chosen,
  done?: Done,
): PartPage {
  const { t } = standing;
  const { definition, slug, piping } = draft;
  const kind = questionKindAt(definition, part);
  const frame = designFrame(standing, draft, { heading: nameOfPart(draft, part, t), ...(done && { done }) });
  const { mayEdit } = frame;
  const here = partPath(slug, part.place);
  const canRepeat = kind !== 'pair' && part.kind !== 'end';
  return {
    ...frame,
    here,
    place: part.place,
    kind: kind === '' ? t(`design.part.${part.kind}`) : t(`design.kind.${kind as 'pair'}`),
    keyLabel: t('design.key'),
    key: part.key,
    keyHint: t('design.key.hint'),
    fields: fieldsView(draft, part, t),
    inner: innerOf(draft, part, t),
    condition: conditionView(standing, draft, part, { chosen, mayEdit }),
    end: part.kind === 'page' && mayEdit ? endOf(draft, part, chosen, t) : null,
    pipes: pipesView(
      definition,
      piping,
      t,
      part.path[0] === 'pages' ? ['pages', Number(part.path[1]), 'endIf'] : part.path,
    ),
    duplicate: editButton({ edit: 'duplicate', place: part.place }, canRepeat, t('design.duplicate')),
    remove: editButton({ edit: 'remove', place: part.place }, true, t('design.remove')),
    back: backOf(draft, part, t),
  };
}

function endOf(draft: DesignedDraft, { place }: Part, chosen: Chosen, t: Translate): PartPage['end'] {
  const adder = adderView(t, draft, { add: 'end', place, here: partPath(draft.slug, place), chosen });
  return adder === null ? null : { heading: t('design.addEnd'), intro: t('design.addEnd.what'), adder };
}

function backOf({ slug, parts }: DesignedDraft, part: Part, t: Translate): PartPage['back'] {
  const page = part.kind === 'end' ? parts.get(part.within) : undefined;
  if (page !== undefined)
    return { href: `${partPath(slug, page.place)}#${part.place}`, label: t('design.backToPage') };
  if (part.kind === 'quota')
    return { href: designPath(slug, `/settings#${part.place}`), label: t('design.backToSettings') };
  return { href: designPath(slug, `#${part.place}`), label: t('design.back') };
}

function innerOf(draft: DesignedDraft, part: Part, t: Translate): PartPage['inner'] {
  const { definition } = draft;
  const innerKind = part.kind === 'question' ? 'option' : 'end';
  const parts = [...draft.parts.values()].filter(
    ({ kind, within }) => kind === innerKind && within === part.place,
  );
  const hasOptions = part.kind === 'question' && optionKinds.has(questionKindAt(definition, part));
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
        condition: conditionLink(draft, each, t),
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

/** When a part counts, with the way to where that is changed; `null` for a part that always does. */
export function conditionLink(draft: DesignedDraft, part: Part, t: Translate): Within['condition'] {
  if (part.kind !== 'end' && part.kind !== 'quota') return null;
  const condition = conditionOf(draft, part);
  if (condition === null) return null;
  return {
    href: `${partPath(draft.slug, part.place)}#condition`,
    label: t(part.kind === 'end' ? 'design.condition.end' : 'design.condition.quota'),
    text: conditionWords(draft.definition, condition, t),
  };
}
