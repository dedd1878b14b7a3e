import type { Database, Queryable } from '#db/database.ts';
import type { Tables, Wave } from '#db/tables.ts';

interface HeldResponse {
  id: unknown;
  versionId: unknown;
  status: unknown;
  revision: number;
  answers: unknown;
  passed: unknown;
  revising: null;
  consent: null;
  facts: null;
}

type Given = Readonly<Record<string, unknown>>;

/**
 * A database that stores nothing: the four statements a respondent's request makes (find the interview by the
 * hash of its token, number a change, begin a response, change it) are answered from maps in memory, without SQL
 * and without a transaction. Everything else, such as reading the questionnaire once, is asked of the real database.
 *
 * The server on it is the ceiling: the same routes parse and check the same forms and render the same pages,
 * and keeping the answers costs next to nothing. Every token is known to it.
 */
export function notStored(real: Database, wave: Wave): Database {
  const { tables } = real.read;
  const queryable: Queryable = { orm: standIn(real.read.orm, tables, wave), tables };
  return {
    read: queryable,
    write: (work) => work(queryable),
    forget: () => real.forget(),
    close: () => real.close(),
  };
}

/** A builder of one statement: whatever is chained to it, what runs in the end is `execute`. */
function statement(execute: (given: Given) => unknown): unknown {
  const built: object = new Proxy(
    { execute: async (given: Given) => execute(given) },
    { get: (target, name) => (name === 'execute' ? target.execute : () => built) },
  );
  return built;
}

function standIn(real: Queryable['orm'], tables: Tables, wave: Wave): Queryable['orm'] {
  const byLink = new Map<unknown, HeldResponse>();
  const byId = new Map<unknown, HeldResponse>();

  const interview = ({ tokenHash: id }: Given) => [
    {
      link: { id, memberId: id, expiresAt: null, answered: false },
      member: { customer: id, stratum: 'all', attributes: {} },
      wave,
      response: byLink.get(id) ?? null,
    },
  ];
  const begin = ({ id, linkId, versionId, answers, passed }: Given) => {
    const none = { revising: null, consent: null, facts: null };
    const response = { id, versionId, status: 'started', revision: 1, answers, passed, ...none };
    byLink.set(linkId, response);
    byId.set(id, response);
    return [{ id }];
  };
  const change = ({ id, seen, answers, passed, status = 'started' }: Given) => {
    const response = byId.get(id);
    if (response?.status !== 'started' || response.revision !== seen) return [];
    Object.assign(response, { status, revision: response.revision + 1, answers, passed });
    return [{ id }];
  };

  const orm = {
    select: (fields?: Parameters<Queryable['orm']['select']>[0]) => {
      if (fields === undefined) return real.select();
      return 'link' in fields && 'response' in fields ? statement(interview) : real.select(fields);
    },
    insert: (into: unknown) => {
      if (into === tables.responseCounters) return statement(() => [{ changes: 1 }]);
      if (into !== tables.responses) throw new Error('Only responses are begun here');
      return statement(begin);
    },
    update: () => ({ set: () => statement(change) }),
    delete: () => {
      throw new Error('Nothing is deleted here');
    },
  };
  // Only what a respondent's request calls is there; anything else would throw and fail the run.
  return orm as unknown as Queryable['orm'];
}
