import { beforeEach, expect, test } from 'vitest';
import { aWorkplace, type Workplace } from '#test/helpers/cli.ts';
import { drawnWave } from '#test/helpers/drawn-wave.ts';
import { goodAnswers } from '#test/helpers/questionnaire.ts';

let place: Workplace;

beforeEach(async () => {
  place = aWorkplace();
  await drawnWave(place, {});
  place.write('answers.json', Object.assign({}, ...Object.values(goodAnswers)));
});

const enter = 'response enter --survey s --wave w --customer K0 --file @answers.json --by Li';

test('answers are entered from a file of fields, once', async () => {
  expect((await place.manyi(enter)).out).toBe('The answers of customer “K0” in wave “w” are entered.');
  const again = await place.manyi(enter);
  expect([again.code, again.error]).toEqual([
    1,
    'Customer “K0” has answered in wave “w” already. Nothing was changed.',
  ]);
});

test('what is wrong with entered answers is told with its field', async () => {
  place.write('answers.json', { ...goodAnswers.delivery, 'speed.perception': '99' });
  const { code, error } = await place.manyi(enter);
  expect(code).toBe(1);
  expect(error).toContain('speed.perception');
  expect(error).toContain('Nothing was stored');
});

test('what became of a customer is noted by hand', async () => {
  const note = 'disposition note --survey s --wave w';
  expect((await place.manyi(`${note} --customer K1 --disposition refused`)).out).toContain('K1');
  expect((await place.manyi(`${note} --customer X --disposition refused`)).error).toContain(
    'not in the sample',
  );
  expect((await place.manyi(`${note} --customer K1 --disposition maybe`)).code).toBe(2);
});
