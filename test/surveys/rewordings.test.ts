import { expect, test } from 'vitest';
import { seriesComparability } from '#surveys/comparability.ts';
import type { Definition, DefinitionDocument } from '#surveys/definition.ts';
import { readDefinition } from '#surveys/read-definition.ts';
import { rewordings } from '#surveys/rewordings.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

function read(change: (document: DefinitionDocument) => void = () => {}): Definition {
  const document = structuredClone(aQuestionnaire());
  change(document);
  const reading = readDefinition(document);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.definition;
}

const other = { 'zh-CN': '别的说法', en: 'Other words' };
const changes: Record<string, (document: DefinitionDocument) => void> = {
  nothing: () => {},
  'a name': ({ factors }) => {
    const item = factors[0]?.dimensions[0]?.items[0];
    if (item) item.name = other;
  },
  'a hint': ({ pages }) => {
    const question = pages[0]?.questions[1];
    if (question) question.hint = other;
  },
  'the words of all pairs': ({ pairWords }) => {
    if (pairWords) pairWords.perception.low = other;
  },
  'the end of a scale': ({ scales }) => {
    if (scales.five) scales.five.high = other;
  },
  'the title': (document) => {
    document.title = other;
  },
};

test.each(Object.keys(changes))(
  'words are told of exactly those questions that were reworded: %s',
  (name) => {
    const [earlier, later] = [read(), read(changes[name])];
    const reworded = [...seriesComparability(earlier, later)].filter(([, state]) => state === 'reworded');
    const told = [...seriesComparability(earlier, later).keys()].filter(
      (key) => rewordings(earlier, later, key).length > 0,
    );
    expect(told).toEqual(reworded.map(([key]) => key));
  },
);

test('each rewording stands with both texts, language by language', () => {
  expect(rewordings(read(), read(changes['a name']), 'speed')).toEqual([
    { part: 'text', language: 'zh-CN', before: '时效', after: '别的说法' },
    { part: 'text', language: 'en', before: 'Speed', after: 'Other words' },
  ]);
});

test('what was not said before has no text before', () => {
  expect(rewordings(read(), read(changes['a hint']), 'manner')[0]).toMatchObject({ before: null });
});
