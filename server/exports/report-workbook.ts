import { createHash } from 'node:crypto';
import { type Focus, fieldworkOf } from '../views/reports/focus.ts';
import { partInWords } from '../views/reports/part.view.ts';
import { answersIn } from './report-charts.ts';
import { jsonOf } from './report-json.ts';
import { reportTables } from './report-tables.ts';
import type { Cell, NumberFormat, ReportTable } from './tables/table.ts';
import { type Sheet, workbook } from './xlsx/workbook.ts';

const formatCodes: Readonly<Record<NumberFormat, string>> = {
  count: '#,##0',
  index: '0.000',
  mean: '0.00',
  error: '0.0000',
  share: '0.0%',
  p: '0.0000',
  weight: '#,##0.00',
};

/** All tables of the report as one workbook; its first sheet says what it is of. The same report gives the same bytes. */
export function reportWorkbook(focus: Focus): AsyncGenerator<Uint8Array> {
  return workbook([aboutSheet(focus), ...reportTables(focus).map(sheetOf)]);
}

function sheetOf({ name, columns, rows }: ReportTable): Sheet {
  return {
    name,
    columns: columns.map(({ header, format, isLong = false }) => ({
      header,
      width: isLong ? 40 : Math.min(24, Math.max(10, widthOf(header) + 2)),
      format: format === undefined ? undefined : formatCodes[format],
      wraps: isLong,
    })),
    rows,
  };
}

/** In characters of Latin; those of Chinese are twice as wide. */
function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > '\u00ff' ? 2 : 1), 0);
}

/** What the workbook is of, what its figures rest on, and by what to know the data again. */
function aboutSheet(focus: Focus): Sheet {
  const { t, report, wave, text, f } = focus;
  const { sampled, rates } = wave.dispositions;
  const isDrawn = !wave.openAnswers.used && report.part === null;
  const rows: readonly (readonly [string, Cell])[] = [
    [t('take.about.survey'), text(report.survey.title)],
    [t('take.about.organisation'), text(report.survey.organisation)],
    [t('report.wave'), focus.waveName(wave)],
    ...(report.part === null ? [] : [[t('report.part.only'), partInWords(focus)] as const]),
    [t('take.about.fieldwork'), fieldworkOf(focus)],
    [t('report.method.sampled'), isDrawn ? sampled : null],
    [t('report.method.respondents'), answersIn(focus)],
    ['RR2', isDrawn ? rates.RR2 : null],
    [t('take.column.effectiveSize'), focus.figure('csi', 'overall')?.effectiveSize ?? null],
    [t('take.about.confidence'), wave.plan.confidence],
    [t('take.about.smallestCell'), wave.plan.smallestCell],
    [t('take.about.questionnaire'), wave.version],
    [t('take.about.format'), report.format],
    [t('take.about.data'), createHash('sha256').update(jsonOf(report)).digest('hex')],
    [t('take.about.numbers'), t('take.about.numbersText')],
    [t('take.about.empty'), t('take.about.emptyText')],
    [t('take.about.error'), t('take.about.errorText', { confidence: f.percent(wave.plan.confidence) })],
  ];
  return {
    name: t('take.about'),
    columns: [
      { header: t('take.about'), width: 28 },
      { header: text(report.survey.title), width: 80, wraps: true },
    ],
    rows,
    filters: false,
  };
}
