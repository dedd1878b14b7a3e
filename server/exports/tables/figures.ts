import type { Figure, FigureName, SegmentDifference, WaveReport } from '#reports/report.ts';
import { type Focus, variableName } from '../../views/reports/focus.ts';
import { isDifferent } from '../../views/reports/heat-map.view.ts';
import { estimateColumn, figureColumns, verdictColumn } from './figure-columns.ts';
import { type ColumnOf, type TableSource, tableOf } from './table.ts';
import { type Target, targetsOf } from './targets.ts';

function targetColumns<Row>(focus: Focus, of: (row: Row) => Target): ColumnOf<Row>[] {
  const { t } = focus;
  return [
    { header: t('take.column.level'), cell: (row) => t(`take.level.${of(row).level}`) },
    { header: t('take.column.key'), cell: (row) => of(row).key },
    { header: t('take.column.name'), isLong: true, cell: (row) => of(row).name },
    { header: t('report.factor'), cell: (row) => of(row).factor || null },
    { header: t('take.column.dimension'), cell: (row) => of(row).dimension || null },
    { header: t('report.where.weight'), format: 'share', cell: (row) => of(row).share },
  ];
}

const isOfIndex = ({ level }: Target) => level !== 'question';

/** C of the whole, the factors, the dimensions and the items, with both sides and the gap. */
const figures: TableSource = {
  key: 'figures',
  table(focus) {
    const { t, figure } = focus;
    const of = (name: FigureName) => (target: Target) => figure(name, target.key);
    return tableOf(
      t('take.table.figures'),
      [
        ...targetColumns<Target>(focus, (target) => target),
        ...figureColumns(focus, of('csi'), { header: t('report.index') }),
        verdictColumn(focus, of('csi')),
        estimateColumn(t('report.gap'), of('gap'), 'mean'),
        estimateColumn(t('take.column.expectation'), of('expectation'), 'mean'),
        estimateColumn(t('take.column.perception'), of('perception'), 'mean'),
        estimateColumn(t('report.importance'), of('importance'), 'mean'),
      ],
      targetsOf(focus).filter(isOfIndex),
    );
  },
};

/** Every other figure with its error: gaps, both sides of the pairs, importance. */
const sides: TableSource = {
  key: 'gaps-and-means',
  table(focus) {
    const { t, figure } = focus;
    const rows = targetsOf(focus)
      .filter(isOfIndex)
      .flatMap((target) =>
        (['gap', 'expectation', 'perception', 'importance'] as const).flatMap((name) => {
          const found = figure(name, target.key);
          return found === null ? [] : [{ target, name, figure: found }];
        }),
      );
    return tableOf(
      t('take.table.gaps-and-means'),
      [
        ...targetColumns<(typeof rows)[number]>(focus, ({ target }) => target).slice(0, 3),
        { header: t('take.column.figure'), cell: ({ name }) => t(`take.figure.${name}`) },
        ...figureColumns<(typeof rows)[number]>(focus, (row) => row.figure, {
          header: t('take.column.value'),
          format: 'mean',
        }),
      ],
      rows,
    );
  },
};

/** Questions beside the pairs. */
const ratings: TableSource = {
  key: 'other-questions',
  table(focus) {
    const { t, report, text, figure } = focus;
    return tableOf(
      t('take.table.other-questions'),
      [
        { header: t('take.column.key'), cell: ({ key }) => key },
        { header: t('report.question'), isLong: true, cell: (one) => text(one.text) },
        { header: t('take.column.figure'), cell: ({ kind }) => t(`report.rating.${kind}`) },
        ...figureColumns<(typeof report.ratings)[number]>(
          focus,
          ({ key, kind }) => figure(kind === 'recommend' ? 'recommend' : 'mean', key),
          { header: t('report.rating.value'), format: 'index' },
        ),
      ],
      report.ratings,
    );
  },
};

/** Everything of every wave: C, and of other questions their own figure. */
const trend: TableSource = {
  key: 'trend',
  table(focus) {
    const { t, report, waveName } = focus;
    const targets = targetsOf(focus);
    const rows = report.waves.flatMap((wave) => {
      const known = figuresOf(wave);
      return targets.map((target) => ({ wave, target, figure: known.get(target.key) ?? null }));
    });
    return tableOf(
      t('take.table.trend'),
      [
        { header: t('report.wave'), cell: ({ wave }) => waveName(wave) },
        { header: t('take.column.waveKey'), cell: ({ wave }) => wave.key },
        ...targetColumns<(typeof rows)[number]>(focus, ({ target }) => target).slice(0, 3),
        ...figureColumns<(typeof rows)[number]>(focus, (row) => row.figure, {
          header: t('take.column.value'),
        }),
        verdictColumn<(typeof rows)[number]>(focus, (row) => row.figure),
      ],
      rows,
    );
  },
};

/** The figure by which each target is told over the waves, of everybody. */
function figuresOf({ figures }: WaveReport): Map<string, Figure> {
  const told: readonly FigureName[] = ['csi', 'mean', 'recommend'];
  return new Map(
    figures
      .filter(({ name, domain }) => domain === null && told.includes(name))
      .map((one) => [one.target, one]),
  );
}

/** C of parts of the customers; what is held back stays so. */
const segments: TableSource = {
  key: 'segments',
  table(focus) {
    const { t, report, text, wave } = focus;
    const targets = new Map(targetsOf(focus).map((target) => [target.key, target]));
    const rows = report.segments.flatMap((segment) =>
      segment.values.flatMap(({ value, label }) =>
        wave.figures.flatMap((figure) => {
          const target = targets.get(figure.target);
          const isOfGroup = figure.domain !== null && isOnly(figure.domain, segment.variable, value);
          if (!isOfGroup || figure.name !== 'csi' || target === undefined) return [];
          const apart = focus.difference(figure.target, segment.variable, value);
          return [{ segment, value, group: (label && text(label)) || value, target, figure, apart }];
        }),
      ),
    );
    return tableOf(
      t('take.table.segments'),
      [
        { header: t('take.column.variable'), cell: ({ segment }) => variableName(focus, segment) },
        { header: t('take.column.variableKey'), cell: ({ segment }) => segment.variable },
        { header: t('report.segments.group'), cell: ({ group }) => group },
        { header: t('take.column.groupKey'), cell: ({ value }) => value },
        ...targetColumns<(typeof rows)[number]>(focus, ({ target }) => target).slice(0, 3),
        ...figureColumns<(typeof rows)[number]>(focus, (row) => row.figure, { header: t('report.index') }),
        verdictColumn<(typeof rows)[number]>(focus, (row) => row.figure),
        ...apartColumns<(typeof rows)[number]>(focus, (row) => row.apart),
      ],
      rows,
    );
  },
};

/** How C of a group differs from that of everybody, with its test. */
function apartColumns<Row>(focus: Focus, of: (row: Row) => SegmentDifference | null): ColumnOf<Row>[] {
  const { t, report } = focus;
  return [
    { header: t('take.column.apart'), format: 'index', cell: (row) => of(row)?.difference ?? null },
    { header: t('take.column.apartError'), format: 'error', cell: (row) => of(row)?.standardError ?? null },
    { header: t('take.column.pHolm'), format: 'p', cell: (row) => of(row)?.pHolm ?? null },
    { header: t('take.column.pBH'), format: 'p', cell: (row) => of(row)?.pBH ?? null },
    { header: t('take.column.familySize'), format: 'count', cell: (row) => of(row)?.familySize ?? null },
    {
      header: t('take.column.shown'),
      cell: (row) => {
        const difference = of(row);
        if (difference?.difference == null) return null;
        return t(isDifferent(difference, report.plan.confidence) ? 'analysis.yes' : 'analysis.no');
      },
    },
  ];
}

function isOnly(domain: Readonly<Record<string, string>>, variable: string, value: string): boolean {
  const entries = Object.entries(domain);
  return entries.length === 1 && entries[0]?.[0] === variable && entries[0][1] === value;
}

export const figureTables: readonly TableSource[] = [figures, sides, ratings, trend, segments];
