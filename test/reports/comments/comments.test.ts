import { describe, expect, test } from 'vitest';
import { aboutOf, subjectsOf } from '#reports/comments/about.ts';
import { commentIndex, commentsPerPage, searchComments } from '#reports/comments/comment-search.ts';
import type { Commenters, SaidText } from '#reports/comments/commenters.ts';
import { markOf } from '#reports/comments/mask.ts';
import { maskedComment } from '#reports/comments/masking.ts';
import { namesOfCustomer, saidTexts, textFieldsOf } from '#reports/comments/said-texts.ts';
import { defaultCommentSettings } from '#reports/comments/settings.ts';
import { shownGroups } from '#reports/comments/shown-groups.ts';
import { contentWords, singular } from '#reports/comments/words.ts';
import type { WaveInput } from '#reports/measure-wave.ts';
import { plan as planSchema } from '#reports/plan.ts';
import { analyseWave } from '#reports/wave-analysis.ts';
import { WaveColumns } from '#reports/wave-columns.ts';
import { createRandom } from '#surveys/random.ts';
import { readDefinition } from '#surveys/read-definition.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

const read = readDefinition(aQuestionnaire());
if ('problems' in read) throw new Error('Not a questionnaire');
const { definition } = read;
const [textField] = textFieldsOf(definition);
const question = textField?.key ?? '';

interface Customer {
  readonly perceived: number;
  readonly text: string | null;
  readonly stratum?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** A wave of these customers, and those of them who wrote. */
function aWave(
  customers: readonly Customer[],
  plan: object = {},
): { wave: WaveInput; commenters: Commenters } {
  const variables = ['region', 'class'];
  const all = new WaveColumns(definition, new Map([['v1', definition]]), variables);
  const writing = new WaveColumns(definition, new Map([['v1', definition]]), variables);
  const texts: SaidText[][] = [];
  customers.forEach(({ perceived, text, stratum = 'A', attributes = {} }, place) => {
    const pair = { expectation: 8, perception: perceived };
    const answers = { speed: pair, manner: pair, claims: pair };
    const response = { versionId: 'v1', status: 'submitted' as const, answers };
    const row = { stratum, attributes, recorded: null, weight: null, response };
    all.set(place, row);
    if (text === null) return;
    writing.set(texts.length, row);
    texts.push([{ question, masked: maskedComment(text) }]);
  });
  const counts = new Map<string, number>();
  for (const { stratum = 'A' } of customers) counts.set(stratum, (counts.get(stratum) ?? 0) + 10);
  const wave: WaveInput = {
    key: 'q3',
    label: null,
    opensAt: null,
    closesAt: null,
    definition,
    version: 1,
    plan: planSchema.parse({ smallestCell: 5, ...plan }),
    dataset: all.dataset(),
    customers: null,
    populations: counts,
    frame: null,
    draw: null,
    openAnswers: { submitted: 0, excluded: 0, used: false },
    warnings: [],
  };
  return { wave, commenters: { definition, dataset: writing.dataset(), texts } };
}

const many = (n: number, customer: Customer): Customer[] => Array.from({ length: n }, () => customer);

describe('words', () => {
  test('are those of the field, of the dictionary and of English, each once and none that says nothing', () => {
    expect([...contentWords('快递员送货上门，派送很慢很慢，希望提高时效')].sort()).toEqual(
      ['快递员', '提高', '时效', '派送', '慢', '送货上门'].sort(),
    );
    expect(
      [...contentWords('The couriers were late; both deliveries and the boxes came late')].sort(),
    ).toEqual(['box', 'courier', 'delivery', 'late'].sort());
    expect([...contentWords('2026 年 3 天 😀 <b>')]).toEqual([]);
  });

  test('of masked parts are none', () => {
    expect(contentWords(maskedComment('王经理 13800138000 快递员张伟')).has('张伟')).toBe(false);
    expect([...contentWords(maskedComment('快递员张伟 13800138000'))]).toEqual(['快递员']);
  });

  test('lose the ending of a plural, and only that', () => {
    const told = ['parcels', 'boxes', 'companies', 'address', 'status', 'express', 'news', 'buses', 'was'];
    expect(told.map(singular)).toEqual([
      'parcel',
      'box',
      'company',
      'address',
      'status',
      'express',
      'news',
      'buse',
      'was',
    ]);
  });
});

describe('what a report says of comments', () => {
  const slow = many(12, { perceived: 4, text: '派送太慢' });
  const kind = many(12, { perceived: 9, text: '快递员热情' });
  const few = many(4, { perceived: 9, text: '包装太慢' });
  const { wave, commenters } = aWave([...slow, ...kind, ...few, ...many(30, { perceived: 8, text: null })]);
  const settings = { shown: 'readers', quotes: true } as const;
  const found = analyseWave(wave, { complaints: [], comments: { commenters, settings } }).comments;

  test('counts customers by word, of the dissatisfied and of the others, with their weighted share', () => {
    expect(found).toMatchObject({ commenters: 28, respondents: 58, smallest: 5, shown: 'readers' });
    const [dissatisfied, others] = found?.groups ?? [];
    expect(dissatisfied).toMatchObject({ name: 'dissatisfied', commenters: 12 });
    expect(dissatisfied?.words).toEqual([
      { word: '慢', count: 12, share: 1 },
      { word: '派送', count: 12, share: 1 },
    ]);
    expect(others?.words.map(({ word, count }) => [word, count])).toEqual([
      ['快递员', 12],
      ['热情', 12],
    ]);
    expect(others?.words[0]?.share).toBeCloseTo(12 / 16, 12);
  });

  test('tells no word of few customers, not even beside the other group’s', () => {
    expect(
      found?.telling.map(({ word, more, dissatisfied, others }) => [word, more, dissatisfied, others]),
    ).toEqual([
      ['派送', 'dissatisfied', 12, 0],
      ['快递员', 'others', 0, 12],
      ['慢', 'dissatisfied', 12, null],
      ['热情', 'others', 0, 12],
    ]);
    expect(JSON.stringify(found)).not.toContain('包装');
  });

  test('quotes what is typical, where the team wants it', () => {
    expect(found?.quotes).toEqual([
      { group: 'dissatisfied', masked: '派送太慢' },
      { group: 'others', masked: '快递员热情' },
    ]);
    const without = { commenters, settings: { ...settings, quotes: false } };
    expect(analyseWave(wave, { complaints: [], comments: without }).comments?.quotes).toEqual([]);
  });

  test('weighs those who wrote as the figures are weighed', () => {
    const strata = aWave([
      ...many(6, { perceived: 4, text: '派送太慢', stratum: 'A' }),
      ...many(6, { perceived: 4, text: '破损', stratum: 'B' }),
    ]);
    const populations = new Map([
      ['A', 60],
      ['B', 540],
    ]);
    const weighed = analyseWave(
      { ...strata.wave, populations },
      { complaints: [], comments: { commenters: strata.commenters, settings } },
    ).comments;
    expect(weighed?.groups[0]?.words.map(({ word, share }) => [word, Math.round(share * 1e9) / 1e9])).toEqual(
      [
        ['慢', 0.1],
        ['派送', 0.1],
        ['破损', 0.9],
      ],
    );
  });

  test('says nothing of a group of few, and nothing at all where few wrote', () => {
    const group = aWave([
      ...slow,
      ...many(3, { perceived: 9, text: '好快' }),
      ...many(9, { perceived: 9, text: null }),
    ]);
    const comments = { commenters: group.commenters, settings };
    const said = analyseWave(group.wave, { complaints: [], comments }).comments;
    expect(said?.groups[1]).toEqual({ name: 'others', commenters: null, words: [] });
    expect(said?.telling).toEqual([]);
    const lonely = aWave([
      ...many(3, { perceived: 4, text: '太慢' }),
      ...many(9, { perceived: 9, text: null }),
    ]);
    const alone = { commenters: lonely.commenters, settings };
    expect(analyseWave(lonely.wave, { complaints: [], comments: alone }).comments?.commenters).toBeNull();
  });
});

describe('what stands beside a comment', () => {
  test('tells of at least so many respondents in all of it together, whatever the customers', () => {
    const random = createRandom('groups');
    for (let trial = 0; trial < 30; trial++) {
      const size = 20 + random.below(200);
      const values = Array.from({ length: size }, () => ({
        region: 'abcdef'[Math.min(random.below(6), random.below(6))] ?? '',
        class: 'xyz'[Math.min(random.below(3), random.below(3))] ?? '',
      }));
      const { wave } = aWave(values.map((attributes) => ({ perceived: 8, text: null, attributes })));
      const smallest = 2 + random.below(12);
      const rows = Int32Array.from(values.keys());
      const shown = shownGroups(wave.dataset, rows, ['region', 'class'], smallest);
      const counts = new Map<string, number>();
      for (const each of values) {
        const key = JSON.stringify(shown((variable) => each[variable as 'region' | 'class']));
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      // what is not shown tells of as many, too
      expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(Math.min(smallest, size));
    }
  });
});

describe('looking for comments', () => {
  const region = (name: string) => ({ region: name });
  const customers: Customer[] = [
    ...many(6, { perceived: 4, text: '派送太慢，ＰＡＲＣＥＬ晚了', attributes: region('east') }),
    ...many(6, { perceived: 9, text: '快递员张伟很热情', attributes: region('west') }),
    ...many(50, { perceived: 8, text: 'Packaging is fine', attributes: region('east') }),
  ];
  const { wave, commenters } = aWave(customers, { segments: ['region'] });
  const subjects = subjectsOf(definition, defaultCommentSettings);
  const index = commentIndex(wave, commenters, subjects, ['region']);
  const search = (query: object) =>
    searchComments(index === null ? [] : [index], {
      ...{ text: '', wave: null, question: null, about: null, band: null, group: null, page: 1 },
      ...query,
    });

  test('finds words whatever their width and case, and all of them', () => {
    expect(search({ text: 'parcel' }).total).toBe(6);
    expect(search({ text: '慢 ＰＡＲＣＥＬ' }).total).toBe(6);
    expect(search({ text: '慢 fine' }).total).toBe(0);
    expect(search({ text: '张伟' }).total).toBe(0);
    expect(search({ text: markOf('name') }).total).toBe(6);
  });

  test('by score, wave, question, what it is about, and whom it is of', () => {
    expect(search({ band: 'below' }).total).toBe(6);
    expect(
      search({ band: 'above' }).comments.every(({ score, band }) => score === 1.13 && band === 'above'),
    ).toBe(true);
    expect(search({ about: 'speed' }).total).toBe(6);
    expect(search({ about: 'speed', band: 'above' }).total).toBe(0);
    expect(search({ about: 'nothing' }).total).toBe(0);
    expect(search({ group: { variable: 'region', value: 'west' } }).total).toBe(6);
    expect([search({ wave: 'q3' }).total, search({ wave: 'q2' }).total]).toEqual([62, 0]);
    expect([search({ question }).total, search({ question: 'other' }).total]).toEqual([62, 0]);
  });

  test('by pages of fifty, the least satisfied first, in an order that comes from what is shown', () => {
    const [first, second, beyond] = [search({}), search({ page: 2 }), search({ page: 99 })];
    expect([first.comments.length, second.comments.length, first.pages]).toEqual([commentsPerPage, 12, 2]);
    expect(beyond.page).toBe(2);
    expect(first.comments[0]).toMatchObject({ score: 0.5, band: 'below', group: { region: 'east' } });
    const turned = aWave(customers.toReversed(), { segments: ['region'] });
    const other = commentIndex(turned.wave, turned.commenters, subjects, ['region']);
    expect(
      searchComments(other === null ? [] : [other], {
        ...{ text: '', wave: null, question: null },
        ...{ about: null, band: null, group: null, page: 1 },
      }),
    ).toEqual(first);
  });

  test('shows none of a wave that few answered', () => {
    const small = aWave(many(4, { perceived: 4, text: '太慢' }));
    expect(commentIndex(small.wave, small.commenters, subjects, [])).toBeNull();
  });
});

describe('what a comment is about', () => {
  test('is told by where its question stands, else by words, and a team can say which', () => {
    const page = definition.pages.map((each) =>
      each.key === 'delivery' ? { ...each, questions: [...each.questions, { ...aText('placed') }] } : each,
    );
    const settings = { ...defaultCommentSettings, about: { speed: ['火箭', 'C++ (new)'] } };
    const subjects = subjectsOf({ ...definition, pages: page }, settings);
    const speed = subjects.find(({ target }) => target === 'speed');
    const service = subjects.find(({ target }) => target === 'factor:service');
    if (!speed || !service) throw new Error('No such subject');
    expect(aboutOf(service, { question: 'placed', folded: 'x' })).toBe('place');
    expect(aboutOf(speed, { question: 'placed', folded: 'x' })).toBeNull();
    expect(aboutOf(speed, { question, folded: '像火箭一样' })).toBe('words');
    expect(aboutOf(speed, { question, folded: 'learn c++ (new) now' })).toBe('words');
    expect(aboutOf(speed, { question, folded: '太慢' })).toBeNull();
    const ours = subjectsOf(definition, defaultCommentSettings).find(({ target }) => target === 'speed');
    expect(ours && aboutOf(ours, { question, folded: 'so late' })).toBe('words');
    expect(ours && aboutOf(ours, { question, folded: 'a plate' })).toBeNull();
  });

  function aText(key: string) {
    const text = { 'zh-CN': key, en: key };
    return { kind: 'text' as const, key, text, required: false, maxLength: 2000, lines: 4 };
  }
});

test('customers’ own words are their texts and what they write beside options, never whom to contact', () => {
  const answers = { [question]: 'said', contact: { contact: { name: '李雷', phone: '1' } }, speed: 'x' };
  expect(saidTexts(textFieldsOf(definition), answers)).toEqual([{ question, text: 'said' }]);
  const customer = { customer: 'K1', attributes: { 姓名: '韩梅', region: 'east' } };
  expect(namesOfCustomer(customer, answers)).toEqual(['韩梅', '李雷', 'K1']);
});
