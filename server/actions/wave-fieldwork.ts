import type { Queryable } from '#db/database.ts';
import { durationsSent, sentByQuarter, startedByRoute } from '#db/queries/fieldwork.ts';
import { type ResponseCounts, responseCounts } from '#db/queries/responses.ts';
import type { Wave } from '#db/tables.ts';
import { answersByDay, type DayCount } from '#reports/fieldwork/days.ts';
import { durationsByRoute, type RouteDurations } from '#reports/fieldwork/durations.ts';
import { type Leaving, leavingAfter } from '#reports/fieldwork/leaving.ts';
import type { Definition } from '#surveys/definition.ts';

/** What is counted of a wave under way while answers come in. */
export interface WaveFieldwork {
  readonly counts: ResponseCounts;
  readonly days: readonly DayCount[];
  /** The time zone of the days: an anonymous survey knows days in UTC alone. */
  readonly timeZone: string;
  /**
   * How long customers took from their first page sent to the last, by the server's clock, the commonest route first. `null` for an
   * anonymous survey, which keeps no time of day.
   */
  readonly durations: readonly RouteDurations[] | null;
  readonly leaving: readonly Leaving[];
}

/**
 * How a wave is coming in, from what triggers count: it takes as long for a million responses as for a few thousand.
 *
 * @param definition the questionnaire that the wave asks
 * @throws RangeError for a time zone nobody knows
 */
export async function waveFieldwork(
  read: Queryable,
  { id }: Pick<Wave, 'id'>,
  definition: Pick<Definition, 'pages' | 'anonymous'>,
  timeZone: string,
): Promise<WaveFieldwork> {
  const zone = definition.anonymous ? 'UTC' : timeZone;
  return {
    counts: await responseCounts(read, id),
    days: answersByDay(await sentByQuarter(read, id), zone),
    timeZone: zone,
    durations: definition.anonymous ? null : durationsByRoute(await durationsSent(read, id)),
    leaving: leavingAfter(definition, await startedByRoute(read, id)),
  };
}
