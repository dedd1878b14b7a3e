import { expect, test } from 'vitest';
import { needsTakingBack, withoutAnswer } from '#surveys/questions/taking-back.ts';
import { readDefinition } from '#surveys/read-definition.ts';
import { optional } from '#test/helpers/customer-pages.ts';
import { aQuestionnaireOfKinds } from '#test/helpers/question-kinds.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

/** The keys of the questions whose answers have a control to be taken back. */
function takenBack(document: Parameters<typeof readDefinition>[0]): string[] {
  const reading = readDefinition(document);
  if ('problems' in reading) throw new Error('The questionnaires of the tests can be published');
  const questions = reading.definition.pages.flatMap((page) => page.questions);
  return questions.filter(needsTakingBack).map(({ key }) => key);
}

test('what cannot be unchosen by hand is taken back, where it may be left out', () => {
  expect(takenBack(optional(aQuestionnaire()))).toEqual([
    ...['speed', 'manner', 'claims', 'ease', 'recommend', 'market'],
  ]);
  expect(takenBack(aQuestionnaire())).toEqual([]);
});

test('boxes, orders, points and what is written are emptied by hand', () => {
  expect(takenBack(optional(aQuestionnaireOfKinds()))).toEqual(['reason']);
});

test('a form loses all fields of one question, and of none whose key only begins the same', () => {
  const form = new Map([
    ['speed.expectation', ['9']],
    ['speed.perception', ['7']],
    ['speedy', ['1']],
    ['speedy.perception', ['2']],
    ['_checked', ['1']],
  ]);
  expect([...withoutAnswer(form, 'speed').keys()]).toEqual(['speedy', 'speedy.perception', '_checked']);
  expect([...withoutAnswer(form, 'speedy').keys()]).toEqual([
    ...['speed.expectation', 'speed.perception', '_checked'],
  ]);
  expect(withoutAnswer(form, 'nothing')).toEqual(form);
});
