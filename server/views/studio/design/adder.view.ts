import type { Condition } from '#surveys/conditions.ts';
import {
  type ConditionChoices,
  type ConditionSubject,
  conditionChoices,
} from '#surveys/design/condition-choices.ts';
import { isGroup } from '#surveys/design/condition-tree.ts';
import { nameOfLanguage } from '../../../i18n/language-names.ts';
import type { Translate } from '../../../i18n/translate.ts';
import type { OptionView } from '../form.view.ts';
import { conditionWords, factName, subjectName, valueName } from './condition-words.ts';
import { type DesignedDraft, designPath } from './design-frame.view.ts';
import { namedQuestions, saidIn } from './said.ts';

/** What was chosen for something to depend on, of what a form could add; `null` before anything was. */
export interface Chosen {
  readonly add: Adding;
  /** As a form sends it (`subjectKey`). */
  readonly about: string | null;
  /** What is known to occur, where it is a fact. */
  readonly values: readonly string[];
}

/** What is begun with a condition, or given one more. */
export type Adding = 'condition' | 'end' | 'quota';

export const nothingChosen: Chosen = { add: 'condition', about: null, values: [] };

/** Two forms that come after each other: what it depends on, and then how. */
export interface AdderView {
  readonly id: Adding;
  /** Where the first form leads, and what it says of the page it stands on. */
  readonly action: string;
  readonly query: readonly { readonly name: string; readonly value: string }[];
  readonly label: string;
  readonly choose: string;
  readonly groups: readonly { readonly label: string; readonly options: readonly OptionView[] }[];
  readonly none: string | null;
  readonly place: string;
  readonly here: string;
  readonly editAction: string;
  readonly revision: number;
  readonly comparison: ComparisonView | null;
}

interface ComparisonView {
  readonly about: string;
  readonly name: string;
  readonly howLabel: string;
  readonly how: readonly OptionView[];
  readonly valueLabel: string;
  /** One of these; or any number of those; or what is typed. */
  readonly points: readonly OptionView[];
  readonly boxes: readonly OptionView[];
  readonly boxesLabel: string;
  readonly isNumber: boolean;
  readonly lines: { readonly label: string } | null;
  /** How it goes with what is asked for already. */
  readonly join: { readonly label: string; readonly options: readonly OptionView[] } | null;
  readonly limit: string | null;
  readonly submit: string;
}

/** What a condition may be about, as a form sends it: `speed.perception`, `fact:market`, `language`. */
export function subjectKey({ question, part }: Pick<ConditionSubject, 'question' | 'part'>): string {
  return part === null ? question : `${question}.${part}`;
}

/** The place that the choices of something new are looked up for. */
export function placeOfAdding(add: Adding, within: string): string {
  return add === 'end' ? `${within}.endIf` : add === 'quota' ? 'survey.quotas' : within;
}

/** The forms with which something is added that depends on a condition. @param condition what is asked for already */
export function adderView(
  t: Translate,
  draft: DesignedDraft,
  {
    add,
    place,
    here,
    condition = null,
    chosen,
  }: { add: Adding; place: string; here: string; condition?: Condition | null; chosen: Chosen },
): AdderView | null {
  const { definition, slug, revision } = draft;
  const choices = conditionChoices(definition, placeOfAdding(add, place));
  if (choices === null) return null;
  const about = chosen.add === add ? chosen.about : null;
  const groups = aboutGroups(draft, choices, about, t);
  const [action = '', query = ''] = here.split('?');
  return {
    id: add,
    action,
    query: [...new URLSearchParams(query)].map(([name, value]) => ({ name, value })),
    label: t('design.condition.about'),
    choose: t('design.condition.choose'),
    groups,
    none: groups.length === 0 ? t('design.condition.nothing') : null,
    place,
    here,
    editAction: designPath(slug, '/edit'),
    revision,
    comparison: about === null ? null : comparisonView(draft, { add, choices, about, condition, chosen }, t),
  };
}

const optionOf =
  (chosen: string | null) =>
  (value: string, label: string): OptionView => ({ value, label, isChosen: value === chosen, hint: null });
const option = optionOf(null);

/** What there is to depend on: what is known of the customer, then questions by page. */
function aboutGroups(
  { definition }: DesignedDraft,
  { subjects, facts, languages }: ConditionChoices,
  about: string | null,
  t: Translate,
): AdderView['groups'] {
  const choice = optionOf(about);
  const questions = namedQuestions(definition, t);
  const known = [
    ...facts.map((key) => choice(`fact:${key}`, factName(definition, key, t))),
    ...(languages.length > 1 ? [choice('language', t('design.language'))] : []),
  ];
  const onPage = new Map<string, OptionView[]>();
  for (const subject of subjects) {
    const label = subjectName(questions, subject.question, subject.part, t);
    const there = onPage.get(subject.page) ?? [];
    onPage.set(subject.page, [...there, choice(subjectKey(subject), label)]);
  }
  return [
    ...(known.length === 0 ? [] : [{ label: t('design.condition.known'), options: known }]),
    ...definition.pages.flatMap(({ key, title }) => {
      const options = onPage.get(key);
      return options === undefined ? [] : [{ label: saidIn(title, t) || key, options }];
    }),
  ];
}

interface Asked {
  readonly add: Adding;
  readonly choices: ConditionChoices;
  readonly about: string;
  readonly condition: Condition | null;
  readonly chosen: Chosen;
}

const submits = {
  condition: 'design.condition.add',
  end: 'design.addEnd',
  quota: 'design.addQuota',
} as const;

function comparisonView(draft: DesignedDraft, asked: Asked, t: Translate): ComparisonView | null {
  const what = comparedWith(draft, asked, t);
  if (what === null) return null;
  const { add, about, condition } = asked;
  return {
    about,
    howLabel: t('design.condition.how'),
    valueLabel: t('design.condition.value'),
    boxesLabel: t('design.condition.values'),
    points: [],
    boxes: [],
    isNumber: false,
    lines: null,
    ...what,
    join:
      condition === null ? null : { label: t('design.condition.join'), options: joins(draft, condition, t) },
    limit: add === 'quota' ? t('design.field.limit') : null,
    submit: t(submits[add]),
  };
}

type Compared = Pick<ComparisonView, 'name' | 'how'> &
  Partial<Pick<ComparisonView, 'points' | 'boxes' | 'isNumber' | 'lines'>>;

function comparedWith(
  { definition }: DesignedDraft,
  { choices: { subjects, facts, languages }, about, chosen }: Asked,
  t: Translate,
): Compared | null {
  if (about === 'language')
    return {
      name: t('design.language'),
      how: [option('language', t('design.condition.op.language'))],
      boxes: languages.map((tag) => option(tag, nameOfLanguage(tag))),
    };
  const fact = facts.find((key) => about === `fact:${key}`);
  if (fact !== undefined) {
    const label = t(chosen.values.length === 0 ? 'design.condition.lines' : 'design.condition.otherLines');
    return {
      name: factName(definition, fact, t),
      how: [option('fact', t('design.condition.op.fact'))],
      boxes: chosen.values.map((value) => option(value, value)),
      lines: { label },
    };
  }
  const subject = subjects.find((each) => subjectKey(each) === about);
  if (subject === undefined) return null;
  const { question, part, ends, ops, values, kind } = subject;
  const questions = namedQuestions(definition, t);
  const ended =
    ends === null ? [] : Array.from({ length: ends.max - ends.min + 1 }, (_, i) => String(ends.min + i));
  const named = values.map((value) => option(value, valueName(questions.get(question), value, t)));
  const isOfOptions = kind === 'choice' || kind === 'choices';
  return {
    name: subjectName(questions, question, part, t),
    how: ops
      .toSorted((one, other) => Number(one === 'answered') - Number(other === 'answered'))
      .map((op) => option(op, t(`design.condition.op.${op}`))),
    points: isOfOptions ? [] : [...ended.map((point) => option(point, point)), ...named],
    boxes: isOfOptions ? named : [],
    isNumber: kind === 'number',
  };
}

/** More than these places to join would not be read. */
const mostJoins = 40;

/** Where something more can be asked for: beside everything, or beside one member. As a form sends it: `0.1:any`. */
function joins({ definition }: DesignedDraft, condition: Condition, t: Translate): readonly OptionView[] {
  const inside = (of: readonly Condition[], op: 'all' | 'any', path: readonly number[]): OptionView[] =>
    of.flatMap((each, index) => {
      const here = [...path, index];
      const what = conditionWords(definition, each, t);
      const other = op === 'all' ? 'any' : 'all';
      return [
        option(`${here.join('.')}:${other}`, t(`design.condition.join.${other}`, { what })),
        ...(isGroup(each) ? inside(each.of, each.op, here) : []),
      ];
    });
  const whole = [
    option(':all', t('design.condition.join.wholeAll')),
    option(':any', t('design.condition.join.wholeAny')),
  ];
  const members = isGroup(condition) ? inside(condition.of, condition.op, []) : [];
  return [...(condition.op === 'any' ? whole.toReversed() : whole), ...members].slice(0, mostJoins);
}
