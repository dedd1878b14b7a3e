import type { Definition } from '#surveys/definition.ts';
import { type LocalizedText, textIn } from '#surveys/localized.ts';
import type { TemplateEntry } from '#surveys/templates/library.ts';
import { outlineOf } from '#surveys/templates/outline.ts';
import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';
import { type Standing, type StudioFrame, studioFrame } from './frame.view.ts';
import { type AboutTemplate, aboutTemplate } from './library.view.ts';
import { type ListedTemplate, type SavedRow, savedRows } from './saved-templates.view.ts';

/** A part of what is measured, in a table that goes from factors down to items. */
interface MeasuredRow {
  readonly level: 'factor' | 'dimension' | 'item' | 'total';
  readonly name: string;
  /** What stands beside it, or under it. */
  readonly note: string | null;
  readonly share: string;
}

interface AskedPage {
  readonly title: string;
  readonly note: string | null;
  readonly questions: readonly { readonly text: string; readonly kind: string }[];
}

/** All of a questionnaire that one can begin with. */
export interface TemplatePage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly trail: { readonly href: string; readonly title: string };
  /** Of the library, or of the team. */
  readonly about: AboutTemplate | null;
  readonly saved: SavedRow | null;
  readonly measured: {
    readonly heading: string;
    readonly caption: string;
    readonly columns: { readonly item: string; readonly share: string };
    readonly rows: readonly MeasuredRow[];
    readonly none: string;
  };
  readonly asked: { readonly heading: string; readonly pages: readonly AskedPage[] } | null;
}

/** The page of a questionnaire of the library. */
export function libraryTemplatePage(standing: Standing, entry: TemplateEntry): TemplatePage {
  const about = aboutTemplate(entry, standing.t);
  return { ...pageOf(standing, about.title, entry.questionnaire), about, saved: null };
}

/** The page of a questionnaire that the team keeps. */
export function savedTemplatePage(
  standing: Standing,
  template: ListedTemplate,
  questionnaire: Definition,
): TemplatePage {
  const [saved = null] = savedRows([template], standing);
  return { ...pageOf(standing, template.name, questionnaire), about: null, saved };
}

function pageOf(
  standing: Standing,
  title: string,
  questionnaire: Definition,
): Omit<TemplatePage, 'about' | 'saved'> {
  const { t } = standing;
  const said = (text: LocalizedText) => textIn(text, t.locale, questionnaire.languages);
  const asked = askedPages(questionnaire, said, t);
  return {
    frame: studioFrame(standing),
    documentTitle: `${title} · ${t('studio.templates.title')}`,
    heading: title,
    trail: { href: '/studio/templates', title: t('studio.templates.title') },
    measured: {
      heading: t('studio.templates.measured'),
      caption: t('studio.templates.measured.caption'),
      columns: { item: t('studio.templates.item'), share: t('studio.templates.share') },
      rows: measuredRows(questionnaire, said, t),
      none: t('studio.templates.measured.none'),
    },
    asked: asked.length === 0 ? null : { heading: t('studio.templates.asked'), pages: asked },
  };
}

type Said = (text: LocalizedText) => string;

function measuredRows(questionnaire: Definition, said: Said, t: Translate): MeasuredRow[] {
  const { percent } = formats(t.locale);
  const { factors } = outlineOf(questionnaire);
  const rows = factors.flatMap(({ name, kind, share, dimensions }): MeasuredRow[] => [
    { level: 'factor', name: said(name), note: t(`studio.templates.${kind}`), share: percent(share, 1) },
    ...dimensions.flatMap((dimension): MeasuredRow[] => [
      { level: 'dimension', name: said(dimension.name), note: null, share: percent(dimension.share, 1) },
      ...dimension.items.map(
        (item): MeasuredRow => ({
          level: 'item',
          name: said(item.name),
          note: item.hint === null ? null : said(item.hint),
          share: percent(item.share, 1),
        }),
      ),
    ]),
  ]);
  if (rows.length === 0) return [];
  return [...rows, { level: 'total', name: t('studio.wave.total'), note: null, share: percent(1, 1) }];
}

function askedPages(questionnaire: Definition, said: Said, t: Translate): AskedPage[] {
  return outlineOf(questionnaire).pages.map(({ title, isConditional, questions }) => ({
    title: said(title),
    note: isConditional ? t('studio.templates.conditional') : null,
    questions: questions.map(({ kind, text }) => ({
      text: said(text),
      kind: t(`studio.templates.kind.${kind}`),
    })),
  }));
}
