import type { Figure } from '#reports/report.ts';
import type { MeasuredRun } from './child.ts';
import type { Inside } from './engine-process.ts';
import type { ByR, Style } from './engine-r.ts';
import { table } from './machine.ts';

/** One database: so many responses of so many pairs. */
export interface Measured {
  readonly responses: number;
  readonly pairs: number;
  readonly databaseMebibytes: number;
  /** The first report ever made of this database, from the start of the process. */
  readonly first: Pick<MeasuredRun, 'seconds' | 'peakMebibytes'>;
  /** The middle one of processes after it. */
  readonly cold: Pick<MeasuredRun, 'seconds' | 'peakMebibytes'>;
  readonly inside: Inside;
  readonly figures: readonly Figure[];
}

/** The same rows in R. */
export interface MeasuredByR {
  readonly measured: Measured;
  readonly runs: Readonly<Record<Style, { readonly byR: ByR; readonly difference: number }>>;
}

function count(value: number): string {
  return value.toLocaleString('en');
}

/** A number with three digits that matter, whatever its size. */
function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

/** How long a report takes us and how much memory, in every way it can be asked for. */
export function ours(sizes: readonly Measured[]): string {
  const head = [
    'responses',
    'database MiB',
    'first report ever s',
    'its peak MiB',
    'cold process s',
    'its peak MiB',
    'cold inside s',
    'warm ms',
    'keeping one more ms',
    'report after it ms',
    'peak of all that MiB',
  ];
  const rows = sizes.map(({ responses, databaseMebibytes, first, cold, inside }) => [
    count(responses),
    figure(databaseMebibytes),
    figure(first.seconds),
    figure(first.peakMebibytes),
    figure(cold.seconds),
    figure(cold.peakMebibytes),
    figure(inside.cold / 1000),
    figure(inside.warm),
    figure(inside.submitting),
    figure(inside.oneMore),
    figure(inside.peak),
  ]);
  return `\n${table(head, rows)}`;
}

/**
 * R's time beside ours on the same rows: process by process with everything they do, and R's work on rows that it has
 * read against ours from the database.
 */
export function besideR(sizes: readonly MeasuredByR[]): string {
  const head = [
    'responses',
    'R written as',
    'R process s',
    'its peak MiB',
    'of it reading s',
    'of it figures s',
    'process, first report ever',
    'process, cold',
    'figures, cold inside',
    'figures, warm',
    'largest difference',
  ];
  const rows = sizes.flatMap(({ measured, runs }) =>
    (['expert', 'usual'] as const).map((style) => {
      const { byR, difference } = runs[style];
      const { responses, first, cold, inside } = measured;
      const over = (theirs: number, ours: number) =>
        `${isFinished(byR) ? '' : '> '}${figure(theirs / ours)}×`;
      return [
        count(responses),
        style,
        figure(byR.processSeconds),
        figure(byR.peakBytes / 2 ** 20),
        figure(byR.readSeconds),
        `${figure(byR.seconds)}${isFinished(byR) ? '' : ` (${byR.domains} of ${byR.allDomains} parts)`}`,
        over(byR.processSeconds, first.seconds),
        over(byR.processSeconds, cold.seconds),
        over(byR.seconds, inside.cold / 1000),
        over(byR.seconds, inside.warm / 1000),
        difference.toExponential(0),
      ];
    }),
  );
  const version = sizes.flatMap(({ runs }) => runs.expert.byR.version)[0];
  return `\n${version}:\n\n${table(head, rows)}`;
}

/** Whether R did all parts in the time it was given. */
function isFinished({ domains, allDomains }: ByR): boolean {
  return domains === allDomains;
}

/** How time and memory grow with responses and with pairs. */
export function growth(cells: readonly Measured[]): string {
  const head = [
    'responses',
    'pairs',
    'first report ever s',
    'cold process s',
    'its peak MiB',
    'cold inside s',
    'µs a response',
    'warm ms',
    'report after one more ms',
    'figures',
  ];
  const rows = cells.map(({ responses, pairs, first, cold, inside, figures }) => [
    count(responses),
    pairs,
    figure(first.seconds),
    figure(cold.seconds),
    figure(cold.peakMebibytes),
    figure(inside.cold / 1000),
    figure((inside.cold * 1000) / responses),
    figure(inside.warm),
    figure(inside.oneMore),
    figures.length,
  ]);
  return `\n${table(head, rows)}`;
}
