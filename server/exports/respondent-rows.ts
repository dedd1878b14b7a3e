import type { Queryable } from '#db/database.ts';
import { countExportRows, membersWithWholeResponses } from '#db/queries/export-rows.ts';
import { responsesWithoutMember } from '#db/queries/wave-data.ts';
import type { StoredResponse, Wave } from '#db/tables.ts';
import type { Definition } from '#surveys/definition.ts';
import type { Disposition } from '#surveys/sampling/dispositions.ts';
import { anonymousFacts, answerCounted, sampleAsked } from '../reporting/read-anonymous.ts';

/** A customer sampled, or a response that is nobody's in particular. */
export interface ExportedRow {
  readonly isSampled: boolean;
  readonly customer: string | null;
  readonly stratum: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly recorded: Disposition | null;
  readonly weight: number | null;
  readonly response: StoredResponse | null;
}

/** The rows of a wave, and how many they are. */
export interface WaveRows {
  readonly count: number;
  /** Reads them, a chunk at a time, in memory that does not grow. */
  read(): AsyncGenerator<readonly ExportedRow[]>;
}

/**
 * Every customer sampled for a wave and every response, counted and to be read. Where answers are anonymous, no customer is
 * named, and rows tell no more of customers than of answers.
 *
 * As many are read as were counted: answers by the open link come last, so that those which come in meanwhile are left for the
 * next export.
 *
 * @throws RangeError while they are read, where some have gone since they were counted
 */
export async function waveRows(queryable: Queryable, wave: Wave, definition: Definition): Promise<WaveRows> {
  const kept = await anonymousFacts(queryable, wave.id, definition);
  const read = () => (kept === null ? namedRows(queryable, wave) : anonymousRows(queryable, wave, kept));
  const count = kept === null ? await countNamed(queryable, wave) : await counted(read());
  return { count, read: () => exactly(count, read()) };
}

async function countNamed(queryable: Queryable, { id }: Wave): Promise<number> {
  const { members, others } = await countExportRows(queryable, id);
  return members + others;
}

async function counted(chunks: AsyncIterable<readonly unknown[]>): Promise<number> {
  let rows = 0;
  for await (const chunk of chunks) rows += chunk.length;
  return rows;
}

async function* exactly<R>(count: number, chunks: AsyncIterable<readonly R[]>): AsyncGenerator<readonly R[]> {
  let left = count;
  for await (const chunk of chunks) {
    if (left === 0) return;
    const taken = chunk.length <= left ? chunk : chunk.slice(0, left);
    left -= taken.length;
    yield taken;
  }
  if (left > 0) throw new RangeError(`${left} of ${count} rows have gone since they were counted`);
}

async function* namedRows(queryable: Queryable, wave: Wave): AsyncGenerator<readonly ExportedRow[]> {
  for await (const chunk of membersWithWholeResponses(queryable, wave.id)) {
    yield chunk.map(({ member, response }) => ({
      ...member,
      isSampled: true,
      recorded: member.disposition,
      response,
    }));
  }
  for await (const chunk of responsesWithoutMember(queryable, wave.id)) yield chunk.map(openRow);
}

function openRow(response: StoredResponse): ExportedRow {
  const nobody = { isSampled: false, customer: null, recorded: null, weight: null };
  return { ...nobody, stratum: response.stratum, attributes: {}, response };
}

/** The answers, and then the customers who did not answer, as far as they can be known. */
async function* anonymousRows(
  queryable: Queryable,
  wave: Wave,
  kept: readonly string[],
): AsyncGenerator<readonly ExportedRow[]> {
  const { sample, named } = await sampleAsked(queryable, wave.id, kept);
  const sampled = { isSampled: true, customer: null };
  yield named.map((row) => {
    return { ...row, ...sampled, attributes: sample.knownOf(row.stratum ?? '', row.attributes) };
  });
  for await (const chunk of responsesWithoutMember(queryable, wave.id)) {
    yield chunk.map((response) =>
      response.fromSample ? { ...answerCounted(sample, response), ...sampled, response } : openRow(response),
    );
  }
  for (const row of sample.silent()) yield [{ ...row, ...sampled, response: null }];
}
