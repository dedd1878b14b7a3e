import type { Queryable } from '#db/database.ts';
import { lastSentQuarter } from '#db/queries/fieldwork.ts';
import { measuresOfSurvey } from '#db/queries/improvement-measures.ts';
import { eventsOfSurvey } from '#db/queries/survey-events.ts';
import type { Wave } from '#db/tables.ts';
import type { ReportSubject } from '#reports/assemble-report.ts';
import type { Definition } from '#surveys/definition.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { pairsOf } from '#surveys/pairs.ts';
import { dayInReport } from './calendar-day.ts';

const quarterLength = 15 * 60 * 1000;

interface Improved {
  readonly id: string;
  readonly waves: readonly { readonly wave: Wave }[];
  /** In the order in which they were published. */
  readonly versions: ReadonlyMap<string, { readonly definition: Definition }>;
}

/** What a report says of events and measures, and when its last answer came. */
export async function improvementsOf(
  read: Queryable,
  { id, waves, versions }: Improved,
): Promise<Required<Pick<ReportSubject, 'events' | 'measures' | 'asOf'>>> {
  const keys = new Map(waves.map(({ wave }) => [wave.id, wave.key]));
  const quarters = await Promise.all(waves.map(({ wave }) => lastSentQuarter(read, wave.id)));
  const last = Math.max(...quarters.map((quarter) => quarter ?? Number.NEGATIVE_INFINITY));
  const events = await eventsOfSurvey(read, id);
  const measures = await measuresOfSurvey(read, id);
  return {
    events: events.map(({ happenedOn, text, scope }) => ({ at: dayInReport(happenedOn), text, scope })),
    measures: measures.map(({ title, description, owner, target, waveId, status, ...on }) => ({
      ...{ title, description, owner, target, status },
      targetName: lastNameOf(target, [...versions.values()]),
      need: waveId === null ? null : (keys.get(waveId) ?? null),
      startAt: dayInReport(on.startOn),
      dueAt: on.dueOn === null ? null : dayInReport(on.dueOn),
      doneAt: on.doneOn === null ? null : dayInReport(on.doneOn),
    })),
    asOf: Number.isFinite(last) ? (last + 1) * quarterLength : null,
  };
}

/** What a target was called in the last version that asks it. */
function lastNameOf(target: string, versions: readonly { readonly definition: Definition }[]) {
  for (const { definition } of versions.toReversed()) {
    const name = nameIn(definition, target);
    if (name !== null) return name;
  }
  return null;
}

function nameIn(definition: Definition, target: string): LocalizedText | null {
  for (const { key, item, dimension, factor } of pairsOf(definition)) {
    if (target === key) return item.name;
    if (target === `dimension:${dimension.key}`) return dimension.name;
    if (target === `factor:${factor.key}`) return factor.name;
  }
  const questions = definition.pages.flatMap((page) => page.questions);
  const question = questions.find(({ key }) => key === target);
  return question !== undefined && 'text' in question ? (question.text ?? null) : null;
}
