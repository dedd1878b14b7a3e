import { hasAnswered, respondentsOf, type WaveDataset } from '../dataset.ts';
import { instrumentOf } from '../instrument.ts';
import type { WaveInput } from '../measure-wave.ts';
import {
  type Band,
  bandOf,
  personalIndex,
  personalScores,
  type SatisfactionMeasure,
  satisfactionMeasureOf,
} from '../personal-scores.ts';
import type { Answers } from '../sampling-error/influence.ts';
import { type AboutBy, aboutOf, type Subject } from './about.ts';
import { type Commenters, rowsOfCommenters, valueAt } from './commenters.ts';
import { normalFormOf } from './normal-form.ts';
import { type ShownGroup, shownGroups } from './shown-groups.ts';

/** What is looked for among comments; what is `null` does not matter. */
export interface CommentQuery {
  /** Words that must all stand in the comment. */
  readonly text: string;
  readonly wave: string | null;
  readonly question: string | null;
  /** A factor (`factor:KEY`) or an item that the comment is about. */
  readonly about: string | null;
  /** The side of the band on which the customer's score of that factor or item lies, or, without one, the overall score. */
  readonly band: Band | null;
  readonly group: { readonly variable: string; readonly value: string } | null;
  /** From 1. */
  readonly page: number;
}

/** A comment as a reader may see it. */
export interface FoundComment {
  /** The wave's key. */
  readonly wave: string;
  readonly question: string;
  readonly masked: string;
  /** The customer's overall score: C to two decimals, or the point given; `null` where there is none. */
  readonly score: number | null;
  readonly band: Band | null;
  readonly about: readonly { readonly target: string; readonly by: AboutBy }[];
  readonly group: ShownGroup;
}

export interface FoundComments {
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly comments: readonly FoundComment[];
}

export const commentsPerPage = 50;

/** One comment among those of a wave, in the order in which they are shown. */
interface Indexed {
  readonly row: number;
  readonly question: string;
  readonly masked: string;
  readonly folded: string;
  /** The place of the row among the commenters. */
  readonly place: number;
}

/** The comments of a wave, ready to be searched. */
export interface CommentIndex {
  readonly wave: string;
  readonly measure: SatisfactionMeasure | null;
  readonly comments: readonly Indexed[];
  readonly scores: Answers | null;
  readonly subjects: readonly Subject[];
  groupOf(row: number): ShownGroup;
  /** Whether each comment is about a subject, worked out once. */
  isAbout(subject: Subject): Uint8Array;
  /** C of every commenter for a factor or an item. */
  indexOf(target: string): Answers;
}

/**
 * Orders the comments of a wave by what is shown of them, the least satisfied first, so that their order tells nothing else: not who wrote
 * first, and no score more closely than it is shown. `null` where fewer answered than the plan allows to be looked at.
 */
export function commentIndex(
  wave: WaveInput,
  commenters: Commenters,
  subjects: readonly Subject[],
  variables: readonly string[],
): CommentIndex | null {
  const { dataset, plan } = wave;
  const respondents = respondentsOf(dataset);
  if (respondents.length < plan.smallestCell) return null;
  const instrument = instrumentOf(commenters.definition);
  const measure = satisfactionMeasureOf(commenters.definition, plan.drivers?.outcome);
  const rows = rowsOfCommenters(commenters).filter((row) => isCounted(commenters.dataset, row));
  const scores = measure && personalScores(commenters, instrument, measure, rows);
  const shown = shownGroups(dataset, respondents, variables, plan.smallestCell);
  const indices = new Map<string, Answers>();
  const about = new Map<string, Uint8Array>();
  const comments = Array.from(rows, (row, place) =>
    (commenters.texts[row] ?? []).map(({ question, masked }): Indexed => {
      const { text } = normalFormOf(masked);
      return { row, place, question, masked, folded: text === masked ? masked : text };
    }),
  ).flat();
  const roundedAt = ({ place }: Indexed) =>
    rounded(measure, scores?.[place] ?? Number.NaN) ?? Number.POSITIVE_INFINITY;
  comments.sort((a, b) => {
    const [one, other] = [roundedAt(a), roundedAt(b)];
    if (one !== other) return one < other ? -1 : 1;
    return a.masked < b.masked ? -1 : a.masked > b.masked ? 1 : 0;
  });
  return {
    wave: wave.key,
    measure,
    comments,
    scores,
    subjects,
    groupOf: (row) => shown((variable) => valueAt(commenters.dataset, variable, row)),
    isAbout(subject) {
      const known =
        about.get(subject.target) ??
        Uint8Array.from(comments, (comment) => (aboutOf(subject, comment) === null ? 0 : 1));
      about.set(subject.target, known);
      return known;
    },
    indexOf(target) {
      const known = indices.get(target) ?? personalIndex(commenters, instrument, rows, target);
      indices.set(target, known);
      return known;
    },
  };
}

function isCounted({ disposition }: WaveDataset, row: number): boolean {
  return hasAnswered(disposition[row] ?? -1);
}

/** A score as it is shown: too coarse to find one customer by it. */
function rounded(measure: SatisfactionMeasure | null, score: number): number | null {
  if (measure === null || Number.isNaN(score)) return null;
  return measure.by === 'index' ? Math.round(score * 100) / 100 : score;
}

/** Looks through waves in the order given. What stands after a page is counted and not described. */
export function searchComments(indices: readonly CommentIndex[], query: CommentQuery): FoundComments {
  const words = normalFormOf(query.text)
    .text.split(/\s+/u)
    .filter((word) => word !== '');
  const chosen = indices.filter(({ wave }) => query.wave === null || wave === query.wave);
  const hits = chosen.flatMap((index) => {
    const matches = matcherOf(index, query, words);
    return index.comments.filter(matches).map((comment) => ({ index, comment }));
  });
  const pages = Math.max(1, Math.ceil(hits.length / commentsPerPage));
  const page = Math.min(Math.max(1, query.page), pages);
  const part = hits.slice((page - 1) * commentsPerPage, page * commentsPerPage);
  return {
    total: hits.length,
    page,
    pages,
    comments: part.map(({ index, comment }) => described(index, comment)),
  };
}

function matcherOf(
  index: CommentIndex,
  { question, about, band, group }: CommentQuery,
  words: readonly string[],
): (comment: Indexed, place: number) => boolean {
  const { subjects, measure, scores } = index;
  const subject = about === null ? null : subjects.find(({ target }) => target === about);
  const isAbout = subject && index.isAbout(subject);
  const banded = bandsFor(index, about);
  return (comment, place) => {
    if (question !== null && comment.question !== question) return false;
    if (!words.every((word) => comment.folded.includes(word))) return false;
    if (subject === undefined || (isAbout && isAbout[place] === 0)) return false;
    if (band !== null && (measure === null || scores === null || banded(comment.place) !== band))
      return false;
    return group === null || index.groupOf(comment.row)[group.variable] === group.value;
  };
}

/** On which side of the band each commenter is: of what is chosen, or over all. */
function bandsFor(index: CommentIndex, about: string | null): (place: number) => Band | null {
  const { measure, scores } = index;
  if (measure === null || scores === null) return () => null;
  const of = about === null || measure.by !== 'index' ? scores : index.indexOf(about);
  return (place) => bandOf(measure, of[place] as number);
}

function described(index: CommentIndex, comment: Indexed): FoundComment {
  const { measure, scores, subjects, wave } = index;
  const score = scores?.[comment.place] ?? Number.NaN;
  return {
    wave,
    question: comment.question,
    masked: comment.masked,
    score: rounded(measure, score),
    band: measure && bandOf(measure, score),
    about: subjects.flatMap((subject) => {
      const by = subject.target.startsWith('factor:') ? aboutOf(subject, comment) : null;
      return by === null ? [] : [{ target: subject.target, by }];
    }),
    group: index.groupOf(comment.row),
  };
}

/** The values of variables that stand beside some comment of these waves. */
export function groupsShown(indices: readonly CommentIndex[]): ReadonlyMap<string, ReadonlySet<string>> {
  const shown = new Map<string, Set<string>>();
  for (const { comments, groupOf } of indices) {
    for (const { row } of comments) {
      for (const [variable, value] of Object.entries(groupOf(row))) {
        shown.set(variable, (shown.get(variable) ?? new Set()).add(value));
      }
    }
  }
  return shown;
}
