import { type Standing, type StudioFrame, studioFrame } from './frame.view.ts';
import { type AboutTemplate, libraryView } from './library.view.ts';
import { type ListedTemplate, type SavedRow, savedRows } from './saved-templates.view.ts';

/** The questionnaires one can begin with: those of the team and those of the library. */
export interface TemplatesPage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly saved: { readonly heading: string; readonly list: readonly SavedRow[]; readonly none: string };
  readonly library: {
    readonly heading: string;
    readonly what: string;
    readonly list: readonly AboutTemplate[];
  };
}

export function templatesPage(standing: Standing, saved: readonly ListedTemplate[]): TemplatesPage {
  const { t } = standing;
  return {
    frame: studioFrame(standing),
    documentTitle: t('studio.templates.title'),
    heading: t('studio.templates.title'),
    saved: {
      heading: t('studio.templates.saved'),
      list: savedRows(saved, standing),
      none: t('studio.templates.saved.none'),
    },
    library: {
      heading: t('studio.templates.library'),
      what: t('studio.templates.library.what'),
      list: libraryView(t),
    },
  };
}
