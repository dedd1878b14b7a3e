import { eq, or, sql } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import { preparedOnce } from '../prepared.ts';

const byTokenHash = preparedOnce(({ orm, tables: { links, waves, responses } }) =>
  orm
    .select({
      link: { id: links.id, memberId: links.memberId, expiresAt: links.expiresAt },
      wave: {
        id: waves.id,
        versionId: waves.versionId,
        opensAt: waves.opensAt,
        closesAt: waves.closesAt,
        closedAt: waves.closedAt,
        stratumQuestion: waves.stratumQuestion,
      },
      response: {
        id: responses.id,
        versionId: responses.versionId,
        status: responses.status,
        revision: responses.revision,
        answers: responses.answers,
        passed: responses.passed,
      },
    })
    .from(links)
    .innerJoin(waves, eq(waves.id, links.waveId))
    .leftJoin(responses, or(eq(responses.linkId, links.id), eq(responses.memberId, links.memberId)))
    .where(eq(links.tokenHash, sql.placeholder('tokenHash')))
    .prepare(),
);

/**
 * All that a request by a secret address needs, in one question: the link, its wave, and the response of its
 * customer, which may also have come by another way than the link. `null` for an address nobody was given.
 */
export async function interviewByTokenHash(queryable: Queryable, tokenHash: string) {
  const [interview] = await byTokenHash(queryable).execute({ tokenHash });
  return interview ?? null;
}
