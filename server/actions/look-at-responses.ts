import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Queryable } from '#db/database.ts';
import { type ResponseToJudge, responsesToJudge } from '#db/queries/responses-to-judge.ts';
import type { SurveyVersion } from '#db/tables.ts';
import { routeKey } from '#reports/fieldwork/durations.ts';
import type { Definition } from '#surveys/definition.ts';
import { type Likeness, likenessOf, writtenKeys } from '#surveys/quality/duplicates.ts';
import {
  type Half,
  halves,
  pairKeys,
  pointsOf,
  type RatedHalf,
  ratedHalf,
} from '#surveys/quality/straight-lining.ts';

/** What a judgement needs of a sent response, without its answers: some 300 bytes. */
export interface LookedAt {
  readonly change: number;
  readonly isExcluded: boolean;
  readonly submittedAt: number | null;
  /** `null` where nobody knows how long it took. */
  readonly seconds: number | null;
  readonly route: string;
  readonly rated: readonly RatedHalf[];
  readonly hasWords: boolean;
  /** Digests of what responses may have in common. */
  readonly digests: Readonly<Record<'answers' | 'facts' | 'both', string | null>>;
  /** Of all that was sent: another one when it was changed. */
  readonly checksum: number;
}

type Versions = ReadonlyMap<string, Pick<SurveyVersion, 'definition'>>;

/** A questionnaire, and where in it what is looked at. */
interface Asked {
  readonly definition: Definition;
  readonly pairs: readonly string[];
  readonly texts: ReadonlySet<string>;
}

/** What the sent responses of a wave are like, each read once. One reading at a time. */
export class WaveLook {
  readonly waveId: string;
  readonly responses = new Map<string, LookedAt>();
  /** How often the points of a half were chosen. */
  readonly chosen: Readonly<Record<Half, Map<number, number>>> = {
    expectation: new Map(),
    perception: new Map(),
  };
  /** How many responses say the same, by a digest of it. */
  readonly alike = new Map<string, number>();
  readonly #asked = new Map<string, Asked>();
  // many responses share these
  readonly #halves = new Map<string, RatedHalf>();
  readonly #routes = new Map<string, string>();
  #change = 0;
  #readings = 0;

  constructor(waveId: string) {
    this.waveId = waveId;
  }

  /** The last change of the wave that was read. */
  get change(): number {
    return this.#change;
  }

  /** How many answers were read: as long as it stays the same, so does every judgement. */
  get readings(): number {
    return this.#readings;
  }

  /**
   * Reads what has come since it was last looked, a thousand at a time. Where one that was looked at says something else now or
   * was withdrawn, which is rare, all are read anew: what is usual cannot be told without it.
   */
  async bringUpToDate(read: Queryable, versions: Versions): Promise<void> {
    while (!(await this.#readOn(read, versions))) this.#forget();
  }

  /** @returns whether what was looked at before still stands */
  async #readOn(read: Queryable, versions: Versions): Promise<boolean> {
    for await (const responses of responsesToJudge(read, this.waveId, this.#change)) {
      for (const response of responses) {
        if (!this.#take(response, versions)) return false;
        this.#change = response.change;
      }
    }
    return true;
  }

  #take(response: ResponseToJudge, versions: Versions): boolean {
    const { id, change, isExcluded, status } = response;
    const known = this.responses.get(id);
    if (status !== 'submitted') return known === undefined;
    const checksum = checksumOf(response);
    if (known !== undefined) {
      this.responses.set(id, { ...known, change, isExcluded });
      return known.checksum === checksum;
    }
    this.#readings += 1;
    const asked = this.#askedOf(response, versions);
    const points = halves.map((half) => [half, pointsOf(asked.pairs, response.answers, half)] as const);
    for (const [half, of] of points) for (const point of of) add(this.chosen[half], point);
    const likeness = likenessOf(asked.texts, response.answers, response.facts);
    const digests = digestsOf(likeness);
    const route = routeKey(response.passed);
    for (const digest of Object.values(digests)) if (digest !== null) add(this.alike, digest);
    this.responses.set(id, {
      change,
      isExcluded,
      submittedAt: response.submittedAt,
      seconds: secondsOf(response, asked.definition),
      route: shared(this.#routes, route, route),
      rated: points.flatMap(([half, of]) => {
        const rated = ratedHalf(half, of);
        return rated === null ? [] : [shared(this.#halves, Object.values(rated).join(' '), rated)];
      }),
      hasWords: likeness.hasWords,
      digests,
      checksum,
    });
    return true;
  }

  #askedOf({ id, versionId }: ResponseToJudge, versions: Versions): Asked {
    const known = this.#asked.get(versionId);
    if (known !== undefined) return known;
    const definition = versions.get(versionId)?.definition;
    if (definition === undefined) throw new RangeError(`Response ${id} points at an unknown version`);
    const asked = { definition, pairs: pairKeys(definition), texts: writtenKeys(definition) };
    this.#asked.set(versionId, asked);
    return asked;
  }

  #forget(): void {
    this.#readings += 1;
    this.responses.clear();
    this.alike.clear();
    for (const half of halves) this.chosen[half].clear();
    this.#change = 0;
  }
}

/** The one value of a key. */
function shared<T>(values: Map<string, T>, key: string, value: T): T {
  const known = values.get(key);
  if (known === undefined) values.set(key, value);
  return known ?? value;
}

function add<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** How long it took, where that is known. */
function secondsOf(
  { source, startedAt, submittedAt }: ResponseToJudge,
  { anonymous }: Definition,
): number | null {
  const isTimed = source === 'web' && submittedAt !== null && !anonymous;
  return isTimed ? Math.max(0, submittedAt - startedAt) / 1000 : null;
}

function checksumOf({ answers, facts, passed, source, startedAt, submittedAt }: ResponseToJudge): number {
  return crc32(JSON.stringify([answers, facts, passed, source, startedAt, submittedAt]));
}

/** Digests of what responses may have in common. */
function digestsOf({ answers, facts }: Likeness): LookedAt['digests'] {
  const digestOf = (what: string, text: string | null) =>
    text === null ? null : createHash('sha256').update(`${what} ${text}`).digest('base64url').slice(0, 16);
  return {
    answers: digestOf('answers', answers),
    facts: digestOf('facts', facts),
    both: digestOf('both', answers === null || facts === null ? null : `${answers} ${facts}`),
  };
}
