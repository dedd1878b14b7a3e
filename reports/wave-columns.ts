import { type Answers, answerTo } from '#surveys/answers.ts';
import type { Definition } from '#surveys/definition.ts';
import { relevantAnswers } from '#surveys/journey.ts';
import { anybody, factsOf, knownOfMember, type Respondent } from '#surveys/respondent.ts';
import { amountIn } from '#surveys/sampling/attribute-sums.ts';
import { dispositionOf, dispositions } from '#surveys/sampling/dispositions.ts';
import { type ChoicePart, choiceParts, sameChoices } from './choice-parts.ts';
import {
  type CodedColumn,
  firstPointCode,
  GrowingColumn,
  LabelColumn,
  notApplicableCode,
  otherMeasureCode,
  type RatingColumn,
  rowsPerChunk,
  unansweredCode,
} from './columns.ts';
import { hasAnswered, type SampleRow, type WaveDataset } from './dataset.ts';
import type { KeptChunk, KeptColumn } from './kept-columns.ts';
import { stratumVariable } from './plan.ts';
import { type RatingPart, ratingCode, ratingParts, sameMeasure } from './rating-parts.ts';

/** How rows become numbers. Raise it with every change of that, so that what was kept before is made again. */
const madeBy = 2;

/** Counts of the codes below the first point. */
const noneWithoutPoint: readonly number[] = new Array<number>(firstPointCode).fill(0);

/** A digest of a row has four parts of 32 bits. */
const digestLanes = [0, 1, 2, 3];
const noDigest = new Int32Array(digestLanes.length);

/** A column with what it is made in: the same shape holds the same numbers for the same rows. */
interface Column {
  readonly name: string;
  readonly shape: string;
  readonly numbers: GrowingColumn<Uint8Array> | GrowingColumn<Int32Array> | GrowingColumn<Float64Array>;
  readonly words: LabelColumn | null;
}

/**
 * The columns of a wave while rows are set: all of them when a wave is read for the first time, later only those
 * whose response has changed.
 *
 * Everything here follows from the rows and can be made again from them.
 */
export class WaveColumns {
  readonly #versions: ReadonlyMap<string, Definition>;
  readonly #comparable: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #parts: readonly RatingPart[];
  readonly #choices: readonly ChoicePart[];
  readonly #stratum = new LabelColumn();
  readonly #variables: ReadonlyMap<string, LabelColumn>;
  readonly #amounts: ReadonlyMap<string, GrowingColumn<Float64Array>>;
  readonly #disposition = new GrowingColumn((length) => new Uint8Array(length));
  readonly #weight = new GrowingColumn((length) => new Float64Array(length));
  readonly #ratings: ReadonlyMap<string, GrowingColumn<Uint8Array>>;
  /** By column of a rating: how many of those who answered have each code that is no point. */
  readonly #withoutPoint = new Map<string, number[]>();
  /** How many rows ended in each disposition, by stratum code + 1. */
  readonly #outcomes: Uint32Array[] = [];
  /** What each row is, as whoever sets it says: in so many parts, which are added up over all rows. */
  readonly #digests = digestLanes.map(() => new GrowingColumn((length) => new Int32Array(length)));
  readonly #totals = new Int32Array(digestLanes.length);
  /** The version that each row answered. */
  readonly #version = new LabelColumn();
  /** How many rows answered each version, by its code. */
  #answeredBy: number[] = [];
  readonly #changedChunks = new Set<number>();
  #size = 0;
  /** Whether rows are here, and not only what is known of them all. */
  #hasRows = true;

  /**
   * @param reference the questionnaire whose items and scales the report speaks of
   * @param versions every published questionnaire a row may point at, by id
   * @param variables names of customers' variables or single-choice questions to keep
   * @param ended by id of a version: questions whose series ended between it and the reference
   * @param amounts names of what is known of customers as numbers
   */
  constructor(
    reference: Definition,
    versions: ReadonlyMap<string, Definition>,
    variables: readonly string[],
    ended: ReadonlyMap<string, ReadonlySet<string>> = new Map(),
    amounts: readonly string[] = [],
  ) {
    this.#versions = versions;
    this.#parts = ratingParts(reference);
    this.#choices = choiceParts(reference);
    this.#comparable = new Map(
      [...versions].map(([id, version]) => {
        const ends = ended.get(id) ?? new Set();
        const ratings = sameMeasure(this.#parts, version, ends);
        return [id, new Set([...ratings, ...sameChoices(this.#choices, version, ends)])];
      }),
    );
    const kept = variables.filter((name) => name !== stratumVariable);
    this.#variables = new Map(kept.map((name) => [name, new LabelColumn()]));
    this.#amounts = new Map(
      amounts.map((name) => [name, new GrowingColumn((length) => new Float64Array(length))]),
    );
    this.#ratings = new Map(
      [...this.#parts, ...this.#choices].map(({ column }) => [
        column,
        new GrowingColumn((length) => new Uint8Array(length)),
      ]),
    );
  }

  /** What is kept of customers as numbers. */
  get amountNames(): string[] {
    return [...this.#amounts.keys()];
  }

  /** How many rows there are. */
  get size(): number {
    return this.#size;
  }

  /**
   * Sets a row, for the first time or again. New ones follow one another.
   *
   * @param digest what the row is, in four numbers of 32 bits
   * @throws RangeError for a row that points at an unknown version, or leaves a gap
   */
  set(place: number, row: SampleRow, digest: Int32Array = noDigest): void {
    if (place > this.#size) throw new RangeError(`Row ${place} after ${this.#size} rows.`);
    if (!this.#hasRows) throw new RangeError('The rows of this wave have not been read');
    const version = row.response ? this.#versions.get(row.response.versionId) : undefined;
    if (row.response && version === undefined) {
      throw new RangeError(`A response points at an unknown version: ${row.response.versionId}`);
    }
    const respondent = respondentOf(row, version);
    const answers = relevant(row, version, respondent);
    const response =
      row.response && version
        ? {
            definition: version,
            status: row.response.status,
            answers,
            respondent,
            isExcluded: row.response.isExcluded === true,
          }
        : null;
    if (place < this.#size) this.#count(place, -1);
    this.#size = Math.max(this.#size, place + 1);
    this.#stratum.set(place, row.stratum);
    this.#disposition.set(place, dispositions.indexOf(dispositionOf({ recorded: row.recorded, response })));
    this.#weight.set(place, row.weight ?? Number.NaN);
    this.#version.set(place, row.response?.versionId ?? null);
    for (const [name, column] of this.#variables) column.set(place, variableOf(name, row, answers));
    for (const [name, column] of this.#amounts) {
      column.set(place, amountIn(knownOf(name, row)) ?? Number.NaN);
    }
    this.#rate(place, row, answers);
    this.#digests.forEach((column, lane) => void column.set(place, digest[lane] ?? 0));
    this.#count(place, 1);
    this.#changedChunks.add(Math.floor(place / rowsPerChunk));
  }

  /** Takes the last row away, as if it had never been set. */
  removeLast(): void {
    if (!this.#hasRows || this.#size === 0) throw new RangeError('There is no row to remove');
    const place = this.#size - 1;
    this.#count(place, -1);
    this.#size = place;
    this.#changedChunks.add(Math.floor(place / rowsPerChunk));
  }

  /** Ratings count of those who answered; a break-off leaves none. */
  #rate(place: number, { response }: SampleRow, answers: Answers): void {
    const counts = hasAnswered(this.#disposition.get(place));
    const same = response === null ? undefined : this.#comparable.get(response.versionId);
    for (const part of [...this.#parts, ...this.#choices]) {
      const code = counts ? ratingCode(part, answers, same?.has(part.column) === true) : unansweredCode;
      this.#ratings.get(part.column)?.set(place, code);
    }
  }

  /** Adds a row to the counts, or takes it out before it changes. */
  #count(place: number, by: 1 | -1): void {
    this.#countOutcome(place, by);
    this.#digests.forEach((column, lane) => {
      this.#totals[lane] = ((this.#totals[lane] ?? 0) + by * column.get(place)) | 0;
    });
    const version = this.#version.codes.get(place);
    if (version >= 0 && hasAnswered(this.#disposition.get(place))) {
      this.#answeredBy[version] = (this.#answeredBy[version] ?? 0) + by;
    }
    if (!hasAnswered(this.#disposition.get(place))) return;
    for (const [name, column] of this.#ratings) {
      const code = column.get(place);
      if (code >= firstPointCode) continue;
      const counted = this.#withoutPoint.get(name);
      if (counted) counted[code] = (counted[code] ?? 0) + by;
      else this.#withoutPoint.set(name, noneWithoutPoint.with(code, by));
    }
  }

  #countOutcome(place: number, by: 1 | -1): void {
    const stratum = this.#stratum.codes.get(place) + 1;
    while (this.#outcomes.length <= stratum) this.#outcomes.push(new Uint32Array(dispositions.length));
    const counted = this.#outcomes[stratum] as Uint32Array;
    const outcome = this.#disposition.get(place);
    counted[outcome] = (counted[outcome] as number) + by;
  }

  /** All columns as they would be kept now. */
  get kept(): KeptColumn[] {
    return this.#columns().map(({ name, shape, words, numbers }) => ({
      name,
      shape,
      labels: {
        labels: words?.labels ?? [],
        withoutPoint: [...(this.#withoutPoint.get(name) ?? [])],
        ...(words === this.#version ? { answered: [...this.#answeredBy] } : {}),
        ...this.#totalOf(numbers),
      },
    }));
  }

  #totalOf(numbers: Column['numbers']): { readonly total?: number } {
    const lane = this.#digests.findIndex((column) => column === numbers);
    return lane < 0 ? {} : { total: this.#totals[lane] ?? 0 };
  }

  /**
   * What all rows are together, in hexadecimal digits: their number, and the sum of their digests, which is the same in
   * whatever order they stand.
   */
  get digest(): string {
    const parts = [this.#size, ...this.#totals].map((part) => (part >>> 0).toString(16).padStart(8, '0'));
    return parts.join('');
  }

  /** The chunks that have changed since they were last taken: views, of use until the next row is set. */
  takeChanges(): KeptChunk[] {
    const chunks = [...this.#changedChunks].sort((a, b) => a - b);
    this.#changedChunks.clear();
    return this.#columns().flatMap(({ name, numbers }) =>
      chunks.map((chunk) => ({ name, chunk, bytes: numbers.chunk(chunk, this.#size) })),
    );
  }

  /** Lets the next taking of changes be of everything. */
  markAllChanged(): void {
    for (let place = 0; place < this.#size; place += rowsPerChunk) {
      this.#changedChunks.add(Math.floor(place / rowsPerChunk));
    }
  }

  /** The memory that the columns take, about. */
  get bytes(): number {
    const widths = this.#columns().map(({ numbers }) => numbers.width);
    return this.#size * widths.reduce((sum, width) => sum + width, 0);
  }

  /** Whether kept columns are all that is needed, and in the shape in which they would be made now. */
  canRestore(kept: readonly KeptColumn[]): boolean {
    const shapes = new Map(kept.map(({ name, shape }) => [name, shape]));
    return this.#columns().every(({ name, shape }) => shapes.get(name) === shape);
  }

  /**
   * Takes the chunks of a column of `size` rows as they were kept. When all columns have theirs, `restored` has to
   * follow.
   *
   * @returns whether they are whole
   */
  load(name: string, size: number, chunks: readonly KeptChunk[]): boolean {
    const numbers = this.#columns().find((column) => column.name === name)?.numbers;
    if (numbers === undefined || chunks.length !== Math.ceil(size / rowsPerChunk)) return false;
    return chunks.every(({ chunk, bytes }, place) => {
      const rows = Math.min(rowsPerChunk, size - chunk * rowsPerChunk);
      if (chunk !== place || bytes.byteLength !== rows * numbers.width) return false;
      numbers.load(chunk, bytes);
      return true;
    });
  }

  /** Completes columns of so many rows whose chunks have been loaded. */
  restored(size: number, kept: readonly KeptColumn[]): void {
    this.#describe(size, kept);
    for (let place = 0; place < size; place++) this.#countOutcome(place, 1);
  }

  /** Takes what was known of all rows, without the rows: enough for whoever has sums of them. */
  restoredWithoutRows(size: number, kept: readonly KeptColumn[], outcomes: WaveDataset['outcomes']): void {
    this.#describe(size, kept);
    this.#outcomes.push(...outcomes);
    this.#hasRows = false;
  }

  /** Whether there are rows, and not only what is known of them all. */
  get hasRows(): boolean {
    return this.#hasRows;
  }

  #describe(size: number, kept: readonly KeptColumn[]): void {
    const labelsOf = new Map(kept.map(({ name, labels }) => [name, labels]));
    for (const { name, words, numbers } of this.#columns()) {
      const { labels = [], withoutPoint = [], answered, total = 0 } = labelsOf.get(name) ?? {};
      const lane = this.#digests.findIndex((column) => column === numbers);
      if (lane >= 0) this.#totals[lane] = total;
      if (words === this.#version) this.#answeredBy = [...(answered ?? [])];
      for (const label of labels) words?.codeOf(label);
      if (withoutPoint.length > 0) this.#withoutPoint.set(name, [...withoutPoint]);
    }
    this.#size = size;
  }

  #columns(): Column[] {
    const shaped = (shape: string) => `${madeBy} ${shape}`;
    const labelled = (name: string, words: LabelColumn) => ({
      name,
      shape: shaped('labels'),
      numbers: words.codes,
      words,
    });
    return [
      labelled('stratum', this.#stratum),
      { name: 'disposition', shape: shaped(dispositions.join()), numbers: this.#disposition, words: null },
      { name: 'weight', shape: shaped('weight'), numbers: this.#weight, words: null },
      labelled('version', this.#version),
      ...this.#digests.map((numbers, lane) => ({
        name: `digest:${lane}`,
        shape: shaped('digest'),
        numbers,
        words: null,
      })),
      ...[...this.#variables].map(([name, words]) => labelled(`variable:${name}`, words)),
      ...[...this.#amounts].map(([name, numbers]) => ({
        name: `amount:${name}`,
        shape: shaped('amount'),
        numbers,
        words: null,
      })),
      ...this.#parts.map((part) => this.#points(part, shaped(`points ${part.min} to ${part.max}`))),
      ...this.#choices.map((part) => this.#points(part, shaped(`options ${part.options.join(' ')}`))),
    ];
  }

  #points({ column }: RatingPart, shape: string): Column {
    const numbers = this.#ratings.get(column) ?? new GrowingColumn((length) => new Uint8Array(length));
    return { name: column, shape, numbers, words: null };
  }

  /** The columns as they are now: views, of use until the next row is set. */
  dataset(): WaveDataset {
    const size = this.#size;
    const onAnotherScale = new Map<string, number>();
    for (const { column, question } of this.#parts) {
      const answers = this.#withoutPoint.get(column)?.[otherMeasureCode] ?? 0;
      if (answers > 0) onAnotherScale.set(question, (onAnotherScale.get(question) ?? 0) + answers);
    }
    const rowsOf = <A extends Uint8Array | Int32Array | Float64Array>(numbers: GrowingColumn<A>): A => {
      if (!this.#hasRows) throw new RangeError('The rows of this wave have not been read');
      return numbers.values(size);
    };
    const coded = ({ codes, labels }: LabelColumn): CodedColumn => ({
      get codes() {
        return rowsOf(codes);
      },
      labels,
    });
    const [disposition, weight] = [this.#disposition, this.#weight];
    return {
      sampled: size,
      stratum: coded(this.#stratum),
      variables: new Map([...this.#variables].map(([name, column]) => [name, coded(column)])),
      amounts: new Map(
        [...this.#amounts].map(([name, numbers]) => [name, { values: () => rowsOf(numbers) }]),
      ),
      get disposition() {
        return rowsOf(disposition);
      },
      get givenWeights() {
        return rowsOf(weight);
      },
      ratings: new Map(
        this.#parts.map(({ column, min }) => [column, this.#ratingColumn(column, min, rowsOf)]),
      ),
      choices: new Map(this.#choices.map(({ column }) => [column, this.#ratingColumn(column, 0, rowsOf)])),
      onAnotherScale,
      withoutPoint: new Map(
        this.#parts.map(({ column }) => {
          const counted = this.#withoutPoint.get(column) ?? noneWithoutPoint;
          const [unanswered, notApplicable] = [counted[unansweredCode], counted[notApplicableCode]];
          return [column, { unanswered: unanswered ?? 0, notApplicable: notApplicable ?? 0 }] as const;
        }),
      ),
      answeredBy: new Map(
        this.#version.labels.map((version, code) => [version, this.#answeredBy[code] ?? 0] as const),
      ),
      outcomes: this.#outcomes,
    };
  }

  #ratingColumn(
    name: string,
    min: number,
    rowsOf: (numbers: GrowingColumn<Uint8Array>) => Uint8Array,
  ): RatingColumn {
    const numbers = this.#ratings.get(name);
    return {
      get codes() {
        return numbers ? rowsOf(numbers) : new Uint8Array(0);
      },
      min,
    };
  }
}

/** The customer of a row, as the questionnaire knows them. */
function respondentOf(row: SampleRow, version: Definition | undefined): Respondent {
  if (row.response === null || version === undefined || version.facts.length === 0) {
    return { ...anybody, language: row.response?.locale ?? '' };
  }
  const facts = factsOf(version, { ...knownOfMember(row), ...row.response.facts });
  return { facts, language: row.response.locale ?? '', seed: '' };
}

/**
 * A submitted response holds only what its route asked; one under way may still hold more. Of those that ended
 * otherwise nothing is measured.
 */
function relevant({ response }: SampleRow, version: Definition | undefined, respondent: Respondent): Answers {
  if (response === null || version === undefined) return {};
  if (response.status === 'submitted') return response.answers;
  return response.status === 'started' ? relevantAnswers(version, response.answers, respondent) : {};
}

/** What is known of a customer by a name: from the list, from a signed link, or as the answer to a question. */
function variableOf(name: string, row: SampleRow, answers: Answers): string | null {
  const known = knownOf(name, row);
  if (known !== undefined) return known;
  const answer = answerTo(answers, name);
  return typeof answer === 'string' ? answer : null;
}

/** What the list, or a signed link, says of a customer; `undefined` where neither does. */
function knownOf(name: string, { attributes, response }: SampleRow): string | undefined {
  if (Object.hasOwn(attributes, name)) return attributes[name];
  const facts = response?.facts;
  return facts && Object.hasOwn(facts, name) ? facts[name] : undefined;
}
