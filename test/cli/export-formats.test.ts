import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { aWorkplace, type Workplace } from '#test/helpers/cli.ts';
import { anExportedSurvey, hostileTexts } from '#test/helpers/exported-survey.ts';
import { type ReadSystemFile, readSystemFile } from '#test/helpers/read-system-file.ts';
import { sheetsOf } from '#test/helpers/read-workbook.ts';

let place: Workplace;
/** The rows of the CSV by its heads, without marks against formulas. */
let csv: Record<string, string>[];

beforeAll(async () => {
  place = aWorkplace();
  await anExportedSurvey(place);
  await place.manyi('responses export --survey s --raw --out @all.csv');
  csv = parse(place.read('all.csv'), { bom: true, columns: true });
});

const bytesOf = (name: string) => readFileSync(join(place.folder, name));

async function systemFile(options = ''): Promise<ReadSystemFile> {
  const { code, error, out } = await place.manyi(`responses export --survey s --out @data.sav ${options}`);
  expect({ code, error, out }).toMatchObject({ code: 0, error: '' });
  return readSystemFile(bytesOf('data.sav'));
}

describe('respondent data as an SPSS system file', () => {
  test('has every row and value of the CSV, with codes for what is missing', async () => {
    const { rows, variables, cases } = await systemFile();
    expect([cases, rows.length]).toEqual([60, 60]);
    const heads = Object.keys(csv[0] ?? {});
    expect(variables.map(({ name }) => name)).toEqual(
      heads.map((head) => (head === 'Weight' ? 'Weight_2' : head)),
    );
    for (const [i, row] of csv.entries()) {
      for (const [place, head] of heads.entries()) {
        const { width, format } = variables[place] ?? { width: 0, format: '' };
        const [written, cell] = [row[head] ?? '', rows[i]?.[place]];
        const where = `${head}, row ${i + 1}`;
        if (format === 'DATETIME20.0') {
          const moment =
            typeof cell === 'number' ? new Date((cell - 12_219_379_200) * 1000).toISOString() : '';
          expect(moment, where).toBe(written);
        } else if (width > 0) {
          expect(written === '' ? ['', '-9'] : [written.trimEnd()], where).toContain(cell);
        } else if (written === 'NA') expect(cell, where).toBe(-8);
        else if (written === '') expect([null, -9, -9999999999999], where).toContain(cell);
        else expect(cell, where).toBe(Number(written));
      }
    }
  });

  test('tells "not answered" from "not asked", which is so of whoever gave no answer at all', async () => {
    const { rows, variables } = await systemFile();
    const cell = (row: number, name: string) =>
      rows[row]?.[variables.findIndex((each) => each.name === name)];
    // the first said "no experience" of claims; the fifth was not reached; the fourth chose none of the channels
    expect(cell(0, 'claims.perception')).toBe(-8);
    expect([cell(0, 'weight'), cell(0, 'Weight_2'), cell(1, 'business')]).toEqual([-9, -9999999999999, '-9']);
    expect([cell(4, 'weight'), cell(4, 'business'), cell(4, 'ease')]).toEqual([null, '', null]);
    expect([cell(3, 'channels.app'), cell(1, 'channels.app'), cell(1, 'channels.phone')]).toEqual([-9, 1, 0]);
  });

  test('keeps hostile texts whole', async () => {
    const { rows, variables } = await systemFile();
    const comments = rows.map((row) => row[variables.findIndex(({ name }) => name === 'comment')]);
    const texts = Object.values(hostileTexts);
    // the fifth was not reached
    expect(comments.slice(0, 6)).toEqual(texts.map((text, i) => (i === 4 ? '' : text)));
    expect(Buffer.byteLength(hostileTexts.long)).toBe(30_000);
  });

  test('says in the reader’s language what variables and values mean', async () => {
    const chinese = await systemFile('--lang zh-CN');
    const english = await systemFile();
    const of = (file: ReadSystemFile, name: string) => file.variables.find((each) => each.name === name);
    expect(of(english, 'speed.perception')).toMatchObject({
      label: 'What you got · Speed',
      measure: 3,
      format: 'F8.0',
      labels: { 1: 'Very poor', 10: 'Very good', '-8': 'No experience of this', '-9': 'Asked, not answered' },
      missing: [-8, -9],
    });
    expect(of(chinese, 'ease')).toMatchObject({
      label: '联系我们容易吗？',
      labels: { 1: '很难', '-9': '问了但没有回答' },
    });
    expect(of(english, 'business')).toMatchObject({
      width: 32,
      measure: 1,
      labels: { 'electronic-commerce': '=commerce', other: 'It\'s "other"', '-9': 'Asked, not answered' },
      missing: ['-9'],
    });
    expect(of(english, 'city')).toMatchObject({
      label: 'Known of the customer: City',
      labels: { 北京: 'Beijing' },
    });
    expect(of(english, '城市')).toMatchObject({ width: 255 });
    expect(of(english, 'comment')).toMatchObject({ width: 30_000 });
    expect(of(english, 'disposition')).toMatchObject({ labels: { noContact: 'Not reached' } });
    expect(english.sets).toEqual([
      expect.stringMatching(/^\$channels=D1 1 \d+ How have you ordered\? v\d+ v\d+ v\d+$/),
    ]);
    expect(english.documents.join(' ')).toContain('svydesign');
  });

  test('is the same in what it says of variables whatever the rows are', async () => {
    const all = await systemFile();
    const one = await systemFile('--wave 2026Q2');
    expect(one.cases).toBe(20);
    expect(one.rows.every((row) => row[2] === '2026Q2')).toBe(true);
    const { labels, ...wave } = all.variables[2] ?? { labels: {} };
    expect(one.variables.map((each, i) => (i === 2 ? { ...each, labels } : each))).toEqual(
      all.variables.map((each, i) => (i === 2 ? { ...wave, labels } : each)),
    );
  });
});

describe('weights and design', () => {
  test('are those of the report: the weighted means are its figures', async () => {
    const { rows, variables, weight } = await systemFile();
    expect(weight).toBe('final_weight');
    await place.manyi('report --survey s --wave 2026Q1 --out @report.json');
    const report = JSON.parse(place.read('report.json'));
    const at = (row: ReadSystemFile['rows'][number], name: string) =>
      row[variables.findIndex((each) => each.name === name)];
    const first = rows.filter((row) => at(row, 'wave') === '2026Q1');
    const respondents = first.filter((row) => at(row, 'final_weight') !== null);
    expect(respondents).toHaveLength(32);
    const sum = (value: (row: ReadSystemFile['rows'][number]) => number) =>
      respondents.reduce((total, row) => total + value(row), 0);
    const w = (row: ReadSystemFile['rows'][number]) => Number(at(row, 'final_weight'));
    expect(sum(w)).toBeCloseTo(5300, 9);
    const mean = sum((row) => w(row) * Number(at(row, 'speed.perception'))) / sum(w);
    const figure = report.estimates.find(
      (each: { name: string; target: string; domain: unknown }) =>
        each.name === 'perception' && each.target === 'speed' && each.domain === null,
    );
    expect(mean).toBeCloseTo(figure.estimate, 12);
    const design = respondents.map((row) => [
      at(row, 'design_stratum'),
      at(row, 'design_population'),
      at(row, 'design_respondents'),
    ]);
    expect(new Set(design.map((each) => JSON.stringify(each)))).toEqual(
      new Set([JSON.stringify(['A', 300, 11]), JSON.stringify(['乙, "B"', 5000, 21])]),
    );
  });

  test('are missing where a wave cannot be weighted, and the notes say why', async () => {
    const other = aWorkplace();
    await anExportedSurvey(other);
    other.write('plan.json', { weighting: { calibration: { method: 'raking', margins: ['region'] } } });
    await other.manyi('plan --survey s --wave 2026Q2 --file @plan.json');
    await other.manyi('responses export --survey s --out @d.csv --notes @notes.csv');
    const rows: Record<string, string>[] = parse(other.read('d.csv'), { bom: true, columns: true });
    expect(rows.filter(({ final_weight }) => final_weight !== '').map(({ wave }) => wave)).toEqual(
      new Array(32).fill('2026Q1'),
    );
    expect(other.read('notes.csv')).toMatch(
      /"?Wave 2026Q2: no final weights, because"?,"margin-unknown, margin: region"/,
    );
  });
});

describe('respondent data as a workbook', () => {
  test('has typed data, a code book and notes, and is read back as the CSV is', async () => {
    await place.manyi('responses export --survey s --out @data.xlsx');
    const { Data = [], 'Code book': codebook = [], Notes = [] } = await sheetsOf(bytesOf('data.xlsx'));
    const [heads = [], ...rows] = Data;
    expect(heads).toEqual(Object.keys(csv[0] ?? {}));
    for (const [i, row] of rows.entries()) {
      for (const [place, head] of heads.entries()) {
        const written = csv[i]?.[head] ?? '';
        const moment = /^\d{4}-\d\d-\d\dT/.test(written) ? written.slice(0, 19).replace('T', ' ') : null;
        const number = Number(written);
        const isLong = written !== '' && Number.isFinite(number) && !Number.isInteger(number);
        const expected = moment ?? (isLong ? String(Number(number.toPrecision(15))) : written);
        expect(row[place], `${head}, row ${i + 1}`).toBe(expected);
      }
    }
    expect(codebook.map(([column]) => column)).toEqual(['column', ...heads]);
    const said = new Map(Notes.map(([what, value]) => [what, value]));
    expect(said.get('Rows')).toBe('60');
    expect(said.get('Wave 2026Q1: respondents with a weight')).toBe('32');
    expect(said.get('Changes while this was written')).toBe('none');
  });
});
