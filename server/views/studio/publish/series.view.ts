import { type IndexChange, indexChanges } from '#surveys/comparability.ts';
import type { Definition } from '#surveys/definition.ts';
import { pairsOf } from '#surveys/pairs.ts';
import { recommendEnds } from '#surveys/questions/recommend.ts';
import { rewordings } from '#surveys/rewordings.ts';
import { type Ends, scaleNamed } from '#surveys/scales.ts';
import { type ProposedSeries, proposedSeries } from '#surveys/series.ts';
import { nameOfLanguage } from '../../../i18n/language-names.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { partNames } from './part-names.ts';

/** What a form of decisions is called by, for those who read it as for those who draw it. */
export const fieldNames = {
  choice: (key: string) => `series:${key}`,
  reason: (key: string) => `reason:${key}`,
  end: (key: string) => `end:${key}`,
  choiceForAll: 'series',
  reasonForAll: 'reason',
  endReason: 'endReason',
} as const;

/** Which series go on from one version to the next, with what somebody has to decide. */
export interface SeriesView {
  /** What changes the index as a whole. */
  readonly index: readonly string[];
  readonly decisions: readonly DecisionView[];
  /** One decision for all; `null` where there are not several. */
  readonly all: ChoiceView | null;
  readonly breaks: readonly { readonly name: string; readonly why: string }[];
  readonly begins: readonly string[];
  readonly ends: readonly string[];
  readonly continues: readonly {
    readonly field: string;
    readonly name: string;
    readonly label: string;
    readonly isChecked: boolean;
  }[];
  readonly endReason: { readonly name: string; readonly value: string };
  /** Said where nothing has to be decided and nothing ends. */
  readonly nothing: string | null;
}

interface ChoiceView {
  readonly field: string;
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly isChosen: boolean;
  }[];
  readonly reason: { readonly name: string; readonly value: string };
}

interface DecisionView extends ChoiceView {
  readonly name: string;
  readonly legend: string;
  readonly words: readonly {
    readonly label: string;
    readonly language: string;
    readonly before: string;
    readonly after: string;
  }[];
  readonly noWords: string | null;
}

/** @param typed what the form held when it was sent */
export function seriesView(
  earlier: Definition,
  later: Definition,
  typed: ReadonlyMap<string, string>,
  t: Translate,
): SeriesView {
  const proposed = proposedSeries(earlier, later);
  const name = seriesNames(earlier, later, t);
  const of = (proposal: ProposedSeries['proposal']) => proposed.filter((each) => each.proposal === proposal);
  const decide = of('decide');
  const breaks = of('breaks');
  return {
    index: indexChanges(earlier, later).map((change: IndexChange) => t(`series.index.${change}`)),
    decisions: decide.map(({ key }) => ({
      ...choiceView(
        fieldNames.choice(key),
        fieldNames.reason(key),
        decide.length > 1 ? t('series.own.none') : null,
        typed,
        t,
      ),
      name: name(key),
      legend: t('series.choice', { name: name(key) }),
      ...wordsView(earlier, later, key, t),
    })),
    all:
      decide.length > 1
        ? choiceView(fieldNames.choiceForAll, fieldNames.reasonForAll, t('series.all.none'), typed, t)
        : null,
    breaks: breaks.map((each) => ({ name: name(each.key), why: whyItBreaks(earlier, later, each, t) })),
    begins: of('begins').map(({ key }) => name(key)),
    ends: of('ends').map(({ key }) => name(key)),
    continues: of('continues').map(({ key }) => ({
      field: fieldNames.end(key),
      name: name(key),
      label: t('series.end', { name: name(key) }),
      isChecked: typed.has(fieldNames.end(key)),
    })),
    endReason: { name: fieldNames.endReason, value: typed.get(fieldNames.endReason) ?? '' },
    nothing: decide.length + breaks.length === 0 ? t('series.nothing') : null,
  };
}

/** What rated questions are called, as the later version says it. */
export function seriesNames(earlier: Definition, later: Definition, t: Translate): (key: string) => string {
  const name = partNames([later, earlier], t);
  return (key) => name('question', key);
}

function choiceView(
  field: string,
  reason: string,
  none: string | null,
  typed: ReadonlyMap<string, string>,
  t: Translate,
): ChoiceView {
  const chosen = typed.get(field) ?? '';
  const option = (value: string, label: string) => ({ value, label, isChosen: value === chosen });
  return {
    field,
    options: [
      option('continue', t('series.continue')),
      option('break', t('series.break')),
      ...(none === null ? [] : [option('', none)]),
    ],
    reason: { name: reason, value: typed.get(reason) ?? '' },
  };
}

function wordsView(
  earlier: Definition,
  later: Definition,
  key: string,
  t: Translate,
): Pick<DecisionView, 'words' | 'noWords'> {
  const changed = rewordings(earlier, later, key);
  return {
    words: changed.map(({ part, language, before, after }) => ({
      label: `${t(`series.words.${part}`)} · ${nameOfLanguage(language)}`,
      language,
      before: before ?? '–',
      after: after ?? '–',
    })),
    noWords: changed.length === 0 ? t('series.words.none') : null,
  };
}

function whyItBreaks(
  earlier: Definition,
  later: Definition,
  { key, comparability }: ProposedSeries,
  t: Translate,
): string {
  if (comparability !== 'scaleChanged') return t('series.breaks.originChanged');
  const [before, after] = [endsOfSeries(earlier, key), endsOfSeries(later, key)];
  return t('series.breaks.scaleChanged', {
    oldMin: before?.min ?? '–',
    oldMax: before?.max ?? '–',
    min: after?.min ?? '–',
    max: after?.max ?? '–',
  });
}

function endsOfSeries(definition: Definition, key: string): Ends | null {
  const pair = pairsOf(definition).find((each) => each.key === key);
  if (pair !== undefined) return pair.scale;
  const question = definition.pages.flatMap(({ questions }) => questions).find((each) => each.key === key);
  if (question?.kind === 'scale') return scaleNamed(definition, question.scale);
  return question?.kind === 'recommend' ? recommendEnds : null;
}
