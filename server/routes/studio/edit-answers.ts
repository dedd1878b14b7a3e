import { createHash } from 'node:crypto';
import type { Edit } from '#surveys/design/edits.ts';
import type { EditProblem } from '#surveys/design/outcome.ts';
import type { Conflict } from '#surveys/design/rebase.ts';
import type { Translate } from '../../i18n/translate.ts';
import { type DesignedDraft, type Done, nothingDone } from '../../views/studio/design/design-frame.view.ts';
import { placeName } from '../../views/studio/design/place-name.ts';
import { referencesView } from '../../views/studio/design/references.view.ts';
import { errorsView } from '../../views/studio/form.view.ts';
import type { Shown } from './design-pages.ts';

/** What a page says where something could not be done. */
export function failed(t: Translate, text: string): Done {
  return { ...nothingDone, errors: errorsView(t, new Map([['', text]])) };
}

/** Why an edit was refused, in words. */
export function refusal({ code, problems }: EditProblem, t: Translate): string {
  return t(`design.refused.${code}`, {
    problems: problems.map(({ code: problem, params }) => t(`cli.problem.${problem}`, params)).join(' '),
  });
}

/** A refused edit: what refers to a part, each with the way there, or why it was refused otherwise. */
export function refusedEdit(edit: Edit, refused: EditProblem, t: Translate): Shown {
  return {
    status: 422,
    done: (draft) => {
      const references = referencesView(draft, edit, refused, t);
      return references === null ? failed(t, refusal(refused, t)) : { ...nothingDone, references };
    },
  };
}

/** What two people made of one place. @param draft where its name is looked up */
export function conflictView(
  { place, yours, theirs }: Conflict,
  draft: DesignedDraft,
  t: Translate,
): Done['conflicts'][number] {
  const said = (value: unknown) =>
    value === undefined
      ? t('design.conflict.gone')
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);
  const value = theirs === undefined ? null : typeof theirs === 'object' ? '' : String(theirs);
  return { place, name: placeName(draft, place, t), yours: said(yours), theirs: said(theirs), value };
}

/**
 * The mark of an edit made from a page: the same button of the same page, pressed twice, asks for it once. Whoever wants it twice
 * presses it on the page that shows what came of the first.
 */
export function markOf(personId: string, revision: number, edit: Edit): string {
  return createHash('sha256')
    .update(JSON.stringify([personId, revision, edit]))
    .digest('base64url');
}
