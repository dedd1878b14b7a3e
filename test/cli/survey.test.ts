import { beforeEach, describe, expect, test } from 'vitest';
import { createRandom } from '#surveys/random.ts';
import { aWorkplace, type Workplace } from '#test/helpers/cli.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

let place: Workplace;

beforeEach(() => {
  place = aWorkplace();
  place.write('q.json', aQuestionnaire());
});

describe('a questionnaire', () => {
  test('goes from a template to a published version', async () => {
    await place.manyi('questionnaire template --name factor-csi --out @t.json');
    expect((await place.manyi('questionnaire check --file @t.json')).out).toContain('It can be published');
    expect((await place.manyi('questionnaire import --survey s --file @t.json')).out).toContain('was made');
    expect((await place.manyi('publish --survey s')).out).toContain('version 1');
  });

  test('takes modules from the library, and says which there are', async () => {
    await place.manyi(
      'questionnaire template --name factor-csi --with complaint-behaviour,what-went-wrong --out @t.json',
    );
    expect((await place.manyi('questionnaire check --file @t.json')).out).toContain('Pages: 7');
    await place.manyi('questionnaire template --name delivery --out @d.json');
    expect((await place.manyi('questionnaire check --file @d.json')).out).toContain('It can be published');
    const { code, error } = await place.manyi(
      'questionnaire template --name delivery --with x --out @d.json',
    );
    expect(code).toBe(1);
    expect(error).toContain('There is no module “x”. There are: what-went-wrong, complaint-behaviour');
  });

  test('published twice with the same content is one version, with other content another', async () => {
    await place.manyi('questionnaire import --survey s --file @q.json');
    await place.manyi('publish --survey s');
    const { format, ...rest } = aQuestionnaire();
    place.write('reordered.json', { ...rest, format });
    await place.manyi('questionnaire import --survey s --file @reordered.json');
    expect((await place.manyi('publish --survey s')).out).toContain('Nothing has changed: version 1');
    place.write('other.json', aQuestionnaire({ thanks: { 'zh-CN': '多谢', en: 'Thanks' } }));
    await place.manyi('questionnaire import --survey s --file @other.json');
    expect((await place.manyi('publish --survey s')).out).toContain('version 2');
  });

  test('that cannot be published is kept as a draft, and publishing says everything that is missing', async () => {
    place.write('draft.json', aQuestionnaire({ thanks: { en: 'Thanks' }, pages: [] }));
    const kept = await place.manyi('questionnaire import --survey s --file @draft.json');
    expect(kept.code).toBe(0);
    expect(kept.error).toContain('thanks.zh-CN: The text is missing in zh-CN');
    const refused = await place.manyi('publish --survey s');
    expect(refused.code).toBe(1);
    expect(refused.error).toContain('thanks.zh-CN');
    expect(refused.error).toContain('The questionnaire has no pages');
  });

  test('with another shape is refused with every place', async () => {
    place.write('bad.json', { ...aQuestionnaire(), title: 'Hello', colour: 'red' });
    const { code, error } = await place.manyi('questionnaire import --survey s --file @bad.json');
    expect(code).toBe(1);
    expect(error).toContain('title: This must be of type record');
    expect(error).toContain('colour: “colour” is not known here');
  });

  test('that is not JSON is refused with line and character', async () => {
    place.write('bad.json', '{\n  "format": 1,\n}');
    const { error } = await place.manyi('questionnaire check --file @bad.json');
    expect(error).toContain('bad.json: Not JSON from line 3, character 1 on.');
  });
});

describe('a file that cannot be read', () => {
  test.each([
    ['@nowhere.json', 'nowhere.json: There is no such file.'],
    ['@.', 'This is a folder, not a file.'],
    ['@q.json/x', 'There is no such file.'],
  ])('%s', async (file, message) => {
    const { code, error } = await place.manyi(`questionnaire check --file ${file}`);
    expect(code).toBe(1);
    expect(error).toContain(message);
    expect(error).not.toContain('    at ');
  });

  test('is not written either', async () => {
    const { code, error } = await place.manyi(
      'questionnaire template --name factor-csi --out @nowhere/t.json',
    );
    expect(code).toBe(1);
    expect(error).toContain('Cannot write');
  });
});

/** A published survey with a frame of sixty customers in three strata. */
async function aSurveyWithFrame() {
  const random = createRandom('frame');
  const rows = Array.from({ length: 60 }, (_, i) => `K${i},${'ABC'[i % 3]},${random.below(2)}`);
  place.write('customers.csv', `id,class,area\n${rows.join('\n')}\n`);
  place.write('mapping.json', { customer: 'id', strata: ['class'], attributes: { area: 'area' } });
  await place.manyi('questionnaire import --survey s --file @q.json');
  await place.manyi('publish --survey s');
  await place.manyi('frame import --survey s --frame f --file @customers.csv --mapping @mapping.json');
}

describe('a wave', () => {
  beforeEach(aSurveyWithFrame);

  test('asks the latest version, may have an open link, and is listed and closed', async () => {
    const line =
      'wave create --survey s --wave 2026Q3 --frame f --open-link --stratum-question market --opens 2026-07-01';
    const created = await place.manyi(
      `${line} --closes 2026-09-30T18:00+08:00 --label-zh 三季度 --label-en Q3`,
    );
    expect(created.out).toMatch(
      /Wave “2026Q3” asks version 1\.\nOpen link: http:\/\/127\.0\.0\.1:3000\/o\/[0-9a-f]{32}/,
    );
    expect((await place.manyi('wave list --survey s')).out).toContain('2026Q3  open  sampled 0, answered 0');
    expect((await place.manyi('addresses --survey s')).out).toMatch(
      /\/studio\/surveys\/s\/report\n.*\/o\/[0-9a-f]{32}/,
    );
    expect((await place.manyi('wave close --survey s --wave 2026Q3')).out).toContain('is closed');
    expect((await place.manyi('wave close --survey s --wave 2026Q3')).out).toContain('was closed before');
    expect((await place.manyi('wave list --survey s')).out).toContain('2026Q3  closed');
  });

  test.each([
    ['--wave w --frame g', 'There is no frame “g”'],
    ['--wave w --opens 2026-09-01 --closes 2026-08-01', 'close before it opens'],
    ['--wave w --opens 1.9.2026', '“1.9.2026” is not a moment'],
    ['--wave w --opens 2026-02-30', '“2026-02-30” is not a moment'],
    ['--wave w --open-link --stratum-question comment', '“comment” is not a single-choice question'],
    ['--wave =w', '“=w” cannot be used'],
  ])('is not created with %s', async (options, message) => {
    const { code, error } = await place.manyi(`wave create --survey s ${options}`);
    expect(code).toBe(1);
    expect(error).toContain(message);
  });

  test('is not created twice, nor for a survey that is not published', async () => {
    await place.manyi('wave create --survey s --wave w');
    expect((await place.manyi('wave create --survey s --wave w')).error).toContain('a wave “w” already');
    await place.manyi('questionnaire import --survey t --file @q.json');
    expect((await place.manyi('wave create --survey t --wave w')).error).toContain('not published yet');
  });

  test('takes a plan, and a plan with a mistake is refused with its place', async () => {
    await place.manyi('wave create --survey s --wave w');
    place.write('plan.json', { weighting: { nonresponse: { classes: ['stratum'], minimum: 5 } } });
    expect((await place.manyi('plan --survey s --file @plan.json')).code).toBe(0);
    expect((await place.manyi('plan --survey s --wave w --file @plan.json')).out).toContain('wave “w”');
    place.write('plan.json', { weighting: { base: 'guess' }, confidence: 2 });
    const { code, error } = await place.manyi('plan --survey s --file @plan.json');
    expect(code).toBe(1);
    expect(error).toContain('plan.json, weighting.base: This must be one of: design, given');
    expect(error).toContain('plan.json, confidence: At most 0.999.');
    const calibration = { method: 'poststratification', margins: ['region', 'market'] };
    place.write('plan.json', { weighting: { calibration } });
    expect((await place.manyi('plan --survey s --file @plan.json')).error).toContain(
      'plan.json, weighting.calibration.margins: Post-stratification takes one margin.',
    );
  });
});

describe('a sample', () => {
  beforeEach(async () => {
    await aSurveyWithFrame();
    for (const wave of ['w1', 'w2', 'w3'])
      await place.manyi(`wave create --survey s --wave ${wave} --frame f`);
  });

  const customersIn = (file: string) =>
    place
      .read(file)
      .trim()
      .split('\r\n')
      .slice(1)
      .map((row) => row.split(',')[0]);

  test('is drawn once, reproducibly, with a link for each customer', async () => {
    const { code, out } = await place.manyi(
      'draw --survey s --wave w1 --seed x --sizes A=4,B=5,C=20 --links @a.csv',
    );
    expect(code).toBe(0);
    expect(out).toContain('29 customers drawn from frame “f” with seed “x”');
    expect(out).toContain('C: 20 of 20');
    await place.manyi('draw --survey s --wave w2 --seed x --sizes A=4,B=5,C=20 --links @b.csv');
    expect(customersIn('a.csv')).toHaveLength(29);
    expect(customersIn('b.csv')).toEqual(customersIn('a.csv'));
    const again = await place.manyi('draw --survey s --wave w1 --seed y --total 10');
    expect(again.code).toBe(1);
    expect(again.error).toContain('has its sample already');
  });

  test('has beside each link the address at which its customer stops invitations', async () => {
    await place.manyi('draw --survey s --wave w1 --seed x --total 9 --links @a.csv');
    const [head, ...rows] = place.read('a.csv').trim().split('\r\n');
    expect(head).toMatch(/customer,stratum,link,unsubscribe$/);
    expect(rows).toHaveLength(9);
    for (const row of rows) {
      const [, , link = '', unsubscribe] = row.split(',');
      expect(unsubscribe).toBe(`${link}/my/invitations`);
    }
  });

  test('has the same links when they are written again, and different ones in each wave', async () => {
    await place.manyi('draw --survey s --wave w1 --seed x --total 9 --links @a.csv');
    await place.manyi('draw --survey s --wave w2 --seed x --total 9 --links @b.csv');
    await place.manyi('links --survey s --wave w1 --out @again.csv');
    expect(place.read('again.csv')).toBe(place.read('a.csv'));
    const links = (file: string) => place.read(file).match(/\/s\/[\w-]{22}/g) ?? [];
    expect(new Set([...links('a.csv'), ...links('b.csv')]).size).toBe(18);
    expect((await place.manyi('links --survey s --wave w3 --out @c.csv')).error).toContain(
      'no personal links',
    );
  });

  test('is divided over the strata in proportion', async () => {
    const { out } = await place.manyi(
      'draw --survey s --wave w1 --seed x --total 10 --allocation proportional --minimum 3',
    );
    expect(out).toContain('A: 4 of 20');
    expect(out).toContain('B: 3 of 20');
  });

  test('can keep part of an earlier one', async () => {
    await place.manyi('draw --survey s --wave w1 --seed x --total 30 --links @a.csv');
    const { out } = await place.manyi(
      'draw --survey s --wave w2 --seed y --total 30 --keep w1 --share 0.5 --links @b.csv',
    );
    const earlier = new Set(customersIn('a.csv'));
    const kept = customersIn('b.csv').filter((customer) => earlier.has(customer));
    expect(kept).toHaveLength(15);
    expect(out).toContain('15 of them were asked in wave “w1” too');
  });

  test.each([
    ['--sizes A=4,B=5', 'No size is given for stratum “C”', 1],
    ['--sizes A=21,B=1,C=5,D=4', 'Stratum “A” has only 20 customers', 1],
    ['--sizes A=21,B=1,C=5,D=4', 'The frame has no stratum “D”', 1],
    ['--sizes A=21,B=1,C=5,D=4', 'Stratum “B” needs at least 2', 1],
    ['--total 61', 'the frame has 60 customers', 1],
    ['--total 1e1', '“1e1” is not a whole number', 2],
    ['--total 10 --sizes A=4', 'either --sizes or --total', 2],
    ['--total 10 --allocation neyman', 'no allocation “neyman”', 2],
  ])('is not drawn with %s', async (options, message, expected) => {
    const { code, error } = await place.manyi(`draw --survey s --wave w1 --seed x ${options}`);
    expect(code).toBe(expected);
    expect(error).toContain(message);
    expect((await place.manyi('wave list --survey s')).out).toContain('w1  open  sampled 0');
  });
});
