import { expect } from 'vitest';
import { checkSpec } from '#reports/estimate/check-spec.ts';
import { type DataTable, neededColumns } from '#reports/estimate/columns.ts';
import type { EstimateRow, Estimation } from '#reports/estimate/result.ts';
import { runEstimation } from '#reports/estimate/run.ts';
import { type EstimateSpec, estimateSpec } from '#reports/estimate/spec.ts';
import { readDataTable, readNumbers } from '#server/estimate/read-table.ts';
import { packedFileSource } from '#server/estimate/source.ts';
import type { Source } from '#server/imports/source.ts';
import { referenceFile } from '#test/helpers/reference.ts';

/** The path of a table of the reference data. */
export function dataFile(name: string): string {
  return referenceFile(`data/${name}`);
}

export function specOf(spec: object): EstimateSpec {
  const parsed = estimateSpec.parse(spec);
  checkSpec(parsed);
  return parsed;
}

/** Reads what a spec needs of a file; problems fail the test. */
export async function tableOf(spec: EstimateSpec, source: Source): Promise<DataTable> {
  const { table, problems } = await readDataTable(source, {
    columns: neededColumns(spec),
    rows: spec.rows ?? {},
  });
  if (!table) throw new Error(JSON.stringify(problems.first));
  return table;
}

/** Runs a spec over a file of the reference data. */
export async function estimated(data: string, rest: object): Promise<Estimation> {
  const spec = specOf({ data, ...rest });
  const table = await tableOf(spec, packedFileSource(dataFile(data)));
  const { replicates } = spec;
  if (replicates?.type !== 'given') return runEstimation(spec, table, null);
  const { columns } = await readNumbers(packedFileSource(dataFile(replicates.file)));
  return runEstimation(spec, table, columns);
}

/** The line of a result; `domain` by its values joined by "|". */
export function lineOf(
  { result }: Estimation,
  name: string,
  {
    target = null,
    domain = null,
    period = null,
  }: { target?: string | null; domain?: string | null; period?: string | null } = {},
): EstimateRow {
  const found = result.estimates.find((row) => {
    const values = row.domain && Object.values(row.domain).join('|');
    return row.name === name && row.target === target && values === domain && row.period === period;
  });
  if (!found) throw new Error(`No line ${name} ${target} ${domain} ${period}`);
  return found;
}

/** Relative where there is something to be relative to; a variance of nothing at all is 0 to rounding. */
export function expectNear(ours: number | null | undefined, reference: number, what: string, size = 0): void {
  const scale = Math.max(Math.abs(reference), size);
  const difference = Math.abs((ours ?? Number.NaN) - reference);
  const within = scale < 1e-8 ? difference : difference / scale;
  expect(within, `${what}: ${ours} against ${reference}`).toBeLessThan(1e-8);
}

/** Every line of one run is in the other, estimate and standard error times a factor. */
export function expectSameLines(
  one: Estimation,
  other: Estimation,
  { estimate = 1, standardError = 1 } = {},
) {
  expect(other.result.estimates).toHaveLength(one.result.estimates.length);
  for (const [place, line] of one.result.estimates.entries()) {
    const ours = other.result.estimates[place];
    const what = `${line.name} ${line.target ?? ''}`;
    expectNear(ours?.estimate, (line.estimate ?? 0) * estimate, what);
    expectNear(ours?.standardError, (line.standardError ?? 0) * standardError, `${what} standard error`);
  }
}
