import { expect, test } from 'vitest';
import type { LocalizedText } from '#surveys/localized.ts';
import { moduleNames, moduleTitle, templateEntry, templateNames } from '#surveys/templates/library.ts';

/** What is not to be in a text: half-width punctuation in Chinese, Chinese in English. */
const foreign = { 'zh-CN': /[,;:?!"]|\.$/, en: /\p{Script=Han}|[，。；：？！（）、]/u };

function expectBoth(text: LocalizedText, place: string): void {
  expect(text['zh-CN'], place).toMatch(/\p{Script=Han}/u);
  expect(text['zh-CN'], place).not.toMatch(foreign['zh-CN']);
  expect(text.en?.trim(), place).toBeTruthy();
  expect(text.en, place).not.toMatch(foreign.en);
}

test.each(templateNames)('%s says in both languages what it measures and when to use it', (name) => {
  const { about, constructs } = templateEntry(name);
  const { title: _, sources: __, ...notes } = about;
  expect(Object.keys(notes).sort()).toEqual(['measures', 'notWhen', 'useWhen', 'weights']);
  for (const [note, text] of Object.entries(notes)) {
    expectBoth(text, note);
    expect(text['zh-CN']).toMatch(/。$/);
    expect(text.en).toMatch(/\.$/);
  }
  for (const construct of constructs) expectBoth(construct.name, construct.key);
});

test.each(templateNames)('%s names its sources with author, year and where they were published', (name) => {
  const { sources } = templateEntry(name).about;
  expect(sources.length).toBeGreaterThan(0);
  for (const { author, year, title, published } of sources) {
    for (const text of [author, title, published]) {
      expect(text['zh-CN']?.trim()).toBeTruthy();
      expect(text.en?.trim()).toBeTruthy();
      expect(text.en).not.toMatch(foreign.en);
    }
    expect(year).toBeGreaterThan(1960);
    expect(year).toBeLessThan(2027);
  }
});

test('no two questionnaires go by the same title', () => {
  for (const language of ['zh-CN', 'en']) {
    const titles = templateNames.map((name) => templateEntry(name).about.title[language]);
    expect(new Set(titles).size).toBe(templateNames.length);
  }
});

test('every module has a title in both languages', () => {
  for (const name of moduleNames) expectBoth(moduleTitle(name), name);
});
