import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openSqlite } from '#db/sqlite.ts';
import { commands } from '#server/cli/commands.ts';
import { stackOf } from '#server/cli/failures.ts';
import { writeFileWhole } from '#server/cli/files.ts';
import { progressOn, terminalOf } from '#server/cli/terminal.ts';
import { visible } from '#server/cli/visible.ts';
import { catalogues, translator } from '#server/i18n/translate.ts';
import { aWorkplace } from '#test/helpers/cli.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

describe('help', () => {
  test.each(['help', '--help', '--lang zh-CN help'])('%s lists every command', async (line) => {
    const { code, out } = await aWorkplace().manyi(line);
    expect(code).toBe(0);
    for (const { name } of commands) expect(out).toContain(name);
  });

  test.each(['help frame import', 'frame import --help', 'frame import --survey s --help'])(
    '%s says how it is used',
    async (line) => {
      const { code, out } = await aWorkplace().manyi(line);
      expect(code).toBe(0);
      expect(out).toContain(
        'frame import --survey SLUG --frame KEY --file customers.csv|customers.xlsx --mapping mapping.json',
      );
    },
  );
});

describe('a command line that is not understood', () => {
  test.each([
    ['', 'Say which command to run.'],
    ['frame', 'There is no command “frame”.'],
    ['frame bogus --survey s', 'There is no command “frame bogus”.'],
    ['help bogus', 'There is no command'],
    ['publish', 'Missing: --survey'],
    ['publish --survey', '--survey needs a value: --survey SLUG'],
    ['publish --survey s --survey t', '--survey is given twice.'],
    ['publish --survey s --force', 'There is no option --force here.'],
    ['publish --survey s --toString', 'There is no option --toString here.'],
    ['publish --survey s -s', 'There is no option -s here.'],
    ['publish s', '“s” belongs to no option.'],
    ['draw --survey s --wave w --seed x --raw=yes', '--raw takes no value.'],
    ['draw --survey s --wave w --seed x --sizes A=2,B=3,A=4', '--sizes: stratum “A” is given twice.'],
  ])('%j is refused with what is wrong', async (line, message) => {
    const { code, error, out } = await aWorkplace().manyi(line);
    expect(code).toBe(2);
    expect(error).toContain(message);
    expect(out).toBe('');
  });
});

describe('the language', () => {
  test.each([
    [{ LANG: 'zh_CN.UTF-8' }, '', '没有名为“s”的调查'],
    [{ LC_ALL: 'zh_TW', LANG: 'en_US' }, '', '没有名为“s”的调查'],
    [{ LANG: 'C' }, '', 'There is no survey “s”'],
    [{ LANG: 'de_DE' }, '', 'There is no survey “s”'],
    [{ LANG: 'zh_CN' }, ' --lang en', 'There is no survey “s”'],
    [{ LANG: 'en_US' }, ' --lang=zh-CN', '没有名为“s”的调查'],
  ])('%j%s', async (env, option, message) => {
    const { code, error } = await aWorkplace().manyi(`publish --survey s${option}`, env);
    expect(code).toBe(1);
    expect(error).toContain(message);
  });
});

test('every message asks for the same parameters in every language', () => {
  const parameters = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
  for (const [key, text] of Object.entries(catalogues.en)) {
    expect([key, parameters(catalogues['zh-CN'][key as keyof typeof catalogues.en])]).toEqual([
      key,
      parameters(text),
    ]);
  }
});

describe('what somebody else wrote', () => {
  test('cannot move the cursor, colour the screen or turn the text around', () => {
    expect(visible('a\u001b[2Jb\u0007\r\n\u202e\u009b\ud800')).toBe(
      'a\\u{1b}[2Jb\\u{7}\\u{d}\\u{a}\\u{202e}\\u{9b}\\u{d800}',
    );
    expect(visible('很好 👨‍👩‍👧')).toBe('很好 👨‍👩‍👧');
    expect([...visible('很'.repeat(1000))]).toHaveLength(501);
  });

  test('is made visible wherever a file’s text is shown', async () => {
    const place = aWorkplace();
    place.write('q.json', aQuestionnaire());
    await place.manyi('questionnaire import --survey s --file @q.json');
    place.write('mapping.json', { customer: 'id', 'x\u001b[31m': 1 });
    place.write('c.csv', 'id\u001b[31m\n1\n');
    const refused = await place.manyi(
      'frame import --survey s --frame f --file @c.csv --mapping @mapping.json',
    );
    expect(refused.error).toContain('x\\u{1b}[31m');
    place.write('mapping.json', { customer: 'id' });
    const missing = await place.manyi(
      'frame import --survey s --frame f --file @c.csv --mapping @mapping.json',
    );
    expect(missing.error).toContain('The columns are: id\\u{1b}[31m');
    expect(missing.error + refused.error).not.toContain('\u001b');
  });
});

describe('progress', () => {
  function watched(isTTY: boolean) {
    const written: string[] = [];
    const stream = { isTTY, write: (text: string) => written.push(text) };
    let time = 0;
    const terminal = terminalOf({ write: () => true }, stream);
    const onProgress = progressOn(terminal, translator('en'), () => new Date(time));
    const at = (moment: number, rows: number) => {
      time = moment;
      onProgress(rows);
    };
    return { written, terminal, at };
  }

  test('is shown on a screen once the work has taken a second, and makes way for the next line', () => {
    const { written, terminal, at } = watched(true);
    at(900, 1000);
    expect(written).toEqual([]);
    at(1100, 2000);
    at(1150, 3000);
    expect(written).toEqual(['\r\u001b[K2,000 rows …']);
    terminal.error('done');
    expect(written.slice(1)).toEqual(['\r\u001b[K', 'done\n']);
  });

  test('is not written into a file', () => {
    const { written, at } = watched(false);
    at(5000, 1000);
    expect(written).toEqual([]);
  });
});

describe('trouble with the database', () => {
  test('a new one is made where there is none, with its folder', async () => {
    const place = aWorkplace({ empty: true });
    place.write('q.json', aQuestionnaire());
    expect((await place.manyi('questionnaire import --survey s --file @q.json')).code).toBe(0);
    expect((await place.manyi('migrate')).out).toContain('is up to date');
  });

  test('a file that is no database is left alone', async () => {
    const place = aWorkplace();
    const file = place.write('notes.sqlite', 'Dear diary, today nothing happened at all.'.repeat(100));
    const { code, error } = await place.manyi('publish --survey s', { MANYI_DATABASE: file });
    expect(code).toBe(1);
    expect(error).toContain('is not a Manyi database');
    expect(place.read('notes.sqlite')).toContain('Dear diary');
  });

  test('a database somebody else is writing to is said to be busy, and nothing is stored', async () => {
    const place = aWorkplace();
    place.write('q.json', aQuestionnaire());
    const other = openSqlite(place.databaseFile);
    let release = () => {};
    const held = other.write(
      () =>
        new Promise<void>((resolve) => {
          release = resolve;
        }),
    );
    const { code, error } = await place.manyi('questionnaire import --survey s --file @q.json');
    release();
    await held;
    await other.close();
    expect(code).toBe(1);
    expect(error).toBe(
      'The database cannot be written just now: another program is writing to it. Nothing was changed; try again in a moment.',
    );
    expect((await place.manyi('publish --survey s')).error).toContain('There is no survey');
  });

  test('a folder that cannot be made is said, where the system finds no reason either', async () => {
    const file = '/proc/manyi/data/manyi.sqlite';
    const { code, error } = await aWorkplace().manyi('publish --survey s', { MANYI_DATABASE: file });
    expect(code).toBe(1);
    expect(error).toContain(`Cannot write ${file}`);
  });

  test('wrong settings are named in words of the reader, on one line', async () => {
    const wrong = { MANYI_PORT: 'many', MANYI_SECRET: 'short' };
    const { code, error } = await aWorkplace().manyi('publish --survey s', wrong);
    expect(code).toBe(1);
    expect(error).toContain('Settings that cannot be used: MANYI_PORT, MANYI_SECRET.');
    expect(error).not.toMatch(/\\u|\n/);
    const inChinese = await aWorkplace().manyi('publish --survey s --lang zh-CN', wrong);
    expect(inChinese.error).toContain('以下设置无法使用：MANYI_PORT, MANYI_SECRET。');
  });

  test('a file where a folder should be is a refusal too', async () => {
    const place = aWorkplace();
    place.write('notes.txt', 'no folder');
    const { code, error } = await place.manyi(
      'questionnaire template --name factor-csi --out @notes.txt/q.json',
    );
    expect(code).toBe(1);
    expect(error).toContain('q.json (ENOTDIR). Check the folder and its permissions.');
  });

  test('a full disk is called a full disk, and what stood there before stands', async () => {
    const place = aWorkplace();
    const path = place.write('report.json', 'before');
    async function* noRoom() {
      yield 'half';
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC', syscall: 'write' });
    }
    await expect(writeFileWhole(path, noRoom())).rejects.toMatchObject({ key: 'cli.diskFull' });
    expect(readdirSync(place.folder)).toEqual(['report.json']);
    expect(place.read('report.json')).toBe('before');
  });
});

test('a failure is told by its cause, never with the values of a query', () => {
  const cause = new Error('database disk image is malformed');
  const wrapped = new Error('Failed query: insert … params: what a customer wrote', { cause });
  expect(stackOf(wrapped)).toContain('database disk image is malformed');
  expect(stackOf(wrapped)).not.toContain('what a customer wrote');
});
