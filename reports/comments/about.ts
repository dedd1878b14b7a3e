import type { Definition } from '#surveys/definition.ts';
import { pairsOf } from '#surveys/pairs.ts';
import type { CommentSettings } from './settings.ts';
import { themes } from './themes.ts';

/** How it is known what a comment is about: where its question stands in the questionnaire, or by words that it holds. */
export type AboutBy = 'place' | 'words';

/** Something comments can be about: a factor (`factor:KEY`) or an item (`KEY`). */
export interface Subject {
  readonly target: string;
  /** Text questions whose answers are about it because they stand among its items, and no other's. */
  readonly questions: ReadonlySet<string>;
  /** Finds its words in a text in normal form KC and lower case; `null` without words. */
  readonly words: RegExp | null;
}

/** What the comments of a questionnaire can be about, in its order: each factor, followed by its items. */
export function subjectsOf(definition: Definition, settings: CommentSettings): readonly Subject[] {
  const pairs = pairsOf(definition);
  const placed = placedQuestions(definition);
  const wordsFor = (target: string, ours: () => readonly string[]) =>
    Object.hasOwn(settings.about, target) ? (settings.about[target] ?? []) : ours();
  return definition.factors.flatMap((factor): Subject[] => {
    const own = pairs.filter((pair) => pair.factor.key === factor.key);
    if (own.length === 0) return [];
    const items = own.map(({ key, item, dimension }) => ({
      target: key,
      questions: placed.get(key) ?? new Set<string>(),
      list: wordsFor(key, () => itemWords([key, ...Object.values(item.name)], Object.values(dimension.name))),
    }));
    const factorTarget = `factor:${factor.key}`;
    const list = wordsFor(factorTarget, () => items.flatMap((item) => item.list));
    const questions = placed.get(factorTarget) ?? new Set<string>();
    return [
      { target: factorTarget, questions, words: wordPattern(list) },
      ...items.map(({ target, questions: asked, list: words }) => ({
        target,
        questions: asked,
        words: wordPattern(words),
      })),
    ];
  });
}

/** The words a target has where its team has said none, so that they can be shown and changed. */
export function ownWords(definition: Definition, target: string): readonly string[] {
  const pairs = pairsOf(definition).filter(
    ({ key, factor }) => key === target || `factor:${factor.key}` === target,
  );
  const words = pairs.flatMap(({ key, item, dimension }) =>
    itemWords([key, ...Object.values(item.name)], Object.values(dimension.name)),
  );
  return [...new Set(words)];
}

/** An item's names, and the words of the themes it is one of. Where its names tell none, its dimension's may. */
function itemWords(names: readonly string[], dimension: readonly string[]): string[] {
  const matching = (texts: readonly string[]) =>
    themes.filter(({ item }) => texts.some((text) => item.test(text)));
  const found = matching(names);
  const chosen = found.length > 0 ? found : matching(dimension);
  const own = names.slice(1).map((name) => name.normalize('NFKC').toLowerCase().trim());
  return [...own.filter((name) => [...name].length > 1), ...chosen.flatMap(({ words }) => words)];
}

/** Text questions that stand on a page whose pairs are all of one item, or of one factor. */
function placedQuestions({ pages, factors }: Definition): ReadonlyMap<string, Set<string>> {
  const factorOf = new Map(
    factors.flatMap(({ key, dimensions }) =>
      dimensions.flatMap(({ items }) => items.map((item) => [item.key, key] as const)),
    ),
  );
  const placed = new Map<string, Set<string>>();
  const add = (target: string, question: string) =>
    placed.set(target, (placed.get(target) ?? new Set()).add(question));
  for (const { questions } of pages) {
    const items = questions.filter(({ kind }) => kind === 'pair').map(({ key }) => key);
    const about = new Set(items.map((item) => factorOf.get(item)));
    const [factor] = about;
    if (about.size !== 1 || factor === undefined) continue;
    for (const { kind, key } of questions) {
      if (kind !== 'text') continue;
      add(`factor:${factor}`, key);
      if (items.length === 1) add(items[0] as string, key);
    }
  }
  return placed;
}

/** Chinese words wherever they stand; Latin ones where a word begins, whatever its ending. */
function wordPattern(list: readonly string[]): RegExp | null {
  const words = [...new Set(list.map((word) => word.normalize('NFKC').toLowerCase().trim()))].filter(
    (word) => word !== '',
  );
  if (words.length === 0) return null;
  const escaped = (word: string) => word.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
  const parts = words.map((word) => (/^[a-z]/u.test(word) ? `(?<![a-z])${escaped(word)}` : escaped(word)));
  return new RegExp(parts.join('|'), 'u');
}

/** What a comment is about, and how that is known. */
export function aboutOf(
  subject: Subject,
  { question, folded }: { readonly question: string; readonly folded: string },
): AboutBy | null {
  if (subject.questions.has(question)) return 'place';
  return subject.words?.test(folded) === true ? 'words' : null;
}
