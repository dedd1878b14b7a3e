import { describe, expect, test } from 'vitest';
import { definition } from '#surveys/definition.ts';
import { piped, pipesIn, unpiped } from '#surveys/piping.ts';
import { problemsIn } from '#surveys/publishing.ts';
import {
  aChoice,
  aDocument,
  aNumber,
  aPage,
  aPair,
  aScale,
  aText,
  type PageDocument,
  words,
} from './builders.ts';

const known = (values: Record<string, string>) => (name: string) => values[name] ?? null;
/** What stands around a value, so that its direction stays its own. */
const held = (value: string) => `\u2068${value}\u2069`;

describe('a text takes over', () => {
  test('answers, parts and facts', () => {
    const text = 'You came as {{market}}, gave {{speed.perception}} at {{fact.station}}.';
    const values = known({ market: 'a seller', 'speed.perception': '7', 'fact.station': '020' });
    expect(piped(text, values)).toBe(`You came as ${held('a seller')}, gave ${held('7')} at ${held('020')}.`);
    expect(pipesIn(text).map(({ name }) => name)).toEqual(['market', 'speed.perception', 'fact.station']);
  });

  test('what its author wrote for somebody of whom it is not known', () => {
    expect(piped('At {{fact.station|your station}}!', known({}))).toBe('At your station!');
    expect(piped('At {{ fact.station | }}!', known({ 'fact.station': '  ' }))).toBe('At  !');
    expect(unpiped('At {{fact.station}}')).toBe('At …');
  });

  test('an answer as text: what looks like a place in a text stays as it is', () => {
    expect(piped('{{comment}}', known({ comment: '{{fact.station|x}} <b>$& $1</b>' }))).toBe(
      held('{{fact.station|x}} <b>$& $1</b>'),
    );
    expect(piped('{ {market} } {{}} {{1}} {{a.b.c}}', known({ market: 'x' }))).toBe(
      '{ {market} } {{}} {{1}} {{a.b.c}}',
    );
  });

  test('a right-to-left override without its force', () => {
    expect(piped('Was {{comment}} right?', known({ comment: 'abc\u202Etxt\u2069\u202D' }))).toBe(
      `Was ${held('abctxt')} right?`,
    );
  });

  test('a long answer shortened, on one line, without halving a character', () => {
    const long = piped('{{comment}}', known({ comment: `a\r\n${'😀'.repeat(5000)}` }));
    expect([...long]).toHaveLength(203);
    expect(long).toBe(held(`a ${'😀'.repeat(198)}…`));
  });
});

describe('publishing refuses a text', () => {
  const codes = (pages: PageDocument[], more = {}) =>
    problemsIn(definition.parse(aDocument(pages, more))).map(({ path, code }) => `${path} ${code}`);
  const titled = (page: PageDocument, english: string): PageDocument => ({ ...page, title: words(english) });
  const first = aPage('first', aChoice('market', ['a', 'b']), aText('comment'));

  test('that takes over what is nothing, or is answered only later or on the same page', () => {
    const second = titled(aPage('second', aText('more')), '{{nobody|}} {{fact.order|}} {{more|}} {{market}}');
    expect(codes([first, second])).toEqual([
      'pages[1].title.zh-CN pipeUnknown',
      'pages[1].title.zh-CN pipeUnknown',
      'pages[1].title.zh-CN pipeLater',
      'pages[1].title.en pipeUnknown',
      'pages[1].title.en pipeUnknown',
      'pages[1].title.en pipeLater',
    ]);
  });

  test('that says nothing where what it takes over may be missing', () => {
    const facts = [{ key: 'station', name: words('station') }];
    const second = titled(aPage('second', aText('more')), '{{comment}} {{fact.station}}');
    expect(codes([first, second], { facts })).toEqual(
      Array(4).fill(expect.stringContaining('pipeWithoutFallback')),
    );
    const mended = titled(
      aPage('second', aText('more')),
      '{{comment|nothing}} {{fact.station|us}} {{market}}',
    );
    expect(codes([first, mended], { facts })).toEqual([]);
  });

  test('that is read when an anonymous answer is out of reach; what is known without it may be taken over', () => {
    const only = aPage('only', aPair('quality'));
    const end = { key: 'bad', text: words('{{quality.perception}}') };
    const when = { op: 'atMost', question: 'quality', part: 'perception', value: 3 } as const;
    const full = words('{{quality.perception|x}}');
    const more = {
      thanks: words('{{quality.perception}} {{fact.station|us}}'),
      facts: [{ key: 'station', name: words('station') }],
      quotas: [{ key: 'few', name: words('few'), when, limit: 1, full }],
    };
    const ending: PageDocument[] = [{ ...only, endIf: [{ ...end, when }] }];
    expect(codes(ending, more)).toEqual([]);
    expect(codes(ending, { ...more, anonymous: true })).toEqual([
      'thanks.zh-CN pipeAfterAnonymous',
      'thanks.en pipeAfterAnonymous',
      'quotas[0].full.zh-CN pipeAfterAnonymous',
      'quotas[0].full.en pipeAfterAnonymous',
      'pages[0].endIf[0].text.zh-CN pipeAfterAnonymous',
      'pages[0].endIf[0].text.en pipeAfterAnonymous',
    ]);
  });

  test('but not one that is read after everything', () => {
    const thanks = { en: 'You gave {{quality.perception}}', 'zh-CN': '{{quality.perception}} {{age|}}' };
    expect(codes([aPage('only', aPair('quality'), aNumber('age', { required: false }))], { thanks })).toEqual(
      [],
    );
  });
});

test('publishing refuses braces that take nothing over, and ratings that no scale has', () => {
  const titled = { ...aPage('one', aScale('overall')), title: words('{{ two words }} and {{overall|}') };
  const never = {
    ...aPage('two', aText('t')),
    showIf: { op: 'atLeast' as const, question: 'overall', value: 99 },
  };
  const found = problemsIn(definition.parse(aDocument([titled, never])));
  expect(found.map(({ path, code }) => `${path} ${code}`)).toEqual([
    'pages[1].showIf conditionNeverHolds',
    'pages[0].title.zh-CN pipeUnreadable',
    'pages[0].title.en pipeUnreadable',
  ]);
});
