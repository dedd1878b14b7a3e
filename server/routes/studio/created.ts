import type { Created } from '../../actions/create-survey.ts';
import { definitionProblemLines, terminalWords } from '../../cli/words.ts';
import type { Dependencies } from '../../http/context.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { Visitor } from '../../people/person.ts';

/** Who makes a survey, and with whose account it is shared; a demonstration has none. */
export function authorOf({ person, isDemonstration }: Visitor): {
  by: { id: string; name: string };
  owner: string | null;
} {
  const { id, name } = person;
  return { by: { id, name }, owner: isDemonstration ? null : id };
}

/** The mark that a form came with; another one where it has none of ours. */
export function formMark(
  { createId }: Pick<Dependencies, 'createId'>,
  values?: ReadonlyMap<string, string>,
): string {
  const mark = values?.get('form') ?? '';
  return /^[\w-]{8,64}$/.test(mark) ? mark : createId();
}

/** Why no survey was made, in words: by field, and what is wrong with the questionnaire, each with its place. */
export function whyNot(
  created: Exclude<Created, { readonly slug: string }>,
  t: Translate,
): { readonly errors: ReadonlyMap<string, string>; readonly problems: readonly string[] } {
  if (typeof created === 'object')
    return { errors: new Map(), problems: definitionProblemLines(terminalWords(t), created.problems) };
  const field = created === 'unknownBeginning' ? '' : 'slug';
  return { errors: new Map([[field, t(`studio.begin.error.${created}`)]]), problems: [] };
}
