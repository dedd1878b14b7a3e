import { expect, test } from 'vitest';
import { answerText } from '#surveys/answer-text.ts';
import type { Answer } from '#surveys/answers.ts';
import {
  aChoice,
  aChoices,
  aContact,
  aDefinition,
  aNumber,
  anAllocation,
  aPage,
  aPair,
  aRanking,
  aScale,
  aText,
  type QuestionDocument,
  words,
} from './builders.ts';

function told(
  question: QuestionDocument,
  answers: Record<string, Answer>,
  part?: string,
  language: 'en' | 'zh-CN' = 'en',
) {
  const [asked] = aDefinition(aPage('page', question)).pages[0]?.questions ?? [];
  if (asked === undefined) throw new Error('The page has a question');
  const notApplicable = language === 'en' ? 'no experience' : '没有体验过';
  return answerText(asked, answers, { say: (text) => text[language] ?? '', language, notApplicable }, part);
}

/** Customers' own words among others, which they cannot turn. */
const held = (value: string) => `\u2068${value}\u2069`;

const reasons = ['late', 'broken', 'other'];

test.each<[QuestionDocument, Record<string, Answer>, string | undefined, string | null]>([
  [aChoice('a', reasons), { a: 'late' }, undefined, 'late'],
  [aChoice('a', reasons), { a: 'other', 'a.other': 'wet' }, undefined, held('wet')],
  [aChoice('a', reasons), { a: 'other' }, undefined, 'other'],
  [aChoice('a', reasons), { a: 'other', 'a.other': 'wet' }, 'other', 'wet'],
  [aChoice('a', reasons), { a: 'late' }, 'other', null],
  [aChoice('a', reasons), {}, undefined, null],
  [
    aChoices('a', reasons),
    { a: reasons, 'a.other': '<b>wet</b>' },
    undefined,
    `late, broken, and ${held('<b>wet</b>')}`,
  ],
  [
    aRanking('a', ['price', 'speed', 'care']),
    { a: ['care', 'price', 'speed'] },
    undefined,
    'care, price, and speed',
  ],
  [
    anAllocation('a', ['speed', 'care']),
    { a: { points: { speed: 60, care: 40 } } },
    undefined,
    'speed 60 and care 40',
  ],
  [anAllocation('a', ['speed', 'care']), { a: { points: { speed: 60, care: 40 } } }, 'care', '40'],
  [aPair('a'), { a: { expectation: 9, perception: 7 } }, 'expectation', '9'],
  [aPair('a'), { a: { expectation: 9, perception: 7 } }, undefined, '7'],
  [aPair('a'), { a: { perception: 'na' } }, 'perception', 'no experience'],
  [aPair('a'), { a: { perception: 'na' } }, 'expectation', null],
  [aPair('a'), { a: { perception: 'na' } }, 'constructor', null],
  [aScale('a', { notApplicable: true }), { a: 'na' }, undefined, 'no experience'],
  [aNumber('a', { unit: words('parcels'), decimals: 1 }), { a: 1234.5 }, undefined, '1,234.5 parcels'],
  [aNumber('a', { min: -5 }), { a: -5 }, undefined, '\u22125'],
  [aText('a'), { a: 'na' }, undefined, 'na'],
  [aText('a'), { a: '{{b}}' }, undefined, '{{b}}'],
  [
    aContact('a'),
    { a: { contact: { name: 'Ada\u202e', phone: '12345' } } },
    undefined,
    `${held('Ada')} · ${held('12345')}`,
  ],
  [aContact('a'), { a: { contact: { name: 'Ada', phone: '12345' } } }, 'name', 'Ada'],
  [aContact('a'), { a: { contact: { phone: '12345' } } }, 'name', null],
])('%# an answer is told in words', (question, answers, part, text) => {
  expect(told(question, answers, part)).toBe(text);
});

test('lists and labels follow the language', () => {
  const all = { a: ['price', 'speed', 'care'] };
  const options = ['price', 'speed', 'care'];
  expect(told(aRanking('a', options), all, undefined, 'zh-CN')).toBe(
    'price（中文）、speed（中文）和care（中文）',
  );
  expect(told(aPair('a'), { a: { perception: 'na' } }, undefined, 'zh-CN')).toBe('没有体验过');
});

test('what was written beside an option can be told with it', () => {
  const [asked] = aDefinition(aPage('page', aChoices('a', reasons))).pages[0]?.questions ?? [];
  if (asked === undefined) throw new Error('The page has a question');
  const specified = (option: string, written: string) => `${option}: ${written}`;
  const say = { say: (text: { en?: string }) => text.en ?? '', language: 'en', notApplicable: '', specified };
  expect(answerText(asked, { a: ['late', 'other'], 'a.other': '\u202ewet\u2069' }, say)).toBe(
    'late and other: wet',
  );
});
