import { describe, expect, test } from 'vitest';
import { checkAnswers } from '#surveys/check-answers.ts';
import { readDefinition } from '#surveys/read-definition.ts';
import { anybody } from '#surveys/respondent.ts';
import { aContact, aDefinition, aDocument, aPage } from '../builders.ts';
import { codes, read } from './reading.ts';

const reach = aContact('reach');

describe('an offer to be contacted', () => {
  test('need not be taken', () => {
    expect(read(reach, { 'reach.name': ' ', 'reach.phone': '', 'reach.email': '' })).toEqual({
      answers: {},
      problems: [],
    });
  });

  test('keeps what was written, without blanks around it and in the letters of an address', () => {
    const sent = {
      'reach.name': ' 王 小明 ',
      'reach.phone': '０１０－６２３４　5678',
      'reach.email': ' a@例子.中国 ',
    };
    expect(read(reach, sent)).toEqual({
      answers: { reach: { contact: { name: '王 小明', phone: '010-6234 5678', email: 'a@例子.中国' } } },
      problems: [],
    });
  });

  test('asks whoever leaves a name alone for a way to be reached', () => {
    const reading = read(reach, { 'reach.name': 'Ada' });
    expect(reading.answers).toEqual({ reach: { contact: { name: 'Ada' } } });
    expect(codes(reading.problems)).toEqual(['reach.phone: contactWay']);
    expect(read(reach, { 'reach.phone': '13800138000' }).problems).toEqual([]);
    expect(read(reach, { 'reach.email': 'ada@example.com' }).problems).toEqual([]);
  });

  test('is not told to leave an address while the one it left is being mended', () => {
    const reading = read(reach, { 'reach.name': 'Ada', 'reach.email': 'ada' });
    expect(reading.answers).toEqual({ reach: { contact: { name: 'Ada' } } });
    expect(codes(reading.problems)).toEqual(['reach.email: notAnEmail']);
  });

  test.each(['138 0013 8000', '+44 (0)20 7946 0000', '010-62345678 转 801', '12345'])(
    'takes %j for a telephone number',
    (phone) => {
      expect(read(reach, { 'reach.phone': phone }).problems).toEqual([]);
    },
  );

  test.each([
    ['reach.phone', '1234', 'notAPhone'],
    ['reach.phone', 'call me', 'notAPhone'],
    ['reach.phone', '9'.repeat(21), 'notAPhone'],
    ['reach.phone', '9'.repeat(51), 'tooLong'],
    ['reach.phone', '12345\u0000', 'unsupportedCharacters'],
    ['reach.email', 'ada', 'notAnEmail'],
    ['reach.email', 'ada@example', 'notAnEmail'],
    ['reach.email', 'ada@@example.com', 'notAnEmail'],
    ['reach.email', 'ada@example..com', 'notAnEmail'],
    ['reach.email', 'a@example.com, b@example.com', 'notAnEmail'],
    ['reach.email', 'a@example.com\r\nBcc: b@example.com', 'notAnEmail'],
    ['reach.email', `${'a'.repeat(250)}@example.com`, 'tooLong'],
    ['reach.name', 'x'.repeat(101), 'tooLong'],
    ['reach.name', '\udfff', 'unsupportedCharacters'],
  ])('refuses %s %j', (field, typed, code) => {
    const reading = read(reach, { [field]: typed });
    expect(reading.answers).toEqual({});
    expect(codes(reading.problems)).toEqual([`${field}: ${code}`]);
  });

  const definition = aDefinition(aPage('page', reach));
  test.each([
    ['13800138000', 'reach.name: wrongType'],
    [{ contact: '13800138000' }, 'reach.name: wrongType'],
    [{ contact: {} }, 'reach.name: wrongType'],
    [{ contact: { fax: '12345' } }, 'reach.fax: unknownField'],
    [{ contact: { phone: 13_800_138_000 } }, 'reach.phone: wrongType'],
    [{ contact: { phone: '1' } }, 'reach.phone: notAPhone'],
    [{ contact: { phone: '12345' }, perception: 3 }, 'reach.name: wrongType'],
  ])('stored as %j is refused', (answer, problem) => {
    const found = checkAnswers(definition, { reach: answer }, { complete: false, respondent: anybody });
    expect(codes(found)).toEqual([problem]);
  });

  test('cannot be made in an anonymous survey', () => {
    const open = aDocument([aPage('page', reach)]);
    expect(readDefinition(open)).toHaveProperty('definition');
    expect(readDefinition({ ...open, anonymous: true })).toEqual({
      problems: [{ path: 'pages[0].questions[0]', code: 'contactInAnonymous', params: {} }],
    });
  });
});
