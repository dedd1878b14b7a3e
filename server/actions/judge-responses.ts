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
import type { LookedAt, WaveLook } from './look-at-responses.ts';

/** A sent response with what was noticed about it. */
export interface JudgedResponse {
  readonly id: string;
  /** The change of the wave at which it stood so. */
  readonly change: number;
  readonly isExcluded: boolean;
  readonly submittedAt: number | null;
  /** `null` where nothing was noticed. */
  readonly grade: Grade | null;
  readonly flags: readonly QualityFlag[];
}

/** Which answers of a wave are listed: those that something was noticed about, all, or those left out of the figures. */
export const judgedLists = ['flagged', 'all', 'excluded'] as const;
export type JudgedList = (typeof judgedLists)[number];

/** A part of such a list: so many, after so many. */
export interface ListedPart {
  readonly list: JudgedList;
  readonly after: number;
  readonly most: number;
}

export interface WaveQuality {
  /** How many sent responses were looked at. */
  readonly judged: number;
  /** How many have a flag of each kind and grade. */
  readonly counts: Readonly<Record<FlagKind, Readonly<Record<Grade, number>>>>;
  /** The part that was asked for: the heaviest grades first, then those sent last, then by id, which says nothing. */
  readonly listed: readonly JudgedResponse[];
  /** How many each list has. */
  readonly totals: Readonly<Record<JudgedList, number>>;
}

/** Everything that was judged, until the wave changes. */
export interface JudgedWave {
  /** The last change of the wave that it takes in. */
  readonly change: number;
  /** How many answers had been read for it. */
  readonly readings: number;
  readonly counts: WaveQuality['counts'];
  readonly lists: Readonly<Record<JudgedList, readonly JudgedResponse[]>>;
}

/** So many are judged before others get their turn: some 10 ms. */
const judgedAtOnce = 10_000;

/**
 * Judges every sent response of a wave by what is usual in it. Nothing is written and nothing left out. Answers are read once; a
 * look at the wave from before is brought up to date, and only what has come since is read.
 *
 * @param versions every published questionnaire of the survey, by id
 * @param before what was judged by this look before. Where no answer has come since, it still stands, but for what was left out.
 */
export async function judgeWave(
  read: Queryable,
  versions: ReadonlyMap<string, Pick<SurveyVersion, 'definition'>>,
  look: WaveLook,
  before: JudgedWave | null = null,
): Promise<JudgedWave> {
  await look.bringUpToDate(read, versions);
  if (before?.change === look.change) return before;
  if (before?.readings === look.readings) return { ...before, ...listed(before.lists.all.map(asNow), look) };
  const flagsOf = judge(look, await routeTimes(read, look.waveId));
  const counts = Object.fromEntries(
    flagKinds.map((kind) => [kind, { note: 0, suspicious: 0, strong: 0 }]),
  ) as Record<FlagKind, Record<Grade, number>>;
  const all: JudgedResponse[] = [];
  for (const [id, seen] of look.responses) {
    if (all.length % judgedAtOnce === judgedAtOnce - 1) await otherRequests();
    const flags = flagsOf(seen);
    for (const { kind, grade } of flags) counts[kind][grade] += 1;
    const { change, isExcluded, submittedAt } = seen;
    all.push({ id, change, isExcluded, submittedAt, grade: gradeOf(flags), flags });
  }
  return { readings: look.readings, counts, ...listed(all.sort(heaviestFirst), look) };

  function asNow(judged: JudgedResponse): JudgedResponse {
    const { change, isExcluded } = look.responses.get(judged.id) ?? judged;
    return change === judged.change ? judged : { ...judged, change, isExcluded };
  }
}

/** Judged answers, in order, by what lists hold them. */
function listed(all: readonly JudgedResponse[], { change }: WaveLook): Pick<JudgedWave, 'change' | 'lists'> {
  const flagged = all.filter(({ grade }) => grade !== null);
  return { change, lists: { all, flagged, excluded: all.filter(({ isExcluded }) => isExcluded) } };
}

/** Part of what was judged. */
export function partOf({ counts, lists }: JudgedWave, { list, after, most }: ListedPart): WaveQuality {
  return {
    judged: lists.all.length,
    counts,
    listed: lists[list].slice(after, after + most),
    totals: {
      flagged: lists.flagged.length,
      all: lists.all.length,
      excluded: lists.excluded.length,
    },
  };
}

/** Never by the order of changes: of anonymous answers it would tell in which they came. */
function heaviestFirst(one: JudgedResponse, other: JudgedResponse): number {
  const weight = ({ grade }: JudgedResponse) => (grade === null ? -1 : grades.indexOf(grade));
  const byId = one.id < other.id ? -1 : 1;
  return weight(other) - weight(one) || (other.submittedAt ?? 0) - (one.submittedAt ?? 0) || byId;
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
