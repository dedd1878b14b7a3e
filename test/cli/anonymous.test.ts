import Sqlite from 'better-sqlite3';
import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, test } from 'vitest';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { aWorkplace, type Workplace } from '#test/helpers/cli.ts';
import { answer, drawnWave } from '#test/helpers/drawn-wave.ts';

const both = (zh: string, en: string) => ({ 'zh-CN': zh, en });

const asked: Partial<DefinitionDocument> = {
  anonymous: true,
  facts: [
    { key: 'region', name: both('地区', 'Region'), kept: true },
    { key: 'name', name: both('姓名', 'Name') },
  ],
  quotas: [
    {
      key: 'letters',
      name: both('文件客户', 'Letter senders'),
      when: { op: 'equals', question: 'market', value: 'letters' },
      limit: 2,
      full: both('文件客户已经足够', 'Enough senders of letters have answered'),
    },
  ],
};

let place: Workplace;

const drawn = (document: Partial<DefinitionDocument>) => drawnWave(place, { ...asked, ...document });

beforeEach(() => {
  place = aWorkplace();
});

function exported(): Record<string, string>[] {
  return parse(place.read('answers.csv'), { columns: true, bom: true });
}

describe('a sample whose answers are anonymous', () => {
  test('is drawn with a warning about parts so small that an answer may tell whose it is', async () => {
    const { draw } = await drawn({});
    expect(draw.error).toContain('so small that an answer may tell who gave it');
    expect(draw.error.split('\n').slice(1)).toEqual(['  A, region=north: 2', '  A, region=south: 2']);
    place = aWorkplace();
    expect((await drawn({ anonymous: false })).draw.error).toBe('');
  });

  test('is exported without customers, and with no more of them than is known of answers', async () => {
    const { tokens } = await drawn({});
    await answer(place, tokens[0] ?? '');
    await answer(place, tokens[10] ?? '', { delivery: { 'speed.perception': '3' } });
    await answer(place, tokens[12] ?? '', {}, 1);
    await place.manyi('responses export --survey s --out @answers.csv');
    const rows = exported();
    expect(rows).toHaveLength(34);
    expect(new Set(rows.map(({ customer }) => customer))).toEqual(new Set(['']));
    expect(Object.keys(rows[0] ?? {})).toContain('region');
    expect(place.read('answers.csv')).not.toMatch(/Name \d|K\d/);
    expect(rows.filter(({ name }) => name !== '')).toEqual([]);
    expect(rows.filter(({ region }) => region === '')).toEqual([]);
    expect(rows.filter(({ stratum }) => stratum === 'A')).toHaveLength(4);
    const complete = rows.filter(({ disposition }) => disposition === 'complete');
    expect(complete.map((row) => [row.stratum, row['speed.perception'], row.submitted_at])).toEqual(
      expect.arrayContaining([
        ['A', '7', '2026-07-15T00:00:00.000Z'],
        ['B', '3', '2026-07-15T00:00:00.000Z'],
      ]),
    );
    expect(complete.map(({ base_weight }) => base_weight).toSorted()).toEqual(['1', '1.2']);
    expect(rows.filter(({ disposition }) => disposition === 'partial')).toHaveLength(1);
    expect(rows.filter(({ disposition }) => disposition === 'unknown')).toHaveLength(31);
  });

  test('leaves nothing that leads to answers begun and never sent, once its wave is closed', async () => {
    const { tokens } = await drawn({});
    await answer(place, tokens[0] ?? '', {}, 1);
    const leading = () => {
      const client = new Sqlite(place.databaseFile, { readonly: true });
      const count = client.prepare('select count(access_hash) from responses').pluck().get();
      client.close();
      return count;
    };
    expect(leading()).toBe(1);
    await place.manyi('wave close --survey s --wave w');
    expect(leading()).toBe(0);
    await place.manyi('responses export --survey s --out @answers.csv');
    expect(exported()).toHaveLength(34);
  });
});

describe('the quotas of a wave', () => {
  test('show how many answered, are answering, and may still answer, and agree with the responses', async () => {
    const { tokens } = await drawn({ anonymous: false });
    const letters = { about: { market: 'letters' } };
    await answer(place, tokens[0] ?? '', letters);
    await answer(place, tokens[1] ?? '');
    expect((await place.manyi('wave quotas --survey s --wave w')).out.split('\n')).toEqual([
      'quota    name            answered  being answered  free  limit',
      'letters  Letter senders         1               0     1      2',
    ]);
    await answer(place, tokens[2] ?? '', letters);
    await answer(place, tokens[3] ?? '', letters);
    const full = (await place.manyi('wave quotas --survey s --wave w --lang zh-CN')).out;
    expect(full).toMatch(/letters +文件客户 +2 +0 +0 +2$/);
    const list = (await place.manyi('wave list --survey s')).out;
    expect(list).toContain('answered 3, begun 0');
    expect(list).toContain('quota full 1');
    await place.manyi('responses export --survey s --out @answers.csv');
    const rows = exported();
    const taken = rows.filter(({ status, market }) => status === 'submitted' && market === 'letters');
    expect(taken).toHaveLength(2);
    expect(rows.find(({ status }) => status === 'overQuota')?.disposition).toBe('notEligible');
  });

  test('are none where the questionnaire has none', async () => {
    await drawn({ quotas: [] });
    expect((await place.manyi('wave quotas --survey s --wave w')).out).toContain('has no quotas');
  });
});
