import { setImmediate as otherRequests } from 'node:timers/promises';
import type { Queryable } from '#db/database.ts';
import { durationsSent } from '#db/queries/fieldwork.ts';
import type { SurveyVersion } from '#db/tables.ts';
import { durationsByRoute, routeKey } from '#reports/fieldwork/durations.ts';
import { duplicate } from '#surveys/quality/duplicates.ts';
import { type FlagKind, flagKinds, gradeOf, type QualityFlag } from '#surveys/quality/flags.ts';
import { type Grade, grades } from '#surveys/quality/grade.ts';
import { type RouteTime, speed } from '#surveys/quality/speed.ts';
import { chanceOfRun, type Half, lineFlag, type RatedHalf } from '#surveys/quality/straight-lining.ts';
import { type LookedAt, WaveLook } from './look-at-responses.ts';

/** A sent response that something was noticed about. */
export interface JudgedResponse {
  readonly id: string;
  /** The change of the wave at which it stood so. */
  readonly change: number;
  readonly isExcluded: boolean;
  readonly submittedAt: number | null;
  readonly grade: Grade;
  readonly flags: readonly QualityFlag[];
}

export interface WaveQuality {
  /** How many sent responses were looked at. */
  readonly judged: number;
  /** How many have a flag of each kind and grade. */
  readonly counts: Readonly<Record<FlagKind, Readonly<Record<Grade, number>>>>;
  /** Those with the heaviest grades first, then the latest; at most `most`. */
  readonly flagged: readonly JudgedResponse[];
  /** How many there are, shown or not. */
  readonly total: number;
}

/** So many are judged before others get their turn: some 10 ms. */
const judgedAtOnce = 10_000;

/**
 * Judges every sent response of a wave by what is usual in it. Nothing is written and nothing left out. Answers are read once; a
 * look at the wave from before is brought up to date, and only what has come since is read.
 *
 * @param versions every published questionnaire of the survey, by id
 */
export async function judgeResponses(
  read: Queryable,
  waveId: string,
  versions: ReadonlyMap<string, Pick<SurveyVersion, 'definition'>>,
  {
    most = 200,
    from = 'note',
    look = new WaveLook(waveId),
  }: { readonly most?: number; readonly from?: Grade; readonly look?: WaveLook } = {},
): Promise<WaveQuality> {
  await look.bringUpToDate(read, versions);
  const flagsOf = judge(look, await routeTimes(read, waveId));
  const counts = Object.fromEntries(
    flagKinds.map((kind) => [kind, { note: 0, suspicious: 0, strong: 0 }]),
  ) as Record<FlagKind, Record<Grade, number>>;
  const flagged = Object.fromEntries(grades.map((grade) => [grade, [] as JudgedResponse[]]));
  let [judged, total] = [0, 0];
  for (const [id, seen] of look.responses) {
    judged += 1;
    if (judged % judgedAtOnce === 0) await otherRequests();
    const flags = flagsOf(seen);
    for (const { kind, grade } of flags) counts[kind][grade] += 1;
    const grade = gradeOf(flags);
    if (grade === null || grades.indexOf(grade) < grades.indexOf(from)) continue;
    total += 1;
    const { change, isExcluded, submittedAt } = seen;
    flagged[grade]?.push({ id, change, isExcluded, submittedAt, grade, flags });
  }
  const heaviestFirst = grades
    .toReversed()
    .flatMap((grade) => flagged[grade]?.toSorted((one, other) => other.change - one.change) ?? []);
  return { judged, counts, flagged: heaviestFirst.slice(0, most), total };
}

/** How long it took those on each route. */
async function routeTimes(read: Queryable, waveId: string): Promise<ReadonlyMap<string, RouteTime>> {
  const routes = durationsByRoute(await durationsSent(read, waveId));
  return new Map(
    routes.map(({ pages, quartiles, answers }) => [routeKey(pages), { median: quartiles.median, answers }]),
  );
}

/** What there is to note about one response of a wave. */
function judge(
  { chosen, alike }: Pick<WaveLook, 'chosen' | 'alike'>,
  routes: ReadonlyMap<string, RouteTime>,
): (seen: LookedAt) => QualityFlag[] {
  const shares = { expectation: sharesOf(chosen.expectation), perception: sharesOf(chosen.perception) };
  const chances = new Map<string, number>();
  const chanceOf = ({ half, longestRun, items }: RatedHalf): number => {
    const key = `${half} ${longestRun} ${items}`;
    const known = chances.get(key) ?? chanceOfRun(longestRun, items, shares[half]);
    chances.set(key, known);
    return known;
  };
  const others = (digest: string | null) => (digest === null ? 0 : (alike.get(digest) ?? 1) - 1);
  return ({ rated, seconds, route, hasWords, digests: { answers, facts, both } }) =>
    [
      lineFlag(rated, chanceOf),
      speed(seconds, routes.get(route) ?? null),
      duplicate({ hasWords }, { answers: others(answers), facts: others(facts), both: others(both) }),
    ].filter((flag) => flag !== null);
}

function sharesOf(counts: WaveLook['chosen'][Half]): ReadonlyMap<number, number> {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return new Map([...counts].map(([point, count]) => [point, count / total]));
}
