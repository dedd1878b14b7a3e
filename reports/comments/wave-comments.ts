import type { WaveInput } from '../measure-wave.ts';
import {
  bandOf,
  personalScores,
  type SatisfactionMeasure,
  satisfactionMeasureOf,
} from '../personal-scores.ts';
import { holm } from '../sampling-error/multiplicity.ts';
import { fisherTest } from '../statistics/fisher-test.ts';
import type { WeighedRows } from '../weighed-rows.ts';
import { type Commenters, rowsOfCommenters, weightsOfCommenters } from './commenters.ts';
import type { CommentAudience, CommentSettings } from './settings.ts';
import { contentWords } from './words.ts';

/** What a report says of the comments of a wave. */
export interface WaveComments {
  readonly shown: CommentAudience;
  /** No word of fewer customers is told. */
  readonly smallest: number;
  /** Customers who wrote something; `null` where they are so few that nothing is told of them. */
  readonly commenters: number | null;
  readonly respondents: number;
  /** By what it is told who is dissatisfied; `null` where nothing tells. */
  readonly measure: SatisfactionMeasure | null;
  /** Of customers who are dissatisfied, and of the others; of everybody where nothing tells them apart. */
  readonly groups: readonly CommentGroup[];
  /** Words that one of the two groups uses more often than the other, the surest first. */
  readonly telling: readonly TellingWord[];
  /** How many words were tested. */
  readonly tested: number;
  /** Some masked comments that hold what is said most; empty where the team does not want any quoted. */
  readonly quotes: readonly { readonly group: GroupName; readonly masked: string }[];
}

export type GroupName = 'dissatisfied' | 'others' | 'everybody';

export interface CommentGroup {
  readonly name: GroupName;
  /** Customers of the group who wrote; `null` where they are too few to tell anything of. */
  readonly commenters: number | null;
  /** The most frequent first. */
  readonly words: readonly WordCount[];
}

export interface WordCount {
  readonly word: string;
  /** Customers whose comments hold it, however often. */
  readonly count: number;
  /** Their weighted share of those of the group who wrote. */
  readonly share: number;
}

export interface TellingWord {
  readonly word: string;
  readonly more: 'dissatisfied' | 'others';
  /** Customers of each group whose comments hold it; `null` where they are too few to be told. */
  readonly dissatisfied: number | null;
  readonly others: number | null;
  /** Fisher's exact test, adjusted by Holm for all words tested. */
  readonly pHolm: number;
}

/** Of fewer customers than these no word is told, whatever the plan allows. */
const FEWEST = 3;
const MOST_WORDS = 12;

/** A customer who wrote, as words are counted. */
interface Writer {
  readonly words: ReadonlySet<string>;
  readonly texts: readonly string[];
  readonly weight: number;
  readonly group: GroupName | null;
}

/** Counts the words of a wave's comments, and tells which the dissatisfied use more often than the others. */
export function waveComments(
  wave: WaveInput,
  weighed: WeighedRows,
  commenters: Commenters,
  { shown, quotes }: Pick<CommentSettings, 'shown' | 'quotes'>,
): WaveComments {
  const smallest = Math.max(FEWEST, wave.plan.smallestCell);
  const measure = satisfactionMeasureOf(commenters.definition, wave.plan.drivers?.outcome);
  const writers = writersOf(wave, weighed, commenters, measure);
  const names: readonly GroupName[] = measure === null ? ['everybody'] : ['dissatisfied', 'others'];
  const groups = names.map((name) => groupOf(name, writers, smallest));
  const { telling, tested } = measure === null ? { telling: [], tested: 0 } : tellingWords(writers, smallest);
  return {
    shown,
    smallest,
    commenters: writers.length < smallest ? null : writers.length,
    respondents: weighed.rows.respondents.length,
    measure,
    groups,
    telling,
    tested,
    quotes: quotes ? groups.flatMap((group) => quotesOf(group, writers)) : [],
  };
}

function writersOf(
  wave: WaveInput,
  weighed: WeighedRows,
  commenters: Commenters,
  measure: SatisfactionMeasure | null,
): Writer[] {
  const rows = rowsOfCommenters(commenters);
  const weights = weightsOfCommenters(wave, weighed, commenters, rows);
  const scores = measure && personalScores(commenters, weighed.instrument, measure, rows);
  return Array.from(rows, (row, place) => {
    const texts = (commenters.texts[row] ?? []).map(({ masked }) => masked);
    const band = measure && scores ? bandOf(measure, scores[place] as number) : null;
    return {
      words: contentWords(texts.join('\n')),
      texts,
      weight: weights[place] as number,
      group:
        measure === null ? 'everybody' : band === null ? null : band === 'below' ? 'dissatisfied' : 'others',
    };
  });
}

function groupOf(name: GroupName, writers: readonly Writer[], smallest: number): CommentGroup {
  const own = writers.filter(({ group }) => group === name);
  if (own.length < smallest) return { name, commenters: own.length === 0 ? 0 : null, words: [] };
  const weighted = own.filter(({ weight }) => weight > 0);
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
  const sums = new Map<string, { count: number; weight: number }>();
  for (const { words, weight } of own) {
    for (const word of words) {
      const { count, weight: before } = sums.get(word) ?? { count: 0, weight: 0 };
      sums.set(word, { count: count + 1, weight: before + (weight > 0 ? weight : 0) });
    }
  }
  const words = [...sums]
    .filter(([, { count }]) => count >= smallest)
    .map(([word, { count, weight }]) => ({ word, count, share: total > 0 ? weight / total : 0 }))
    .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
  return { name, commenters: own.length, words: words.slice(0, MOST_WORDS) };
}

function tellingWords(
  writers: readonly Writer[],
  smallest: number,
): Pick<WaveComments, 'telling' | 'tested'> {
  const [dissatisfied, others] = (['dissatisfied', 'others'] as const).map((name) =>
    writers.filter(({ group }) => group === name),
  ) as [Writer[], Writer[]];
  if (dissatisfied.length < smallest || others.length < smallest) return { telling: [], tested: 0 };
  const [inFirst, inSecond] = [countsOf(dissatisfied), countsOf(others)];
  const words = [...new Set([...inFirst.keys(), ...inSecond.keys()])]
    .map((word) => ({ word, first: inFirst.get(word) ?? 0, second: inSecond.get(word) ?? 0 }))
    .filter(({ first, second }) => Math.max(first, second) >= smallest);
  const ps = words.map(({ first, second }) =>
    fisherTest({ count: first, size: dissatisfied.length }, { count: second, size: others.length }),
  );
  const adjusted = holm(ps);
  const told = (count: number) => (count === 0 || count >= smallest ? count : null);
  const telling = words
    .map(({ word, first, second }, place): TellingWord => {
      const isMore = first / dissatisfied.length > second / others.length;
      return {
        word,
        more: isMore ? 'dissatisfied' : 'others',
        dissatisfied: told(first),
        others: told(second),
        pHolm: adjusted[place] ?? 1,
      };
    })
    .filter(({ pHolm }) => pHolm < 0.05)
    .sort((a, b) => a.pHolm - b.pHolm || (a.word < b.word ? -1 : 1));
  return { telling, tested: words.length };
}

function countsOf(writers: readonly Writer[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { words } of writers) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

const LONGEST_QUOTE = 160;

/** Of a group's comments those that hold most of its frequent words: two of the dissatisfied, one of the others. */
function quotesOf({ name, words }: CommentGroup, writers: readonly Writer[]): WaveComments['quotes'] {
  const counts = new Map(words.map(({ word, count }) => [word, count]));
  const scored = writers
    .filter(({ group }) => group === name)
    .flatMap(({ texts }) => texts)
    .filter((masked) => masked.length <= LONGEST_QUOTE)
    .map((masked) => {
      const held = [...contentWords(masked)].filter((word) => counts.has(word));
      return { masked, held, score: held.reduce((sum, word) => sum + (counts.get(word) ?? 0), 0) };
    })
    .filter(({ held }) => held.length > 0)
    .sort((a, b) => b.score - a.score || (a.masked < b.masked ? -1 : 1));
  const chosen: typeof scored = [];
  for (const each of scored) {
    const isNew = chosen.every(({ held }) => each.held.some((word) => !held.includes(word)));
    if (isNew && chosen.length < (name === 'others' ? 1 : 2)) chosen.push(each);
  }
  return chosen.map(({ masked }) => ({ group: name, masked }));
}
