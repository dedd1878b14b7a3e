import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { aPanel, panel, panelCsv, panelQuestionnaire } from '#test/helpers/analyses.ts';
import type { Workplace } from '#test/helpers/cli.ts';

let place: Workplace;

beforeAll(async () => {
  place = await aPanel();
});

const ofPanel = 'priorities --survey parcels --wave 2026 --outcome satisfied';

/** A command is refused in both languages, with these words, and leaves no file. */
async function refused(
  command: string,
  english: string | RegExp,
  chinese: string | RegExp,
  { workplace = place, code = 1, file = 'x.json' } = {},
) {
  const result = await workplace.manyi(`${command} --out @${file}`);
  expect(result).toMatchObject({ code, out: '' });
  expect(result.error).toMatch(english);
  expect((await workplace.manyi(`${command} --out @${file} --lang zh-CN`)).error).toMatch(chinese);
  expect(existsSync(join(workplace.folder, file))).toBe(false);
}

describe('both analyses refuse', () => {
  const commands = [
    ['priorities', '--outcome satisfied'],
    ['reliability', ''],
  ] as const;

  test.each(commands)('%s: a survey or a wave that does not exist', async (name, more) => {
    await refused(
      `${name} --survey nope --wave 2026 ${more}`,
      'There is no survey “nope”',
      '没有名为“nope”的调查',
    );
    await refused(
      `${name} --survey parcels --wave 1999 ${more}`,
      'The survey “parcels” has no wave “1999”',
      '调查“parcels”没有“1999”这一期',
    );
  });

  test.each(commands)('%s: a file that is neither JSON nor a table', async (name, more) => {
    const command = `${name} --survey parcels --wave 2026 ${more}`;
    await refused(command, /--out: “.*x\.pdf” must end in \.json, \.csv/, '应以 .json, .csv 结尾', {
      code: 2,
      file: 'x.pdf',
    });
    await refused(command, 'Cannot write', '无法写入', { file: 'no/such/folder/x.json' });
  });

  test.each(commands)(
    '%s: a wave that nobody answered, or that cannot be weighted, with the reason',
    async (name, more) => {
      const command = `${name} --survey parcels --wave 2026 ${more}`;
      const silent = await aPanel({
        csv: panelCsv((column, cell) =>
          column === 'disposition' ? 'NC' : /^[eip]_|^satisfied|^recommend/.test(column) ? '' : cell,
        ),
      });
      await refused(command, 'Wave “2026” has no figures: nobody has answered yet.', '“2026”期没有结果', {
        workplace: silent,
      });
      const plan = { weighting: { calibration: { method: 'raking', margins: ['市场'] } } };
      const unweighted = await aPanel({ plan });
      await refused(
        command,
        /The answers of wave “2026” could not be weighted: .*市场/,
        /“2026”期的答卷无法加权：.*市场/,
        { workplace: unweighted },
      );
    },
  );

  test.each(commands)('%s: a questionnaire without pairs', async (name, more) => {
    const whole = panelQuestionnaire();
    const questionnaire: DefinitionDocument = {
      ...whole,
      factors: [],
      pages: whole.pages.map((page) => ({
        ...page,
        questions: page.questions.filter(({ kind }) => kind !== 'pair'),
      })),
    };
    const answers = { satisfied: 'satisfied', recommend: 'recommend' };
    const workplace = await aPanel({ questionnaire, answers });
    await refused(
      `${name} --survey parcels --wave 2026 ${more}`,
      'The questionnaire of wave “2026” of “parcels” has no pairs',
      '调查“parcels”“2026”期的问卷没有成对的期望与感受题',
      { workplace },
    );
  });
});

describe('priorities refuse', () => {
  test('an outcome that is not asked, or not rated, and name those that are', async () => {
    const command = 'priorities --survey parcels --wave 2026 --outcome';
    await refused(
      `${command} joy`,
      '--outcome: the questionnaire of wave “2026” has no question “joy”. Rated questions: satisfied, recommend',
      '--outcome：“2026”期的问卷没有“joy”这道题。可用的评分题：satisfied, recommend',
    );
    await refused(
      `${command} comment`,
      '“comment” is a question of kind “text” and not rated',
      '“comment”是“text”题',
    );
    await refused(
      `${command} speed`,
      '“speed” is a question of kind “pair” and not rated',
      '“speed”是“pair”题',
    );
  });

  test.each([
    ['--by page', '--by: “page” is none of: item, dimension, factor', '--by：“page”不在可选值之内'],
    ['--importance felt', '--importance: “felt” is none of: implied, stated', '--importance：“felt”'],
    ['--performance gap', '--performance: “gap” is none of: csi, perception', '--performance：“gap”'],
    ['--errors none', '--errors: “none” is none of: jackknife, linearization', '--errors：“none”'],
    ['--crosshair 1', '--crosshair: “1” is not a line', '--crosshair：“1”不是分界线'],
    ['--crosshair 1,2,3', '--crosshair: “1,2,3” is not a line', '--crosshair：“1,2,3”'],
    ['--crosshair 1e999,mean', '--crosshair: “1e999,mean” is not a line', '--crosshair：“1e999,mean”'],
    ['--crosshair ,', '--crosshair: “,” is not a line', '--crosshair：“,”'],
  ])('%s', async (option, english, chinese) => {
    await refused(`${ofPanel} ${option}`, english, chinese, { code: 2 });
  });

  test('stated importance that no pair asks for', async () => {
    const whole = panelQuestionnaire();
    const questionnaire = {
      ...whole,
      pages: whole.pages.map((page) => ({
        ...page,
        questions: page.questions.map((question) =>
          question.kind === 'pair' ? { ...question, importance: false } : question,
        ),
      })),
    };
    const answers = Object.fromEntries([
      ...panel.items.item.map((key) => [key, { expectation: `e_${key}`, perception: `p_${key}` }]),
      ['satisfied', 'satisfied'],
    ]);
    await refused(
      `${ofPanel} --importance stated`,
      'no pair of wave “2026” asks how important it is',
      '“2026”期没有询问重要性的题',
      { workplace: await aPanel({ questionnaire, answers }) },
    );
  });

  test('a jackknife where everybody answered', async () => {
    // One stratum, asked in full, all of whom answer: nobody could have been drawn instead.
    const header =
      'customer,stratum,population,region,tenure,disposition,satisfied,recommend,i_speed,i_courier';
    const items = panel.items.item.flatMap((key) => [`e_${key}`, `p_${key}`]);
    const lines = Array.from({ length: 60 }, (_, row) => {
      const points = items.map((_item, place) => 1 + ((7 * row + 3 * place * row + place) % 10));
      return [`K${row}`, 'A', 60, 'east', 'new', 'I', 1 + (row % 10), row % 11, 5, 6, ...points].join(',');
    });
    const csv = `${header},${items.join(',')}\n${lines.join('\n')}\n`;
    await refused(
      `${ofPanel} --errors jackknife`,
      '--errors: there is no jackknife of wave “2026”',
      '无法用刀切法',
      {
        workplace: await aPanel({ csv, plan: {} }),
      },
    );
  });

  test('too few who answered everything, and say how many it takes', async () => {
    // Only the first few customers still say anything of claims.
    let left = 7;
    const csv = panelCsv((column, cell) => {
      if (column !== 'p_claims' || cell === 'NA' || cell === '') return cell;
      left -= 1;
      return left < 0 ? 'NA' : cell;
    });
    await refused(
      `${ofPanel} --by item`,
      /Wave “2026”: respondents who answered “satisfied” and about every item: \d\. It takes at least 8\./,
      /“2026”期：既答了“satisfied”又答了每个指标的受访者有 \d 名，至少需要 8 名。/,
      { workplace: await aPanel({ csv }) },
    );
  });

  test('an outcome or a driver that everybody rates alike, and drivers that say the same', async () => {
    const alike = (name: string) =>
      panelCsv((column, cell) => (column === name && cell !== '' && cell !== 'NA' ? '7' : cell));
    await refused(
      ofPanel,
      'everybody gave the same answer to “satisfied”',
      '所有人对“satisfied”的回答都一样',
      { workplace: await aPanel({ csv: alike('satisfied') }) },
    );
    await refused(
      `${ofPanel} --by item`,
      'everybody answered alike about “The claims”',
      '所有人对“甲claims”的打分都一样',
      {
        workplace: await aPanel({ csv: alike('p_claims') }),
      },
    );
    const rows = panelCsv()
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    const [header = []] = rows;
    for (const side of ['e', 'p']) {
      const [from, to] = [header.indexOf(`${side}_speed`), header.indexOf(`${side}_intact`)];
      for (const row of rows.slice(1)) row[to] = row[from] ?? '';
    }
    await refused(
      `${ofPanel} --by item`,
      '“The intact” cannot be told apart from what stands before',
      '“甲intact”的打分可由问卷中排在前面的项推出',
      { workplace: await aPanel({ csv: `${rows.map((row) => row.join(',')).join('\n')}\n` }) },
    );
  });
});
