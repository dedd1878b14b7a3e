import type { Queryable } from '#db/database.ts';
import { standingReasons } from '#db/queries/exclusions.ts';
import { hasGivenWeights, membersWithWholeResponses } from '#db/queries/export-rows.ts';
import { responsesWithoutMember } from '#db/queries/wave-data.ts';
import { strataOfWave } from '#db/queries/wave-strata.ts';
import type { StoredResponse, SurveyVersion, Wave } from '#db/tables.ts';
import { stratumVariable } from '#reports/plan.ts';
import type { Answers } from '#surveys/answers.ts';
import type { Definition } from '#surveys/definition.ts';
import { screenedOutBy } from '#surveys/journey.ts';
import { quotasReached } from '#surveys/quotas.ts';
import { factsOf, knownOfMember } from '#surveys/respondent.ts';
import { type Disposition, dispositionOf } from '#surveys/sampling/dispositions.ts';
import { anonymousFacts, answerCounted, sampleAsked } from '../reporting/read-anonymous.ts';
import { type AnswerColumn, answerColumns, type ColumnOptions, unionOfColumns } from './answer-columns.ts';
import { byteOrderMark, type Cell, csvRow } from './csv.ts';

/** What an export is made of. */
export interface ResponseExport {
  readonly slug: string;
  /** Every published version, oldest first. */
  readonly versions: readonly (Pick<SurveyVersion, 'id' | 'number'> & { readonly definition: Definition })[];
  readonly waves: readonly Wave[];
  /** Whether text that a spreadsheet would run as a formula gets a `'` before it. */
  readonly guard: boolean;
  /** Whether what customers left to be contacted by is among the answers. It is nobody's who does not ask for it. */
  readonly contacts: boolean;
}

/** The columns before and after the customers' attributes, which stand before the answers. */
const leading = ['survey', 'version', 'wave', 'customer', 'stratum', 'population'] as const;
const trailing = [
  'disposition',
  'base_weight',
  'given_weight',
  'status',
  'locale',
  'started_at',
  'updated_at',
  'submitted_at',
  'excluded',
  'exclusion_reason',
  'ended_by',
  'source',
  'entered_by',
] as const;

/** The columns of an export by what they hold. They follow from the sample and the questionnaires, never from answers. */
export interface ExportColumns {
  readonly attributes: readonly { readonly name: string; readonly attribute: string }[];
  readonly answers: readonly (AnswerColumn & { readonly header: string })[];
  readonly headers: readonly string[];
  /** Whether any customer came with a weight; without, their column stays empty. */
  readonly hasWeights: boolean;
}

/** The columns an export has. Names are unique: what another column is called already gets a number. */
export async function exportColumns(
  queryable: Queryable,
  { versions, waves, contacts }: Pick<ResponseExport, 'versions' | 'waves' | 'contacts'>,
): Promise<ExportColumns> {
  const taken = new Set<string>([...leading, ...trailing]);
  const free = (name: string) => {
    let unique = name;
    for (let number = 2; taken.has(unique); number++) unique = `${name}_${number}`;
    taken.add(unique);
    return unique;
  };
  const known = await variableNames(queryable, versions, waves);
  const attributes = known.map((attribute) => ({ attribute, name: free(attribute) }));
  const latestFirst = versions.map(({ definition }) => definition).toReversed();
  const union = unionOfColumns(latestFirst, { contacts });
  const answers = union.map((column) => ({ ...column, header: free(column.name) }));
  const headers = [
    ...leading,
    ...attributes.map(({ name }) => name),
    ...trailing,
    ...answers.map(({ header }) => header),
  ];
  const hasWeights = await hasGivenWeights(
    queryable,
    waves.map(({ id }) => id),
  );
  return { attributes, answers, headers, hasWeights };
}

/** What is known of customers, and the facts that questionnaires name; the stratum has a column of its own. */
async function variableNames(
  queryable: Queryable,
  versions: ResponseExport['versions'],
  waves: readonly Wave[],
): Promise<string[]> {
  const names = new Set<string>();
  for (const wave of waves) {
    for (const name of await attributeNames(queryable, wave, versions)) names.add(name);
  }
  const asked = new Set(waves.map(({ versionId }) => versionId));
  for (const { id, definition } of versions) {
    if (asked.has(id)) for (const { key } of definition.facts) names.add(key);
  }
  names.delete(stratumVariable);
  return [...names];
}

/** A wave's sample comes from one frame or file, so all its customers have the attributes that the first one has. */
async function attributeNames(
  queryable: Queryable,
  wave: Wave,
  versions: ResponseExport['versions'],
): Promise<readonly string[]> {
  const kept = await anonymousFacts(queryable, wave.id, definitionOf(wave, versions));
  if (kept !== null) return (await sampleAsked(queryable, wave.id, kept)).sample.variables;
  for await (const [first] of membersWithWholeResponses(queryable, wave.id)) {
    return Object.keys(first?.member.attributes ?? {});
  }
  return [];
}

function definitionOf({ versionId, key }: Wave, versions: ResponseExport['versions']): Definition {
  const version = versions.find(({ id }) => id === versionId);
  if (version === undefined) throw new RangeError(`Wave ${key} points at an unknown version`);
  return version.definition;
}

/** A customer sampled, or a response that is nobody's in particular. */
interface ExportedRow {
  readonly isSampled: boolean;
  readonly customer: string | null;
  readonly stratum: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly recorded: Disposition | null;
  readonly weight: number | null;
  readonly response: StoredResponse | null;
}

/**
 * Every customer sampled and every response of some waves as CSV, row by row, in memory that does not grow. Where answers
 * are anonymous, no customer is named, and rows tell no more of customers than of answers.
 *
 * @param onRows is told how many rows have been written
 */
export async function* responsesCsv(
  queryable: Queryable,
  request: ResponseExport,
  columns: ExportColumns,
  onRows: (rows: number) => void,
): AsyncGenerator<string> {
  const { guard } = request;
  let rows = 0;
  yield byteOrderMark + csvRow(columns.headers, guard);
  for (const wave of request.waves) {
    const known = {
      strata: await strataOfWave(queryable, wave.id),
      reasons: await standingReasons(queryable, wave.id),
    };
    const toCells = cellsOf(request, columns, wave, known);
    const kept = await anonymousFacts(queryable, wave.id, definitionOf(wave, request.versions));
    const all = kept === null ? rowsOf(queryable, wave) : anonymousRows(queryable, wave, kept);
    for await (const chunk of all) {
      yield chunk.map((row) => csvRow(toCells(row), guard)).join('');
      rows += chunk.length;
      onRows(rows);
    }
  }
}

async function* rowsOf(queryable: Queryable, wave: Wave): AsyncGenerator<readonly ExportedRow[]> {
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

function cellsOf(
  { slug, versions, contacts }: ResponseExport,
  { attributes, answers }: ExportColumns,
  wave: Wave,
  {
    strata,
    reasons,
  }: {
    readonly strata: Awaited<ReturnType<typeof strataOfWave>>;
    readonly reasons: Awaited<ReturnType<typeof standingReasons>>;
  },
) {
  const byId = new Map(
    versions.map((version) => {
      const cells = answerCells(version.definition, answers, { contacts });
      return [version.id, { ...version, cells }];
    }),
  );
  const sizes = new Map(strata.map((each) => [each.stratum, each]));
  return ({ isSampled, customer, stratum, attributes: own, recorded, weight, response }: ExportedRow) => {
    const version = byId.get(response?.versionId ?? wave.versionId);
    if (version === undefined)
      throw new RangeError(`A response points at an unknown version: ${response?.versionId}`);
    const given = (response?.answers ?? {}) as Answers;
    const { population = null, sampled = 0 } = sizes.get(stratum ?? '') ?? {};
    const { definition } = version;
    const known: Readonly<Record<string, string>> = { ...own, ...response?.facts };
    const respondent = {
      facts: factsOf(definition, knownOfMember({ attributes: known, stratum })),
      language: response?.locale ?? '',
      seed: '',
    };
    const state = response && { ...response, definition, answers: given, respondent };
    const cells: Cell[] = [
      slug,
      version.number,
      wave.key,
      customer,
      stratum,
      population,
      ...attributes.map(({ attribute }) =>
        Object.hasOwn(known, attribute) ? (known[attribute] ?? null) : null,
      ),
      dispositionOf({ recorded, response: state }),
      isSampled && population !== null && sampled > 0 ? population / sampled : null,
      weight,
      response?.status ?? null,
      response?.locale ?? null,
      moment(response?.startedAt),
      moment(response?.updatedAt),
      moment(response?.submittedAt),
      response && (response.isExcluded ? 1 : 0),
      response?.isExcluded ? (reasons.get(response.id) ?? null) : null,
      state && endedBy(state),
      response?.source ?? null,
      response?.enteredBy ?? null,
      ...version.cells(given),
    ];
    return cells;
  };
}

/**
 * The key of the screen-out that ended a response, or of the quota; of the quotas that it called for where there are
 * several, since it is not kept which of them was full.
 */
function endedBy({ definition, status, answers, passed, respondent }: EndedResponse): string | null {
  if (status === 'screenedOut') return screenedOutBy(definition, answers, respondent)?.key ?? null;
  if (status !== 'overQuota') return null;
  const keys = quotasReached({ definition, answers, passed, respondent }).map(({ key }) => key);
  return keys.length === 0 ? null : keys.join(' ');
}

type EndedResponse = Parameters<typeof quotasReached>[0] & Pick<StoredResponse, 'status'>;

/** The cells of one version's answers; columns of questions it does not ask stay empty. */
function answerCells(definition: Definition, columns: readonly AnswerColumn[], options: ColumnOptions) {
  const own = new Map(answerColumns(definition, options).map((column) => [column.name, column]));
  const readers = columns.map(({ name }) => own.get(name) ?? null);
  return (answers: Answers): Cell[] => readers.map((column) => column?.cell(answers) ?? null);
}

function moment(milliseconds: number | null | undefined): string | null {
  return milliseconds === null || milliseconds === undefined ? null : new Date(milliseconds).toISOString();
}
