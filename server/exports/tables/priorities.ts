import type { Priority } from '#reports/wave-priorities.ts';
import type { ItemEffect } from '#reports/wave-what-if.ts';
import { quadrantInWords } from '../priorities.ts';
import { estimateColumns, missingColumn } from './estimate-columns.ts';
import { type TableSource, tableOf } from './table.ts';

/** Importance and satisfaction of the parts of the questionnaire. */
const priorities: TableSource = {
  key: 'priorities',
  table(focus) {
    const { t, text, analysis } = focus;
    const found = analysis?.drivers ?? null;
    if (found === null) return null;
    return tableOf<Priority>(
      t('report.first.title'),
      [
        { header: t('take.column.level'), cell: () => t(`analysis.kind.${found.by}`) },
        { header: t('take.column.key'), cell: ({ key }) => key },
        { header: t('take.column.name'), isLong: true, cell: ({ name }) => text(name) },
        ...estimateColumns<Priority>(focus, t('analysis.importance'), ({ implied }) => implied, 'share'),
        ...estimateColumns<Priority>(focus, t('analysis.stated'), ({ stated }) => stated, 'mean'),
        { header: t('report.where.weight'), format: 'share', cell: ({ declared }) => declared },
        ...estimateColumns<Priority>(focus, t('report.index'), ({ csi }) => csi, 'index'),
        { header: t('report.answersShort'), format: 'count', cell: ({ csi }) => csi.n },
        { header: t('analysis.quadrant'), cell: ({ quadrant }) => quadrantInWords(quadrant, t) },
        missingColumn<Priority>(focus, ({ csi }) => csi),
      ],
      found.parts,
    );
  },
};

/** What raising single items would do to the whole. */
const effects: TableSource = {
  key: 'what-if',
  table(focus) {
    const { t, text, analysis } = focus;
    return tableOf<ItemEffect>(
      t('take.table.what-if'),
      [
        { header: t('take.column.key'), cell: ({ key }) => key },
        { header: t('report.item'), isLong: true, cell: ({ name }) => text(name) },
        { header: t('take.column.scaleFrom'), format: 'count', cell: ({ scale }) => scale.min },
        { header: t('take.column.scaleTo'), format: 'count', cell: ({ scale }) => scale.max },
        { header: t('take.column.headroom'), format: 'mean', cell: ({ headroom }) => headroom },
        ...estimateColumns<ItemEffect>(focus, t('take.column.perPoint'), ({ perPoint }) => perPoint, 'error'),
        ...estimateColumns<ItemEffect>(focus, t('take.column.toTop'), ({ toTop }) => toTop, 'error'),
        ...estimateColumns<ItemEffect>(
          focus,
          t('take.column.outcomePerPoint'),
          ({ outcomePerPoint }) => outcomePerPoint,
          'error',
        ),
      ],
      analysis?.whatIf?.items ?? [],
    );
  },
};

export const priorityTables: readonly TableSource[] = [priorities, effects];
