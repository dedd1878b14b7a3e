import { z } from 'zod';
import { condition } from '../conditions.ts';
import { type DefinitionProblem, problemsFromIssues } from '../definition-problem.ts';
import { documentProblems } from '../document.ts';
import { key } from '../keys.ts';
import { languageTag, localizedText } from '../localized.ts';
import { questionKinds } from './fields.ts';

/** The name of a part, as `Part.place`. */
const place = z
  .string()
  .max(250)
  .regex(/^[A-Za-z]+(?::[\w-]+(?:~\d{1,4})?(?:\/[\w-]+(?:~\d{1,4})?)?)?$/);
const field = z.string().max(40);
const text = z.string().max(10_000);
const kind = z.enum(questionKinds);
const weight = z.number().positive().max(1e6);

/** Where in a list: before or after one of its parts; at the end where neither is named. */
const position = { before: place.optional(), after: place.optional() };

/** What is new: its name in the languages it has one in, and its key, which is made from the name where none is given. */
const named = { name: localizedText.default({}), key: key.optional(), ...position };

/**
 * Everything a designer can do to a draft, as data: what a form posts, what the history keeps.
 *
 * Parts are named by place (`Part.place`), never by position, so that an edit means the same part when others have come
 * and gone meanwhile.
 */
export const edit = z.discriminatedUnion('edit', [
  /** A text in one language; a blank one takes it away. */
  z.strictObject({ edit: z.literal('setText'), place, field, language: languageTag, text }),
  /** Puts what takes over an answer or a fact into a text, at a position in UTF-16 code units, or at its end. */
  z.strictObject({
    edit: z.literal('insertPipe'),
    place,
    field,
    language: languageTag,
    name: z.string().max(140),
    fallback: z
      .string()
      .max(500)
      .regex(/^[^{}]*$/)
      .nullable()
      .default(null),
    at: z.int().min(0).max(10_000).optional(),
  }),
  /** A number, word or switch; `null` leaves it out, so that its default holds. */
  z.strictObject({
    edit: z.literal('set'),
    place,
    field,
    value: z.union([z.boolean(), z.number(), z.string().max(1000), z.null()]),
  }),
  /** When a page or question is shown, a quota counts or an end is reached; `null` for a page or question: always. */
  z.strictObject({ edit: z.literal('setCondition'), place, condition: condition.nullable() }),

  z.strictObject({
    edit: z.literal('addFactor'),
    ...named,
    kind: z.enum(['direct', 'indirect']).default('direct'),
    weight: weight.optional(),
  }),
  z.strictObject({ edit: z.literal('addDimension'), within: place, ...named }),
  z.strictObject({
    edit: z.literal('addItem'),
    within: place,
    ...named,
    weight: weight.optional(),
    /** The page that asks it. Left out: where the item before it is asked, after that; `null`: nowhere yet. */
    askOn: place.nullable().optional(),
  }),
  z.strictObject({ edit: z.literal('addPage'), ...named }),
  z.strictObject({
    edit: z.literal('addQuestion'),
    within: place,
    ...named,
    kind,
    /** What a pair asks: the key of an item. */
    item: key.optional(),
    scale: key.optional(),
  }),
  z.strictObject({ edit: z.literal('addOption'), within: place, ...named }),
  z.strictObject({
    edit: z.literal('addScale'),
    key: key.optional(),
    min: z.int().min(-1000).max(1000),
    max: z.int().min(-1000).max(1000),
  }),
  z.strictObject({ edit: z.literal('addFact'), ...named }),
  z.strictObject({
    edit: z.literal('addQuota'),
    ...named,
    condition,
    limit: z.int().min(1).max(10_000_000),
  }),
  z.strictObject({ edit: z.literal('addEnd'), within: place, ...named, condition }),
  z.strictObject({ edit: z.literal('addLanguage'), language: languageTag }),

  /** Takes a part away. What conditions and texts refer to is kept, unless these references go with it. */
  z.strictObject({ edit: z.literal('remove'), place, andReferences: z.boolean().default(false) }),
  /** Puts a copy after a part, under keys of its own. */
  z.strictObject({ edit: z.literal('duplicate'), place }),
  z.strictObject({ edit: z.literal('move'), place, within: place.optional(), ...position }),
  /** Gives a part another key, and all that refers to it along. Answers are stored under keys. */
  z.strictObject({ edit: z.literal('rekey'), place, key }),
  /** Makes a question one of another kind that keeps what both kinds have. */
  z.strictObject({ edit: z.literal('changeKind'), place, kind }),

  /** Factors (`survey`), or the items of a factor or dimension, count equally; a dimension keeps its share. */
  z.strictObject({ edit: z.literal('equalWeights'), place }),
  /** The weights of the factors (`survey`), or of the items of a factor, add up to a total, their shares kept. */
  z.strictObject({
    edit: z.literal('scaleWeights'),
    place,
    total: z.int().min(1).max(100_000).default(100),
  }),
  /** Groups of pages, by key, that change places for each customer. */
  z.strictObject({
    edit: z.literal('setShuffledPages'),
    groups: z.array(z.array(key).min(2).max(200)).max(20),
  }),
]);
export type Edit = z.output<typeof edit>;

/** An edit as a form sends it, what has a default left out. */
export type EditDocument = z.input<typeof edit>;

/** One edit of a kind. */
export type EditOf<E extends Edit['edit']> = Extract<Edit, { edit: E }>;

/** Reads what was sent as an edit, whatever it is, or says everything that is wrong with it. Nothing is thrown. */
export function readEdit(
  json: unknown,
): { readonly edit: Edit } | { readonly problems: readonly DefinitionProblem[] } {
  const unreadable = documentProblems(json);
  if (unreadable.length > 0) return { problems: unreadable };
  const result = edit.safeParse(json, { reportInput: true });
  return result.success ? { edit: result.data } : { problems: problemsFromIssues(result.error.issues) };
}
