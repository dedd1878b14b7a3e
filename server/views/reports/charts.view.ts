import type { ReportDrawing } from '../../exports/report-drawings.ts';
import type { ReportTable } from '../../exports/tables/table.ts';
import { type Focus, fieldworkOf } from './focus.ts';
import { type ChartsLinks, chartsNavigation, type Link, type Navigation } from './navigation.view.ts';

/** Every chart and every table of a report, each to be taken along by itself. */
export interface ChartsPage {
  readonly documentTitle: string;
  readonly kicker: string;
  readonly organisation: string;
  readonly title: string;
  readonly waveName: string;
  readonly fieldwork: string;
  readonly intro: string;
  readonly charts: readonly {
    readonly key: string;
    readonly title: string;
    readonly picture: string;
    readonly width: number;
    readonly height: number;
    readonly files: readonly (Link & { readonly label: string })[];
  }[];
  readonly noCharts: string | null;
  /** Why there are no PNG pictures; `null` where there are. */
  readonly noPictures: string | null;
  readonly tables: readonly {
    readonly key: string;
    readonly name: string;
    readonly rows: string;
    readonly file: Link & { readonly label: string };
  }[];
  readonly noTables: string | null;
  readonly navigation: Navigation;
  readonly words: Readonly<Record<'charts' | 'tables' | 'table' | 'rows' | 'file', string>>;
}

/** What there is to be taken along of one wave. */
export function chartsPage(
  focus: Focus,
  drawings: readonly ReportDrawing[],
  tables: readonly ReportTable[],
  links: ChartsLinks,
): ChartsPage {
  const { t, f, text, report, wave } = focus;
  const file = (name: string, of: string, href: string) => ({ name, label: `${of}: ${name}`, href });
  const title = t('take.page.title');
  return {
    documentTitle: `${title} · ${text(report.survey.title)}`,
    kicker: text(report.survey.title),
    organisation: text(report.survey.organisation),
    title,
    waveName: focus.waveName(wave),
    fieldwork: fieldworkOf(focus),
    intro: t('take.page.intro'),
    charts: drawings.map(({ key, title: name, width, height, table }) => ({
      key,
      title: name,
      picture: links.chart(key, 'svg'),
      width,
      height,
      files: [
        file('SVG', name, links.chart(key, 'svg')),
        ...(links.hasPictures ? [file('PNG', name, links.chart(key, 'png'))] : []),
        ...(tables.some((one) => one.key === table) ? [file('CSV', name, links.table(table ?? ''))] : []),
      ],
    })),
    noCharts: drawings.length === 0 ? t('take.page.noCharts') : null,
    noPictures: links.hasPictures ? null : t('take.pdf.missing'),
    tables: tables.map(({ key, name, rows }) => ({
      key,
      name,
      rows: f.integer(rows.length),
      file: file('CSV', name, links.table(key)),
    })),
    noTables: tables.length === 0 ? t('take.page.noTables') : null,
    navigation: chartsNavigation(focus, links),
    words: {
      charts: t('take.page.charts'),
      tables: t('take.page.tables'),
      table: t('take.page.table'),
      rows: t('take.page.rows'),
      file: t('take.page.file'),
    },
  };
}
