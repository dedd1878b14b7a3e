import { firstPlaces } from '../condition-problems.ts';
import type { Condition, PairPart } from '../conditions.ts';
import type { Definition } from '../definition.ts';
import type { Question } from '../questions/index.ts';
import { recommendEnds } from '../questions/recommend.ts';
import { type Ends, scaleNamed } from '../scales.ts';
import { type Part, partAt, partsIn, splitPlace } from './parts.ts';

type Op = Extract<Condition, { question: string }>['op'];

/** A question, or a part of a pair, that a condition may look at, and how. */
export interface ConditionSubject {
  readonly question: string;
  /** Of a pair; `null` for the pair as a whole and for other questions. */
  readonly part: PairPart | null;
  readonly kind: Question['kind'];
  /** The page that asks it, by key. */
  readonly page: string;
  /** Comparisons that make sense. */
  readonly ops: readonly Op[];
  /** Keys of options, and `na` where "not applicable" can be said, for `equals` and `includes`. */
  readonly values: readonly string[];
  /** The range of the numbers to compare with; `null` where none are, or where any is. */
  readonly ends: Ends | null;
}

/** Everything a condition at a place may look at. */
export interface ConditionChoices {
  readonly subjects: readonly ConditionSubject[];
  /** Keys of facts. */
  readonly facts: readonly string[];
  readonly languages: readonly string[];
}

/**
 * What a condition at a place may look at: for a page or question, what earlier pages ask; for an end, what its own page asks
 * as well; for a quota, everything. It is what `problemsIn` finds nothing wrong with.
 *
 * @param place `page:…` or `question:…` for when it is shown; `end:…`, or `page:….endIf` for a new end; `quota:…`, or
 *   `survey.quotas` for a new quota
 * @returns `null` where there is no such part, or it has no condition
 */
export function conditionChoices(definition: Definition, place: string): ConditionChoices | null {
  const isSeen = askedBy(definition, place);
  if (isSeen === null) return null;
  const asked = new Map<string, { readonly question: Question; readonly page: number }>();
  for (const [page, { questions }] of definition.pages.entries()) {
    for (const question of questions) asked.set(question.key, { question, page });
  }
  return {
    subjects: [...asked.values()].flatMap(({ question, page }) =>
      isSeen(page) ? subjectsOf(definition, question, definition.pages[page]?.key ?? '') : [],
    ),
    facts: definition.facts.map(({ key }) => key),
    languages: definition.languages,
  };
}

/** Whether the questions of a page are answered when a condition at a place counts. */
function askedBy(definition: Definition, place: string): ((page: number) => boolean) | null {
  const { part: name, field } = splitPlace(place);
  const part = partAt(partsIn(definition), name);
  if (part === null) return null;
  if (part.kind === 'quota' || (part.kind === 'survey' && field === 'quotas')) return () => true;
  if (!hasPageCondition(part)) return null;
  const own = Number(part.path[1]);
  const before = firstPlaces(definition)[own] ?? own;
  const isEnd = part.kind === 'end' || field === 'endIf';
  return (page) => page < before || (isEnd && page === own);
}

function hasPageCondition({ kind }: Part): boolean {
  return kind === 'page' || kind === 'question' || kind === 'end';
}

const answered: readonly Op[] = ['answered'];
const rated: readonly Op[] = ['answered', 'equals', 'atMost', 'atLeast'];

function subjectsOf(definition: Definition, question: Question, page: string): readonly ConditionSubject[] {
  const { key, kind } = question;
  const plain = { question: key, part: null, kind, page, ops: answered, values: [], ends: null };
  const na = 'notApplicable' in question && question.notApplicable ? ['na'] : [];
  switch (question.kind) {
    case 'pair': {
      const ends = endsIn(definition, question.scale);
      const parts: readonly PairPart[] = question.importance
        ? ['expectation', 'perception', 'importance']
        : ['expectation', 'perception'];
      return [
        plain,
        ...parts.map((part) => ({
          ...plain,
          part,
          ops: rated,
          ends,
          values: part === 'perception' ? na : [],
        })),
      ];
    }
    case 'scale':
      return [{ ...plain, ops: rated, ends: endsIn(definition, question.scale), values: na }];
    case 'recommend':
      return [{ ...plain, ops: rated, ends: recommendEnds }];
    case 'number':
      return [{ ...plain, ops: rated }];
    case 'choice':
      return [{ ...plain, ops: ['answered', 'equals'], values: question.options.map((each) => each.key) }];
    case 'choices':
      return [{ ...plain, ops: ['answered', 'includes'], values: question.options.map((each) => each.key) }];
    case 'text':
    case 'ranking':
    case 'allocation':
    case 'contact':
      return [plain];
  }
}

function endsIn(definition: Definition, name: string): Ends | null {
  const scale = scaleNamed(definition, name);
  return scale === null ? null : { min: scale.min, max: scale.max };
}
