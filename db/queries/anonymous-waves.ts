import { and, asc, eq, gt } from 'drizzle-orm';
import { inChunks } from '../chunks.ts';
import type { Queryable } from '../database.ts';
import type { SampleMember, StoredResponse } from '../tables.ts';

/** A customer who was sampled, as far as an anonymous survey lets anybody see. */
export interface AskedMember
  extends Pick<SampleMember, 'position' | 'stratum' | 'attributes' | 'disposition' | 'weight'> {
  /** Whether an anonymous answer was sent by the customer's link; `null` where there is no link. */
  readonly answered: boolean | null;
  /** What is known to be the customer's own, as it came before the survey was anonymous. */
  readonly response: StoredResponse | null;
}

/** Every customer sampled for a wave, and whether an anonymous answer was sent by the link, a chunk at a time. */
export function askedMembers(
  { orm, tables: { links, responses, sampleMembers } }: Queryable,
  waveId: string,
) {
  return inChunks<AskedMember>((last, limit) =>
    orm
      .select({
        position: sampleMembers.position,
        stratum: sampleMembers.stratum,
        attributes: sampleMembers.attributes,
        disposition: sampleMembers.disposition,
        weight: sampleMembers.weight,
        answered: links.answered,
        response: responses,
      })
      .from(sampleMembers)
      .leftJoin(links, eq(links.memberId, sampleMembers.id))
      .leftJoin(responses, eq(responses.memberId, sampleMembers.id))
      .where(and(eq(sampleMembers.waveId, waveId), gt(sampleMembers.position, last?.position ?? 0)))
      .orderBy(asc(sampleMembers.position))
      .limit(limit),
  );
}

/** Whether anybody was sampled for a wave. */
export async function hasSample(
  { orm, tables: { sampleMembers } }: Queryable,
  waveId: string,
): Promise<boolean> {
  const [found] = await orm
    .select({ position: sampleMembers.position })
    .from(sampleMembers)
    .where(eq(sampleMembers.waveId, waveId))
    .limit(1);
  return found !== undefined;
}
