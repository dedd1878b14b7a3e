import type { Condition } from '../conditions.ts';
import { type Definition, type DefinitionDocument, definition as schema } from '../definition.ts';
import { endsOf } from '../scales.ts';

export type ModulePage = DefinitionDocument['pages'][number];

/** Pages that can be put into any questionnaire with an overall rating, for those whom it left dissatisfied. */
export interface Module {
  /** @param low the condition under which somebody is dissatisfied */
  pages(low: Condition): readonly ModulePage[];
}

/**
 * A questionnaire with modules after the page of its overall rating, in the order given. Who rates in the lower half of
 * the scale is asked them: 1 to 5 of 10, 1 and 2 of 5.
 *
 * @param overall the key of the overall rating
 * @param dissatisfied who is asked them too, whatever the rating; a condition on the page of the rating or before it
 * @throws RangeError for a questionnaire without such a rating
 */
export function withModules(
  definition: Definition,
  modules: readonly Module[],
  {
    overall = 'overallSatisfaction',
    dissatisfied = null,
  }: { readonly overall?: string; readonly dissatisfied?: Condition | null } = {},
): Definition {
  const place = definition.pages.findIndex(({ questions }) => questions.some(({ key }) => key === overall));
  const question = definition.pages[place]?.questions.find(({ key }) => key === overall);
  if (question?.kind !== 'scale') throw new RangeError(`No overall rating ${overall}`);
  const { min, max } = endsOf(definition, question.scale);
  const rated: Condition = { op: 'atMost', question: overall, value: Math.floor((min + max - 1) / 2) };
  const low: Condition = dissatisfied === null ? rated : { op: 'any', of: [rated, dissatisfied] };
  const added = modules.flatMap((module) => module.pages(low));
  const pages = [...definition.pages.slice(0, place + 1), ...added, ...definition.pages.slice(place + 1)];
  return schema.parse({ ...definition, pages });
}
