import type { Estimate } from '#reports/sampling-error/estimate.ts';
import type { KnownShare, ValueRow, ValueTable } from '#reports/wave-value.ts';
import { type Focus, valueNamed, variableNamed } from '../../views/reports/focus.ts';
import { estimateColumns } from './estimate-columns.ts';
import { type TableSource, tableOf } from './table.ts';

type Classed = { readonly table: ValueTable; readonly row: ValueRow };

const shareOf = (known: KnownShare | null): number | null =>
  known === null ? null : known.isKnown ? known.share : known.estimate.estimate;

/** Satisfaction by what customers are worth, and the revenue of the dissatisfied. */
const value: TableSource = {
  key: 'value',
  table(focus) {
    const { t, analysis } = focus;
    const rows = (analysis?.value?.tables ?? []).flatMap((table) =>
      table.rows.map((row): Classed => ({ table, row })),
    );
    return tableOf<Classed>(
      t('take.table.value'),
      [
        { header: t('take.column.variable'), cell: ({ table }) => variableNamed(focus, table.variable) },
        {
          header: t('report.segments.group'),
          cell: ({ table, row }) => valueNamed(focus, table.variable, row.value),
        },
        { header: t('take.column.groupKey'), cell: ({ row }) => row.value },
        {
          header: t('report.answersShort'),
          format: 'count',
          cell: ({ row }) => (row.isHeldBack ? null : row.n),
        },
        ...estimateColumns<Classed>(focus, t('report.index'), ({ row }) => row.csi, 'index'),
        ...estimateColumns<Classed>(
          focus,
          t('take.column.dissatisfied'),
          ({ row }) => row.dissatisfied,
          'share',
        ),
        {
          header: t('take.column.customers'),
          format: 'share',
          cell: ({ row }) => (row.isHeldBack ? null : shareOf(row.customers)),
        },
        {
          header: t('take.column.revenue'),
          format: 'share',
          cell: ({ row }) => (row.isHeldBack ? null : shareOf(row.revenue)),
        },
        ...estimateColumns<Classed>(
          focus,
          t('take.column.atRisk'),
          ({ row }) => (row.risk === null || row.risk.suppressed !== null ? null : row.risk.exposed),
          'weight',
        ),
        {
          header: t('take.column.missing'),
          cell: ({ row }) => (row.isHeldBack ? t('take.heldBack.small-cell') : null),
        },
      ],
      rows,
    );
  },
};

type Known = { readonly what: string; readonly estimate: Estimate | null; readonly number: number | null };

/** Complaints received beside dissatisfaction measured. */
const iceberg: TableSource = {
  key: 'iceberg',
  table(focus) {
    const { t } = focus;
    return tableOf<Known>(
      t('report.iceberg.title'),
      [
        { header: t('take.column.figure'), isLong: true, cell: ({ what }) => what },
        {
          header: t('take.column.value'),
          format: 'index',
          cell: ({ estimate, number }) => number ?? estimate?.estimate ?? null,
        },
        {
          header: t('take.column.standardError'),
          format: 'error',
          cell: ({ estimate }) => estimate?.standardError ?? null,
        },
        { header: t('take.column.lower'), format: 'index', cell: ({ estimate }) => estimate?.lower ?? null },
        { header: t('take.column.upper'), format: 'index', cell: ({ estimate }) => estimate?.upper ?? null },
      ],
      icebergRows(focus),
    );
  },
};

function icebergRows({ t, analysis }: Focus): Known[] {
  const found = analysis?.dissatisfaction ?? null;
  if (found === null) return [];
  const row = (what: string, estimate: Estimate | null, number: number | null = null) => ({
    ...{ what, estimate, number },
  });
  const { behaviour } = found;
  return [
    row(t('report.iceberg.number'), found.number?.estimate ?? null),
    row(t('report.iceberg.share'), found.share),
    row(t('report.iceberg.received'), null, found.complaints.length === 0 ? null : found.received),
    ...found.complaints.map(({ channel, fromOn, untilOn, source, count }) =>
      row(
        [channel, t('report.iceberg.days', { from: fromOn, to: untilOn }), source].join(' · '),
        null,
        count,
      ),
    ),
    ...(behaviour === null
      ? []
      : (['silent', 'publicly', 'privately'] as const).map((part) =>
          row(`${t('report.iceberg.behaviour')}: ${t(`report.iceberg.${part}`)}`, behaviour[part]),
        )),
  ];
}

export const valueTables: readonly TableSource[] = [value, iceberg];
