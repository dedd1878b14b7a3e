import type { Definition } from '../definition.ts';
import type { Path } from '../definition-problem.ts';
import { factNamed, hasStrayBraces, pipesIn, stretchesIn } from '../piping.ts';
import {
  type PipeProblemCode,
  pipeProblems,
  sourcesIn,
  type TextPlace,
  textPlaces,
} from '../piping-problems.ts';
import { partAt, partsIn, splitPlace } from './parts.ts';

/** Something that a text may take over. */
export interface PipeChoice {
  /** As it stands in a text: `market`, `speed.perception`, `reason.other`, `fact.station`. */
  readonly name: string;
  /** The place of the question or fact whose answer or value it is. */
  readonly of: string;
  /** A part of a pair, the name of a contact, or the option of a companion; `null` for an answer as a whole. */
  readonly part: string | null;
  /** Whether it may be missing, so that the text has to say what is said then. */
  readonly needsFallback: boolean;
}

/** A choice with the page whose answer it is, counted from 0; −1 for a fact, which is known before all pages. */
export interface PlacedPipeChoice extends PipeChoice {
  readonly page: number;
}

/** A stretch of a text: words, or a place that takes something over, with what is wrong with it. */
export type PipedStretch =
  | { readonly words: string }
  | { readonly name: string; readonly fallback: string | null; readonly problem: PipeProblemCode | null };

/** What texts of a draft may take over, worked out once for all of them. */
export interface Piping {
  /** Everything that any text may take over. */
  readonly choices: readonly PlacedPipeChoice[];
  /** When the text at a path is read. */
  readonly placeOf: (path: Path) => TextPlace;
  /** A text at a path, taken apart. */
  readonly stretchesOf: (text: string, path: Path) => readonly PipedStretch[];
  /** Whether a text has braces that take nothing over. */
  readonly isUnreadable: (text: string) => boolean;
}

export function pipingOf(definition: Definition): Piping {
  const sources = sourcesIn(definition);
  const placeOf = textPlaces(definition);
  return {
    choices: [...sources].map(([name, { page, certain }]) => {
      const fact = factNamed(name);
      const [question, within = null] = name.split('.');
      return {
        name,
        of: fact === null ? `question:${question}` : `fact:${fact}`,
        part: fact === null ? within : null,
        needsFallback: !certain,
        page,
      };
    }),
    placeOf,
    stretchesOf: (text, path) => {
      const pipes = pipesIn(text);
      const place = placeOf(path);
      return stretchesIn(text).map((words, index) => {
        const pipe = index % 2 === 0 ? undefined : pipes[(index - 1) / 2];
        if (pipe === undefined) return { words };
        return { ...pipe, problem: pipeProblems(pipe, sources, place)[0] ?? null };
      });
    },
    isUnreadable: hasStrayBraces,
  };
}

/** Whether a text that is read at a place may take a choice over. */
export function isOffered({ page, name }: PlacedPipeChoice, { before, isUntied }: TextPlace): boolean {
  return page < before && (!isUntied || factNamed(name) !== null);
}

/**
 * What a text may take over: answers of earlier pages, and facts. It is what `problemsIn` finds nothing wrong with.
 *
 * @param place of the text: `question:speed.text`, `page:thanks.title`, `survey.introduction`
 * @returns `null` where there is no such part
 */
export function pipeChoices(definition: Definition, place: string): readonly PipeChoice[] | null {
  const { part: name, field } = splitPlace(place);
  const part = partAt(partsIn(definition), name);
  if (part === null || field === null) return null;
  const { choices, placeOf } = pipingOf(definition);
  const at = placeOf([...part.path, field]);
  return choices.flatMap(({ page, ...choice }) => (isOffered({ page, ...choice }, at) ? [choice] : []));
}
