import type { Queryable } from '#db/database.ts';
import { hasGivenWeights, membersWithWholeResponses } from '#db/queries/export-rows.ts';
import { responsesWithoutMember } from '#db/queries/wave-data.ts';
import { strataOfWave } from '#db/queries/wave-strata.ts';
import type { SampleMember, StoredResponse, SurveyVersion, Wave } from '#db/tables.ts';
import type { Answers } from '#surveys/answers.ts';
import type { Definition } from '#surveys/definition.ts';
import { factsOf, knownOfMember } from '#surveys/respondent.ts';
import { dispositionOf } from '#surveys/sampling/dispositions.ts';
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
  const known = await attributeNames(queryable, waves);
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

/** A wave's sample comes from one frame or file, so all its customers have the attributes that the first one has. */
async function attributeNames(queryable: Queryable, waves: readonly Wave[]): Promise<string[]> {
  const names = new Set<string>();
  for (const wave of waves) {
    for await (const [first] of membersWithWholeResponses(queryable, wave.id)) {
      for (const name of Object.keys(first?.member.attributes ?? {})) names.add(name);
      break;
    }
  }
  return [...names];
}

/**
 * Every customer sampled and every response of some waves as CSV, row by row, in memory that does not grow.
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
    const toCells = rowsOf(request, columns, wave, await strataOfWave(queryable, wave.id));
    for await (const chunk of membersWithWholeResponses(queryable, wave.id)) {
      yield chunk.map(({ member, response }) => csvRow(toCells(member, response), guard)).join('');
      rows += chunk.length;
      onRows(rows);
    }
    for await (const chunk of responsesWithoutMember(queryable, wave.id)) {
      yield chunk.map((response) => csvRow(toCells(null, response), guard)).join('');
      rows += chunk.length;
      onRows(rows);
    }
  }
}

function rowsOf(
  { slug, versions, contacts }: ResponseExport,
  { attributes, answers }: ExportColumns,
  wave: Wave,
  strata: Awaited<ReturnType<typeof strataOfWave>>,
) {
  const byId = new Map(
    versions.map((version) => {
      const cells = answerCells(version.definition, answers, { contacts });
      return [version.id, { ...version, cells }];
    }),
  );
  const sizes = new Map(strata.map((each) => [each.stratum, each]));
  return (member: SampleMember | null, response: StoredResponse | null): Cell[] => {
    const version = byId.get(response?.versionId ?? wave.versionId);
    if (version === undefined)
      throw new RangeError(`A response points at an unknown version: ${response?.versionId}`);
    const given = (response?.answers ?? {}) as Answers;
    const stratum = member?.stratum ?? response?.stratum ?? null;
    const { population = null, sampled = 0 } = sizes.get(stratum ?? '') ?? {};
    const { definition } = version;
    const known = { ...knownOfMember({ attributes: member?.attributes ?? {}, stratum }), ...response?.facts };
    const respondent = { facts: factsOf(definition, known), language: response?.locale ?? '', seed: '' };
    const state = response && { definition, status: response.status, answers: given, respondent };
    return [
      slug,
      version.number,
      wave.key,
      member?.customer ?? null,
      stratum,
      population,
      ...attributes.map(({ attribute }) => member?.attributes[attribute] ?? null),
      dispositionOf({ recorded: member?.disposition ?? null, response: state }),
      member !== null && population !== null && sampled > 0 ? population / sampled : null,
      member?.weight ?? null,
      response?.status ?? null,
      response?.locale ?? null,
      moment(response?.startedAt),
      moment(response?.updatedAt),
      moment(response?.submittedAt),
      ...version.cells(given),
    ];
  };
}

/** The cells of one version's answers; columns of questions it does not ask stay empty. */
function answerCells(definition: Definition, columns: readonly AnswerColumn[], options: ColumnOptions) {
  const own = new Map(answerColumns(definition, options).map((column) => [column.name, column]));
  const readers = columns.map(({ name }) => own.get(name) ?? null);
  return (answers: Answers): Cell[] => readers.map((column) => column?.cell(answers) ?? null);
}

function moment(milliseconds: number | null | undefined): string | null {
  return milliseconds === null || milliseconds === undefined ? null : new Date(milliseconds).toISOString();
}
