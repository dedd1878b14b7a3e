import type { Definition } from '../definition.ts';
import { factNamed } from '../piping.ts';
import { sourcesIn, textPlace } from '../piping-problems.ts';
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
  const { before, isUntied } = textPlace([...part.path, field], definition);
  return [...sourcesIn(definition)].flatMap(([name, { page, certain }]) => {
    const fact = factNamed(name);
    if (page >= before || (isUntied && fact === null)) return [];
    const [question, within = null] = name.split('.');
    return [
      {
        name,
        of: fact === null ? `question:${question}` : `fact:${fact}`,
        part: fact === null ? within : null,
        needsFallback: !certain,
      },
    ];
  });
}
