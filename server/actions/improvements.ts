import type { Queryable } from '#db/database.ts';
import { lastSentQuarter } from '#db/queries/fieldwork.ts';
import { measuresOfSurvey } from '#db/queries/improvement-measures.ts';
import { eventsOfSurvey } from '#db/queries/survey-events.ts';
import type { Wave } from '#db/tables.ts';
import type { ReportSubject } from '#reports/assemble-report.ts';
import { startOfDay } from './calendar-day.ts';

const quarterLength = 15 * 60 * 1000;

/** What a report says of events and measures, and when its last answer came. */
export async function improvementsOf(
  read: Queryable,
  { id, waves }: { readonly id: string; readonly waves: readonly { readonly wave: Wave }[] },
): Promise<Required<Pick<ReportSubject, 'events' | 'measures' | 'asOf'>>> {
  const keys = new Map(waves.map(({ wave }) => [wave.id, wave.key]));
  const quarters = await Promise.all(waves.map(({ wave }) => lastSentQuarter(read, wave.id)));
  const last = Math.max(...quarters.map((quarter) => quarter ?? Number.NEGATIVE_INFINITY));
  const events = await eventsOfSurvey(read, id);
  const measures = await measuresOfSurvey(read, id);
  return {
    events: events.map(({ happenedOn, text, scope }) => ({ at: startOfDay(happenedOn), text, scope })),
    measures: measures.map(({ title, description, owner, target, waveId, status, ...on }) => ({
      ...{ title, description, owner, target, status },
      need: waveId === null ? null : (keys.get(waveId) ?? null),
      startAt: startOfDay(on.startOn),
      dueAt: on.dueOn === null ? null : startOfDay(on.dueOn),
      doneAt: on.doneOn === null ? null : startOfDay(on.doneOn),
    })),
    asOf: Number.isFinite(last) ? (last + 1) * quarterLength : null,
  };
}
