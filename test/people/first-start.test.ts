import { expect, test } from 'vitest';
import { isSetUpCode, setUpCode } from '#server/people/first-start.ts';

const secret = 'a secret of thirty-two characters';

test('the set-up code follows from the secret alone, and is fit to be read out', () => {
  expect(setUpCode(secret)).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
  expect(setUpCode(secret)).toBe(setUpCode(secret));
  expect(setUpCode(secret)).not.toBe(setUpCode('another secret of thirty-two letters'));
});

test('the set-up code is known again however it is typed', () => {
  const code = setUpCode(secret);
  expect(isSetUpCode(secret, code)).toBe(true);
  expect(isSetUpCode(secret, ` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe(true);
  expect(isSetUpCode(secret, code.replaceAll('0', 'O').replaceAll('1', 'l'))).toBe(true);
  expect(isSetUpCode(secret, code.slice(0, -1))).toBe(false);
  expect(isSetUpCode(secret, '')).toBe(false);
});
