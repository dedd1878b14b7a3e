import { expect, test } from 'vitest';
import { isUniqueViolation } from '#db/errors.ts';
import {
  allSavedTemplates,
  deleteSavedTemplate,
  insertSavedTemplate,
  savedTemplateById,
} from '#db/queries/saved-templates.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { noon } from './rows.ts';

const template = {
  id: 'template',
  name: '门店满意度',
  note: 'For our shops\n"only"',
  definition: { b: 1, a: ['é', '满意'] },
  savedBy: '王敏',
  savedAt: noon,
};

describeOnBoth('templates of a team', (database) => {
  test('come back as they were saved, and are listed without their questionnaires', async () => {
    const db = database();
    const later = { ...template, id: 'a', name: 'Later', savedAt: noon + 1 };
    await db.write((tx) => insertSavedTemplate(tx, later));
    await db.write((tx) => insertSavedTemplate(tx, template));
    expect(await savedTemplateById(db.read, 'template')).toEqual(template);
    expect(Object.keys((await savedTemplateById(db.read, 'template'))?.definition as object)).toEqual([
      'b',
      'a',
    ]);
    const { definition: _, ...listed } = template;
    const [first, second] = await allSavedTemplates(db.read);
    expect([first, second?.id]).toEqual([listed, 'a']);
    expect(await savedTemplateById(db.read, 'nobody')).toBeNull();
  });

  test('have names of their own, which are free again once they are gone', async () => {
    const db = database();
    await db.write((tx) => insertSavedTemplate(tx, template));
    const again = () => db.write((tx) => insertSavedTemplate(tx, { ...template, id: 'other' }));
    await expect(again()).rejects.toSatisfy(isUniqueViolation);
    expect(await db.write((tx) => deleteSavedTemplate(tx, 'template'))).toBe('门店满意度');
    expect(await db.write((tx) => deleteSavedTemplate(tx, 'template'))).toBeNull();
    await again();
  });
});
