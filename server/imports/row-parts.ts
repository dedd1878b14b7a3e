import { languageTag } from '#surveys/localized.ts';
import { factsOf } from '#surveys/respondent.ts';
import { type Disposition, dispositionOf } from '#surveys/sampling/dispositions.ts';
import { momentNamed } from './moments.ts';
import type { FileProblems } from './problems.ts';
import { answerReader } from './read-answers.ts';
import type { SampledRow } from './read-sample.ts';
import { type ResponseMapping, stableKey } from './response-mapping.ts';
import type { CellReader } from './table.ts';
import type { TableRow } from './table-row.ts';
import type { ImportContext } from './wave-contexts.ts';

/** What the parts of a row are read with. */
export interface RowReading {
  readonly mapping: ResponseMapping;
  readonly context: ImportContext;
  readonly cells: CellReader;
  readonly problems: FileProblems;
}

/** The key of a row's wave. */
export function waveIn({ mapping, cells, problems }: RowReading, row: TableRow): string | null {
  if ('value' in mapping.wave) return mapping.wave.value;
  const { column } = mapping.wave;
  const wave = cells.neededName(row, column);
  if (wave === null || stableKey.safeParse(wave).success) return wave;
  problems.add('badKey', { row: row.row, column }, { value: wave });
  return null;
}

/** What was recorded about the attempt; `null` where nothing was, or it is not understood. */
export function recordedIn({ mapping, cells, problems }: RowReading, row: TableRow): Disposition | null {
  if (mapping.disposition === undefined) return null;
  const { column, codes } = mapping.disposition;
  const code = cells.name(row, column);
  if (code === null) return null;
  if (Object.hasOwn(codes, code)) return codes[code] ?? null;
  if (code === '') return null;
  problems.add(
    'unknownDisposition',
    { row: row.row, column },
    { value: code, known: Object.keys(codes).join(', ') },
  );
  return null;
}

/** The weight that came with a row. Whoever answered needs one where there are weights. */
export function weightIn(
  { mapping: { weight: column }, cells, problems }: RowReading,
  row: TableRow,
  isRespondent: boolean,
): number | null {
  if (column === undefined) return null;
  if (row.raw(column).trim() !== '') return cells.notNegative(row, column);
  if (isRespondent) problems.add('emptyCell', { row: row.row, column });
  return null;
}

/**
 * Reads what each row's customer answered; the questionnaire is the one of the row's wave.
 *
 * What is asked may depend on what is known of the customer: of that, a row knows what its own columns say.
 */
export function responseReader(reading: RowReading) {
  const { mapping, problems } = reading;
  const readerFor = answerReaders(reading);
  const column = mapping.disposition?.column ?? null;

  return (
    row: TableRow,
    wave: string,
    recorded: Disposition | null,
    known: Readonly<Record<string, string>>,
  ): SampledRow['response'] => {
    const { definition, read } = readerFor(wave);
    const locale = localeIn(reading, row, definition.languages);
    const respondent = { facts: factsOf(definition, known), language: locale, seed: '' };
    const answers = read(row, respondent);
    if (answers !== null && Object.keys(answers).length === 0) {
      const isAnswered = recorded === 'complete' || recorded === 'partial';
      if (isAnswered) problems.add('completeWithoutAnswers', { row: row.row, column });
      return null;
    }
    if (definition.anonymous && mapping.customer !== undefined) {
      problems.add('anonymousAnswers', { row: row.row, column: mapping.customer });
      return null;
    }
    const at = momentIn(reading, row);
    if (answers === null) return null;
    const status = statusFor(mapping.disposition === undefined ? 'complete' : recorded);
    if (
      recorded !== null &&
      dispositionOf({ recorded, response: { definition, status, answers, respondent } }) !== recorded
    ) {
      problems.add('answersOfNobody', { row: row.row, column }, { disposition: row.raw(column ?? '') });
    }
    return { status, answers, locale, at };
  };
}

/** How far answers have come that a disposition stands beside. Whoever answered and is not eligible was screened out. */
function statusFor(recorded: Disposition | null): NonNullable<SampledRow['response']>['status'] {
  if (recorded === 'complete') return 'submitted';
  return recorded === 'notEligible' ? 'screenedOut' : 'started';
}

/** The reader of each wave's answers, made when its version is first met. */
function answerReaders({ mapping, context, problems }: RowReading) {
  const { definitions, waves, latest } = context;
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

function localeIn(
  { mapping: { locale }, cells, problems }: RowReading,
  row: TableRow,
  [first = 'zh-CN']: readonly string[],
): string {
  if (typeof locale !== 'object') return locale ?? first;
  const given = cells.name(row, locale.column);
  if (given === null || given === '') return first;
  if (!languageTag.safeParse(given).success) {
    problems.add('notALanguage', { row: row.row, column: locale.column }, { value: given });
  }
  return given;
}

/** A day, or a moment with its distance from UTC: without it nobody could say when it was. */
const momentPattern = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/;

function momentIn({ mapping: { answeredAt: column }, problems }: RowReading, row: TableRow): Date | null {
  const text = column === undefined ? '' : row.raw(column).trim();
  if (column === undefined || text === '') return null;
  const moment = momentNamed(text, momentPattern);
  if (moment === null) problems.add('notAMoment', { row: row.row, column }, { value: text });
  return moment;
}
