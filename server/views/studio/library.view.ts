import type { LocalizedText } from '#surveys/localized.ts';
import { textIn } from '#surveys/localized.ts';
import { pairsOf } from '#surveys/pairs.ts';
import {
  type TemplateEntry,
  type TemplateName,
  templateEntry,
  templateNames,
} from '#surveys/templates/library.ts';
import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';

/** A questionnaire of the library as lists and its own page describe it. */
export interface AboutTemplate {
  readonly name: TemplateName;
  readonly title: string;
  readonly measures: string;
  readonly notes: readonly { readonly label: string; readonly text: string }[];
  readonly size: string;
  readonly sources: { readonly label: string; readonly list: readonly string[] };
  /** Its own page. */
  readonly page: { readonly href: string; readonly label: string; readonly of: string };
  readonly begin: { readonly href: string; readonly label: string; readonly of: string };
}

/** Every questionnaire of the library, in its order. */
export function libraryView(t: Translate): readonly AboutTemplate[] {
  return templateNames.map((name) => {
    const { notes, ...about } = aboutTemplate(templateEntry(name), t);
    // where the weights come from is of no use before somebody looks at the whole
    return { ...about, notes: notes.slice(0, 2) };
  });
}

/** What there is to know of one: what it measures, when to use it and when not, how long it is, what it builds on. */
export function aboutTemplate({ name, about, questionnaire }: TemplateEntry, t: Translate): AboutTemplate {
  const { integer } = formats(t.locale);
  const said = (text: LocalizedText) => libraryText(text, t);
  const title = said(about.title);
  return {
    name,
    title,
    measures: said(about.measures),
    notes: (['useWhen', 'notWhen', 'weights'] as const).map((note) => ({
      label: t(`studio.templates.${note}`),
      text: said(about[note]),
    })),
    size: t('studio.templates.size', {
      items: integer(pairsOf(questionnaire).length),
      questions: integer(questionnaire.pages.reduce((sum, { questions }) => sum + questions.length, 0)),
      pages: integer(questionnaire.pages.length),
    }),
    sources: {
      label: t('studio.templates.sources'),
      list: about.sources.map(({ author, year, title: work, published }) =>
        t('studio.templates.source', {
          author: said(author),
          year,
          title: said(work),
          published: said(published),
        }),
      ),
    },
    page: { href: `/studio/templates/${name}`, label: t('studio.templates.whole'), of: title },
    begin: { href: beginPath('template', name), label: t('studio.templates.begin'), of: title },
  };
}

/** A text of the library as this reader reads it. */
export function libraryText(text: LocalizedText, t: Translate): string {
  return textIn(text, t.locale, ['zh-CN']);
}

/** What a survey can begin with. */
export const origins = ['template', 'saved', 'nothing', 'survey', 'file'] as const;
export type Origin = (typeof origins)[number];

/** The form that begins a survey from one of them. @param of which template or survey */
export function beginPath(from: Origin, of = ''): string {
  return `/studio/surveys/new?${new URLSearchParams(of === '' ? { from } : { from, of })}`;
}
