import { schemaPath } from '../../addresses.ts';
import type { Translate } from '../../i18n/translate.ts';
import { type FieldView, nothingTyped, selectField } from './form.view.ts';
import { type Standing, type StudioFrame, studioFrame } from './frame.view.ts';
import { type AboutTemplate, beginPath, libraryView } from './library.view.ts';
import { type ListedTemplate, type SavedRow, savedRows } from './saved-templates.view.ts';
import { type ListedSurvey, titleIn } from './surveys.view.ts';

interface Way {
  readonly href: string;
  readonly label: string;
  readonly text: string;
  readonly also: { readonly href: string; readonly label: string } | null;
}

/** Where a new survey can come from. */
export interface NewSurveyPage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly ways: readonly Way[];
  /** Choosing one of the surveys to copy; `null` where there is none to look at. */
  readonly copy: {
    readonly heading: string;
    readonly text: string;
    readonly field: FieldView;
    readonly go: string;
  } | null;
  readonly library: { readonly heading: string; readonly list: readonly AboutTemplate[] };
  readonly saved: { readonly heading: string; readonly list: readonly SavedRow[] } | null;
}

/** The page on which somebody chooses what a new survey begins with. */
export function newSurveyPage(
  standing: Standing,
  {
    surveys,
    saved,
  }: {
    readonly surveys: readonly Pick<ListedSurvey, 'slug' | 'title'>[];
    readonly saved: readonly ListedTemplate[];
  },
): NewSurveyPage {
  const { t } = standing;
  const choices = surveys.map(({ slug, title }) => [slug, `${titleIn(title, t)} · ${slug}`] as const);
  return {
    frame: studioFrame(standing),
    documentTitle: t('studio.begin.title'),
    heading: t('studio.begin.title'),
    ways: [
      way('template', '#library', t),
      way('file', beginPath('file'), t, { href: schemaPath, label: t('studio.begin.file.schema') }),
      way('nothing', beginPath('nothing'), t),
    ],
    copy:
      surveys.length === 0
        ? null
        : {
            heading: t('studio.begin.survey'),
            text: t('studio.begin.survey.what'),
            field: selectField({ name: 'of', label: t('studio.begin.survey.which') }, nothingTyped, choices),
            go: t('studio.begin.survey.go'),
          },
    library: { heading: t('studio.templates.library'), list: libraryView(t) },
    saved:
      saved.length === 0 ? null : { heading: t('studio.templates.saved'), list: savedRows(saved, standing) },
  };
}

function way(
  from: 'template' | 'file' | 'nothing',
  href: string,
  t: Translate,
  also: Way['also'] = null,
): Way {
  return { href, label: t(`studio.begin.${from}`), text: t(`studio.begin.${from}.what`), also };
}
