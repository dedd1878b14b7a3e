import type { SavedTemplate } from '#db/tables.ts';
import type { Standing } from './frame.view.ts';
import { beginPath } from './library.view.ts';

/** A questionnaire that the team keeps, in a list. */
export interface SavedRow {
  readonly name: string;
  readonly note: string | null;
  readonly said: string;
  readonly page: { readonly href: string };
  readonly begin: { readonly href: string; readonly label: string; readonly of: string };
  readonly remove: { readonly href: string; readonly label: string; readonly of: string } | null;
}

/** A questionnaire of the team as its lists know it. */
export interface ListedTemplate extends Omit<SavedTemplate, 'definition'> {
  readonly mayDelete: boolean;
}

/** The questionnaires the team has kept, with what the visitor may do with them. */
export function savedRows(
  templates: readonly ListedTemplate[],
  { t }: Pick<Standing, 't'>,
): readonly SavedRow[] {
  const day = new Intl.DateTimeFormat(t.locale, { dateStyle: 'medium' });
  return templates.map(({ id, name, note, savedBy, savedAt, mayDelete }) => ({
    name,
    note: note === '' ? null : note,
    said: t('studio.templates.savedBy', { name: savedBy, day: day.format(savedAt) }),
    page: { href: savedPath(id) },
    begin: { href: beginPath('saved', id), label: t('studio.templates.begin'), of: name },
    remove: mayDelete
      ? { href: savedPath(id, '/delete'), label: t('studio.templates.delete'), of: name }
      : null,
  }));
}

/** The path of the page of a questionnaire that the team has kept. */
export function savedPath(id: string, page = ''): string {
  return `/studio/templates/saved/${id}${page}`;
}
