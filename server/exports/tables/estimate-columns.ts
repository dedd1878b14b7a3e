import type { Estimate } from '#reports/sampling-error/estimate.ts';
import { type Focus, reasonInWords } from '../../views/reports/focus.ts';
import type { ColumnOf, NumberFormat } from './table.ts';

type Known = Pick<Estimate, 'estimate' | 'standardError' | 'lower' | 'upper'>;

/** An estimate of the analysis with its error and interval, each column named after it. */
export function estimateColumns<Row>(
  { t }: Focus,
  header: string,
  of: (row: Row) => Known | null,
  format: NumberFormat,
): ColumnOf<Row>[] {
  return [
    { header, format, cell: (row) => of(row)?.estimate ?? null },
    {
      header: t('analysis.standardError', { what: header }),
      format: format === 'share' ? 'share' : 'error',
      cell: (row) => of(row)?.standardError ?? null,
    },
    { header: t('analysis.lower', { what: header }), format, cell: (row) => of(row)?.lower ?? null },
    { header: t('analysis.upper', { what: header }), format, cell: (row) => of(row)?.upper ?? null },
  ];
}

/** Why an estimate of the analysis is missing. */
export function missingColumn<Row>({ t }: Focus, of: (row: Row) => Estimate | null): ColumnOf<Row> {
  return {
    header: t('take.column.missing'),
    cell: (row) => {
      const reason = of(row)?.reason ?? null;
      return reason === null ? null : reasonInWords(t, reason);
    },
  };
}
