import type { Change, DecompositionReason } from '#reports/report.ts';
import type { Translate } from '../../i18n/translate.ts';
import { type Focus, isMoreThanNoise, valueNamed, variableNamed } from '../../views/reports/focus.ts';
import { changeReasonInWords } from '../../views/reports/verdict.ts';
import { type ColumnOf, type TableSource, tableOf } from './table.ts';
import { targetsOf } from './targets.ts';

type Tested = Pick<
  Change,
  'difference' | 'standardError' | 'lower' | 'upper' | 'degreesOfFreedom' | 'p' | 'reason'
>;

/** A difference with its error and its test. */
export function testColumns<Row>({ t }: Focus, of: (row: Row) => Tested | null): ColumnOf<Row>[] {
  return [
    { header: t('take.column.difference'), format: 'index', cell: (row) => of(row)?.difference ?? null },
    {
      header: t('take.column.standardError'),
      format: 'error',
      cell: (row) => of(row)?.standardError ?? null,
    },
    { header: t('take.column.lower'), format: 'index', cell: (row) => of(row)?.lower ?? null },
    { header: t('take.column.upper'), format: 'index', cell: (row) => of(row)?.upper ?? null },
    {
      header: t('take.column.degreesOfFreedom'),
      format: 'count',
      cell: (row) => of(row)?.degreesOfFreedom ?? null,
    },
    { header: 'p', format: 'p', cell: (row) => of(row)?.p ?? null },
  ];
}

function nameOfWave({ report, waveName }: Focus): (key: string) => string {
  const names = new Map(report.waves.map((wave) => [wave.key, waveName(wave)]));
  return (key) => names.get(key) ?? key;
}

/** The changes from every earlier wave to the one in focus, with the tests they were part of. */
const changes: TableSource = {
  key: 'changes',
  table(focus) {
    const { t, report, wave } = focus;
    const names = new Map(targetsOf(focus).map(({ key, name }) => [key, name]));
    const name = nameOfWave(focus);
    const columns: ColumnOf<Change>[] = [
      { header: t('take.column.from'), cell: ({ from }) => name(from) },
      { header: t('take.column.to'), cell: ({ to }) => name(to) },
      { header: t('take.column.figure'), cell: (change) => t(`take.figure.${change.name}`) },
      { header: t('take.column.key'), cell: ({ target }) => target },
      {
        header: t('take.column.name'),
        isLong: true,
        cell: ({ target }) => names.get(target) ?? target,
      },
      { header: t('report.segments.group'), cell: ({ domain }) => groupInWords(domain, focus) },
      ...testColumns<Change>(focus, (change) => change),
      { header: t('take.column.pHolm'), format: 'p', cell: ({ pHolm }) => pHolm },
      { header: t('take.column.pBH'), format: 'p', cell: ({ pBH }) => pBH },
      {
        header: t('take.column.family'),
        cell: ({ family }) => (family === null ? null : t(`take.family.${family}`)),
      },
      { header: t('take.column.familySize'), format: 'count', cell: ({ familySize }) => familySize },
      {
        header: t('take.column.shown'),
        cell: (change) =>
          change.difference === null ? null : t(yesOrNo(isMoreThanNoise(change, report.plan.confidence))),
      },
      { header: t('take.column.missing'), cell: ({ reason }) => changeReasonInWords(reason, t) },
    ];
    return tableOf(
      t('take.table.changes'),
      columns,
      report.changes.filter(({ to }) => to === wave.key),
    );
  },
};

const yesOrNo = (is: boolean) => (is ? 'analysis.yes' : 'analysis.no');

function groupInWords(domain: Change['domain'], focus: Focus): string | null {
  if (domain === null) return null;
  return Object.entries(domain)
    .map(([variable, value]) => `${variableNamed(focus, variable)}: ${valueNamed(focus, variable, value)}`)
    .join(' · ');
}

/** What of each change is customers judging otherwise, and what the mix of customers. */
const decompositions: TableSource = {
  key: 'decomposition',
  table(focus) {
    const { t, report, wave } = focus;
    const names = new Map(targetsOf(focus).map(({ key, name }) => [key, name]));
    const name = nameOfWave(focus);
    const rows = report.decompositions
      .filter(({ to }) => to === wave.key)
      .flatMap((whole) =>
        (['real', 'composition'] as const).map((part) => ({ whole, part, tested: whole[part] })),
      );
    return tableOf(
      t('take.table.decomposition'),
      [
        { header: t('take.column.from'), cell: ({ whole }) => name(whole.from) },
        { header: t('take.column.to'), cell: ({ whole }) => name(whole.to) },
        { header: t('take.column.key'), cell: ({ whole }) => whole.target },
        { header: t('take.column.name'), cell: ({ whole }) => names.get(whole.target) ?? whole.target },
        { header: t('take.column.change'), format: 'index', cell: ({ whole }) => whole.difference },
        { header: t('take.column.part'), isLong: true, cell: ({ part }) => t(`take.part.${part}`) },
        ...testColumns<(typeof rows)[number]>(focus, ({ tested }) => tested),
        {
          header: t('take.column.missing'),
          cell: ({ whole }) => whyNoParts(whole.reason, t),
        },
      ],
      rows,
    );
  },
};

function whyNoParts(reason: DecompositionReason | null, t: Translate): string | null {
  switch (reason) {
    case 'population-unknown':
    case 'strata-differ':
    case 'stratum-without-answers':
      return t(`take.reason.${reason}`);
    default:
      return changeReasonInWords(reason, t);
  }
}

/** Whether the overall index moved at all. */
const movement: TableSource = {
  key: 'movement',
  table({ t, report: { movement: one } }) {
    if (one === null) return null;
    return tableOf(
      t('take.table.movement'),
      [
        { header: 'Wald χ²', format: 'mean', cell: ({ chiSquare }) => chiSquare },
        {
          header: t('take.column.degreesOfFreedom'),
          format: 'count',
          cell: ({ degreesOfFreedom }) => degreesOfFreedom,
        },
        { header: 'p', format: 'p', cell: ({ p }) => p },
        { header: t('take.column.trend'), format: 'error', cell: (row) => row.trend },
        {
          header: t('take.column.standardError'),
          format: 'error',
          cell: ({ trendStandardError }) => trendStandardError,
        },
        { header: t('take.column.trendP'), format: 'p', cell: ({ trendP }) => trendP },
      ],
      [one],
    );
  },
};

export const changeTables: readonly TableSource[] = [changes, decompositions, movement];
