import { type LocalizedText, textIn } from '#surveys/localized.ts';
import { formats } from '../../i18n/formats.ts';
import type { FileProblems } from '../../imports/problems.ts';
import { fileField, formView, type Typed } from './form.view.ts';
import type { StudioFormPage } from './form-page.view.ts';
import { type Standing, surveyFrame } from './frame.view.ts';
import { problemsView } from './problems.view.ts';
import { wavePath } from './waves.view.ts';

interface NamedFact {
  readonly key: string;
  readonly name: LocalizedText;
  readonly once: boolean;
}

/** Sending a company's list to have a link made for each row, with what its columns have to be called. */
export function signedLinksPage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  wave: { readonly key: string; readonly name: string },
  {
    facts,
    typed,
    problems,
  }: { readonly facts: readonly NamedFact[]; readonly typed: Typed; readonly problems: FileProblems | null },
): StudioFormPage {
  const { t } = standing;
  const heading = t('signedLinks.title', { wave: wave.name });
  const form = formView(t, typed, {
    action: wavePath(survey.slug, wave.key, '/signed-links'),
    submit: t('signedLinks.go'),
    fields: [fileField({ name: 'file', label: t('signedLinks.file') }, typed, '.csv,.xlsx,text/csv')],
  });
  const told = problems === null ? null : problemsView(problems, t);
  const list = told === null ? [] : [...told.list, ...(told.more === null ? [] : [told.more])];
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${heading} · ${survey.title}`,
    heading,
    prose: [
      t('signedLinks.help'),
      columnsSaid(standing, facts),
      t('signedLinks.key', { survey: survey.slug, wave: wave.key }),
    ],
    back: { href: wavePath(survey.slug, wave.key), label: wave.name },
    form:
      told === null
        ? form
        : {
            ...form,
            errors: { heading: told.heading, list: list.map((text) => ({ href: '#file', text })) },
          },
  };
}

/** Which columns the list needs, and which it may have besides. */
function columnsSaid({ t }: Standing, facts: readonly NamedFact[]): string {
  const { list } = formats(t.locale);
  const named = (those: readonly NamedFact[]) =>
    list(
      those.map(({ key, name }) =>
        t('signedLinks.column', { key, name: textIn(name, t.locale, Object.keys(name)) }),
      ),
    );
  const needed = facts.filter(({ once }) => once);
  const others = facts.filter(({ once }) => !once);
  return [
    needed.length > 0 ? t('signedLinks.needed', { columns: named(needed) }) : '',
    others.length > 0 ? t('signedLinks.others', { columns: named(others) }) : '',
  ]
    .filter((text) => text !== '')
    .join(t('signedLinks.between'));
}
