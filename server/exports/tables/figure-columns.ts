import type { Figure } from '#reports/report.ts';
import { type Focus, reasonInWords, shown } from '../../views/reports/focus.ts';
import { verdictWord } from '../../views/reports/verdict.ts';
import type { ColumnOf, NumberFormat } from './table.ts';

/** A figure with its error, its interval, what it rests on, and why something is missing. */
export function figureColumns<Row>(
  focus: Focus,
  of: (row: Row) => Figure | null,
  { header, format = 'index' }: { readonly header: string; readonly format?: NumberFormat },
): ColumnOf<Row>[] {
  const { t } = focus;
  const known = (row: Row) => (shown(of(row)) === null ? null : of(row));
  return [
    { header, format, cell: (row) => known(row)?.estimate ?? null },
    {
      header: t('take.column.standardError'),
      format: 'error',
      cell: (row) => known(row)?.standardError ?? null,
    },
    { header: t('take.column.lower'), format, cell: (row) => known(row)?.lower ?? null },
    { header: t('take.column.upper'), format, cell: (row) => known(row)?.upper ?? null },
    { header: t('report.answersShort'), format: 'count', cell: (row) => answersTo(of(row)) },
    {
      header: t('take.column.effectiveSize'),
      format: 'mean',
      cell: (row) => known(row)?.effectiveSize ?? null,
    },
    {
      header: t('take.column.designEffect'),
      format: 'mean',
      cell: (row) => known(row)?.designEffect ?? null,
    },
    { header: t('take.column.missing'), cell: (row) => whyMissing(of(row), focus) },
  ];
}

/** The estimate alone. */
export function estimateColumn<Row>(
  header: string,
  of: (row: Row) => Figure | null,
  format: NumberFormat,
): ColumnOf<Row> {
  return { header, format, cell: (row) => shown(of(row))?.estimate ?? null };
}

/** What an interval shows about 1. */
export function verdictColumn<Row>(focus: Focus, of: (row: Row) => Figure | null): ColumnOf<Row> {
  return { header: focus.t('report.where.verdict'), cell: (row) => verdictWord(of(row), focus) || null };
}

/** How many answers a figure rests on; nothing of one that is held back, since that would tell. */
function answersTo(figure: Figure | null): number | null {
  return figure === null || figure.suppressed !== null ? null : figure.n;
}

function whyMissing(figure: Figure | null, { t }: Focus): string | null {
  if (figure === null) return t('report.reason.notAsked');
  if (figure.suppressed !== null) return t(`take.heldBack.${figure.suppressed}`);
  return figure.reason === null ? null : reasonInWords(t, figure.reason);
}
