import { type Answer, type Answers, answerTo, isPairAnswer, notApplicable } from '#surveys/answers.ts';
import type { Definition } from '#surveys/definition.ts';
import { relevantAnswers } from '#surveys/journey.ts';
import type { Question } from '#surveys/questions/index.ts';
import { type Disposition, dispositionOf, dispositions } from '#surveys/sampling/dispositions.ts';
import { endsOf } from '#surveys/scales.ts';
import {
  type CodedColumn,
  codedColumnBuilder,
  numberColumnBuilder,
  type RatingColumn,
  ratingColumnBuilder,
} from './columns.ts';
import { stratumVariable } from './plan.ts';

/** One customer of a wave's sample with what came back, or one answer that came by the open link. */
export interface SampleRow {
  /** The company's name of the customer; `null` for an answer by the open link. */
  readonly customer: string | null;
  readonly stratum: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  /** What was recorded about the attempt. */
  readonly recorded: Disposition | null;
  /** A weight that came with the row. */
  readonly weight: number | null;
  readonly response: {
    readonly versionId: string;
    readonly status: 'started' | 'submitted';
    readonly answers: Answers;
  } | null;
}

/** One wave, column by column: the sample has a row per customer asked, the ratings one per respondent. */
export interface WaveDataset {
  readonly sampled: number;
  readonly stratum: CodedColumn;
  /** The variables asked for, by name; a customer without the variable has code -1. */
  readonly variables: ReadonlyMap<string, CodedColumn>;
  /** Index into `dispositions` of each sampled customer. */
  readonly disposition: Uint8Array;
  /** 1 where the customer answered (complete or partial). */
  readonly responded: Uint8Array;
  /** Weights that came with the rows, `NaN` where none did. */
  readonly givenWeights: Float64Array;
  /** Sample row of each respondent. */
  readonly respondents: Int32Array;
  /** Customer of each respondent; `null` for the open link. */
  readonly customers: readonly (string | null)[];
  /** Ratings of the respondents, by `expectation:ITEM`, `perception:ITEM`, `importance:ITEM` or `rating:QUESTION`. */
  readonly ratings: ReadonlyMap<string, RatingColumn>;
  /** Answers left out because their version asked the question on another scale, by question. */
  readonly onAnotherScale: ReadonlyMap<string, number>;
}

/** What of a question is a rating: the name of its column, the lowest point, and where the point is in an answer. */
interface RatingPart {
  readonly column: string;
  readonly question: string;
  readonly min: number;
  readonly max: number;
  point(answer: Answer | undefined): number | typeof notApplicable | undefined;
}

function pointOf(answer: Answer | undefined): number | typeof notApplicable | undefined {
  return typeof answer === 'number' || answer === notApplicable ? answer : undefined;
}

function pairParts(definition: Definition, question: Question & { kind: 'pair' }): RatingPart[] {
  const ends = endsOf(definition, question.scale);
  const halves = question.importance
    ? (['expectation', 'perception', 'importance'] as const)
    : (['expectation', 'perception'] as const);
  return halves.map((half) => ({
    column: `${half}:${question.key}`,
    question: question.key,
    ...ends,
    point: (answer) => (isPairAnswer(answer) ? answer[half] : undefined),
  }));
}

/** The ratings a questionnaire asks for, in its order. */
export function ratingParts(definition: Definition): RatingPart[] {
  return definition.pages
    .flatMap((page) => page.questions)
    .flatMap((question): RatingPart[] => {
      const { key } = question;
      if (question.kind === 'pair') return pairParts(definition, question);
      if (question.kind === 'scale') {
        return [
          { column: `rating:${key}`, question: key, ...endsOf(definition, question.scale), point: pointOf },
        ];
      }
      if (question.kind === 'recommend') {
        return [{ column: `rating:${key}`, question: key, min: 0, max: 10, point: pointOf }];
      }
      return [];
    });
}

/** For each rating of the reference questionnaire, whether another version asks it on the same scale. */
function sameScale(reference: readonly RatingPart[], version: Definition): ReadonlySet<string> {
  const asked = new Map(ratingParts(version).map((part) => [part.column, part]));
  return new Set(
    reference
      .filter(({ column, min, max }) => {
        const other = asked.get(column);
        return other === undefined || (other.min === min && other.max === max);
      })
      .map(({ column }) => column),
  );
}

/**
 * Collects the rows of one wave as they are read, so that no answers are held as objects.
 *
 * @param reference the questionnaire whose items and scales the report speaks of
 * @param versions every published questionnaire a row may point at, by id
 * @param variables names of customers' variables or single-choice questions to keep
 * @throws RangeError for a row that points at an unknown version
 */
export function waveDatasetBuilder(
  reference: Definition,
  versions: ReadonlyMap<string, Definition>,
  variables: readonly string[],
) {
  const parts = ratingParts(reference);
  const ratings = parts.map(({ min }) => ratingColumnBuilder(min));
  const comparable = new Map([...versions].map(([id, version]) => [id, sameScale(parts, version)]));
  const kept = variables.filter((name) => name !== stratumVariable);
  const variableColumns = kept.map(() => codedColumnBuilder());
  const stratum = codedColumnBuilder();
  const weights = numberColumnBuilder();
  const disposition: number[] = [];
  const respondents: number[] = [];
  const customers: (string | null)[] = [];
  const onAnotherScale = new Map<string, number>();

  function addRatings(answers: Answers, versionId: string): void {
    const same = comparable.get(versionId);
    parts.forEach((part, index) => {
      const point = part.point(answerTo(answers, part.question));
      const usable = point === undefined || same?.has(part.column) === true;
      if (!usable) onAnotherScale.set(part.question, (onAnotherScale.get(part.question) ?? 0) + 1);
      ratings[index]?.push(usable ? point : undefined);
    });
  }

  return {
    add(row: SampleRow): void {
      const version = row.response ? versions.get(row.response.versionId) : undefined;
      if (row.response && version === undefined) {
        throw new RangeError(`A response points at an unknown version: ${row.response.versionId}`);
      }
      const answers = relevant(row, version);
      const outcome = dispositionOf({
        recorded: row.recorded,
        response:
          row.response && version ? { definition: version, status: row.response.status, answers } : null,
      });
      stratum.push(row.stratum);
      for (const [index, name] of kept.entries())
        variableColumns[index]?.push(variableOf(name, row, answers));
      weights.push(row.weight ?? Number.NaN);
      if (row.response && (outcome === 'complete' || outcome === 'partial')) {
        respondents.push(disposition.length);
        customers.push(row.customer);
        addRatings(answers, row.response.versionId);
      }
      disposition.push(dispositions.indexOf(outcome));
    },

    finish(): WaveDataset {
      const responded = new Uint8Array(disposition.length);
      for (const row of respondents) responded[row] = 1;
      return {
        sampled: disposition.length,
        stratum: stratum.finish(),
        variables: new Map(kept.map((name, index) => [name, finished(variableColumns[index])])),
        disposition: Uint8Array.from(disposition),
        responded,
        givenWeights: weights.finish(),
        respondents: Int32Array.from(respondents),
        customers,
        ratings: new Map(parts.map((part, index) => [part.column, finished(ratings[index])])),
        onAnotherScale,
      };
    },
  };
}

/** A submitted response holds only what its route asked; one under way may still hold more. */
function relevant({ response }: SampleRow, version: Definition | undefined): Answers {
  if (response === null || version === undefined) return {};
  return response.status === 'submitted' ? response.answers : relevantAnswers(version, response.answers);
}

function variableOf(name: string, { attributes }: SampleRow, answers: Answers): string | null {
  if (Object.hasOwn(attributes, name)) return attributes[name] ?? null;
  const answer = answerTo(answers, name);
  return typeof answer === 'string' ? answer : null;
}

function finished<T>(builder: { finish(): T } | undefined): T {
  if (builder === undefined) throw new RangeError('A column without a builder');
  return builder.finish();
}

/** The variables that at least one row has a value of. */
export function knownVariables({ variables }: WaveDataset): Record<string, CodedColumn> {
  return Object.fromEntries([...variables].filter(([, { labels }]) => labels.length > 0));
}
