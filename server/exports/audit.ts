import type { Queryable } from '#db/database.ts';
import { type AuditFilter, type AuditPlace, auditEntriesOf } from '#db/queries/audit-entries.ts';
import { allSurveys } from '#db/queries/surveys.ts';
import { byteOrderMark, csvRow } from './csv.ts';

const columns = ['at', 'person_id', 'person', 'action', 'survey', 'survey_id', 'details'];
const chunk = 1_000;

/** The entries of the audit log that fit, the newest first, as CSV; a thousand at a time, however many there are. */
export async function* auditCsv(read: Queryable, filter: AuditFilter): AsyncGenerator<string> {
  const slugs = new Map((await allSurveys(read)).map(({ id, slug }) => [id, slug]));
  yield byteOrderMark + csvRow(columns, true);
  let after: AuditPlace | null = null;
  for (;;) {
    const entries = await auditEntriesOf(read, filter, { after, limit: chunk });
    const rows = entries.map(({ at, personId, personName, action, surveyId, details }) => {
      const survey = surveyId === null ? null : (slugs.get(surveyId) ?? null);
      const moment = new Date(at).toISOString();
      return csvRow([moment, personId, personName, action, survey, surveyId, JSON.stringify(details)], true);
    });
    if (rows.length > 0) yield rows.join('');
    const last = entries.at(-1);
    if (last === undefined || entries.length < chunk) return;
    after = { at: last.at, id: last.id };
  }
}
