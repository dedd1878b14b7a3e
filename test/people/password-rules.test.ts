import { describe, expect, test } from 'vitest';
import { passwordProblem } from '#server/people/password-rules.ts';

const ada = { name: 'Ada Lovelace', email: 'ada.lovelace@analytical.example' };

describe('a password', () => {
  test.each([
    ['eleven char', 'tooShort'],
    ['twelve chars', null],
    ['密码由十二个汉字组成的短句', null],
    ['😀😀😀😀😀😀😀😀😀😀😀', 'tooShort'],
    ['a'.repeat(128), null],
    ['a'.repeat(129), 'tooLong'],
    ['all small letters', null],
    ['111111111111', null],
  ])('%s', (password, problem) => {
    expect(passwordProblem(password, ada)).toBe(problem);
  });

  test.each([
    'ada.lovelace@analytical.example',
    'Ada Lovelace Ada',
    'LOVELACE2026!',
    'analytical.example1',
    'adalovelaceada',
  ])('%s is made of the name or the address of whoever it belongs to', (password) => {
    expect(passwordProblem(password, ada)).toBe('ownName');
  });

  test('may hold a name among other words', () => {
    expect(passwordProblem('ada keeps four owls', ada)).toBeNull();
    expect(
      passwordProblem('王小明养了四只会唱歌的猫头鹰', { name: '王小明', email: 'w@example.com' }),
    ).toBeNull();
    expect(passwordProblem('王小明王小明王小明王小明', { name: '王小明', email: 'w@example.com' })).toBe(
      'ownName',
    );
  });
});
