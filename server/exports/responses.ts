import type { Queryable } from '#db/database.ts';
import { standingReasons } from '#db/queries/exclusions.ts';
import { strataOfWave } from '#db/queries/wave-strata.ts';
import type { StoredResponse, Wave } from '#db/tables.ts';
import type { Answers } from '#surveys/answers.ts';
import { answerKeys } from '#surveys/companions.ts';
import type { Definition } from '#surveys/definition.ts';
import { route, screenedOutBy } from '#surveys/journey.ts';
import { quotasReached } from '#surveys/quotas.ts';
import { factsOf, knownOfMember } from '#surveys/respondent.ts';
import { dispositionOf } from '#surveys/sampling/dispositions.ts';
import { type AnswerColumn, answerColumns, type ColumnOptions } from './answer-columns.ts';
import type { ExportColumns, ResponseExport } from './export-columns.ts';
import type { DesignCell, FinalWeights } from './final-weights.ts';
import type { ExportedRow, WaveRows } from './respondent-rows.ts';

/** What stands in one cell of respondent data. */
export type DataCell = string | number | Date | null;

/** A row of respondent data. */
export interface DataRow {
  readonly cells: readonly DataCell[];
  /** The keys of the answers that the respondent was asked for, as far as the questionnaire was filled in. */
  asked(): ReadonlySet<string>;
}

/** A wave with its rows and its weights. */
export interface WaveData {
  readonly wave: Wave;
  readonly rows: WaveRows;
  readonly weights: FinalWeights;
}

/** Every customer sampled and every response of some waves, row by row, in memory that does not grow. */
export async function* dataRows(
  queryable: Queryable,
  request: ResponseExport,
  columns: ExportColumns,
  waves: readonly WaveData[],
): AsyncGenerator<readonly DataRow[]> {
  for (const { wave, rows, weights } of waves) {
    const known = {
      strata: await strataOfWave(queryable, wave.id),
      reasons: await standingReasons(queryable, wave.id),
    };
    const toRow = rowsFor(request, columns, wave, known);
    for await (const chunk of rows.read()) {
      const design = weights.of(chunk);
      yield chunk.map((row, place) => toRow(row, design[place] ?? null));
    }
  }
}

function rowsFor(
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
  return (
    { isSampled, customer, stratum, attributes: own, recorded, weight, response }: ExportedRow,
    design: DesignCell | null,
  ): DataRow => {
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
    const cells: DataCell[] = [
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
      design?.stratum ?? null,
      design?.population ?? null,
      design?.respondents ?? null,
      design?.weight ?? null,
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
    return { cells, asked: () => (state === null ? nothing : askedOf(state)) };
  };
}

const nothing: ReadonlySet<string> = new Set();

/** Answers that were asked for: those of the route, of a response that was not sent as far as it had come. */
function askedOf({ definition, status, answers, passed, respondent }: EndedResponse): ReadonlySet<string> {
  const pages = route(definition, answers, respondent).filter(
    ({ page }) => status === 'submitted' || passed.includes(page.key),
  );
  return new Set(pages.flatMap(({ questions }) => questions.flatMap((question) => answerKeys(question))));
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
  return (answers: Answers): DataCell[] => readers.map((column) => column?.cell(answers) ?? null);
}

function moment(milliseconds: number | null | undefined): Date | null {
  return milliseconds === null || milliseconds === undefined ? null : new Date(milliseconds);
}
