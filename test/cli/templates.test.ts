import { expect, test } from 'vitest';
import { moduleNames, templateEntry, templateNames } from '#surveys/templates/library.ts';
import { aWorkplace } from '#test/helpers/cli.ts';

test.each([
  ['en', 'Do not use it:'],
  ['zh-CN', '何时不用：'],
])(
  'in %s the list has every template with its notes and sources, and every module',
  async (language, label) => {
    const { code, out } = await aWorkplace().manyi(`questionnaire templates --lang ${language}`);
    expect(code).toBe(0);
    const lines = out.split('\n');
    for (const name of templateNames) {
      const { about } = templateEntry(name);
      const start = lines.indexOf(`${name}  ${about.title[language]}`);
      expect(start, name).toBeGreaterThanOrEqual(0);
      const entry = lines.slice(start, lines.indexOf('', start)).join('\n');
      for (const note of [about.measures, about.useWhen, about.notWhen, about.weights])
        expect(entry).toContain(note[language]);
      for (const { title } of about.sources) expect(entry).toContain(title[language]);
      expect(entry).toContain(label);
    }
    for (const name of moduleNames) expect(out).toContain(`\n  ${name}  `);
  },
);

test('every template of the list can be written, checked and published', async () => {
  const place = aWorkplace();
  for (const name of templateNames) {
    await place.manyi(`questionnaire template --name ${name} --out @${name}.json`);
    const checked = await place.manyi(`questionnaire check --file @${name}.json`);
    expect([name, checked.out]).toEqual([name, expect.stringContaining('It can be published')]);
    await place.manyi(`questionnaire import --survey ${name} --file @${name}.json`);
    expect((await place.manyi(`publish --survey ${name}`)).out).toContain('version 1');
  }
});

test('a template that is not there is refused with those that are', async () => {
  const { code, error } = await aWorkplace().manyi('questionnaire template --name x --out @x.json');
  expect(code).toBe(1);
  expect(error).toContain(`There are: ${templateNames.join(', ')}`);
});
