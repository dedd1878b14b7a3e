import type { Database, Queryable } from '#db/database.ts';
import { isUniqueViolation } from '#db/errors.ts';
import { insertDraw } from '#db/queries/draws.ts';
import { customersOfFrame, frameById } from '#db/queries/frames.ts';
import { insertLinks } from '#db/queries/links.ts';
import { optedOutCustomers } from '#db/queries/opt-outs.ts';
import { insertSampleMembers, membersOfWave } from '#db/queries/sample-members.ts';
import { insertWaveStrata, strataOfWave } from '#db/queries/wave-strata.ts';
import { waveById } from '#db/queries/waves.ts';
import type { FrameCustomer, SampleMember, Wave } from '#db/tables.ts';
import {
  allocateProportionally,
  checkSizes,
  type Populations,
  type SamplingProblem,
  type Sizes,
} from '#surveys/sampling/allocation.ts';
import type { AskingCap } from '#surveys/sampling/asking-cap.ts';
import { type DrawnStratum, drawStratified } from '#surveys/sampling/draw.ts';
import type { Recorder } from '../people/recorder.ts';
import { linkToken, tokenHash } from '../tokens.ts';
import { askingCapOf, customersAskedEnough, digestOf } from './asking-cap.ts';
import { waveStateAt } from './wave-state.ts';

/** How large the sample is to be: stratum by stratum, or in all, in proportion to the strata. */
export type WantedSizes =
  | { readonly sizes: Sizes }
  | { readonly total: number; readonly minimum: number | undefined };

/** How a sample was drawn, for whoever wants to draw it again. */
export interface DrawProtocol {
  readonly method: 'stratified simple random sampling without replacement';
  readonly seed: string;
  readonly frame: string;
  readonly keptFrom: string | null;
  /** How often customers may be asked; who had been was not drawn from. */
  readonly cap: AskingCap | null;
  /** SHA-256 of those who were held back for it, each on a line of their own in order; `null` without any. */
  readonly heldBackDigest: string | null;
  readonly strata: readonly {
    readonly stratum: string;
    readonly population: number;
    readonly sampled: number;
    readonly kept: number;
    /** Of the population, customers who had been asked as often as they may be and could not be drawn: undercoverage. */
    readonly heldBack: number;
    /** Drawn, and recorded as refusing at once, since they had asked not to be invited. */
    readonly optedOut: number;
  }[];
}

export interface DrawDependencies {
  readonly db: Database;
  readonly now: () => Date;
  readonly createId: () => string;
  readonly secret: string;
  /** Writes into the audit log, in the transaction of the draw. */
  readonly record?: Recorder;
}

export interface DrawRequest {
  readonly wave: Wave;
  readonly seed: string;
  readonly wanted: WantedSizes;
  /** The wave part of whose sample stays, and how much of it. */
  readonly keep: { readonly wave: Pick<Wave, 'id' | 'key'>; readonly share: number } | null;
}

export type DrawRefusal =
  | 'withoutFrame'
  | 'frameIncomplete'
  | 'frameIsCounts'
  | 'alreadySampled'
  | 'listChanged'
  | 'waveClosed';

/**
 * Draws a wave's sample from its frame, once: members, the sizes of the strata and a secret link for each member
 * are stored together. The same seed, frame and sizes give the same sample.
 *
 * Who asked not to be invited is drawn like everybody else, and recorded as refusing: these customers belong to the
 * population, and a sample without them would speak for those who like to be asked. Who was asked as often as the cap
 * allows is not drawn from, and yet part of the population that the sample stands for.
 */
export async function drawSample(
  dependencies: DrawDependencies,
  request: DrawRequest,
): Promise<
  { readonly protocol: DrawProtocol } | { readonly problems: readonly SamplingProblem[] } | DrawRefusal
> {
  const { db, now } = dependencies;
  const { wave, seed, keep } = request;
  const frame = wave.frameId === null ? null : await frameById(db.read, wave.frameId);
  if (frame === null) return 'withoutFrame';
  if (!frame.isComplete) return 'frameIncomplete';
  if (frame.kind === 'counts') return 'frameIsCounts';
  if (waveStateAt(wave, now().getTime()) === 'closed') return 'waveClosed';

  const drawnAt = now().getTime();
  const cap = await askingCapOf(db.read);
  const askedEnough = cap === null ? new Set<string>() : await customersAskedEnough(db.read, cap, drawnAt);
  const strata = await strataOfList(db.read, frame.id, askedEnough);
  const chosen = sizesFor(request.wanted, strata);
  if ('problems' in chosen) return chosen;
  const earlier = keep === null ? null : await customersSampledIn(db.read, keep.wave.id);
  const kept = keep === null || earlier === null ? null : { earlier, share: keep.share };
  const members = new Map([...strata].map(([stratum, { available }]) => [stratum, available]));
  const drawn = drawStratified({ seed, members, sizes: chosen.sizes, keep: kept });
  const customers = await drawnCustomers(db.read, frame.id, drawn);
  const held = { seed, frame: frame.key, keptFrom: keep?.wave.key ?? null, cap, strata, drawn };
  try {
    return await db.write(async (tx) => {
      if ((await strataOfWave(tx, wave.id)).length > 0) return 'alreadySampled';
      if ((await waveById(tx, wave.id))?.frameId !== frame.id) return 'listChanged';
      const optedOut = await optedOutCustomers(tx);
      const protocol = protocolOf(held, optedOut);
      const draw = { waveId: wave.id, seed, sizes: Object.fromEntries(chosen.sizes), drawnAt, protocol };
      await insertDraw(tx, { id: dependencies.createId(), ...draw });
      await insertWaveStrata(
        tx,
        wave.id,
        protocol.strata.map(({ stratum, population, sampled }) => ({ stratum, population, sampled })),
      );
      await insertMembers(tx, dependencies, { wave, customers, optedOut, drawnAt });
      const sampled = protocol.strata.reduce((sum, each) => sum + each.sampled, 0);
      await dependencies.record?.(tx, {
        survey: { id: wave.surveyId },
        action: 'sample.drawn',
        details: { wave: wave.key, seed, sampled },
      });
      return { protocol };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return 'alreadySampled';
    throw error;
  }
}

/** The customers of a stratum: those who can be drawn, and those who were asked as often as they may be. */
interface ListedStratum {
  readonly available: string[];
  readonly heldBack: string[];
}

type ListedStrata = ReadonlyMap<string, ListedStratum>;

/** Sizes that fit the whole strata, and those who can be drawn of them. */
function sizesFor(
  wanted: WantedSizes,
  strata: ListedStrata,
): { readonly sizes: Sizes } | { readonly problems: readonly SamplingProblem[] } {
  const populations: Populations = new Map(
    [...strata].map(([stratum, { available, heldBack }]) => [stratum, available.length + heldBack.length]),
  );
  const chosen = sizesFrom(wanted, populations);
  if ('problems' in chosen) return chosen;
  const problems = [...strata].flatMap(([stratum, { available, heldBack }]): SamplingProblem[] => {
    const params = { available: available.length, heldBack: heldBack.length };
    const isShort = (chosen.sizes.get(stratum) ?? 0) > available.length;
    return isShort ? [{ stratum, code: 'tooManyHeldBack', params }] : [];
  });
  return problems.length > 0 ? { problems } : chosen;
}

function sizesFrom(wanted: WantedSizes, populations: Populations) {
  if ('total' in wanted) return allocateProportionally(populations, wanted.total, wanted.minimum);
  const problems = checkSizes(wanted.sizes, populations);
  return problems.length > 0 ? { problems } : { sizes: wanted.sizes };
}

async function strataOfList(
  queryable: Queryable,
  frameId: string,
  askedEnough: ReadonlySet<string>,
): Promise<ListedStrata> {
  const strata = new Map<string, ListedStratum>();
  for await (const customers of customersOfFrame(queryable, frameId)) {
    for (const { stratum, customer } of customers) {
      const known = strata.get(stratum) ?? { available: [], heldBack: [] };
      strata.set(stratum, known);
      (askedEnough.has(customer) ? known.heldBack : known.available).push(customer);
    }
  }
  return strata;
}

async function customersSampledIn(queryable: Queryable, waveId: string): Promise<ReadonlySet<string>> {
  const customers = new Set<string>();
  for await (const members of membersOfWave(queryable, waveId)) {
    for (const { customer } of members) customers.add(customer);
  }
  return customers;
}

interface ToTell extends Pick<DrawProtocol, 'seed' | 'frame' | 'keptFrom' | 'cap'> {
  readonly strata: ListedStrata;
  readonly drawn: readonly DrawnStratum[];
}

function protocolOf(
  { seed, frame, keptFrom, cap, strata, drawn }: ToTell,
  optedOut: ReadonlySet<string>,
): DrawProtocol {
  const heldBack = [...strata.values()].flatMap((stratum) => stratum.heldBack);
  return {
    method: 'stratified simple random sampling without replacement',
    seed,
    frame,
    keptFrom,
    cap,
    heldBackDigest: heldBack.length === 0 ? null : digestOf(heldBack),
    strata: drawn.map(({ stratum, population, customers, kept }) => {
      const held = strata.get(stratum)?.heldBack.length ?? 0;
      return {
        stratum,
        population: population + held,
        sampled: customers.length,
        kept,
        heldBack: held,
        optedOut: customers.filter((customer) => optedOut.has(customer)).length,
      };
    }),
  };
}

/** The drawn customers as the frame has them, in its order. */
async function drawnCustomers(
  queryable: Queryable,
  frameId: string,
  drawn: readonly DrawnStratum[],
): Promise<readonly FrameCustomer[]> {
  const sampled = new Set(drawn.flatMap(({ customers }) => customers));
  const found: FrameCustomer[] = [];
  for await (const customers of customersOfFrame(queryable, frameId)) {
    found.push(...customers.filter(({ customer }) => sampled.has(customer)));
  }
  return found;
}

interface ToInsert {
  readonly wave: Wave;
  readonly customers: readonly FrameCustomer[];
  readonly optedOut: ReadonlySet<string>;
  readonly drawnAt: number;
}

/** Stores the drawn customers, each with a link. */
async function insertMembers(
  tx: Queryable,
  { createId, secret }: { createId: () => string; secret: string },
  { wave, customers, optedOut, drawnAt }: ToInsert,
): Promise<void> {
  const members = customers.map(({ customer, stratum, attributes }, i): Omit<SampleMember, 'waveId'> => {
    const recorded = optedOut.has(customer)
      ? ({ disposition: 'refused', dispositionAt: drawnAt } as const)
      : { disposition: null, dispositionAt: null };
    return { id: createId(), position: i + 1, customer, stratum, attributes, weight: null, ...recorded };
  });
  await insertSampleMembers(tx, wave.id, members);
  const links = members.map(({ id }) => newLink(createId(), secret, wave.id, id, drawnAt));
  await insertLinks(tx, links);
}

function newLink(id: string, secret: string, waveId: string, memberId: string, createdAt: number) {
  return { id, waveId, memberId, tokenHash: tokenHash(linkToken(secret, id)), expiresAt: null, createdAt };
}
