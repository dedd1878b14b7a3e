import { describe, expect, test } from 'vitest';
import { directionOf, isolated } from '#server/i18n/direction.ts';
import { negotiateLanguage } from '#server/i18n/locale.ts';
import { respondentWords } from '#server/i18n/respondent.ts';
import { plural } from '#server/i18n/translate.ts';

describe('the direction of a language', () => {
  test('is that of the script it is written in', () => {
    const directions = [
      'ar',
      'ar-EG',
      'fa',
      'he',
      'ur',
      'ug',
      'az-Arab',
      'pa-PK',
      'en',
      'zh-CN',
      'ja',
      'az',
      'pa',
    ];
    expect(directions.filter((tag) => directionOf(tag) === 'rtl')).toEqual(directions.slice(0, 8));
  });
});

describe('a name inside a sentence', () => {
  test('is isolated where it runs the other way or could turn what follows, and left alone otherwise', () => {
    expect(isolated('华捷速运', 'rtl')).toBe('\u2068华捷速运\u2069');
    expect(isolated('سرعة التوصيل', 'rtl')).toBe('سرعة التوصيل');
    expect(isolated('سرعة', 'ltr')).toBe('\u2068سرعة\u2069');
    expect(isolated('Speed “a” (1–10)', 'ltr')).toBe('Speed “a” (1–10)');
    expect(isolated('12 (3)', 'rtl')).toBe('12 (3)');
    expect(isolated('\u202eevil', 'ltr')).toBe('\u2068\u202eevil\u2069');
    expect(isolated('a\u2069\u202eb', 'ltr')).toBe('\u2068a\u202eb\u2069');
    expect(isolated('\u202e\u2067b', 'ltr')).toBe('\u2068\u202e\u2067b\u2069\u2069');
  });
});

describe('Arabic', () => {
  const t = respondentWords('ar');

  test('counts in six forms', () => {
    expect([0, 1, 2, 3, 11, 100].map((count) => plural(t, 'respond.choices.exactly', count))).toEqual([
      'لا يُطلب اختيار أي إجابة',
      'يرجى اختيار إجابة واحدة',
      'يرجى اختيار إجابتين',
      'يرجى اختيار 3 إجابات',
      'يرجى اختيار 11 إجابة',
      'يرجى اختيار 100 إجابة',
    ]);
  });

  test('keeps a name in another script together', () => {
    expect(t('respond.error.required.scale', { question: '华捷速运' })).toBe(
      'يرجى اختيار رقم للسؤال «\u2068华捷速运\u2069»',
    );
  });

  test('puts the sign of a number where it belongs', () => {
    expect(t('respond.error.atLeast', { min: -5, question: 'س' })).toContain('\u200e\u22125');
  });
});

test('limits are written as they may be typed, without separators', () => {
  expect(respondentWords('en')('respond.error.atMost', { max: 1234.5, question: 'Weight' })).toContain(
    ' 1234.5 ',
  );
});

describe('the language somebody is answered in', () => {
  const available = ['zh-CN', 'zh-TW', 'en', 'ar'] as const;
  test.each([
    ['en-GB', 'en'],
    ['zh-HK', 'zh-TW'],
    ['zh-Hant', 'zh-TW'],
    ['zh-SG', 'zh-CN'],
    ['zh', 'zh-CN'],
    ['AR-eg', 'ar'],
    ['fr', 'zh-CN'],
    ['x', 'zh-CN'],
    ['en_US', 'zh-CN'],
    ['', 'zh-CN'],
  ])('for a wish for %j is %s', (wanted, found) => {
    expect(negotiateLanguage(available, [wanted])).toBe(found);
  });

  test('is the first wish that can be met', () => {
    expect(negotiateLanguage(available, ['fr', '%', 'ar', 'en'])).toBe('ar');
  });
});
