import { type EstimateProblem, EstimateRefusal } from '#reports/estimate/refusal.ts';
import type { Estimation } from '#reports/estimate/result.ts';
import { runEstimation } from '#reports/estimate/run.ts';
import { memorySource } from '#server/imports/source.ts';
import { specOf, tableOf } from './reference.ts';

/** Rows of a file as CSV. */
export function csv(rows: readonly Readonly<Record<string, string | number>>[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => columns.map((column) => row[column] ?? '').join(','));
  return [columns.join(','), ...lines].join('\n');
}

/** Runs a spec over a CSV text. */
export async function estimatedFrom(text: string, rest: object): Promise<Estimation> {
  const spec = specOf({ data: 'data.csv', ...rest });
  return runEstimation(spec, await tableOf(spec, memorySource('data.csv', text)), null);
}

/** The problem that stops a spec over a CSV text. */
export async function refusedFrom(text: string, rest: object): Promise<EstimateProblem> {
  try {
    await estimatedFrom(text, rest);
  } catch (error) {
    if (error instanceof EstimateRefusal) return error.problem;
    throw error;
  }
  throw new Error('Nothing was refused');
}
