import type { Condition } from '#surveys/conditions.ts';
import {
  type ConditionChoices,
  type ConditionSubject,
  conditionChoices,
} from '#surveys/design/condition-choices.ts';
import type { Part } from '#surveys/design/parts.ts';
import { valueAt } from '#surveys/design/value-at.ts';
import { nameOfLanguage } from '../../../i18n/language-names.ts';
import type { Translate } from '../../../i18n/translate.ts';
import type { OptionView } from '../form.view.ts';
import type { Standing } from '../frame.view.ts';
import { conditionWords, optionLabel, subjectName } from './condition-words.ts';
import { type DesignedDraft, designPath, partPath } from './design-frame.view.ts';
import { saidIn } from './said.ts';

/** When a page or question is shown: what it depends on now, and what it may depend on. */
export interface ConditionView {
  readonly heading: string;
  readonly intro: string;
  readonly parts: readonly { readonly text: string; readonly edit: string }[];
  readonly takeAway: string;
  /** Shows it always again. */
  readonly clear: { readonly edit: string; readonly label: string } | null;
  /** Turns all into any, and back. */
  readonly turn: { readonly edit: string; readonly label: string } | null;
  readonly mayEdit: boolean;
  readonly revision: number;
  readonly place: string;
  readonly here: string;
  readonly editAction: string;
  readonly partAction: string;
  readonly about: {
    readonly label: string;
    readonly choose: string;
    readonly options: readonly OptionView[];
    readonly none: string | null;
  };
  /** How to compare with what was chosen; `null` before anything was. */
  readonly comparison: ComparisonView | null;
}

interface ComparisonView {
  readonly about: string;
  readonly name: string;
  readonly howLabel: string;
  readonly how: readonly OptionView[];
  readonly valueLabel: string;
  readonly values: readonly OptionView[];
  readonly isNumber: boolean;
  readonly isText: boolean;
  readonly add: string;
}

/** What a condition may be about, as a form sends it: `speed.perception`, `fact:market`, `language`. */
export function subjectKey({ question, part }: Pick<ConditionSubject, 'question' | 'part'>): string {
  return part === null ? question : `${question}.${part}`;
}

/** The condition of a page or question; `null` for a part that has none. @param about what was chosen to depend on */
export function conditionView(
  standing: Standing,
  draft: DesignedDraft,
  part: Part,
  { about, mayEdit }: { about: string | null; mayEdit: boolean },
): ConditionView | null {
  const { t } = standing;
  const { definition, slug, revision } = draft;
  if (part.kind !== 'page' && part.kind !== 'question') return null;
  const choices = conditionChoices(definition, part.place);
  if (choices === null) return null;
  const condition = conditionOf(draft, part.place);
  const list = condition === null ? [] : partsOfCondition(condition);
  const set = (next: Condition | null) =>
    JSON.stringify({ edit: 'setCondition', place: part.place, condition: next });
  const isAny = condition?.op === 'any';
  const options = aboutOptions(draft, choices, about, t);
  return {
    heading: t('design.condition'),
    intro: t(
      list.length === 0 ? 'design.condition.always' : isAny ? 'design.condition.any' : 'design.condition.all',
    ),
    parts: list.map((each, index) => ({
      text: conditionWords(definition, each, t),
      edit: set(joined(list.toSpliced(index, 1), isAny ? 'any' : 'all')),
    })),
    takeAway: t('design.condition.remove'),
    clear: list.length < 2 ? null : { edit: set(null), label: t('design.condition.clear') },
    turn:
      list.length < 2
        ? null
        : {
            edit: set(joined(list, isAny ? 'all' : 'any')),
            label: t(isAny ? 'design.condition.needAll' : 'design.condition.needAny'),
          },
    mayEdit,
    revision,
    place: part.place,
    here: partPath(slug, part.place),
    editAction: designPath(slug, '/edit'),
    partAction: designPath(slug, '/part'),
    about: {
      label: t('design.condition.about'),
      choose: t('design.condition.choose'),
      options,
      none: options.length === 0 ? t('design.condition.nothing') : null,
    },
    comparison: about === null ? null : comparisonView(draft, choices, about, t),
  };
}

/** The condition at a place of a draft; `null` for none. */
export function conditionOf({ definition }: DesignedDraft, place: string): Condition | null {
  return (valueAt(definition, `${place}.showIf`) ?? null) as Condition | null;
}

/** What a condition asks for side by side: the members of `all` or `any`, otherwise itself. */
export function partsOfCondition(condition: Condition): readonly Condition[] {
  return condition.op === 'all' || condition.op === 'any' ? condition.of : [condition];
}

/** Conditions side by side as one; `null` for none. */
export function joined(list: readonly Condition[], op: 'all' | 'any'): Condition | null {
  const [first, ...others] = list;
  if (first === undefined) return null;
  return others.length === 0 ? first : { op, of: [...list] };
}

function aboutOptions(
  { definition }: DesignedDraft,
  { subjects, facts, languages }: ConditionChoices,
  about: string | null,
  t: Translate,
): readonly OptionView[] {
  const option = (value: string, label: string) => ({ value, label, isChosen: value === about, hint: null });
  return [
    ...subjects.map((subject) =>
      option(subjectKey(subject), subjectName(definition, subject.question, subject.part, t)),
    ),
    ...facts.map((key) => {
      const fact = definition.facts.find((each) => each.key === key);
      return option(`fact:${key}`, `${t('design.part.fact')}: ${saidIn(fact?.name, t) || key}`);
    }),
    ...(languages.length > 1 ? [option('language', t('design.language'))] : []),
  ];
}

function comparisonView(
  { definition }: DesignedDraft,
  { subjects, facts, languages }: ConditionChoices,
  about: string,
  t: Translate,
): ComparisonView | null {
  const option = (value: string, label: string) => ({ value, label, isChosen: false, hint: null });
  const base = {
    about,
    howLabel: t('design.condition.how'),
    valueLabel: t('design.condition.value'),
    add: t('design.condition.add'),
    isNumber: false,
    isText: false,
  };
  if (about === 'language')
    return {
      ...base,
      name: t('design.language'),
      how: [option('language', t('design.condition.op.language'))],
      values: languages.map((tag) => option(tag, nameOfLanguage(tag))),
    };
  const fact = facts.find((key) => about === `fact:${key}`);
  if (fact !== undefined)
    return {
      ...base,
      name: saidIn(definition.facts.find(({ key }) => key === fact)?.name, t) || fact,
      how: [option('fact', t('design.condition.op.fact'))],
      values: [],
      isText: true,
    };
  const subject = subjects.find((each) => subjectKey(each) === about);
  if (subject === undefined) return null;
  const { ends, ops, values } = subject;
  const points =
    ends === null ? [] : Array.from({ length: ends.max - ends.min + 1 }, (_, i) => String(ends.min + i));
  return {
    ...base,
    name: subjectName(definition, subject.question, subject.part, t),
    how: ops.map((op) => option(op, t(`design.condition.op.${op}`))),
    values: [
      ...points.map((point) => option(point, point)),
      ...values.map((value) => option(value, optionLabel(definition, subject.question, value, t))),
    ],
    isNumber: subject.kind === 'number',
  };
}
