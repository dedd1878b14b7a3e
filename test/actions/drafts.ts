import type { Database } from '#db/database.ts';
import { insertSurvey, surveyById } from '#db/queries/surveys.ts';
import { defaultPlan } from '#reports/plan.ts';
import type { DraftDependencies } from '#server/actions/edit-draft.ts';
import type { Recorder } from '#server/people/recorder.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { type EditDocument, readEdit } from '#surveys/design/edits.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

export const mei = { id: 'mei', name: '王敏' };
export const jonas = { id: 'jonas', name: 'Jonas' };

/** What is written into the audit log, as it was asked for. */
export type Deed = Parameters<Recorder>[1];

/** A survey with a draft, a clock to set, and what was recorded. */
export interface Desk extends DraftDependencies {
  readonly recorded: Deed[];
  readonly createId: () => string;
  tick(milliseconds: number): void;
  draft(): Promise<DefinitionDocument>;
  revision(): Promise<number>;
}

export async function aDesk(db: Database, draft: unknown = aQuestionnaire()): Promise<Desk> {
  const recorded: Deed[] = [];
  let clock = Date.parse('2026-07-15T08:00:00Z');
  let ids = 0;
  const survey = { id: 'survey', slug: 'express', draft, title: null, plan: defaultPlan, createdAt: clock };
  await db.write((tx) => insertSurvey(tx, survey));
  const kept = async () => {
    const found = await surveyById(db.read, 'survey');
    if (found === null) throw new Error('The survey is gone');
    return found;
  };
  return {
    db,
    now: () => new Date(clock),
    createId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    record: async (tx, deed) => {
      // in the same transaction: a query on it must work
      await surveyById(tx, deed.survey?.id ?? '');
      recorded.push(deed);
    },
    recorded,
    tick: (milliseconds) => {
      clock += milliseconds;
    },
    draft: async () => (await kept()).draft as DefinitionDocument,
    revision: async () => (await kept()).draftRevision,
  };
}

export function anEdit(document: EditDocument) {
  const reading = readEdit(document);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.edit;
}

export function titled(text: string, language = 'en') {
  return anEdit({ edit: 'setText', place: 'survey', field: 'title', language, text });
}
