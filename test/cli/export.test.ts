import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, test } from 'vitest';
import { startResponse } from '#db/queries/responses.ts';
import { surveyBySlug } from '#db/queries/surveys.ts';
import { wavesOf } from '#db/queries/waves.ts';
import { openSqlite } from '#db/sqlite.ts';
import { aWorkplace, type Workplace } from '#test/helpers/cli.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

let place: Workplace;

beforeEach(async () => {
  place = aWorkplace();
  place.write('q.json', aQuestionnaire());
  await publishAs('s');
});

async function publishAs(slug: string) {
  await place.manyi(`questionnaire import --survey ${slug} --file @q.json`);
  await place.manyi(`publish --survey ${slug}`);
}

const texts = [
  'plain',
  '=1+1',
  "'=1+1",
  "''-x",
  '+1 great',
  '-',
  '@home',
  '\tindented',
  "'quoted'",
  'NA',
  ' spaces around ',
  'a "quote", a comma; and a\nline\r\nend',
  '很好 👍🏽 👨‍👩‍👧 𠮷 Ａ',
  '\u202eright to left\u202c',
  'é',
];

/** Customers with every kind of answer, "not applicable", dispositions and weights. */
async function importTexts(slug: string) {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const rows = texts.map((text, i) => `=K${i},A.x,40,I,1.5,9,NA,4,7,1,0,${i},${cell(text)},en`);
  const header = 'id,class,N,result,w,e3,p3,i3,ltr,app,shop,n,words,language';
  place.write('data.csv', `${header}\n${rows.join('\n')}\nK90,A.x,40,R,,,,,,,,,,\nK91,A.x,40,,,,,,,,,,,\n`);
  place.write('mapping.json', {
    wave: { value: '2026Q1' },
    customer: 'id',
    stratum: 'class',
    population: 'N',
    attributes: { class: 'class', status: 'language' },
    disposition: { column: 'result', codes: { I: 'complete', R: 'refused' } },
    weight: 'w',
    answers: {
      claims: { expectation: 'e3', perception: 'p3', importance: 'i3' },
      recommend: 'ltr',
      channels: { columns: { app: 'app', shop: 'shop' } },
      parcels: 'n',
      comment: 'words',
    },
    locale: { column: 'language' },
  });
  const { error } = await place.manyi(
    `responses import --survey ${slug} --file @data.csv --mapping @mapping.json`,
  );
  expect(error).toBe('');
}

function exported(name: string): Record<string, string>[] {
  return parse(place.read(name), { columns: true, bom: true });
}

describe('an export', () => {
  test('read back with its mapping gives the same answers, byte for byte', async () => {
    await importTexts('s');
    expect((await place.manyi('responses export --survey s --out @a.csv --mapping @a.json')).out).toContain(
      ': 17',
    );
    await publishAs('t');
    expect((await place.manyi('responses import --survey t --file @a.csv --mapping @a.json')).error).toBe('');
    await place.manyi('responses export --survey t --out @b.csv');
    expect(place.read('b.csv')).toBe(place.read('a.csv').replaceAll(/^(\ufeff?)s,/gm, '$1t,'));

    await place.manyi('responses export --survey t --out @raw.csv --raw');
    expect(exported('raw.csv').map((row) => row.comment)).toEqual([
      ...texts.map((text) => text.normalize('NFC')),
      '',
      '',
    ]);
  });

  test('runs nothing in a spreadsheet unless asked for as it is', async () => {
    await importTexts('s');
    await place.manyi('responses export --survey s --out @guarded.csv');
    const cells = exported('guarded.csv').flatMap((row) => Object.values(row));
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(cells).toContain("'+1 great");
    await place.manyi('responses export --survey s --out @raw.csv --raw');
    expect(exported('raw.csv')[1]).toMatchObject({ customer: '=K1', comment: '=1+1' });
  });

  test('has its columns from the questionnaire, whether anybody answered or not', async () => {
    await place.manyi('wave create --survey s --wave w');
    await place.manyi('responses export --survey s --out @a.csv');
    expect(place.read('a.csv')).toBe(
      '\ufeffsurvey,version,wave,customer,stratum,population,disposition,base_weight,given_weight,design_stratum,design_population,design_respondents,final_weight,status,locale,started_at,updated_at,submitted_at,excluded,exclusion_reason,ended_by,source,entered_by,' +
        'speed.expectation,speed.perception,manner.expectation,manner.perception,' +
        'claims.expectation,claims.perception,claims.importance,ease,recommend,market,' +
        'channels.app,channels.phone,channels.shop,parcels,comment\r\n',
    );
  });

  test('has the columns of all versions, the latest first, and says who answered which', async () => {
    await importTexts('s');
    const document = aQuestionnaire();
    const [first, ...rest] = document.pages;
    if (!first) throw new Error('The questionnaire has changed');
    const added = { kind: 'number', key: 'age', text: { 'zh-CN': '年龄', en: 'Age' } } as const;
    const about = rest.at(-1);
    const pages = [{ ...first, questions: [...first.questions, added] }, ...rest].map((page) =>
      page === about ? { ...page, questions: page.questions.filter(({ key }) => key !== 'comment') } : page,
    );
    place.write('q.json', { ...document, pages });
    await publishAs('s');
    place.write('data.csv', 'n\n33\n');
    place.write('mapping.json', { wave: { value: '2026Q2' }, answers: { age: 'n' } });
    await place.manyi('responses import --survey s --file @data.csv --mapping @mapping.json');
    await place.manyi('responses export --survey s --out @a.csv');
    const rows = exported('a.csv');
    const columns = Object.keys(rows[0] ?? {});
    expect(columns.indexOf('age')).toBeLessThan(columns.indexOf('comment'));
    expect(columns.at(-1)).toBe('comment');
    expect(rows[0]).toMatchObject({ version: '1', wave: '2026Q1', comment: 'plain', age: '' });
    expect(rows.at(-1)).toMatchObject({ version: '2', wave: '2026Q2', comment: '', age: '33' });
    await place.manyi('responses export --survey s --wave 2026Q2 --out @b.csv');
    expect(exported('b.csv')).toHaveLength(1);
  });

  test('gives dispositions and weights of everybody sampled, and attributes a name of their own', async () => {
    await importTexts('s');
    await place.manyi('responses export --survey s --out @a.csv');
    const rows = exported('a.csv');
    expect(rows[0]).toMatchObject({
      disposition: 'complete',
      status: 'submitted',
      status_2: 'en',
      class: 'A.x',
    });
    expect(Number(rows[0]?.base_weight)).toBeCloseTo(40 / 17, 15);
    expect(rows[0]?.given_weight).toBe('1.5');
    expect(rows.slice(-2).map((row) => row.disposition)).toEqual(['refused', 'unknown']);
  });

  test('holds answers by the open link too, as rows without a customer', async () => {
    await place.manyi('wave create --survey s --wave w --open-link');
    const db = openSqlite(place.databaseFile);
    const survey = await surveyBySlug(db.read, 's');
    const [wave] = await wavesOf(db.read, survey?.id ?? '');
    const { id: waveId = '', versionId = '' } = wave ?? {};
    const from = { waveId, versionId, memberId: null, linkId: null, stratum: null };
    const begun = { id: 'r', ...from, answers: { ease: 3 }, passed: [], locale: 'en', startedAt: 0 };
    await db.write((tx) => startResponse(tx, begun));
    await db.close();
    expect((await place.manyi('responses export --survey s --out @a.csv')).out).toContain(': 1');
    expect(exported('a.csv')).toMatchObject([{ customer: '', stratum: '', status: 'started', ease: '3' }]);
  });

  test('replaces a file only when it is whole, and nobody else may read it', async () => {
    await importTexts('s');
    await place.manyi('responses export --survey s --out @a.csv');
    const { code, error } = await place.manyi('responses export --survey s --out @nowhere/a.csv');
    expect(code).toBe(1);
    expect(error).toContain('Cannot write');
    const { mode } = statSync(join(place.folder, 'a.csv'));
    expect(mode & 0o077).toBe(0);
    expect(readFileSync(join(place.folder, 'a.csv')).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  });
});
