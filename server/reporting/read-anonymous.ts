import type { Queryable } from '#db/database.ts';
import { askedMembers, hasSample } from '#db/queries/anonymous-waves.ts';
import { responsesWithoutMember } from '#db/queries/wave-data.ts';
import type { StoredResponse } from '#db/tables.ts';
import { AnonymousSample } from '#reports/anonymous-sample.ts';
import type { SampleRow } from '#reports/dataset.ts';
import { WaveColumns } from '#reports/wave-columns.ts';
import type { Definition } from '#surveys/definition.ts';
import { type OpenCounts, ReadWave, type Revisions, type WaveReading } from './read-wave.ts';

/** Keys of the facts kept beside anonymous answers of a sample; `null` where answers are not, or nobody was sampled. */
export async function anonymousFacts(
  read: Queryable,
  waveId: string,
  { anonymous, facts }: Definition,
): Promise<readonly string[] | null> {
  if (!anonymous || !(await hasSample(read, waveId))) return null;
  return facts.filter(({ kept }) => kept).map(({ key }) => key);
}

/**
 * Reads a sample whose answers are anonymous: the answers, and of the customers who did not answer what can be known
 * without telling who they are. Rows stand in no order of the sample's, and their places say nothing.
 *
 * @param kept keys of the facts that the questionnaire keeps beside an answer
 */
export async function readAnonymous(
  read: Queryable,
  reading: WaveReading,
  { sampleRevision, responsesChange }: Revisions,
  kept: readonly string[],
): Promise<ReadWave> {
  const variables = [...new Set([...reading.variables, ...reading.otherVariables])];
  const { reference, versions, ended, amounts } = reading;
  const columns = new WaveColumns(reference, versions, variables, ended, amounts);
  const wave = new ReadWave(columns, variables, sampleRevision, reading.versions);
  wave.change = responsesChange;
  const { sample, named } = await sampleAsked(read, reading.waveId, kept);
  const set = (row: SampleRow) => wave.set(columns.size, row);
  for (const row of named) set({ ...row, attributes: sample.knownOf(row.stratum ?? '', row.attributes) });
  let submitted = 0;
  let excluded = 0;
  for await (const responses of responsesWithoutMember(read, reading.waveId)) {
    for (const response of responses) {
      if (response.fromSample) {
        set({ ...answerCounted(sample, response), response });
      } else if (response.status === 'submitted') {
        submitted += 1;
        if (response.isExcluded) excluded += 1;
      }
    }
  }
  for (const row of sample.silent()) set(row);
  wave.open = { drawn: columns.size, submitted, withoutStratum: 0, excluded } satisfies OpenCounts;
  wave.withheld = sample.withheld;
  return wave;
}

/** Counts whom a wave asked. Answers that are a customer's own, as from before a survey was anonymous, stand in `named`. */
export async function sampleAsked(read: Queryable, waveId: string, kept: readonly string[]) {
  const sample = new AnonymousSample(kept);
  const named: (SampleRow & { readonly response: StoredResponse })[] = [];
  for await (const members of askedMembers(read, waveId)) {
    for (const { stratum, attributes, disposition: recorded, weight, answered, response } of members) {
      sample.addCustomer({ stratum, attributes, recorded, weight, isAnswered: answered === true });
      if (response === null) continue;
      sample.addAnswer(stratum, attributes);
      named.push({ stratum, attributes, recorded, weight, response });
    }
  }
  return { sample, named };
}

/** Counts an answer. @returns what is known of its customer */
export function answerCounted(sample: AnonymousSample, response: StoredResponse) {
  const stratum = response.stratum ?? '';
  const facts = response.facts ?? {};
  sample.addAnswer(stratum, facts);
  const attributes = sample.knownOf(stratum, facts);
  return { stratum, attributes, recorded: null, weight: sample.weightOf(stratum) };
}
