import { type LocalizedText, textIn } from '#surveys/localized.ts';
import { pairsOf } from '#surveys/pairs.ts';
import {
  moduleNames,
  moduleTitle,
  type TemplateEntry,
  templateEntry,
  templateNames,
} from '#surveys/templates/library.ts';
import type { Translate } from '../../i18n/translate.ts';
import { command } from '../command.ts';

export const questionnaireTemplates = command({
  name: 'questionnaire templates',
  summary: 'cli.questionnaireTemplates',
  options: {},
  async run({ t, terminal }) {
    const text = (words: LocalizedText) => textIn(words, t.locale, ['zh-CN']);
    for (const name of templateNames) {
      for (const line of entryLines(templateEntry(name), text, t)) terminal.out(line);
      terminal.out('');
    }
    terminal.out(t('templates.modules'));
    for (const name of moduleNames) terminal.out(`  ${name}  ${text(moduleTitle(name))}`);
  },
});

/** A questionnaire's name and title, and under it what there is to know of it. */
function entryLines(
  { name, about, own, questionnaire }: TemplateEntry,
  text: (words: LocalizedText) => string,
  t: Translate,
): string[] {
  const notes = (['measures', 'useWhen', 'notWhen', 'weights'] as const).map((note) =>
    t(`templates.${note}`, { text: text(about[note]) }),
  );
  const sources = about.sources.map(({ author, year, title, published }) =>
    t('templates.source', { author: text(author), year, title: text(title), published: text(published) }),
  );
  const size = t('templates.size', {
    items: pairsOf(questionnaire).length,
    questions: questionnaire.pages.reduce((count, { questions }) => count + questions.length, 0),
    pages: questionnaire.pages.length,
  });
  const modules = own.length === 0 ? [] : [t('templates.own', { modules: own.join(', ') })];
  const lines = [...notes, ...sources, size, ...modules];
  return [`${name}  ${text(about.title)}`, ...lines.map((line) => `  ${line}`)];
}
