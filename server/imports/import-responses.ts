import type { Queryable } from '#db/database.ts';
import { isUniqueViolation } from '#db/errors.ts';
import { insertImportedResponses } from '#db/queries/imported-responses.ts';
import { insertSampleMembers } from '#db/queries/sample-members.ts';
import { updateSurveyPlan } from '#db/queries/surveys.ts';
import { insertWaveStrata } from '#db/queries/wave-strata.ts';
import { insertWave, waveByKey } from '#db/queries/waves.ts';
import type { ImportDependencies } from './import-frame.ts';
import { ChangedMeanwhileError, FileProblems } from './problems.ts';
import { readSample, type SampledRow } from './read-sample.ts';
import type { ResponseMapping } from './response-mapping.ts';
import type { Source } from './source.ts';
import { type ImportContext, importContext } from './wave-contexts.ts';
import { type WaveTotals, waveTotals } from './wave-totals.ts';

export interface ResponseImport {
  readonly surveyId: string;
  readonly source: Source;
  readonly mapping: ResponseMapping;
  /** What a person knows the mapping by. */
  readonly mappingName: string;
}

const rowsPerInsert = 500;

/**
 * Imports waves of sample, dispositions and answers, after checking all rows against the published questionnaire,
 * the frame and each other: all of it is stored, or nothing.
 *
 * Waves that do not exist are created, closed, asking the version published last.
 */
export async function importResponses(
  dependencies: ImportDependencies,
  { surveyId, source, mapping, mappingName }: ResponseImport,
): Promise<{ readonly waves: readonly WaveTotals[] } | { readonly problems: FileProblems }> {
  const { db, onProgress, record } = dependencies;
  const ofMapping = new FileProblems(mappingName);
  const context = await importContext(db.read, surveyId, mapping, ofMapping);
  if (context === null || ofMapping.count > 0) return { problems: ofMapping };

  const problems = new FileProblems(source.name);
  const totals = waveTotals(mapping, context, problems);
  await readSample(db.read, source, mapping, context, problems, totals.add, onProgress);
  const waves = totals.finish();
  if (problems.count > 0) return { problems };

  const store = async (tx: Queryable) => {
    if (mapping.plan !== undefined) await updateSurveyPlan(tx, surveyId, mapping.plan);
    const ids = await ensureWaves(tx, dependencies, surveyId, mapping, context, waves);
    const insertion = rowInsertion(tx, dependencies, ids);
    const again = new FileProblems(source.name);
    await readSample(tx, source, mapping, context, again, insertion.add, onProgress);
    const expected = waves.reduce((sum, { sampled }) => sum + sampled, 0);
    if (again.count > 0 || (await insertion.finish()) !== expected) throw new ChangedMeanwhileError();
    const details = { file: source.name, sampled: expected, wave: waves.map(({ key }) => key).join(', ') };
    await record?.(tx, { survey: { id: surveyId }, action: 'responses.imported', details });
  };
  try {
    await db.write(store);
  } catch (error) {
    throw isUniqueViolation(error) ? new ChangedMeanwhileError('', { cause: error }) : error;
  }
  return { waves };
}

/** Creates the waves that are not there and freezes the sizes of their strata. @returns their ids by key */
async function ensureWaves(
  tx: Queryable,
  { now, createId }: ImportDependencies,
  surveyId: string,
  mapping: ResponseMapping,
  context: ImportContext,
  waves: readonly WaveTotals[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  const importedAt = now().getTime();
  for (const { key, strata } of waves) {
    const known = await waveByKey(tx, surveyId, key);
    const id = known?.id ?? createId();
    if (known === null) {
      const { label, opensAt, closesAt } = mapping.waves[key] ?? {};
      await insertWave(tx, {
        id,
        surveyId,
        key,
        label: label ?? null,
        frameId: context.frame?.frame.id ?? null,
        versionId: context.latest.id,
        opensAt: opensAt?.getTime() ?? null,
        closesAt: closesAt?.getTime() ?? null,
        closedAt: closesAt?.getTime() ?? importedAt,
        plan: null,
        openKey: null,
        stratumQuestion: null,
        createdAt: importedAt,
      });
    }
    await insertWaveStrata(tx, id, strata);
    ids.set(key, id);
  }
  return ids;
}

type NewMember = Parameters<typeof insertSampleMembers>[2][number];
type NewResponse = Parameters<typeof insertImportedResponses>[1][number];

/** Inserts rows some hundred at a time: the members of each wave's sample, and what they answered. */
function rowInsertion(
  tx: Queryable,
  { now, createId }: ImportDependencies,
  ids: ReadonlyMap<string, string>,
) {
  const importedAt = now().getTime();
  const positions = new Map<string, number>();
  const members = new Map<string, NewMember[]>();
  let responses: NewResponse[] = [];
  let waiting = 0;
  let count = 0;

  const flush = async () => {
    for (const [waveId, rows] of members) await insertSampleMembers(tx, waveId, rows);
    await insertImportedResponses(tx, responses);
    members.clear();
    responses = [];
    waiting = 0;
  };
  return {
    async add(row: SampledRow) {
      const waveId = ids.get(row.wave);
      if (waveId === undefined) throw new ChangedMeanwhileError();
      const position = (positions.get(waveId) ?? 0) + 1;
      positions.set(waveId, position);
      const memberId = createId();
      const { customer, stratum, attributes, recorded, weight } = row;
      const dispositionAt = recorded === null ? null : (row.response?.at?.getTime() ?? importedAt);
      const member = {
        id: memberId,
        position,
        customer,
        stratum,
        attributes,
        disposition: recorded,
        dispositionAt,
        weight,
      };
      const ofWave = members.get(waveId) ?? [];
      members.set(waveId, ofWave);
      ofWave.push(member);
      if (row.response !== null)
        responses.push(storedResponse(row, row.response, createId(), waveId, memberId, importedAt));
      waiting += 1;
      count += 1;
      if (waiting === rowsPerInsert) await flush();
    },
    async finish() {
      await flush();
      return count;
    },
  };
}

function storedResponse(
  { versionId }: SampledRow,
  { status, answers, locale, at }: NonNullable<SampledRow['response']>,
  id: string,
  waveId: string,
  memberId: string,
  importedAt: number,
): NewResponse {
  const moment = at?.getTime() ?? importedAt;
  return {
    id,
    waveId,
    versionId,
    memberId,
    stratum: null,
    status,
    answers,
    passed: [],
    locale,
    startedAt: moment,
    updatedAt: moment,
    submittedAt: status === 'started' ? null : moment,
  };
}
