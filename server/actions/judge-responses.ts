import { createHash } from 'node:crypto';
import type { Queryable } from '#db/database.ts';
import { durationsSent } from '#db/queries/fieldwork.ts';
import { type SentResponse, sentResponses } from '#db/queries/sent-responses.ts';
import type { SurveyVersion } from '#db/tables.ts';
import { durationsByRoute, routeKey } from '#reports/fieldwork/durations.ts';
import type { Definition } from '#surveys/definition.ts';
import { duplicate, likenessOf } from '#surveys/quality/duplicates.ts';
import { type FlagKind, flagKinds, gradeOf, type QualityFlag } from '#surveys/quality/flags.ts';
import { type Grade, grades } from '#surveys/quality/grade.ts';
import { type RouteTime, speed } from '#surveys/quality/speed.ts';
import { type Half, halves, pointsOf, straightLining } from '#surveys/quality/straight-lining.ts';

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

/**
 * Looks at every sent response of a wave twice: at what is usual, then at what is not. Nothing is written and nothing left
 * out. It reads all answers, a thousand at a time: half a minute for a million.
 *
 * @param versions every published questionnaire of the survey, by id
 */
export async function judgeResponses(
  read: Queryable,
  waveId: string,
  versions: ReadonlyMap<string, Pick<SurveyVersion, 'definition'>>,
  { most = 200, from = 'note' }: { readonly most?: number; readonly from?: Grade } = {},
): Promise<WaveQuality> {
  const definitionOf = ({ versionId, id }: SentResponse): Definition => {
    const version = versions.get(versionId);
    if (version === undefined) throw new RangeError(`Response ${id} points at an unknown version`);
    return version.definition;
  };
  const usual = await whatIsUsual(read, waveId, definitionOf);
  const counts = Object.fromEntries(
    flagKinds.map((kind) => [kind, { note: 0, suspicious: 0, strong: 0 }]),
  ) as Record<FlagKind, Record<Grade, number>>;
  const flagged = Object.fromEntries(grades.map((grade) => [grade, [] as JudgedResponse[]]));
  let [judged, total] = [0, 0];
  for await (const responses of sentResponses(read, waveId)) {
    for (const response of responses) {
      judged += 1;
      const flags = flagsOf(definitionOf(response), response, usual);
      for (const { kind, grade } of flags) counts[kind][grade] += 1;
      const grade = gradeOf(flags);
      if (grade === null || grades.indexOf(grade) < grades.indexOf(from)) continue;
      total += 1;
      const { id, change, isExcluded, submittedAt } = response;
      const ofGrade = flagged[grade] ?? [];
      ofGrade.push({ id, change, isExcluded, submittedAt, grade, flags });
      if (ofGrade.length > most) ofGrade.shift();
    }
  }
  const heaviestFirst = grades.toReversed().flatMap((grade) => flagged[grade]?.toReversed() ?? []);
  return { judged, counts, flagged: heaviestFirst.slice(0, most), total };
}

/** What responses of the wave are like. */
interface Usual {
  readonly shares: Readonly<Record<Half, ReadonlyMap<number, number>>>;
  readonly routes: ReadonlyMap<string, RouteTime>;
  /** How many responses say the same, by a digest of it. */
  readonly alike: ReadonlyMap<string, number>;
}

async function whatIsUsual(
  read: Queryable,
  waveId: string,
  definitionOf: (response: SentResponse) => Definition,
): Promise<Usual> {
  const chosen = { expectation: new Map<number, number>(), perception: new Map<number, number>() };
  const alike = new Map<string, number>();
  for await (const responses of sentResponses(read, waveId)) {
    for (const response of responses) {
      const definition = definitionOf(response);
      for (const half of halves) {
        for (const point of pointsOf(definition, response.answers, half)) add(chosen[half], point);
      }
      for (const digest of Object.values(digestsOf(definition, response))) {
        if (digest !== null) add(alike, digest);
      }
    }
  }
  const routes = durationsByRoute(await durationsSent(read, waveId)).map(
    ({ pages, quartiles, answers }) => [routeKey(pages), { median: quartiles.median, answers }] as const,
  );
  const shares = { expectation: sharesOf(chosen.expectation), perception: sharesOf(chosen.perception) };
  return { shares, routes: new Map(routes), alike };
}

function add<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function sharesOf(counts: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return new Map([...counts].map(([point, count]) => [point, count / total]));
}

function flagsOf(
  definition: Definition,
  response: SentResponse,
  { shares, routes, alike }: Usual,
): QualityFlag[] {
  const { answers, facts, passed, source, startedAt, submittedAt } = response;
  const isTimed = source === 'web' && submittedAt !== null && !definition.anonymous;
  const seconds = isTimed ? Math.max(0, submittedAt - startedAt) / 1000 : null;
  const digests = digestsOf(definition, response);
  const others = (digest: string | null) => (digest === null ? 0 : (alike.get(digest) ?? 1) - 1);
  const flags = [
    straightLining(definition, answers, shares),
    speed(seconds, routes.get(routeKey(passed)) ?? null),
    duplicate(likenessOf(definition, answers, facts), {
      answers: others(digests.answers),
      facts: others(digests.facts),
      both: others(digests.both),
    }),
  ];
  return flags.filter((flag) => flag !== null);
}

/** Digests of what responses may have in common. */
function digestsOf(definition: Definition, { answers, facts }: SentResponse) {
  const likeness = likenessOf(definition, answers, facts);
  const both =
    likeness.answers === null || likeness.facts === null ? null : `${likeness.answers} ${likeness.facts}`;
  const digestOf = (what: string, text: string | null) =>
    text === null ? null : createHash('sha256').update(`${what} ${text}`).digest('base64url').slice(0, 16);
  return {
    answers: digestOf('answers', likeness.answers),
    facts: digestOf('facts', likeness.facts),
    both: digestOf('both', both),
  };
}
