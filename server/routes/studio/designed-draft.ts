import type { Queryable } from '#db/database.ts';
import { surveyById } from '#db/queries/surveys.ts';
import type { Survey } from '#db/tables.ts';
import type { Definition } from '#surveys/definition.ts';
import { partsIn } from '#surveys/design/parts.ts';
import { problemsIn } from '#surveys/publishing.ts';
import { readDraft } from '#surveys/read-definition.ts';
import { draftHistory } from '../../actions/undo-draft.ts';
import { AppError } from '../../errors.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { DesignedDraft } from '../../views/studio/design/design-frame.view.ts';
import { namedPiping } from '../../views/studio/design/pipes.view.ts';
import { titleIn } from '../../views/studio/surveys.view.ts';

/**
 * The draft of a survey as it is now, with what the pages that design it know of it.
 *
 * @param typed what was typed and not kept, by place
 * @param inserting the text for which what it may take over was asked
 */
export async function designedDraft(
  db: Queryable,
  surveyId: string,
  t: Translate,
  { typed = new Map(), inserting = null }: Partial<Pick<DesignedDraft, 'typed' | 'inserting'>> = {},
): Promise<DesignedDraft> {
  const survey = await surveyById(db, surveyId);
  if (survey === null) throw new AppError('notFound');
  const definition = definitionOf(survey);
  const { undo, redo } = await draftHistory(db, survey);
  return {
    slug: survey.slug,
    title: titleIn(survey.title, t),
    definition,
    parts: new Map(partsIn(definition).map((part) => [part.place, part])),
    piping: namedPiping(definition, t),
    revision: survey.draftRevision,
    problems: problemsIn(definition),
    typed,
    inserting,
    canUndo: undo !== null,
    canRedo: redo !== null,
  };
}

/** @throws AppError `failed` for a draft that is none: nothing keeps one that has not the shape */
export function definitionOf({ draft }: Pick<Survey, 'draft'>): Definition {
  const reading = readDraft(draft);
  if ('problems' in reading) throw new AppError('failed');
  return reading.definition;
}
