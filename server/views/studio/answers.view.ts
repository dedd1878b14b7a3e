import type { WaveOverview } from '#db/queries/overviews.ts';
import { formats } from '../../i18n/formats.ts';
import { boxField, type FormView, formView, nothingTyped, radiosField, selectField } from './form.view.ts';
import { type Standing, type StudioFrame, surveyFrame, surveyPath } from './frame.view.ts';
import { waveName } from './surveys.view.ts';
import { wavePath } from './waves.view.ts';

const counted = ['submitted', 'excluded', 'started', 'screenedOut', 'overQuota', 'withdrawn'] as const;

export interface AnswersPage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
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
): AnswersPage {
  const { t } = standing;
  const heading = t('answers.title');
  const isEmpty = waves.length === 0;
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${heading} · ${survey.title}`,
    heading,
    prose: isEmpty ? [] : [t('answers.what')],
    table: isEmpty ? null : tableOf(standing, survey.slug, waves),
    download: isEmpty ? null : { heading: t('answers.download'), form: formOf(standing, survey.slug, waves) },
    none: isEmpty ? t('answers.none') : null,
  };
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
          ['answers', t('answers.file.answers'), t('answers.file.answers.hint')],
          ['codebook', t('answers.file.codebook'), t('answers.file.codebook.hint')],
          ['mapping', t('answers.file.mapping'), t('answers.file.mapping.hint')],
        ],
        'answers',
      ),
      boxField(
        { name: 'contacts', label: t('answers.contacts'), hint: t('answers.contacts.hint') },
        nothingTyped,
      ),
      boxField({ name: 'raw', label: t('answers.raw'), hint: t('answers.raw.hint') }, nothingTyped),
    ],
  });
}
