import type { Condition } from '#surveys/conditions.ts';
import {
  type ConditionPath,
  isGroup,
  withGroupTurned,
  withOpposite,
  withoutMember,
} from '#surveys/design/condition-tree.ts';
import type { Part } from '#surveys/design/parts.ts';
import { conditionField } from '#surveys/design/set.ts';
import { valueAt } from '#surveys/design/value-at.ts';
import type { Translate } from '../../../i18n/translate.ts';
import type { Standing } from '../frame.view.ts';
import { type AdderView, adderView, type Chosen } from './adder.view.ts';
import { conditionWords } from './condition-words.ts';
import { type DesignedDraft, designPath, partPath } from './design-frame.view.ts';
import { type EditButton, editButton } from './outline.view.ts';

/** One thing that a condition asks for, or a group of such things. */
interface ConditionNode {
  readonly text: string;
  readonly members: readonly ConditionNode[];
  readonly buttons: readonly EditButton[];
}

/** When a page or question is shown, the questionnaire ends early, or a quota counts: what it depends on now, and may. */
export interface ConditionView {
  readonly heading: string;
  readonly intro: string;
  readonly nodes: readonly ConditionNode[];
  /** What can be done to all of it. */
  readonly buttons: readonly EditButton[];
  readonly revision: number;
  readonly here: string;
  readonly editAction: string;
  /** `null` for whoever may not edit. */
  readonly adder: AdderView | null;
}

const headings = {
  page: 'design.condition',
  question: 'design.condition',
  end: 'design.condition.end',
  quota: 'design.condition.quota',
} as const;

/** The condition of a page, question, end or quota; `null` for a part that has none. @param chosen what it is to depend on as well */
export function conditionView(
  { t }: Standing,
  draft: DesignedDraft,
  part: Part,
  { chosen, mayEdit }: { chosen: Chosen; mayEdit: boolean },
): ConditionView | null {
  const { kind, place } = part;
  if (kind !== 'page' && kind !== 'question' && kind !== 'end' && kind !== 'quota') return null;
  const { slug, revision } = draft;
  const condition = conditionOf(draft, part);
  const here = partPath(slug, place);
  const intro =
    condition === null
      ? 'design.condition.always'
      : condition.op === 'any'
        ? 'design.condition.any'
        : 'design.condition.all';
  return {
    heading: t(headings[kind]),
    intro: t(intro),
    ...(condition === null
      ? { nodes: [], buttons: [] }
      : drawn(draft, part, condition, { isFree: kind === 'page' || kind === 'question', mayEdit }, t)),
    revision,
    here,
    editAction: designPath(slug, '/edit'),
    adder: mayEdit ? adderView(t, draft, { add: 'condition', place, here, condition, chosen }) : null,
  };
}

/** The condition of a part of a draft; `null` for none. */
export function conditionOf({ definition }: DesignedDraft, { kind, place }: Part): Condition | null {
  return (valueAt(definition, `${place}.${conditionField(kind)}`) ?? null) as Condition | null;
}

/** @param isFree whether the part may go without a condition */
function drawn(
  { definition }: DesignedDraft,
  { place }: Part,
  condition: Condition,
  { isFree, mayEdit }: { isFree: boolean; mayEdit: boolean },
  t: Translate,
): Pick<ConditionView, 'nodes' | 'buttons'> {
  const button = (next: Condition | null, label: string, about = ''): EditButton[] =>
    mayEdit && (next !== null || isFree)
      ? [
          editButton(
            { edit: 'setCondition', place, condition: next },
            true,
            label,
            about === '' ? label : `${label}: ${about}`,
          ),
        ]
      : [];
  const turn = (group: Condition, path: ConditionPath): EditButton[] =>
    isGroup(group)
      ? button(
          withGroupTurned(condition, path),
          t(group.op === 'any' ? 'design.condition.needAll' : 'design.condition.needAny'),
        )
      : [];
  const node = (each: Condition, path: ConditionPath): ConditionNode => {
    const words = conditionWords(definition, each, t);
    const own = [
      ...turn(each, path),
      ...button(withOpposite(condition, path), t('design.condition.turn'), words),
      ...button(withoutMember(condition, path), t('design.condition.remove'), words),
    ];
    if (!isGroup(each)) return { text: words, members: [], buttons: own };
    const text = t(each.op === 'any' ? 'design.condition.oneOf' : 'design.condition.allOf');
    return { text, members: each.of.map((member, index) => node(member, [...path, index])), buttons: own };
  };
  return {
    nodes: isGroup(condition)
      ? condition.of.map((each, index) => node(each, [index]))
      : [node(condition, [])],
    buttons: isGroup(condition)
      ? [...turn(condition, []), ...(isFree ? button(null, t('design.condition.clear')) : [])]
      : [],
  };
}
