import type { WaveOverview } from '#db/queries/overviews.ts';
import { isOver, type RunningExport } from '../../exports/running-exports.ts';
import { formats } from '../../i18n/formats.ts';
import { plural, type Translate } from '../../i18n/translate.ts';
import { boxField, type FormView, formView, nothingTyped, radiosField, selectField } from './form.view.ts';
import { type Standing, type StudioFrame, surveyFrame, surveyPath } from './frame.view.ts';
import { waveName } from './surveys.view.ts';
import type { UnderWay } from './under-way.view.ts';
import { wavePath } from './waves.view.ts';

const counted = ['submitted', 'excluded', 'started', 'screenedOut', 'overQuota', 'withdrawn'] as const;

export interface AnswersPage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  /** Files that are being written, or wait to be fetched, for whoever looks at the page. */
  readonly files: UnderWay | null;
  readonly prose: readonly string[];
  readonly table: {
    readonly caption: string;
    readonly wave: string;
    readonly columns: readonly string[];
    readonly rows: readonly {
      readonly name: string;
      /** Leads to the wave; `null` for all waves together. */
      readonly href: string | null;
      readonly cells: readonly string[];
      readonly isTotal: boolean;
    }[];
  } | null;
  readonly download: { readonly heading: string; readonly form: FormView } | null;
  readonly none: string | null;
}

/** How many answers a survey has in each wave, the latest first, and the form by which they are taken along. */
export function answersPage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  waves: readonly WaveOverview[],
  files: readonly RunningExport[] = [],
): AnswersPage {
  const { t } = standing;
  const heading = t('answers.title');
  const isEmpty = waves.length === 0;
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${heading} · ${survey.title}`,
    heading,
    files: files.length === 0 ? null : filesUnderWay(surveyPath(survey.slug, '/answers'), files, t),
    prose: isEmpty ? [] : [t('answers.what')],
    table: isEmpty ? null : tableOf(standing, survey.slug, waves),
    download: isEmpty ? null : { heading: t('answers.download'), form: formOf(standing, survey.slug, waves) },
    none: isEmpty ? t('answers.none') : null,
  };
}

function filesUnderWay(path: string, files: readonly RunningExport[], t: Translate): UnderWay {
  return {
    heading: t('answers.files'),
    list: files.map((each) => ({
      text: saidOf(each, t),
      progress: isOver(each) ? null : { value: Math.min(1, each.rows / each.count) },
      link:
        each.step === 'done' ? { href: `${path}/files/${each.id}`, label: t('answers.files.fetch') } : null,
      end: {
        action: `${path}/files/${each.id}/end`,
        label: t(isOver(each) ? 'answers.files.remove' : 'answers.files.cancel'),
      },
    })),
    again: files.every(isOver) ? null : { href: path, label: t('answers.files.again') },
  };
}

function saidOf({ step, fileName: file, rows, count, cut, until }: RunningExport, t: Translate): string {
  const { integer } = formats(t.locale);
  if (step !== 'done')
    return t(`answers.files.${step}`, { file, rows: integer(rows), count: integer(count) });
  const time = new Intl.DateTimeFormat(t.locale, { timeStyle: 'short' }).format(until ?? 0);
  const done = plural(t, 'answers.files.done', count, { file, count: integer(count), time });
  return cut === 0 ? done : `${done} ${plural(t, 'answers.files.cut', cut, { cut: integer(cut) })}`;
}

function tableOf({ t }: Standing, slug: string, waves: readonly WaveOverview[]): AnswersPage['table'] {
  const { integer } = formats(t.locale);
  const total = counted.map((name) => waves.reduce((sum, { responses }) => sum + responses[name], 0));
  const rows = waves.toReversed().map((wave) => ({
    name: waveName(wave, t),
    href: wavePath(slug, wave.key),
    cells: counted.map((name) => integer(wave.responses[name])),
    isTotal: false,
  }));
  const all = { name: t('answers.all'), href: null, cells: total.map(integer), isTotal: true };
  return {
    caption: t('answers.caption'),
    wave: t('studio.waves.wave'),
    columns: counted.map((name) => t(`live.counts.${name}`)),
    rows: rows.length > 1 ? [...rows, all] : rows,
  };
}

function formOf({ t }: Standing, slug: string, waves: readonly WaveOverview[]): FormView {
  const latestFirst = waves.toReversed().map((wave) => [wave.key, waveName(wave, t)] as const);
  const [latest] = latestFirst;
  return formView(t, nothingTyped, {
    action: surveyPath(slug, '/answers'),
    submit: t('answers.go'),
    fields: [
      selectField(
        { name: 'wave', label: t('studio.waves.wave') },
        nothingTyped,
        [['', t('answers.all')], ...latestFirst],
        latest?.[0],
      ),
      radiosField(
        { name: 'file', label: t('answers.file') },
        nothingTyped,
        [
          ['csv', t('answers.file.csv'), t('answers.file.csv.hint')],
          ['xlsx', t('answers.file.xlsx'), t('answers.file.xlsx.hint')],
          ['sav', t('answers.file.sav'), t('answers.file.sav.hint')],
          ['codebook', t('answers.file.codebook'), t('answers.file.codebook.hint')],
          ['notes', t('answers.file.notes'), t('answers.file.notes.hint')],
          ['mapping', t('answers.file.mapping'), t('answers.file.mapping.hint')],
        ],
        'csv',
      ),
      boxField(
        { name: 'contacts', label: t('answers.contacts'), hint: t('answers.contacts.hint') },
        nothingTyped,
      ),
      boxField({ name: 'raw', label: t('answers.raw'), hint: t('answers.raw.hint') }, nothingTyped),
    ],
  });
}
