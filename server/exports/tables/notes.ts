import type { MeasureEffect, MeasureReport } from '#reports/measures.ts';
import type { Focus } from '../../views/reports/focus.ts';
import { changeReasonInWords } from '../../views/reports/verdict.ts';
import { warningsInWords } from '../../views/reports/warnings.ts';
import { reliabilityTable } from '../reliability.ts';
import { testColumns } from './changes.ts';
import { type TableSource, tableOf } from './table.ts';
import { targetsOf } from './targets.ts';

/** What a reader has to know. */
const warnings: TableSource = {
  key: 'warnings',
  table(focus) {
    const { t } = focus;
    return tableOf<string>(
      t('report.method.warnings'),
      [{ header: t('report.method.warnings'), isLong: true, cell: (words) => words }],
      warningsInWords(focus),
    );
  },
};

/** How well the items of each part measure it. */
const reliability: TableSource = {
  key: 'reliability',
  table({ t, text, analysis }) {
    const known = analysis?.reliability ?? null;
    if (known === null) return null;
    const { headers, rows } = reliabilityTable(known, text, t);
    return { name: t('take.table.reliability'), columns: headers.map((header) => ({ header })), rows };
  },
};

/** What is done, and what became of it. */
const measures: TableSource = {
  key: 'measures',
  table(focus) {
    const { t, report } = focus;
    const names = new Map(targetsOf(focus).map(({ key, name }) => [key, name]));
    const waves = new Map(report.waves.map((wave) => [wave.key, focus.waveName(wave)]));
    const rows = report.measures.list.flatMap((measure): EffectRow[] => {
      const effects = [measure.first, measure.newest].filter((effect) => effect !== null);
      return effects.length === 0
        ? [{ measure, effect: null }]
        : effects.map((effect) => ({ measure, effect }));
    });
    const wave = (key: string | undefined) => (key === undefined ? null : (waves.get(key) ?? key));
    return tableOf<EffectRow>(
      t('improve.title'),
      [
        { header: t('improve.measure'), isLong: true, cell: ({ measure }) => measure.title },
        { header: t('improve.owner'), cell: ({ measure }) => measure.owner },
        {
          header: t('improve.target'),
          cell: ({ measure }) => names.get(measure.target) ?? measure.target,
        },
        { header: t('improve.status'), cell: ({ measure }) => t(`improve.status.${measure.status}`) },
        { header: t('take.column.began'), cell: ({ measure }) => new Date(measure.startAt) },
        { header: t('take.column.due'), cell: ({ measure }) => momentOf(measure.dueAt) },
        { header: t('take.column.done'), cell: ({ measure }) => momentOf(measure.doneAt) },
        { header: t('take.column.from'), cell: ({ effect }) => wave(effect?.from) },
        { header: t('take.column.to'), cell: ({ effect }) => wave(effect?.to) },
        { header: t('take.column.before'), format: 'index', cell: ({ effect }) => effect?.before ?? null },
        { header: t('take.column.after'), format: 'index', cell: ({ effect }) => effect?.after ?? null },
        ...testColumns<EffectRow>(focus, ({ effect }) => effect),
        { header: t('take.column.pHolm'), format: 'p', cell: ({ effect }) => effect?.pHolm ?? null },
        {
          header: t('take.column.missing'),
          cell: ({ effect }) => changeReasonInWords(effect?.reason ?? null, t),
        },
      ],
      rows,
    );
  },
};

interface EffectRow {
  readonly measure: MeasureReport;
  readonly effect: MeasureEffect | null;
}

function momentOf(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}

/** What happened outside the survey. */
const events: TableSource = {
  key: 'events',
  table({ t, report, text }: Focus) {
    return tableOf<(typeof report.events)[number]>(
      t('take.table.events'),
      [
        { header: t('take.column.day'), cell: ({ at }) => new Date(at) },
        { header: t('take.column.event'), isLong: true, cell: (event) => text(event.text) },
        { header: t('take.column.scope'), cell: ({ scope }) => scope || null },
      ],
      report.events,
    );
  },
};

export const noteTables: readonly TableSource[] = [reliability, measures, events, warnings];
