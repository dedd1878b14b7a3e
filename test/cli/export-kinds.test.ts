import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, test } from 'vitest';
import { startResponse } from '#db/queries/responses.ts';
import { surveyBySlug } from '#db/queries/surveys.ts';
import { wavesOf } from '#db/queries/waves.ts';
import { openSqlite } from '#db/sqlite.ts';
import type { Answers } from '#surveys/answers.ts';
import { aWorkplace, type Workplace } from '#test/helpers/cli.ts';
import { aQuestionnaireOfKinds, goodKindsKept } from '#test/helpers/question-kinds.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

let place: Workplace;

beforeEach(async () => {
  place = aWorkplace();
  place.write('q.json', aQuestionnaireOfKinds());
  await publishAs('s');
});

async function publishAs(slug: string) {
  await place.manyi(`questionnaire import --survey ${slug} --file @q.json`);
  await place.manyi(`publish --survey ${slug}`);
}

/** A wave by the open link with these answers, begun and not sent. */
async function answered(...responses: readonly Answers[]) {
  await place.manyi('wave create --survey s --wave w --open-link');
  const db = openSqlite(place.databaseFile);
  const survey = await surveyBySlug(db.read, 's');
  const [wave] = await wavesOf(db.read, survey?.id ?? '');
  const { id: waveId = '', versionId = '' } = wave ?? {};
  for (const [index, answers] of responses.entries()) {
    const begun = {
      waveId,
      versionId,
      memberId: null,
      linkId: null,
      stratum: null,
      locale: 'en',
      startedAt: 0,
    };
    await db.write((tx) => startResponse(tx, { ...begun, id: `r${index}`, answers, passed: [] }));
  }
  await db.close();
}

function exported(name: string): Record<string, string>[] {
  return parse(place.read(name), { columns: true, bom: true });
}

const data = `n,r,r_t,called,wrote,else,else_t,none,p_speed,p_care,p_price,w1,w2,w3,who,tel,mail
9,other,"=1+1, wet",1,0,1,"a
b",0,3,1,2,50,50,0,Ada,+44 20 7946 0000,ada@example.com
9,late,,0,0,0,,1,,,,,,,,,
9,broken,,1,1,0,,0,1,2,3,100,,,,13800138000,
`;
const mapping = {
  wave: { value: '2026Q1' },
  answers: {
    reason: 'r',
    'reason.other': 'r_t',
    done: { columns: { called: 'called', wrote: 'wrote', other: 'else', nothing: 'none' } },
    'done.other': 'else_t',
    order: { columns: { speed: 'p_speed', care: 'p_care', price: 'p_price' } },
    weight: { columns: { product: 'w1', service: 'w2', image: 'w3' } },
    reach: { columns: { name: 'who', phone: 'tel', email: 'mail' } },
  },
};

async function imported(file: string, change: object = {}, survey = 's') {
  place.write('data.csv', file);
  place.write('mapping.json', { ...mapping, ...change });
  return await place.manyi(`responses import --survey ${survey} --file @data.csv --mapping @mapping.json`);
}

/** Columns that every export has before those of the questionnaire. */
const ownColumns = 23;

describe('an export of every kind of question', () => {
  test('has a column for each option, each text and each place', async () => {
    await answered(goodKindsKept);
    await place.manyi('responses export --survey s --out @a.csv');
    const [row = {}] = exported('a.csv');
    expect(Object.fromEntries(Object.entries(row).slice(ownColumns))).toEqual({
      reason: 'other',
      'reason.other.text': goodKindsKept['reason.other'],
      'done.called': '1',
      'done.wrote': '0',
      'done.other': '1',
      'done.nothing': '0',
      'done.other.text': goodKindsKept['done.other'],
      'order.speed': '2',
      'order.care': '1',
      'order.price': '3',
      'weight.product': '50',
      'weight.service': '50',
      'weight.image': '0',
      comment: '',
    });
  });

  test('holds nobody’s name, telephone or e-mail unless asked for', async () => {
    await answered(goodKindsKept);
    await place.manyi('responses export --survey s --out @a.csv --mapping @a.json');
    expect(place.read('a.csv')).not.toMatch(/reach|王小明|138 0013 8000/);
    expect(place.read('a.json')).not.toContain('reach');
    await place.manyi('responses export --survey s --out @b.csv --mapping @b.json --with-contacts');
    expect(exported('b.csv')[0]).toMatchObject({
      'reach.name': '王小明',
      'reach.phone': '138 0013 8000',
      'reach.email': '',
    });
    expect(JSON.parse(place.read('b.json')).answers.reach).toEqual({
      columns: { name: 'reach.name', phone: 'reach.phone', email: 'reach.email' },
    });
  });

  test('holds no contact under the name that an earlier version gave to something else', async () => {
    const [page] = aQuestionnaireOfKinds().pages;
    const asked = page?.questions.map((question) =>
      question.kind === 'contact'
        ? ({
            ...question,
            kind: 'allocation',
            options: ['name', 'phone'].map((key) => ({ key, label: question.text })),
          } as const)
        : question,
    );
    place.write(
      'q.json',
      aQuestionnaireOfKinds({ pages: page && asked ? [{ ...page, questions: asked }] : [] }),
    );
    await publishAs('s');
    place.write('q.json', aQuestionnaireOfKinds());
    await publishAs('s');
    await answered(goodKindsKept);
    await place.manyi('responses export --survey s --out @a.csv');
    expect(exported('a.csv')[0]).toMatchObject({ 'reach.name': '', 'reach.phone': '' });
  });

  test('leaves empty what was not answered, and half-shared points as they are', async () => {
    await answered({ weight: { points: { product: 30 } } }, {});
    await place.manyi('responses export --survey s --out @a.csv');
    const [begun = {}, untouched = {}] = exported('a.csv');
    expect([begun['weight.product'], begun['weight.service'], begun['order.speed']]).toEqual(['30', '', '']);
    expect(new Set(Object.values(untouched).slice(ownColumns))).toEqual(new Set(['']));
  });

  test('read back with its mapping gives the same answers, byte for byte', async () => {
    expect((await imported(data, { population: 'n' })).error).toBe('');
    await place.manyi('responses export --survey s --out @a.csv --mapping @a.json --with-contacts');
    expect(
      exported('a.csv').map((row) => [row['reason.other.text'], row['order.care'], row['reach.phone']]),
    ).toEqual([
      ["'=1+1, wet", '1', "'+44 20 7946 0000"],
      ['', '', ''],
      ['', '2', '13800138000'],
    ]);
    await publishAs('t');
    expect((await place.manyi('responses import --survey t --file @a.csv --mapping @a.json')).error).toBe('');
    await place.manyi('responses export --survey t --out @b.csv --with-contacts');
    expect(place.read('b.csv')).toBe(place.read('a.csv').replaceAll(/^(\ufeff?)s,/gm, '$1t,'));
  });
});

describe('the codebook of an export', () => {
  test('says of every column what it holds, in the survey’s words', async () => {
    await answered(goodKindsKept);
    await place.manyi('responses export --survey s --out @a.csv --codebook @codebook.csv --with-contacts');
    const rows = new Map(exported('codebook.csv').map((row) => [row.column, row]));
    expect([...rows.keys()]).toEqual(Object.keys(exported('a.csv')[0] ?? {}));
    expect(rows.get('final_weight')).toMatchObject({
      question: '',
      meaning_en: expect.stringContaining('report'),
    });
    expect(rows.get('reason')).toMatchObject({
      'meaning_zh-CN': '所选选项的代号',
      'text_zh-CN': '这次最让您不满意的是什么？',
      values_en:
        'late = It came late; broken = The parcel was damaged; rude = The courier was rude; other = Something else',
      versions: '1',
    });
    expect(rows.get('reason.other.text')).toMatchObject({ key: 'other', 'option_zh-CN': '其他' });
    expect(rows.get('order.care')).toMatchObject({ min: '1', max: '3', option_en: 'Parcels kept whole' });
    expect(rows.get('weight.image')).toMatchObject({ min: '0', max: '100', question: 'weight' });
    expect(rows.get('reach.phone')).toMatchObject({ key: 'phone' });
  });

  test('has the ends of scales and "not applicable" of ratings, and the versions that ask', async () => {
    place.write('q.json', aQuestionnaire());
    await publishAs('s');
    await place.manyi('responses export --survey s --out @a.csv --codebook @codebook.csv');
    const rows = new Map(exported('codebook.csv').map((row) => [row.column, row]));
    expect(rows.get('claims.perception')).toMatchObject({
      versions: '2',
      min: '1',
      max: '10',
      high_en: 'Very good',
      values_en: 'NA = No experience of this',
    });
    expect(rows.get('claims.expectation')).toMatchObject({ high_en: 'Very much', values_en: '' });
    expect(rows.get('ease')).toMatchObject({ max: '5', 'low_zh-CN': '很难' });
    expect(rows.get('comment')).toMatchObject({ versions: '1 2' });
    expect(rows.get('order.care')).toMatchObject({ versions: '1' });
  });
});

describe('an import of every kind of question', () => {
  test('takes an order as a list too', async () => {
    const order = { column: 'o', separator: '>' };
    expect((await imported('o\ncare > price > speed\n', { answers: { order } })).error).toBe('');
    await place.manyi('responses export --survey s --out @a.csv');
    expect(exported('a.csv')[0]).toMatchObject({ 'order.care': '1', 'order.price': '2', 'order.speed': '3' });
  });

  test.each([
    ['late,wet', 'r_t', 'There is a text for “other”, which is not chosen.'],
    ['other,"a\u0001b"', 'r_t', 'U+0001'],
  ])('refuses %j', async (row, column, problem) => {
    const answers = { reason: 'r', 'reason.other': 'r_t' };
    const { code, error } = await imported(`r,r_t\n${row}\n`, { answers });
    expect(code).toBe(1);
    expect(error).toContain(column);
    expect(error).toContain(problem);
  });

  test.each([
    ['1,2,2', '“1, 2, 2” does not put every option in its place, each once.'],
    ['1,2,', 'does not put every option'],
    ['1,2,4', 'does not put every option'],
    ['1.5,2,3', 'does not put every option'],
  ])('refuses the places %s', async (row, problem) => {
    const { code, error } = await imported(`p_speed,p_care,p_price\n${row}\n`, {
      answers: { order: mapping.answers.order },
    });
    expect(code).toBe(1);
    expect(error).toContain(problem);
  });

  test('takes whole places as a statistics program writes them', async () => {
    const { error } = await imported('p_speed,p_care,p_price\n1.0,3.0,2.0\n', {
      answers: { order: mapping.answers.order },
    });
    expect(error).toBe('');
  });

  test.each([
    [{ order: 'o' }, 'ranking'],
    [{ weight: { column: 'o', separator: ',' } }, 'allocation'],
    [{ reach: 'o' }, 'contact'],
    [{ 'reason.other': { columns: { other: 'o' } } }, 'choice'],
    [{ 'reason.late': 'o' }, 'reason.late'],
    [{ reach: { columns: { fax: 'o' } } }, 'fax'],
  ])('refuses columns that do not fit: %j', async (answers, named) => {
    const { code, error } = await imported('o\n1\n', { answers });
    expect(code).toBe(1);
    expect(error).toContain(named);
  });
});
