import type { ChangeRow, EstimateResult, EstimateRow } from '#reports/estimate/result.ts';
import { type Cell, csvRow } from '../exports/csv.ts';
import type { Translate } from '../i18n/translate.ts';

/**
 * A result as JSON, each warning with its words. Numbers have the digits it takes to read the same number back,
 * which are never more than 17.
 */
export function jsonOf(result: EstimateResult, t: Translate): string {
  const warnings = result.warnings.map(({ code, params }) => ({
    code,
    message: t(`estimate.warning.${code}`, params),
  }));
  return JSON.stringify({ ...result, warnings }, null, 2);
}

const estimateColumns = [
  'name',
  'target',
  'domain',
  'period',
  'estimate',
  'standardError',
  'lower',
  'upper',
  'degreesOfFreedom',
  'n',
  'effectiveSize',
  'designEffect',
  'suppressed',
] as const;
const changeColumns = ['from', 'to', 'p', 'pHolm', 'pBH'] as const;

/**
 * The estimates as CSV, one line each, a domain as `abc=A;market=retail`; after them the changes, where any are
 * asked for, with their difference as the estimate. Empty = `null`.
 */
export function* csvOf({ estimates, changes }: EstimateResult): Generator<string> {
  const columns = changes.length > 0 ? [...estimateColumns, ...changeColumns] : estimateColumns;
  yield csvRow([...columns], false);
  for (const row of estimates)
    yield csvRow(
      columns.map((column) => estimateCell(row, column)),
      false,
    );
  for (const row of changes)
    yield csvRow(
      columns.map((column) => changeCell(row, column)),
      false,
    );
}

type Column = (typeof estimateColumns)[number] | (typeof changeColumns)[number];

function estimateCell(row: EstimateRow, column: Column): Cell {
  if (column === 'domain') return row.domain && domainText(row.domain);
  return column in row ? row[column as keyof Omit<EstimateRow, 'domain'>] : null;
}

function changeCell(row: ChangeRow, column: Column): Cell {
  if (column === 'estimate') return row.difference;
  return column in row ? row[column as keyof ChangeRow] : null;
}

function domainText(domain: Readonly<Record<string, string>>): string {
  return Object.entries(domain)
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
}

/** The final weight of every row that was kept, by its row in the data file; 0 where it did not answer. */
export function* weightsCsv(lines: Int32Array, weights: Float64Array): Generator<string> {
  yield csvRow(['row', 'weight'], false);
  for (const [place, line] of lines.entries()) yield csvRow([line, weights[place] ?? 0], false);
}
