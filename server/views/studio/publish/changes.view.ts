import type { Condition } from '#surveys/conditions.ts';
import type { Definition } from '#surveys/definition.ts';
import { type VersionChange, versionChanges } from '#surveys/version-changes.ts';
import { formats } from '../../../i18n/formats.ts';
import { nameOfLanguage } from '../../../i18n/language-names.ts';
import { plural, type Translate } from '../../../i18n/translate.ts';
import { conditionWords } from '../design/condition-words.ts';
import { isListName, kindOfList, nameOf, partNames, wordsOr } from './part-names.ts';

/** What two versions differ in, as a table. */
export interface ChangesView {
  /** How many there are, in words. */
  readonly count: string;
  /** What the table is called, wherever it stands. */
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly ChangeRow[];
  readonly more: string | null;
}

interface ChangeRow {
  readonly where: string;
  readonly before: ValueView;
  readonly after: ValueView;
}

interface ValueView {
  /** In which language it is said; the page's own where it is words of ours. */
  readonly language: string | null;
  readonly text: string;
  readonly isSoft: boolean;
}

/** Changes that are shown one by one; the rest is counted. */
const mostListed = 200;

/** Everything in which a later version differs from an earlier one, in words. @param label what the table is called */
export function changesView(
  earlier: Definition,
  later: Definition,
  label: string,
  t: Translate,
): ChangesView {
  const changes = versionChanges(earlier, later);
  const words: Words = {
    t,
    name: partNames([later, earlier], t),
    languages: new Set([...earlier.languages, ...later.languages]),
    of: { before: earlier, after: later },
  };
  return {
    label,
    count: plural(t, 'changes.count', changes.length),
    columns: [t('changes.where'), t('changes.before'), t('changes.after')],
    rows: changes.slice(0, mostListed).map((change) => ({
      where: whereOf(change, words),
      before: valueView(change, 'before', words),
      after: valueView(change, 'after', words),
    })),
    more: changes.length > mostListed ? t('changes.more', { count: changes.length - mostListed }) : null,
  };
}

interface Words {
  readonly t: Translate;
  readonly name: (kind: string, key: string) => string;
  readonly languages: ReadonlySet<string>;
  readonly of: Readonly<Record<'before' | 'after', Definition>>;
}

/** Where it is, from the part inwards: “Question Speed · Text · English”. */
function whereOf({ place, kind }: VersionChange, { t, name, languages }: Words): string {
  const steps: string[] = [];
  for (let index = 0; index < place.length; index += 1) {
    const step = place[index] ?? '';
    const key = place[index + 1];
    if (isListName(step) && key !== undefined) {
      const part = kindOfList[step];
      steps.push(`${t(`design.part.${part}`)} ${name(part, key)}`);
      index += 1;
    } else if (isListName(step)) {
      steps.push(t(`design.part.${kindOfList[step]}`));
    } else if (index > 0 && languages.has(step)) {
      steps.push(nameOfLanguage(step));
    } else {
      steps.push(wordsOr(t, `design.field.${step}`, wordsOr(t, `design.part.${step}`, step)));
    }
  }
  return [...steps, ...(kind === 'order' ? [t('changes.order')] : [])].join(' · ');
}

function valueView(change: VersionChange, side: 'before' | 'after', words: Words): ValueView {
  const { t, languages } = words;
  const value = change[side];
  const last = change.place.at(-1) ?? '';
  if (value === undefined) {
    const isGone = side === 'after' && change.change === 'removed';
    return { text: isGone ? t('changes.removed') : '', language: null, isSoft: true };
  }
  if (typeof value === 'string' && languages.has(last))
    return value.trim() === ''
      ? { text: t('changes.nothing'), language: null, isSoft: true }
      : { text: value, language: last, isSoft: false };
  const text = valueWords(change, value, side, words);
  if (text !== null) return { text, language: null, isSoft: false };
  const said = change.change === 'added' ? 'changes.added' : 'changes.changed';
  return { text: side === 'before' ? '' : t(said), language: null, isSoft: true };
}

/** A value in words; `null` for one that is best not written out. */
function valueWords(
  { kind, place }: VersionChange,
  value: unknown,
  side: 'before' | 'after',
  { t, name, of }: Words,
): string | null {
  const field = place.at(-1) ?? '';
  if (kind === 'condition') return conditionWords(of[side], value as Condition, t);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return t(value ? 'publish.yes' : 'publish.no');
  if (typeof value === 'string')
    return kind === 'place' ? name(field, value) : wordsOr(t, `design.value.${field}.${value}`, value);
  if (Array.isArray(value)) {
    const listed = isListName(field) ? kindOfList[field] : field === 'languages' ? 'language' : '';
    return value.every((each) => typeof each === 'string')
      ? formats(t.locale).list(value.map((each) => name(listed, each)))
      : null;
  }
  return nameOf(Object(value) as Readonly<Record<string, unknown>>, t) || null;
}
