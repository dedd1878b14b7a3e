import { beforeEach, describe, expect, test } from 'vitest';
import { surveyBySlug } from '#db/queries/surveys.ts';
import { membersWithResponses } from '#db/queries/wave-data.ts';
import { strataOfWave } from '#db/queries/wave-strata.ts';
import { wavesOf } from '#db/queries/waves.ts';
import { openSqlite } from '#db/sqlite.ts';
import { aWorkplace, type Workplace } from '#test/helpers/cli.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

const header = 'wave,id,class,N,result,w,e1,p1,e3,p3,i3,ease,ltr,market,app,shop,n,words,when';
const mapping = {
  wave: { column: 'wave' },
  customer: 'id',
  stratum: 'class',
  population: 'N',
  attributes: { klass: 'class' },
  disposition: { column: 'result', codes: { I: 'complete', P: 'partial', R: 'refused', NC: 'noContact' } },
  weight: 'w',
  answers: {
    speed: { expectation: 'e1', perception: 'p1' },
    claims: { expectation: 'e3', perception: 'p3', importance: 'i3' },
    ease: 'ease',
    recommend: 'ltr',
    market: 'market',
    channels: { columns: { app: 'app', shop: 'shop' } },
    parcels: 'n',
    comment: 'words',
  },
  answeredAt: 'when',
};
const good = '1,K1,A,10,I,2.5,9,7,NA,NA,,4,9.0,parcels,1,0,12,好 👍,2026-02-01T09:00+08:00';
const line = 'responses import --survey s --file @data.csv --mapping @mapping.json';

let place: Workplace;

beforeEach(async () => {
  place = aWorkplace();
  place.write('q.json', aQuestionnaire());
  place.write('mapping.json', mapping);
  await place.manyi('questionnaire import --survey s --file @q.json');
  await place.manyi('publish --survey s');
});

/** Every wave as it is stored, with its strata and its customers. */
async function storedWaves() {
  const db = openSqlite(place.databaseFile);
  try {
    const survey = await surveyBySlug(db.read, 's');
    const waves = [];
    for (const wave of await wavesOf(db.read, survey?.id ?? '')) {
      const members = [];
      for await (const chunk of membersWithResponses(db.read, wave.id)) members.push(...chunk);
      waves.push({ wave, strata: await strataOfWave(db.read, wave.id), members });
    }
    return { waves, plan: survey?.plan };
  } finally {
    await db.close();
  }
}

describe('waves of sample, dispositions and answers', () => {
  test('are stored as they are, each answer in the shape of its question', async () => {
    place.write('data.csv', `${header}\n${good}\n1,K2,A,10,NC,,,,,,,,,,,,,,\n`);
    expect((await place.manyi(line)).out).toContain('Wave “1”: sampled 2, answers 1, strata 1');
    const { waves } = await storedWaves();
    expect(waves).toHaveLength(1);
    expect(waves[0]?.strata).toEqual([{ stratum: 'A', population: 10, sampled: 2 }]);
    expect(waves[0]?.members).toMatchObject([
      {
        customer: 'K1',
        stratum: 'A',
        attributes: { klass: 'A' },
        disposition: 'complete',
        weight: 2.5,
        response: {
          status: 'submitted',
          answers: {
            speed: { expectation: 9, perception: 7 },
            claims: { perception: 'na' },
            ease: 4,
            recommend: 9,
            market: 'parcels',
            channels: ['app'],
            parcels: 12,
            comment: '好 👍',
          },
        },
      },
      { customer: 'K2', disposition: 'noContact', weight: null, response: null },
    ]);
  });

  test('are waves in the order of their numbers, and in the order of the rows otherwise', async () => {
    const row = (wave: string) => good.replace('1,', `${wave},`);
    place.write('data.csv', `${header}\n${['10', '9', '2'].map(row).join('\n')}\n`);
    await place.manyi(line);
    place.write('data.csv', `${header}\n${['2026Q2', '2026Q1'].map(row).join('\n')}\n`);
    await place.manyi(line);
    const { waves } = await storedWaves();
    expect(waves.map(({ wave }) => wave.key)).toEqual(['2', '9', '10', '2026Q2', '2026Q1']);
    expect(waves.every(({ wave }) => wave.closedAt !== null)).toBe(true);
  });

  test('need no customers, strata or dispositions: a row with an answer is complete', async () => {
    place.write('mapping.json', {
      wave: { value: 'w' },
      answers: { speed: { expectation: 'e', perception: 'p' } },
    });
    place.write('data.csv', 'e,p\n9,7\n,\n10,\n,\n');
    await place.manyi(line);
    const { waves } = await storedWaves();
    expect(waves[0]?.strata).toEqual([{ stratum: 'all', population: null, sampled: 2 }]);
    expect(waves[0]?.members).toMatchObject([
      { customer: '1', response: { answers: { speed: { expectation: 9, perception: 7 } } } },
      { customer: '3', response: { answers: { speed: { expectation: 10 } } } },
    ]);
  });

  test('take a weight of 0, which counts for nothing', async () => {
    place.write('mapping.json', { ...mapping, plan: { weighting: { base: 'given' } } });
    place.write('data.csv', `${header}\n${good}\n${good.replace('K1', 'K2').replace('2.5', '0')}\n`);
    expect(await place.manyi(line)).toMatchObject({ code: 0, error: '' });
    await place.manyi('report --survey s --out @report.json');
    const report = JSON.parse(place.read('report.json'));
    expect(report.waves[0].design).toMatchObject({ rows: 2, weights: { min: 2.5, max: 2.5 } });
    expect(report.waves[0].figures[0].n).toBe(1);
  });

  test('can bring the plan by which they are weighted', async () => {
    place.write('mapping.json', { ...mapping, plan: { weighting: { base: 'given' } } });
    place.write('data.csv', `${header}\n${good}\n`);
    await place.manyi(line);
    expect((await storedWaves()).plan).toMatchObject({ weighting: { base: 'given' }, smallestCell: 10 });
  });

  test('take choices from one column with a separator too', async () => {
    const answers = { ...mapping.answers, channels: { column: 'app', separator: '|' } };
    place.write('mapping.json', { ...mapping, answers });
    place.write('data.csv', `${header}\n${good.replace('parcels,1,', 'parcels,shop | app,')}\n`);
    await place.manyi(line);
    expect((await storedWaves()).waves[0]?.members[0]?.response?.answers).toMatchObject({
      channels: ['app', 'shop'],
    });
  });

  test('come from a frame: strata and attributes are the frame’s', async () => {
    place.write('customers.csv', 'id,class,area\nK1,A,east\nK2,B,west\nK3,B,west\n');
    place.write('frame.json', { customer: 'id', strata: ['class'], attributes: { area: 'area' } });
    await place.manyi('frame import --survey s --frame f --file @customers.csv --mapping @frame.json');
    const { population, stratum, ...rest } = mapping;
    place.write('mapping.json', { ...rest, frame: 'f', attributes: {} });
    place.write('data.csv', `${header}\n${good}\n`);
    expect((await place.manyi(line)).error).toBe('');
    const { waves } = await storedWaves();
    expect(waves[0]?.strata).toEqual([
      { stratum: 'A', population: 1, sampled: 1 },
      { stratum: 'B', population: 2, sampled: 0 },
    ]);
    expect(waves[0]?.members[0]?.attributes).toEqual({ area: 'east' });

    place.write('mapping.json', { ...mapping, frame: 'f' });
    place.write(
      'data.csv',
      `${header}\n${[good.replace('K1,A', 'K1,B'), good.replace('K1', 'K9')].join('\n').replaceAll(/^1/gm, '2')}\n`,
    );
    const { error } = await place.manyi(line);
    expect(error).toContain('row 2, column “class”: The row says “B”, the frame says “A”');
    expect(error).toContain('row 3, column “id”: Customer “K9” is not in the frame “f”');
  });
});

/** The good row with some of its cells, by column, changed. */
function row(changes: Readonly<Record<string, string>>): string {
  const cells = good.split(',');
  const columns = header.split(',');
  for (const [column, value] of Object.entries(changes)) cells[columns.indexOf(column)] = value;
  return cells.join(',');
}

describe('data with problems are refused as a whole', () => {
  test.each<[string, readonly Readonly<Record<string, string>>[], string]>([
    [
      'a rating off the scale',
      [{ e1: '11' }],
      'row 2, column “e1”: “11” is not on the scale; write a whole number from 1 to 10.',
    ],
    ['a rating between two points', [{ p1: '6.5' }], 'column “p1”: “6.5” is not on the scale'],
    ['a rating in full-width digits', [{ p1: '７' }], 'column “p1”: “７” is not on the scale'],
    ['a rating that is minus zero', [{ ltr: '-0' }], 'column “ltr”: “-0” is not on the scale'],
    ['a rating in words', [{ ease: 'good' }], 'column “ease”: “good” is not on the scale'],
    ['an option nobody offered', [{ market: 'Parcels' }], 'column “market”: “Parcels” is not an option'],
    [
      'an option that is neither yes nor no',
      [{ app: 'maybe' }],
      'column “app”: “maybe” says neither yes nor no',
    ],
    ['a number out of range', [{ n: '1001' }], 'column “n”: “1001” is not from 0 to 1000'],
    ['a number that is infinite', [{ n: '1e999' }], 'column “n”: “1e999” is not a number'],
    [
      'a text that is too long',
      [{ words: 'x'.repeat(101) }],
      'column “words”: The text has 101 characters; at most 100',
    ],
    ['a control character in a text', [{ words: 'a\u0007' }], 'column “words”: Character 2 is U+0007'],
    [
      'an unknown disposition',
      [{ result: 'X' }],
      'column “result”: “X” is not among the codes of the mapping: I, P, R, NC',
    ],
    [
      'answers of somebody not reached',
      [{ result: 'NC' }],
      'column “result”: The row has answers that do not fit “NC”',
    ],
    [
      'a complete answer that is empty',
      [
        {
          e1: '',
          p1: '',
          e3: '',
          p3: '',
          ease: '',
          ltr: '',
          market: '',
          app: '',
          shop: '',
          n: '',
          words: '',
        },
      ],
      'The row counts as answered but has no answers',
    ],
    [
      'a customer twice in a wave',
      [{}, {}],
      'row 3, column “id”: Customer “K1” is in wave “1” twice, first in row 2',
    ],
    ['a stratum without a population', [{ N: '' }], 'row 2, column “N”: The cell is empty'],
    [
      'a population that changes',
      [{}, { id: 'K2', N: '11' }],
      'row 3, column “N”: The population 11 differs from 10',
    ],
    [
      'a population smaller than the sample',
      [{ N: '1' }, { id: 'K2', N: '1' }],
      'has 2 sampled customers but a population of 1',
    ],
    ['a respondent without a weight', [{ w: '' }], 'column “w”: The cell is empty'],
    ['a weight that is negative', [{ w: '-1' }], 'column “w”: -1 is below zero'],
    ['a wave without a name', [{ wave: '' }], 'column “wave”: The cell is empty'],
    [
      'a wave whose name cannot be used',
      [{ wave: 'Q1/2026' }],
      'column “wave”: “Q1/2026” cannot name a wave',
    ],
    ['a moment that is none', [{ when: '1.2.2026' }], 'column “when”: “1.2.2026” is not a moment'],
    [
      'a moment nobody can place',
      [{ when: '2026-02-01T09:00' }],
      'column “when”: “2026-02-01T09:00” is not a moment',
    ],
    ['a day no calendar has', [{ when: '2026-02-30' }], 'column “when”: “2026-02-30” is not a moment'],
    ['an expectation that is not applicable alone', [{ e1: 'NA' }], 'column “e1”: “NA” is not on the scale'],
  ])('%s', async (_, rows, message) => {
    place.write('data.csv', `${header}\n${rows.map(row).join('\n')}\n`);
    const { code, error } = await place.manyi(line);
    expect(error).toContain(message);
    expect(error).toContain('Nothing was stored');
    expect(code).toBe(1);
    expect((await storedWaves()).waves).toEqual([]);
  });

  test('all of them at once', async () => {
    place.write(
      'data.csv',
      `${header}\n${[row({ e1: '0', market: 'x' }), row({ id: 'K2', N: '5', ltr: '11' })].join('\n')}\n`,
    );
    const { error } = await place.manyi(line);
    expect(error.split('\n')).toHaveLength(4);
    expect(error).toContain('3 problems');

    place.write('data.csv', `${header}\n${row({ e1: '0', when: 'soon', result: 'X', w: '-1' })}\n`);
    expect((await place.manyi(line)).error).toContain('4 problems');
  });

  test('a wave that has its sample already', async () => {
    place.write('data.csv', `${header}\n${good}\n`);
    await place.manyi(line);
    const { code, error } = await place.manyi(line);
    expect(code).toBe(1);
    expect(error).toContain('row 2, column “wave”: Wave “1” has its sample already');
  });

  test('a survey that is not published', async () => {
    await place.manyi('questionnaire import --survey t --file @q.json');
    place.write('data.csv', `${header}\n${good}\n`);
    expect((await place.manyi(line.replace('survey s', 'survey t'))).error).toContain('not published yet');
  });

  test('answers to a question that is not asked of somebody with these answers', async () => {
    const document = aQuestionnaire();
    const condition = { op: 'equals', question: 'market', value: 'letters' } as const;
    const pages = document.pages.map((page) => ({
      ...page,
      questions: page.questions.map((question) =>
        question.key === 'comment' ? { ...question, showIf: condition } : question,
      ),
    }));
    const last = pages.at(-1);
    const comment = last?.questions.at(-1);
    if (!last || !comment) throw new Error('The questionnaire has changed');
    pages[pages.length - 1] = { ...last, questions: last.questions.slice(0, -1) };
    place.write('q2.json', {
      ...document,
      pages: [...pages, { key: 'end', title: last.title, questions: [comment] }],
    });
    await place.manyi('questionnaire import --survey s --file @q2.json');
    expect((await place.manyi('publish --survey s')).error).toBe('');
    place.write('data.csv', `${header}\n${good}\n`);
    expect((await place.manyi(line)).error).toContain(
      'column “words”: “comment” is not asked of somebody with these answers',
    );
  });
});

describe('a mapping with problems', () => {
  test.each<[string, object, string]>([
    [
      'a question nobody asks',
      { answers: { nothing: 'ease' } },
      'answers.nothing: No published version asks “nothing”',
    ],
    [
      'one column for a pair',
      { answers: { speed: 'e1' } },
      'answers.speed: These columns do not fit a question of kind “pair”',
    ],
    [
      'two columns for a scale',
      { answers: { ease: { expectation: 'ease' } } },
      'answers.ease: These columns do not fit',
    ],
    [
      'an option nobody offered',
      { answers: { channels: { columns: { fax: 'app' } } } },
      'The question has no option “fax”',
    ],
    ['a frame that is not there', { frame: 'f' }, 'mapping.json, frame: There is no frame “f”'],
    [
      'a disposition we do not know',
      { disposition: { column: 'result', codes: { I: 'done' } } },
      'disposition.codes.I: This must be one of: complete, partial',
    ],
    ['a key we do not know', { wieght: 'w' }, 'mapping.json, wieght: “wieght” is not known here'],
    ['no wave', { wave: undefined }, 'mapping.json, wave: This is missing'],
  ])('%s', async (_, changes, message) => {
    place.write('mapping.json', { ...mapping, ...changes });
    place.write('data.csv', `${header}\n${good}\n`);
    const { code, error } = await place.manyi(line);
    expect(error).toContain(message);
    expect(code).toBe(1);
  });

  test('columns that are not in the file', async () => {
    place.write('data.csv', 'wave,id\n1,K1\n');
    const { error } = await place.manyi(line);
    expect(error).toContain('column “class”: There is no such column. The columns are: wave, id');
    expect(error).toContain('column “words”');
  });
});

describe('dispositions', () => {
  const dispositions = 'disposition import --survey s --wave 1 --file @field.csv --mapping @field.json';

  beforeEach(async () => {
    place.write('data.csv', `${header}\n${good}\n1,K2,A,10,,,,,,,,,,,,,,,\n`);
    await place.manyi(line);
    place.write('field.json', { customer: 'id', disposition: { column: 'result', codes: { R: 'refused' } } });
  });

  test('are recorded for the customers of a wave', async () => {
    expect((await storedWaves()).waves[0]?.members[1]?.disposition).toBeNull();
    place.write('field.csv', 'id,result\nK2,R\n');
    expect((await place.manyi(dispositions)).out).toContain('Outcomes recorded in wave “1”: 1');
    expect((await storedWaves()).waves[0]?.members[1]?.disposition).toBe('refused');
  });

  test('are all refused when one of them is wrong', async () => {
    place.write('field.csv', 'id,result\nK2,R\nK2,R\nK9,R\nK1,?\n');
    const { error } = await place.manyi(dispositions);
    expect(error).toContain('row 3, column “id”: Customer “K2” is in row 2 too');
    expect(error).toContain('row 4, column “id”: Customer “K9” is not in this wave’s sample');
    expect(error).toContain('row 5, column “result”: “?” is not among the codes of the mapping: R');
    expect((await storedWaves()).waves[0]?.members[1]?.disposition).toBeNull();
  });
});
