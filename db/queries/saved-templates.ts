import { asc, eq, getTableColumns } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import type { SavedTemplate } from '../tables.ts';

/** Keeps a questionnaire to begin others with. A name that is taken is a unique violation. */
export async function insertSavedTemplate(
  { orm, tables: { savedTemplates } }: Queryable,
  template: SavedTemplate,
): Promise<void> {
  await orm.insert(savedTemplates).values(template);
}

/** All templates of the team in the order in which they were saved, without their questionnaires. */
export async function allSavedTemplates({
  orm,
  tables: { savedTemplates },
}: Queryable): Promise<Omit<SavedTemplate, 'definition'>[]> {
  const { definition: _, ...listed } = getTableColumns(savedTemplates);
  return await orm
    .select(listed)
    .from(savedTemplates)
    .orderBy(asc(savedTemplates.savedAt), asc(savedTemplates.id));
}

export async function savedTemplateById(
  { orm, tables: { savedTemplates } }: Queryable,
  id: string,
): Promise<SavedTemplate | null> {
  const [template] = await orm.select().from(savedTemplates).where(eq(savedTemplates.id, id)).limit(1);
  return template ?? null;
}

/** @returns the name of the template that is gone; `null` where there was none */
export async function deleteSavedTemplate(
  { orm, tables: { savedTemplates } }: Queryable,
  id: string,
): Promise<string | null> {
  const [deleted] = await orm
    .delete(savedTemplates)
    .where(eq(savedTemplates.id, id))
    .returning({ name: savedTemplates.name });
  return deleted?.name ?? null;
}
