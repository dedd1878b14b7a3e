import type { DefinitionProblemCode } from '#surveys/definition-problem.ts';
import type { FieldErrorCode } from '#surveys/field-error.ts';

/** What can be wrong with a file before anything is known of its content. */
type ReadingProblemCode =
  | 'fileMissing'
  | 'fileIsFolder'
  | 'fileDenied'
  | 'fileUnreadable'
  | 'fileEmpty'
  | 'fileTooBig'
  | 'imageTooLarge'
  | 'imageTooWide'
  | 'imageMoves'
  | 'notAnImage'
  | 'notUtf8'
  | 'utf16'
  | 'workbook'
  | 'brokenWorkbook'
  | 'workbookTooBig'
  | 'workbookBomb'
  | 'sheetMissing'
  | 'nulCharacter'
  | 'brokenQuotes'
  | 'rowTooLong'
  | 'jsonSyntax';

/** What can be wrong with a table, its rows and its cells. */
type TableProblemCode =
  | 'noRows'
  | 'duplicateColumn'
  | 'missingColumn'
  | 'cellCount'
  | 'emptyCell'
  | 'cellTooLong'
  | 'cellCharacters'
  | 'errorCell'
  | 'formulaWithoutValue'
  | 'digitsLost'
  | 'notANumber'
  | 'notPositive'
  | 'negative'
  | 'notWhole'
  | 'notAMoment'
  | 'notADay'
  | 'dayToCome'
  | 'notALanguage'
  | 'badKey'
  | 'badOption'
  | 'factsTooLong';

/** What the rows can say that does not fit together, or not with what is stored. */
type ContentProblemCode =
  | 'duplicateCustomer'
  | 'customerTwiceInWave'
  | 'orderTwice'
  | 'duplicateValue'
  | 'marginTotal'
  | 'withoutStrata'
  | 'ambiguousStratum'
  | 'tooManyStrata'
  | 'customerNotInFrame'
  | 'customerNotInSample'
  | 'stratumDiffers'
  | 'stratumNotInFrame'
  | 'populationDiffers'
  | 'populationTooSmall'
  | 'unknownDisposition'
  | 'completeWithoutAnswers'
  | 'answersOfNobody'
  | 'anonymousAnswers'
  | 'notPublished'
  | 'waveHasSample'
  | 'waveOfOtherFrame'
  | 'unknownFrame'
  | 'unknownQuestion'
  | 'unknownOption'
  | 'mappingOfQuestion';

/**
 * What can be wrong with a file somebody hands us, as a code whose words the caller chooses.
 * The shape of a document has the codes of a definition's; an answer has those of the questionnaire.
 */
export type FileProblemCode =
  | ReadingProblemCode
  | TableProblemCode
  | ContentProblemCode
  | DefinitionProblemCode
  | `answer.${FieldErrorCode}`;

/** One thing wrong with a file: where, what, and what would be right. Never a sentence. */
export interface FileProblem {
  /** The row as a spreadsheet numbers it, the header being row 1; `null` when it is about the whole file. */
  readonly row: number | null;
  /** The column's name, or the path inside a JSON document; `null` when it is about the whole row. */
  readonly column: string | null;
  readonly code: FileProblemCode;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Problems kept to be shown. A file can have millions; what is kept of them must not fill the memory. */
const mostKept = 1000;

/** Everything wrong with one file, in the order it was found; all are counted, the first thousand kept. */
export class FileProblems {
  readonly file: string;
  #first: FileProblem[] = [];
  #count = 0;

  constructor(file: string) {
    this.file = file;
  }

  /** The problems of a file that another thread has found, as it told them. */
  static from({ file, first, count }: Pick<FileProblems, 'file' | 'first' | 'count'>): FileProblems {
    const problems = new FileProblems(file);
    problems.#first = [...first];
    problems.#count = count;
    return problems;
  }

  get first(): readonly FileProblem[] {
    return this.#first;
  }

  get count(): number {
    return this.#count;
  }

  add(
    code: FileProblemCode,
    { row = null, column = null }: { row?: number | null; column?: string | null } = {},
    params: FileProblem['params'] = {},
  ): void {
    this.#count += 1;
    if (this.#first.length < mostKept) this.#first.push({ row, column, code, params });
  }
}

/** A file that cannot be read any further. Thrown by readers, caught where the file was opened. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  readonly problem: FileProblem;

  constructor(
    code: FileProblemCode,
    params: FileProblem['params'] = {},
    place: { row?: number; column?: string } = {},
  ) {
    super(code);
    this.problem = { code, params, row: place.row ?? null, column: place.column ?? null };
  }
}

/**
 * The file, or what is stored of the survey, changed between the checking and the storing of an import. Nothing was
 * stored; running it again is right.
 */
export class ChangedMeanwhileError extends Error {
  override readonly name = 'ChangedMeanwhileError';
}
