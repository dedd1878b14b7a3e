import type { Definition } from '#surveys/definition.ts';
import { pairsOf } from '#surveys/pairs.ts';
import { formats } from '../../../i18n/formats.ts';
import { nameOfLanguage } from '../../../i18n/language-names.ts';
import { plural, type Translate } from '../../../i18n/translate.ts';
import { mayWithSurvey } from '../../../people/permissions.ts';
import {
  type DesignedDraft,
  type DesignFrame,
  type Done,
  designFrame,
  designPath,
} from '../design/design-frame.view.ts';
import { type ProblemView, problemViews } from '../design/draft-problems.view.ts';
import { type Standing, surveyPath } from '../frame.view.ts';
import { type ChangesView, changesView } from './changes.view.ts';
import { momentIn } from './moments.ts';
import { type SeriesView, seriesView } from './series.view.ts';

/** A published version as pages tell of it. */
export interface ToldVersion {
  readonly number: number;
  readonly definition: Definition;
  readonly publishedAt: number;
  /** Who published it; empty where that is not known. */
  readonly publishedBy: string;
}

/** A wave that asks by an older version. */
export interface OlderWave {
  readonly key: string;
  readonly name: string;
  readonly version: number;
  readonly begun: number;
}

/** What there is to publish, and to what it would be the next version. */
export interface Publishable {
  /** `null` before the first. */
  readonly last: ToldVersion | null;
  /** Whether the draft says what the last version says. */
  readonly isSame: boolean;
  readonly waves: readonly OlderWave[];
}

export interface PublishPage extends DesignFrame {
  readonly lead: string;
  readonly links: readonly { readonly href: string; readonly label: string }[];
  readonly last: string | null;
  readonly problems: {
    readonly heading: string;
    readonly lead: string;
    readonly list: readonly ProblemView[];
  } | null;
  readonly state: string | null;
  readonly extent: string | null;
  readonly comparison: {
    readonly heading: string;
    readonly changes: ChangesView;
    readonly series: SeriesView;
  } | null;
  readonly publish: { readonly action: string; readonly label: string } | null;
  readonly mayNot: string | null;
  readonly seriesWords: Readonly<Record<SeriesWord, string>>;
  readonly move: {
    readonly action: string;
    readonly heading: string;
    readonly lead: string;
    readonly columns: readonly string[];
    readonly submit: string;
    readonly rows: readonly {
      readonly key: string;
      readonly name: string;
      readonly asks: string;
      readonly begun: string;
      readonly choice: string;
      readonly label: string;
    }[];
  } | null;
}

type SeriesWord =
  | ('before' | 'after' | 'title' | 'lead' | 'decide' | 'decideLead' | 'reason' | 'reasonExample')
  | ('all' | 'allLead' | 'rewording' | 'breaks' | 'begins' | 'ends')
  | ('continues' | 'continuesLead' | 'endReason' | 'index');

/** What keeps a draft from being published, or what publishing it means, and the button that does it. */
export function publishPage(
  standing: Standing,
  draft: DesignedDraft,
  publishable: Publishable,
  done?: Done,
): PublishPage {
  const { t, visitor } = standing;
  const { slug, definition } = draft;
  const { last, isSame, waves } = publishable;
  const problems = problemViews(draft, t);
  const mayPublish = visitor !== null && mayWithSurvey(visitor.person.role, 'publish', true);
  const isReady = problems.length === 0 && !isSame;
  const next = (last?.number ?? 0) + 1;
  return {
    ...designFrame(standing, draft, { heading: t('publish.title'), ...(done && { done }) }),
    lead: t('publish.lead'),
    links: [
      ...(last === null ? [] : [{ href: designPath(slug, '/versions'), label: t('publish.versions') }]),
      { href: designPath(slug, '/history'), label: t('publish.history') },
      ...(last !== null && isSame ? [{ href: surveyPath(slug, '/waves'), label: t('publish.next') }] : []),
    ],
    last: last === null ? null : toldVersion(last, t),
    problems:
      problems.length === 0
        ? null
        : {
            heading: t('publish.problems'),
            lead: plural(t, 'publish.problems.lead', problems.length),
            list: problems,
          },
    state: stateOf(publishable, problems.length, t),
    extent: isReady ? extentOf(definition, t) : null,
    comparison:
      last === null || isSame
        ? null
        : {
            heading: t('changes.title', { version: last.number }),
            changes: changesView(
              last.definition,
              definition,
              t('changes.title', { version: last.number }),
              t,
            ),
            series: seriesView(last.definition, definition, draft.typed, t),
          },
    publish:
      isReady && mayPublish
        ? { action: designPath(slug, '/publish'), label: t('publish.do', { version: next }) }
        : null,
    mayNot: isReady && !mayPublish ? t('publish.mayNot') : null,
    seriesWords: wordsOfSeries(t),
    move: last === null || waves.length === 0 || !mayPublish ? null : moveView(slug, last.number, waves, t),
  };
}

function wordsOfSeries(t: Translate): PublishPage['seriesWords'] {
  return {
    before: t('changes.before'),
    after: t('changes.after'),
    title: t('series.title'),
    lead: t('series.lead'),
    decide: t('series.decide'),
    decideLead: t('series.decide.lead'),
    reason: t('series.reason'),
    reasonExample: t('series.reason.example'),
    all: t('series.all'),
    allLead: t('series.all.lead'),
    rewording: t('series.rewording'),
    breaks: t('series.breaks'),
    begins: t('series.begins'),
    ends: t('series.ends'),
    continues: t('series.continues'),
    continuesLead: t('series.continues.lead'),
    endReason: t('series.endReason'),
    index: t('series.index'),
  };
}

function toldVersion({ number, publishedAt, publishedBy }: ToldVersion, t: Translate): string {
  const params = { version: number, date: momentIn(t, publishedAt), name: publishedBy };
  return t(publishedBy === '' ? 'publish.last.nobody' : 'publish.last', params);
}

function stateOf({ last, isSame }: Publishable, problems: number, t: Translate): string | null {
  if (problems > 0) return null;
  if (last === null) return t('publish.first');
  return isSame ? t('publish.same', { version: last.number }) : null;
}

function extentOf(definition: Definition, t: Translate): string {
  const { integer, list } = formats(t.locale);
  const { pages, languages } = definition;
  return t('publish.extent', {
    pages: integer(pages.length),
    questions: integer(pages.reduce((sum, { questions }) => sum + questions.length, 0)),
    items: integer(pairsOf(definition).length),
    languages: list(languages.map(nameOfLanguage)),
  });
}

function moveView(
  slug: string,
  version: number,
  waves: readonly OlderWave[],
  t: Translate,
): NonNullable<PublishPage['move']> {
  const { integer } = formats(t.locale);
  return {
    action: designPath(slug, '/publish/waves'),
    heading: t('move.title'),
    lead: t('move.lead'),
    columns: [t('move.wave'), t('move.asks'), t('move.begun'), t('move.choice', { version })],
    submit: t('move.do'),
    rows: waves.map(({ key, name, version: asks, begun }) => ({
      key,
      name,
      asks: t('move.version', { version: asks }),
      begun: integer(begun),
      choice: t('move.choice', { version }),
      label: t('move.chooseOf', { wave: name, version }),
    })),
  };
}
