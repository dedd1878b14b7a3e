import type { Database, Queryable } from '#db/database.ts';
import { isUniqueViolation } from '#db/errors.ts';
import { insertDraw } from '#db/queries/draws.ts';
import { customersOfFrame, frameById } from '#db/queries/frames.ts';
import { insertLinks } from '#db/queries/links.ts';
import { optedOutCustomers } from '#db/queries/opt-outs.ts';
import { insertSampleMembers, membersOfWave } from '#db/queries/sample-members.ts';
import { insertWaveStrata, strataOfWave } from '#db/queries/wave-strata.ts';
import type { FrameCustomer, SampleMember, Wave } from '#db/tables.ts';
import {
  allocateProportionally,
  checkSizes,
  type Populations,
  type SamplingProblem,
  type Sizes,
} from '#surveys/sampling/allocation.ts';
import { type DrawnStratum, drawStratified } from '#surveys/sampling/draw.ts';
import { linkToken, tokenHash } from '../tokens.ts';

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
  readonly strata: readonly {
    readonly stratum: string;
    readonly population: number;
    readonly sampled: number;
    readonly kept: number;
    /** Drawn, and recorded as refusing at once, since they had asked not to be invited. */
    readonly optedOut: number;
  }[];
}

export interface DrawRequest {
  readonly wave: Wave;
  readonly seed: string;
  readonly wanted: WantedSizes;
  /** The wave part of whose sample stays, and how much of it. */
  readonly keep: { readonly wave: Wave; readonly share: number } | null;
}

export type DrawRefusal =
  | 'withoutFrame'
  | 'frameIncomplete'
  | 'frameIsCounts'
  | 'alreadySampled'
  | 'waveClosed';

/**
 * Draws a wave's sample from its frame, once: members, the sizes of the strata and a secret link for each member
 * are stored together. The same seed, frame and sizes give the same sample.
 *
 * Who asked not to be invited is drawn like everybody else, and recorded as refusing: these customers belong to the
 * population, and a sample without them would speak for those who like to be asked.
 */
export async function drawSample(
  dependencies: { db: Database; now: () => Date; createId: () => string; secret: string },
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
  if (wave.closedAt !== null) return 'waveClosed';

  const members = await membersByStratum(db.read, frame.id);
  const populations = new Map([...members].map(([stratum, customers]) => [stratum, customers.length]));
  const chosen = sizesFor(request.wanted, populations);
  if ('problems' in chosen) return chosen;
  const earlier = keep === null ? null : await customersSampledIn(db.read, keep.wave.id);
  const kept = keep === null || earlier === null ? null : { earlier, share: keep.share };
  const drawn = drawStratified({ seed, members, sizes: chosen.sizes, keep: kept });
  const drawnAt = now().getTime();
  try {
    return await db.write(async (tx) => {
      if ((await strataOfWave(tx, wave.id)).length > 0) return 'alreadySampled';
      const optedOut = await optedOutCustomers(tx);
      const protocol = protocolOf(seed, frame.key, keep?.wave.key ?? null, drawn, optedOut);
      const draw = { waveId: wave.id, seed, sizes: Object.fromEntries(chosen.sizes), drawnAt, protocol };
      await insertDraw(tx, { id: dependencies.createId(), ...draw });
      await insertWaveStrata(
        tx,
        wave.id,
        protocol.strata.map(({ stratum, population, sampled }) => ({ stratum, population, sampled })),
      );
      await insertMembers(tx, dependencies, { wave, frameId: frame.id, drawn, optedOut, drawnAt });
      return { protocol };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return 'alreadySampled';
    throw error;
  }
}

function sizesFor(wanted: WantedSizes, populations: Populations) {
  if ('total' in wanted) return allocateProportionally(populations, wanted.total, wanted.minimum);
  const problems = checkSizes(wanted.sizes, populations);
  return problems.length > 0 ? { problems } : { sizes: wanted.sizes };
}

async function membersByStratum(queryable: Queryable, frameId: string): Promise<Map<string, string[]>> {
  const members = new Map<string, string[]>();
  for await (const customers of customersOfFrame(queryable, frameId)) {
    for (const { stratum, customer } of customers) {
      const known = members.get(stratum) ?? [];
      members.set(stratum, known);
      known.push(customer);
    }
  }
  return members;
}

async function customersSampledIn(queryable: Queryable, waveId: string): Promise<ReadonlySet<string>> {
  const customers = new Set<string>();
  for await (const members of membersOfWave(queryable, waveId)) {
    for (const { customer } of members) customers.add(customer);
  }
  return customers;
}

function protocolOf(
  seed: string,
  frame: string,
  keptFrom: string | null,
  drawn: readonly DrawnStratum[],
  optedOut: ReadonlySet<string>,
): DrawProtocol {
  return {
    method: 'stratified simple random sampling without replacement',
    seed,
    frame,
    keptFrom,
    strata: drawn.map(({ stratum, population, customers, kept }) => ({
      stratum,
      population,
      sampled: customers.length,
      kept,
      optedOut: customers.filter((customer) => optedOut.has(customer)).length,
    })),
  };
}

interface ToInsert {
  readonly wave: Wave;
  readonly frameId: string;
  readonly drawn: readonly DrawnStratum[];
  readonly optedOut: ReadonlySet<string>;
  readonly drawnAt: number;
}

/** Stores the drawn customers in the order of the frame, each with a link. */
async function insertMembers(
  tx: Queryable,
  { createId, secret }: { createId: () => string; secret: string },
  { wave, frameId, drawn, optedOut, drawnAt }: ToInsert,
): Promise<void> {
  const sampled = new Set(drawn.flatMap(({ customers }) => customers));
  let position = 0;
  const member = ({ customer, stratum, attributes }: FrameCustomer): Omit<SampleMember, 'waveId'> => {
    position += 1;
    const recorded = optedOut.has(customer)
      ? ({ disposition: 'refused', dispositionAt: drawnAt } as const)
      : { disposition: null, dispositionAt: null };
    return { id: createId(), position, customer, stratum, attributes, weight: null, ...recorded };
  };
  for await (const customers of customersOfFrame(tx, frameId)) {
    const members = customers.filter(({ customer }) => sampled.has(customer)).map(member);
    if (members.length === 0) continue;
    await insertSampleMembers(tx, wave.id, members);
    const links = members.map(({ id }) => newLink(createId(), secret, wave.id, id, drawnAt));
    await insertLinks(tx, links);
  }
}

function newLink(id: string, secret: string, waveId: string, memberId: string, createdAt: number) {
  return { id, waveId, memberId, tokenHash: tokenHash(linkToken(secret, id)), expiresAt: null, createdAt };
}
