import type { Queryable } from '#db/database.ts';
import { frameCustomersNamed } from '#db/queries/frame-lookups.ts';
import type { Answers } from '#surveys/answers.ts';
import { languageTag } from '#surveys/localized.ts';
import { type Disposition, dispositionOf } from '#surveys/sampling/dispositions.ts';
import { unguarded } from './formula-guard.ts';
import type { FileProblems } from './problems.ts';
import { answerReader, columnNames } from './read-answers.ts';
import { type ResponseMapping, stableKey } from './response-mapping.ts';
import type { Source } from './source.ts';
import { stratumReader, wholePopulation } from './strata.ts';
import { cellReader, type OnProgress, readTable, type TableRow } from './table.ts';
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
    readonly status: 'started' | 'submitted';
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

function rowReader(mapping: ResponseMapping, context: ImportContext, problems: FileProblems) {
  const cells = cellReader(problems, mapping.formulaGuard ? unguarded : undefined);
  const stratumOf = mapping.stratum === undefined ? null : stratumReader(mapping.stratum, cells, problems);
  const answers = answerReaders(mapping, context, problems);
  const optional = (row: TableRow, column: string | undefined) =>
    column === undefined || row.raw(column).trim() === '' ? null : column;

  return (row: TableRow): UnplacedRow | null => {
    const before = problems.count;
    const wave = waveOf(row);
    const stratum = stratumOf?.(row) ?? null;
    const customer =
      mapping.customer === undefined ? String(row.row - 1) : cells.neededName(row, mapping.customer);
    const population = mapping.population === undefined ? null : cells.positive(row, mapping.population);
    const attributes = Object.entries(mapping.attributes).map(([name, column]) => [
      name,
      cells.name(row, column),
    ]);
    const weightColumn = optional(row, mapping.weight);
    const weight = weightColumn === null ? null : cells.positive(row, weightColumn);
    const recorded = recordedIn(row);
    const response = wave === null ? null : responseOf(row, wave, recorded);
    if (
      weight === null &&
      weightColumn === null &&
      mapping.weight !== undefined &&
      isRespondent(recorded, response)
    ) {
      problems.add('emptyCell', { row: row.row, column: mapping.weight });
    }
    if (problems.count > before || wave === null || customer === null) return null;
    const named = Object.fromEntries(attributes) as Record<string, string>;
    const versionId = context.waves.get(wave)?.wave.versionId ?? context.latest.id;
    return {
      row: row.row,
      wave,
      versionId,
      customer,
      stratum,
      population,
      attributes: named,
      recorded,
      weight,
      response,
    };
  };

  function waveOf(row: TableRow): string | null {
    if ('value' in mapping.wave) return mapping.wave.value;
    const wave = cells.neededName(row, mapping.wave.column);
    if (wave === null || stableKey.safeParse(wave).success) return wave;
    problems.add('badKey', { row: row.row, column: mapping.wave.column }, { value: wave });
    return null;
  }

  function recordedIn(row: TableRow): Disposition | null {
    if (mapping.disposition === undefined) return null;
    const { column, codes } = mapping.disposition;
    const code = cells.name(row, column);
    if (code === null || (code === '' && !Object.hasOwn(codes, ''))) return null;
    if (Object.hasOwn(codes, code)) return codes[code] ?? null;
    const known = Object.keys(codes).join(', ');
    problems.add('unknownDisposition', { row: row.row, column }, { value: code, known });
    return null;
  }

  function responseOf(row: TableRow, wave: string, recorded: Disposition | null): SampledRow['response'] {
    const reader = answers(wave);
    const given = reader.read(row);
    if (given === null) return null;
    const hasAnswers = Object.keys(given).length > 0;
    if (!hasAnswers) {
      if (recorded === 'complete' || recorded === 'partial') {
        problems.add('completeWithoutAnswers', { row: row.row, column: mapping.disposition?.column ?? null });
      }
      return null;
    }
    const status = mapping.disposition === undefined || recorded === 'complete' ? 'submitted' : 'started';
    const response = { definition: reader.definition, status, answers: given } as const;
    if (recorded !== null && dispositionOf({ recorded, response }) !== recorded) {
      problems.add(
        'answersOfNobody',
        { row: row.row, column: mapping.disposition?.column ?? null },
        { disposition: row.raw(mapping.disposition?.column ?? '') },
      );
    }
    return { status, answers: given, locale: localeOf(row, reader.definition.languages), at: momentOf(row) };
  }

  function localeOf(row: TableRow, [first = 'zh-CN']: readonly string[]): string {
    const { locale } = mapping;
    if (typeof locale !== 'object') return locale ?? first;
    const given = cells.name(row, locale.column);
    if (given === null || given === '') return first;
    if (!languageTag.safeParse(given).success)
      problems.add('notALanguage', { row: row.row, column: locale.column }, { value: given });
    return given;
  }

  function momentOf(row: TableRow): Date | null {
    const column = optional(row, mapping.answeredAt);
    if (column === null) return null;
    const text = row.raw(column).trim();
    const moment = momentPattern.test(text) ? new Date(text) : new Date(Number.NaN);
    if (!Number.isNaN(moment.getTime())) return moment;
    problems.add('notAMoment', { row: row.row, column }, { value: text });
    return null;
  }
}

/** A day, or a moment with its distance from UTC: without it nobody could say when it was. */
const momentPattern = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/;

function isRespondent(recorded: Disposition | null, response: SampledRow['response']): boolean {
  return response !== null && (recorded === null || recorded === 'complete' || recorded === 'partial');
}

/** The reader of each wave's answers, made when the wave is first met. */
function answerReaders(
  mapping: ResponseMapping,
  { definitions, waves, latest }: ImportContext,
  problems: FileProblems,
) {
  const readers = new Map<string, ReturnType<typeof readerOf>>();
  const readerOf = (versionId: string) => {
    const definition = definitions.get(versionId);
    if (definition === undefined) throw new RangeError(`There is no version ${versionId}`);
    return { definition, read: answerReader(definition, mapping, problems) };
  };
  return (wave: string) => {
    const versionId = waves.get(wave)?.wave.versionId ?? latest.id;
    const reader = readers.get(versionId) ?? readerOf(versionId);
    readers.set(versionId, reader);
    return reader;
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
