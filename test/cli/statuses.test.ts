import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, test } from 'vitest';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { aWorkplace, type Workplace } from '#test/helpers/cli.ts';
import { answer, drawnWave, withdraw } from '#test/helpers/drawn-wave.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

const both = (zh: string, en: string) => ({ 'zh-CN': zh, en });
const ease = (value: number) => ({ op: 'equals' as const, question: 'ease', value });

/** Nobody for whom it is very hard is asked, and one of those for whom it is hard. */
const asked: Partial<DefinitionDocument> = {
  pages: aQuestionnaire().pages.map((page) =>
    page.key === 'claims'
      ? { ...page, endIf: [{ key: 'veryHard', when: ease(1), text: both('谢谢', 'Thank you') }] }
      : page,
  ),
  quotas: [{ key: 'hard', name: both('难', 'Hard'), when: ease(2), limit: 1, full: both('已满', 'Full') }],
};

let place: Workplace;
beforeEach(() => {
  place = aWorkplace();
});

function rowsOf(file: string): Record<string, string>[] {
  return parse(place.read(file), { columns: true, bom: true });
}

/** One response of each kind. */
async function everyStatus(): Promise<void> {
  const { tokens } = await drawnWave(place, asked);
  const [submitted = '', screened = '', quota = '', over = '', withdrawn = '', begun = ''] = tokens.slice(5);
  await answer(place, submitted);
  await answer(place, screened, { claims: { ease: '1' } }, 2);
  await answer(place, quota, { claims: { ease: '2' } });
  await answer(place, over, { claims: { ease: '2' } });
  await answer(place, withdrawn);
  await withdraw(place, withdrawn);
  await answer(place, begun, {}, 1);
}

describe('an export of responses that ended in every way', () => {
  beforeEach(everyStatus);

  test('says how each ended, and nothing of what was withdrawn', async () => {
    await place.manyi('responses export --survey s --out @answers.csv');
    const rows = rowsOf('answers.csv').filter(({ status }) => status !== '');
    const told = rows.map((row) => [row.status, row.disposition, row['speed.expectation']]);
    expect(told.toSorted()).toEqual([
      ['overQuota', 'notEligible', '9'],
      ['screenedOut', 'notEligible', '9'],
      ['started', 'partial', '9'],
      ['submitted', 'complete', '9'],
      ['submitted', 'complete', '9'],
      ['withdrawn', 'refused', ''],
    ]);
  });

  test('can be read back, and gives the same figures', async () => {
    await place.manyi('responses export --survey s --out @answers.csv --mapping @mapping.json');
    await place.manyi('questionnaire import --survey again --file @q.json');
    await place.manyi('publish --survey again');
    const back = await place.manyi(
      'responses import --survey again --file @answers.csv --mapping @mapping.json',
    );
    expect(back.error).toBe('');
    const wavesOf = async (survey: string) => {
      await place.manyi(`report --survey ${survey} --wave w --out @${survey}.json`);
      const { estimates, dispositions } = JSON.parse(place.read(`${survey}.json`));
      return { estimates, dispositions };
    };
    const before = await wavesOf('s');
    expect(before.dispositions.counts).toMatchObject({ complete: 2, partial: 1, refused: 1, notEligible: 2 });
    expect(before.estimates.length).toBeGreaterThan(5);
    expect(await wavesOf('again')).toEqual(before);
  });

  test('and their bundle leave out of the figures whom the questionnaire was not for', async () => {
    await place.manyi('bundle --survey s --out @bundle');
    const rows: Record<string, string>[] = parse(place.read('bundle/analysis.csv'), { columns: true });
    const ended = rows.filter(({ disposition }) => disposition === 'notEligible');
    expect(ended.map(({ responded, eligible, known }) => [responded, eligible, known])).toEqual([
      ['0', '0', '1'],
      ['0', '0', '1'],
    ]);
    expect(ended.every(({ final_weight }) => final_weight === '')).toBe(true);
  });
});

describe('answers to an anonymous questionnaire', () => {
  const file = 'id,e,p,m\nK1,8,7,5\n';
  const mapping = {
    wave: { value: 'w' },
    customer: 'id',
    answers: { speed: { expectation: 'e', perception: 'p' }, recommend: 'm' },
    disposition: { value: 'x', column: 'id', codes: { K1: 'partial' } },
  };

  async function imported(withCustomers: boolean) {
    place.write('q.json', aQuestionnaire({ anonymous: true }));
    place.write('data.csv', file);
    const { value: _, ...disposition } = mapping.disposition;
    const { customer, ...others } = mapping;
    place.write('mapping.json', { ...others, disposition, ...(withCustomers ? { customer } : {}) });
    await place.manyi('questionnaire import --survey s --file @q.json');
    await place.manyi('publish --survey s');
    return await place.manyi('responses import --survey s --file @data.csv --mapping @mapping.json');
  }

  test('are not imported together with their customers', async () => {
    const { code, error } = await imported(true);
    expect(code).toBe(1);
    expect(error).toContain('promises that nobody knows who answered what');
  });

  test('are imported from a file that names nobody', async () => {
    expect((await imported(false)).error).toBe('');
  });
});
