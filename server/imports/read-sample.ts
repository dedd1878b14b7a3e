import type { Queryable } from '#db/database.ts';
import { frameCustomersNamed } from '#db/queries/frame-lookups.ts';
import type { Answers } from '#surveys/answers.ts';
import { knownOfMember } from '#surveys/respondent.ts';
import type { Disposition } from '#surveys/sampling/dispositions.ts';
import { columnNames } from './answer-shapes.ts';
import { unguarded } from './formula-guard.ts';
import type { FileProblems } from './problems.ts';
import type { ResponseMapping } from './response-mapping.ts';
import { type RowReading, recordedIn, responseReader, waveIn, weightIn } from './row-parts.ts';
import type { Source } from './source.ts';
import { stratumReader, wholePopulation } from './strata.ts';
import { cellReader, type OnProgress, readTable } from './table.ts';
import type { TableRow } from './table-row.ts';
import type { ImportContext } from './wave-contexts.ts';

/** One row of data: a customer of a wave's sample with what became of the request and what was answered. */
export interface SampledRow {
  readonly row: number;
  readonly wave: string;
  readonly versionId: string;
  readonly customer: string;
  readonly stratum: string;
  /** N_h as the row says it; `null` where it does not. */
  readonly population: number | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly recorded: Disposition | null;
  readonly weight: number | null;
  readonly response: {
    readonly status: 'started' | 'submitted' | 'screenedOut';
    readonly answers: Answers;
    readonly locale: string;
    readonly at: Date | null;
  } | null;
}

/** A row as read, before the frame was asked about its customer. */
type UnplacedRow = Omit<SampledRow, 'stratum'> & { readonly stratum: string | null };

/** Rows read before the frame is asked about their customers, all at once. */
const rowsPerLookup = 500;

/** Reads the rows of a data file, calling `onRow` in order for every one that is right in itself and in its frame. */
export async function readSample(
  queryable: Queryable,
  source: Source,
  mapping: ResponseMapping,
  context: ImportContext,
  problems: FileProblems,
  onRow: (row: SampledRow) => void | Promise<void>,
  onProgress?: OnProgress,
): Promise<void> {
  const read = rowReader(mapping, context, problems);
  let waiting: UnplacedRow[] = [];
  const flush = async () => {
    for (const placed of await placeInFrame(queryable, waiting, mapping, context, problems))
      await onRow(placed);
    waiting = [];
  };
  const collect = async (row: TableRow) => {
    const sampled = read(row);
    if (sampled === null) return;
    waiting.push(sampled);
    if (waiting.length === rowsPerLookup) await flush();
  };
  await readTable(source, problems, columnsOf(mapping), collect, onProgress);
  await flush();
}

function columnsOf(mapping: ResponseMapping): string[] {
  const { wave, customer, stratum, population, attributes, disposition, weight, locale, answeredAt } =
    mapping;
  return [
    'column' in wave ? wave.column : undefined,
    customer,
    ...(stratum ?? []),
    population,
    ...Object.values(attributes),
    disposition?.column,
    weight,
    typeof locale === 'object' ? locale.column : undefined,
    answeredAt,
    ...Object.values(mapping.answers).flatMap(columnNames),
  ].filter((column) => column !== undefined);
}

/** Reads one row by itself; `null` where anything about it is wrong. */
function rowReader(mapping: ResponseMapping, context: ImportContext, problems: FileProblems) {
  const cells = cellReader(problems, mapping.formulaGuard ? unguarded : undefined);
  const reading: RowReading = { mapping, context, cells, problems };
  const stratumOf = mapping.stratum === undefined ? null : stratumReader(mapping.stratum, cells, problems);
  const responseIn = responseReader(reading);

  return (row: TableRow): UnplacedRow | null => {
    const before = problems.count;
    const wave = waveIn(reading, row);
    const customer =
      mapping.customer === undefined ? String(row.row - 1) : cells.neededName(row, mapping.customer);
    const stratum = stratumOf?.(row) ?? null;
    const population = mapping.population === undefined ? null : cells.positive(row, mapping.population);
    const attributes = Object.fromEntries(
      Object.entries(mapping.attributes).flatMap(([name, column]) => {
        const value = cells.name(row, column);
        return value === null ? [] : [[name, value] as const];
      }),
    );
    const recorded = recordedIn(reading, row);
    const response =
      wave === null ? null : responseIn(row, wave, recorded, knownOfMember({ attributes, stratum }));
    const hasNoFigure = recorded === 'refused' || recorded === 'notEligible';
    const weight = weightIn(reading, row, response !== null && !hasNoFigure);
    if (problems.count > before || wave === null || customer === null) return null;
    const versionId = context.waves.get(wave)?.wave.versionId ?? context.latest.id;
    const known = { row: row.row, wave, versionId, customer, stratum, population };
    return { ...known, attributes, recorded, weight, response };
  };
}

/** Finds the rows' customers in the frame, where it is a list, and their strata; what does not fit is a problem. */
async function placeInFrame(
  queryable: Queryable,
  rows: readonly UnplacedRow[],
  mapping: ResponseMapping,
  { frame }: ImportContext,
  problems: FileProblems,
): Promise<SampledRow[]> {
  if (frame?.frame.kind !== 'list')
    return rows.map((row) => ({ ...row, stratum: row.stratum ?? wholePopulation }));
  const listed = await frameCustomersNamed(
    queryable,
    frame.frame.id,
    rows.map(({ customer }) => customer),
  );
  const byName = new Map(listed.map((each) => [each.customer, each]));
  return rows.flatMap((row) => {
    const found = byName.get(row.customer);
    const place = { row: row.row, column: mapping.customer ?? null };
    if (found === undefined) {
      problems.add('customerNotInFrame', place, { customer: row.customer, frame: frame.frame.key });
      return [];
    }
    if (row.stratum !== null && row.stratum !== found.stratum) {
      problems.add(
        'stratumDiffers',
        { row: row.row, column: mapping.stratum?.join(', ') ?? null },
        { given: row.stratum, expected: found.stratum },
      );
      return [];
    }
    return [{ ...row, stratum: found.stratum, attributes: { ...found.attributes, ...row.attributes } }];
  });
}
