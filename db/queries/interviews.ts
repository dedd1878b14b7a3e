import { eq, or, sql } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import { preparedOnce } from '../prepared.ts';
import type { Tables } from '../tables.ts';

/** What an interview needs of its response. */
const responseParts = (responses: Tables['responses']) => ({
  id: responses.id,
  versionId: responses.versionId,
  status: responses.status,
  revision: responses.revision,
  answers: responses.answers,
  passed: responses.passed,
  revising: responses.revising,
  consent: responses.consent,
  facts: responses.facts,
});

const byTokenHash = preparedOnce(({ orm, tables: { links, sampleMembers, waves, responses } }) =>
  orm
    .select({
      link: {
        id: links.id,
        memberId: links.memberId,
        expiresAt: links.expiresAt,
        answered: links.answered,
      },
      member: {
        customer: sampleMembers.customer,
        stratum: sampleMembers.stratum,
        attributes: sampleMembers.attributes,
      },
      wave: {
        id: waves.id,
        versionId: waves.versionId,
        opensAt: waves.opensAt,
        closesAt: waves.closesAt,
        closedAt: waves.closedAt,
        stratumQuestion: waves.stratumQuestion,
      },
      response: responseParts(responses),
    })
    .from(links)
    .innerJoin(waves, eq(waves.id, links.waveId))
    .leftJoin(sampleMembers, eq(sampleMembers.id, links.memberId))
    .leftJoin(responses, or(eq(responses.linkId, links.id), eq(responses.memberId, links.memberId)))
    .where(eq(links.tokenHash, sql.placeholder('tokenHash')))
    .prepare(),
);

const byAccess = preparedOnce(({ orm, tables: { responses } }) =>
  orm
    .select(responseParts(responses))
    .from(responses)
    .where(eq(responses.accessHash, sql.placeholder('accessHash')))
    .prepare(),
);

/** An anonymous response while it is being given; `null` before it begins and once it was sent. */
export async function anonymousInterview(queryable: Queryable, accessHash: string) {
  const [response] = await byAccess(queryable).execute({ accessHash });
  return response ?? null;
}

/**
 * All that a request by a secret address needs, in one question: the link, whom it was made for, its wave, and the response of its
 * customer, which may also have come by another way than the link. `null` for an address nobody was given.
 */
export async function interviewByTokenHash(queryable: Queryable, tokenHash: string) {
  const [interview] = await byTokenHash(queryable).execute({ tokenHash });
  return interview ?? null;
}
