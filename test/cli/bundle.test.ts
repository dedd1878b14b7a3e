import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { openSqlite } from '#db/sqlite.ts';
import type { Report } from '#reports/report.ts';
import { bundleSubject } from '#server/exports/bundle/bundle.ts';
import { variableNames } from '#server/exports/bundle/names.ts';
import { aWorkplace, type Workplace } from '#test/helpers/cli.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';
import type { Panel } from '#test/r/panel.ts';
import { panels } from '#test/r/panels.ts';

type Row = Readonly<Record<string, string>>;

let place: Workplace;
let report: Report;

function panelNamed(slug: string): Panel {
  const found = panels.map((make) => make()).find((panel) => panel.slug === slug);
  if (!found) throw new Error(`There is no panel ${slug}`);
  return found;
}

async function prepare(workplace: Workplace, { files, commands }: Panel): Promise<void> {
  for (const [name, content] of Object.entries(files)) workplace.write(name, content);
  for (const line of commands) expect(await workplace.manyi(line)).toMatchObject({ code: 0, error: '' });
}

function table(file: string): Row[] {
  return parse(place.read(join('bundle', file)), { columns: true, bom: true });
}

function headerOf(file: string): string[] {
  const [header = []] = parse(place.read(join('bundle', file)), { bom: true, to: 1 }) as string[][];
  return header;
}

const tables = ['analysis.csv', 'figures.csv', 'items.csv', 'margins.csv', 'ratings.csv', 'waves.csv'];

/** Words that R does not take for the name of a column. */
const reserved = /^(if|else|repeat|while|function|for|next|break|TRUE|FALSE|NULL|Inf|NaN|NA|NA_\w+_|in)$/;

beforeAll(async () => {
  place = aWorkplace();
  await prepare(place, panelNamed('raked'));
  expect(await place.manyi('bundle --survey raked --out @bundle')).toMatchObject({ code: 0, error: '' });
  await place.manyi('report --survey raked --out @report.json');
  report = JSON.parse(place.read('report.json'));
});

describe('a bundle', () => {
  test('has the data, what it means, the figures, the script, and says in both languages what it is', () => {
    expect(readdirSync(join(place.folder, 'bundle')).sort()).toEqual(
      ['README.md', 'codebook.csv', 'report.R', ...tables].sort(),
    );
    const readme = place.read('bundle/README.md');
    expect(readme).toContain('Rscript report.R');
    expect(readme).toContain('**Confidential.**');
    expect(readme).toContain('**请保密。**');
  });

  test('may be read by its owner alone', () => {
    const folder = join(place.folder, 'bundle');
    const modes = [folder, ...readdirSync(folder).map((file) => join(folder, file))].map(
      (path) => statSync(path).mode & 0o077,
    );
    expect(modes.filter((mode) => mode !== 0)).toEqual([]);
  });

  test('names its columns as R does, each once, whatever the variables are called', () => {
    for (const file of tables) {
      const names = headerOf(file);
      expect(names.filter((name) => !/^[A-Za-z][A-Za-z0-9._]*$/.test(name) || reserved.test(name))).toEqual(
        [],
      );
      expect(new Set(names).size).toBe(names.length);
    }
    const odd = ['市场', '地区', 'on-time', 'on time', 'on_time', '2nd', 'if', '', 'stratum'];
    const names = [...variableNames(odd).values()];
    expect(new Set(names).size).toBe(odd.length);
    expect(names).toEqual([
      'v_variable',
      'v_variable_2',
      'v_on_time',
      'v_on_time_2',
      'v_on_time_3',
      'v_2nd',
      'v_if',
      'v_variable_3',
      'stratum',
    ]);
  });

  test('explains every column of every table in both languages, and questions in the survey’s', () => {
    const codebook = table('codebook.csv');
    for (const file of tables) {
      const explained = codebook.filter((row) => row.file === file).map(({ column }) => column);
      expect([...new Set(explained)]).toEqual(headerOf(file));
    }
    const wordless = codebook.filter((row) =>
      ['meaning_zh-CN', 'meaning_en', 'empty_zh-CN', 'empty_en'].some((name) => (row[name] ?? '') === ''),
    );
    expect(wordless).toEqual([]);
    expect(codebook.find(({ column }) => column === 'perception.on.time')).toMatchObject({
      key: 'on-time',
      'text_zh-CN': '感受 · 项目 on-time',
      text_en: 'Experienced · Item on-time',
      min: '1',
      max: '10',
      low_en: 'Low',
      versions: '1',
    });
    expect(codebook.find(({ key }) => key === '市场')?.column).toMatch(/^v_variable/);
  });

  test('has a row for everybody sampled, under a number that is the same in all waves and not the company’s', () => {
    const rows = table('analysis.csv');
    expect(rows.map(({ row }) => Number(row))).toEqual(rows.map((_, index) => index + 1));
    for (const wave of report.waves) {
      const own = rows.filter((row) => row.wave === wave.key);
      expect(own).toHaveLength(wave.dispositions.sampled);
      expect(own.filter(({ responded }) => responded === '1')).toHaveLength(wave.design?.rows ?? 0);
    }
    const asked: Row[] = parse(place.read('raked.csv'), { columns: true });
    const wavesBy = (of: readonly Row[]) => {
      const waves = new Map<string, string[]>();
      for (const { customer = '', wave = '' } of of)
        waves.set(customer, [...(waves.get(customer) ?? []), wave]);
      return [...waves.values()].map((each) => each.join()).sort();
    };
    expect(wavesBy(rows)).toEqual(wavesBy(asked));
    expect(place.read('bundle/analysis.csv')).not.toContain('客');
    const first = rows.filter(({ wave }) => wave === '2026Q1').map(({ customer }) => customer ?? '');
    expect(first).toEqual(first.toSorted());
  });

  test('says a blank value in words, so that it is not taken for a missing one', () => {
    const { column = '' } = table('codebook.csv').find(({ key }) => key === '客龄') ?? {};
    const tenures = new Set(table('analysis.csv').map((row) => row[column]));
    expect([...tenures].sort()).toEqual(['(empty)', 'new', 'old']);
    expect(table('margins.csv').map(({ value }) => value)).toContain('(empty)');
  });

  test('has the weights of the report', () => {
    for (const wave of report.waves) {
      const weights = table('analysis.csv')
        .filter((row) => row.wave === wave.key && row.final_weight !== '')
        .map((row) => Number(row.final_weight));
      expect([Math.min(...weights), Math.max(...weights)]).toEqual([
        expect.closeTo(wave.design?.weights.min ?? 0, 10),
        expect.closeTo(wave.design?.weights.max ?? 0, 10),
      ]);
    }
  });
});

describe('the figures of a bundle', () => {
  const numbers: readonly (readonly [string, keyof Report['waves'][number]['figures'][number]])[] = [
    ['estimate', 'estimate'],
    ['standard_error', 'standardError'],
    ['lower', 'lower'],
    ['upper', 'upper'],
    ['df', 'degreesOfFreedom'],
    ['n', 'n'],
    ['effective_size', 'effectiveSize'],
    ['design_effect', 'designEffect'],
  ];
  const numberIn = (cell: string | undefined) => (cell === '' ? null : Number(cell));

  test('are those of the report to the last digit, and none of them is missing', () => {
    const figures = report.waves.flatMap((wave) => wave.figures);
    const rows = table('figures.csv').filter(({ kind }) => kind === 'figure');
    expect(rows).toHaveLength(figures.length);
    for (const [index, figure] of figures.entries()) {
      const row = rows[index] ?? {};
      expect([row.name, row.target, row.wave]).toEqual([figure.name, figure.target, figure.period]);
      if (figure.suppressed !== null) continue;
      expect(numbers.map(([column]) => numberIn(row[column]))).toEqual(
        numbers.map(([, name]) => figure[name]),
      );
    }
    const changes = table('figures.csv').filter(({ kind }) => kind === 'change');
    expect(changes.map((row) => [row.from, row.wave, numberIn(row.estimate), numberIn(row.p)])).toEqual(
      report.changes.map((change) => [change.from, change.to, change.difference, change.p]),
    );
    const parts = (['real', 'composition'] as const).flatMap((kind) =>
      table('figures.csv')
        .filter((row) => row.kind === kind)
        .map((row) => [
          kind,
          row.target,
          row.from,
          row.wave,
          numberIn(row.estimate),
          numberIn(row.standard_error),
        ]),
    );
    expect(parts.length).toBeGreaterThan(0);
    expect(parts).toEqual(
      (['real', 'composition'] as const).flatMap((kind) =>
        report.decompositions.map((one) => {
          const { difference = null, standardError = null } = one[kind] ?? {};
          return [kind, one.target, one.from, one.to, difference, standardError];
        }),
      ),
    );
    const [wald, trend] = table('figures.csv').filter(({ kind }) => kind === 'movement');
    expect(numberIn(wald?.estimate)).toBe(report.movement?.chiSquare);
    expect(numberIn(trend?.standard_error)).toBe(report.movement?.trendStandardError);
  });

  test('have no number where the report holds one back', () => {
    const held = table('figures.csv').filter(({ held_back }) => held_back !== '');
    expect(held.map(({ held_back }) => held_back)).toContain('small-cell');
    expect(held.filter((row) => numbers.some(([column]) => row[column] !== ''))).toEqual([]);
  });
});

describe('a bundle is refused', () => {
  test('into a folder that is there already, which stays as it is', async () => {
    mkdirSync(join(place.folder, 'mine'));
    const english = await place.manyi('bundle --survey raked --out @mine');
    expect(english).toMatchObject({ code: 1, out: '' });
    expect(english.error).toMatch(/mine exists already/);
    const chinese = await place.manyi('bundle --survey raked --out @mine --lang zh-CN');
    expect(chinese.error).toMatch(/mine 已经存在/);
    expect(readdirSync(join(place.folder, 'mine'))).toEqual([]);
  });

  test('where its folder cannot be made', async () => {
    const { code, error } = await place.manyi('bundle --survey raked --out @nowhere/bundle');
    expect([code, error]).toEqual([1, expect.stringContaining('Cannot write')]);
  });

  test('for a survey that does not exist, is not published, or has no figures, and leaves no folder', async () => {
    const fresh = aWorkplace();
    fresh.write('q.json', aQuestionnaire());
    const refused = async (options = '') => await fresh.manyi(`bundle --survey s --out @b${options}`);
    expect((await refused()).error).toContain('There is no survey “s”');
    expect((await refused(' --lang zh-CN')).error).toContain('没有名为“s”的调查');
    await fresh.manyi('questionnaire import --survey s --file @q.json');
    expect((await refused()).error).toContain('not published yet');
    await fresh.manyi('publish --survey s');
    await fresh.manyi('wave create --survey s --wave w');
    expect((await refused()).error).toContain('has no figures yet');
    expect((await refused(' --lang zh-CN')).error).toContain('还没有结果');
    expect(readdirSync(fresh.folder)).toEqual(['q.json']);
  });

  test('when answers or plans change while it is written, which its stamp tells', async () => {
    const fresh = aWorkplace();
    await prepare(fresh, panelNamed('unknown'));
    const stamp = async () => {
      const db = openSqlite(fresh.databaseFile);
      const subject = await bundleSubject(db, 'unknown');
      await db.close();
      return subject?.stamp;
    };
    const before = await stamp();
    expect(await stamp()).toBe(before);
    fresh.write('plan.json', { segments: [] });
    await fresh.manyi('plan --survey unknown --file @plan.json');
    const planned = await stamp();
    expect(planned).not.toBe(before);
    fresh.write(
      'more.csv',
      readFileSync(join(fresh.folder, 'unknown.csv'), 'utf8').replaceAll('only,', 'next,'),
    );
    await fresh.manyi('responses import --survey unknown --file @more.csv --mapping @unknown-mapping.json');
    expect(await stamp()).not.toBe(planned);
  });
});
