import { expect, test } from 'vitest';
import { aWorkplace } from '#test/helpers/cli.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

async function aWaveOfTwo(plan: unknown) {
  const place = aWorkplace();
  place.write('q.json', aQuestionnaire());
  place.write('data.csv', 'no,class,e,p\n1,A,8,6\n2,B,9,9\n');
  place.write('mapping.json', {
    wave: { value: 'w' },
    customer: 'no',
    stratum: ['class'],
    answers: { speed: { expectation: 'e', perception: 'p' } },
    locale: 'en',
    plan,
  });
  for (const line of [
    'questionnaire import --survey s --file @q.json',
    'publish --survey s',
    'responses import --survey s --file @data.csv --mapping @mapping.json',
  ]) {
    expect(await place.manyi(line)).toMatchObject({ code: 0, error: '' });
  }
  return place;
}

test('a report whose wave could not be weighted says so at the terminal, with the reason', async () => {
  const place = await aWaveOfTwo({ weighting: { calibration: { method: 'raking', margins: ['region'] } } });
  const english = await place.manyi('report --survey s --out @report.html');
  expect(english.out).toContain('Wave “w” has no figures: its answers could not be weighted.');
  expect(english.out).toContain('region');
  const chinese = await place.manyi('report --survey s --wave w --out @report.json --lang zh-CN');
  expect(chinese.out).toContain('“w”期没有结果：答卷无法加权。');
});

test('a report with figures says only where it is', async () => {
  const place = await aWaveOfTwo({});
  expect((await place.manyi('report --survey s --out @report.html')).out).toMatch(/^\S.*report\.html\S*$/);
});

test('the weight report is one file without scripts, of the wave asked for or the latest with figures', async () => {
  const place = await aWaveOfTwo({});
  const english = await place.manyi('weights --survey s --wave w --out @weights.html');
  expect(english).toMatchObject({ code: 0, error: '' });
  expect(english.out).toMatch(/^\S.*weights\.html\S*$/);
  expect(place.read('weights.html')).toContain('2 answers weigh between 1.00 and 1.00 each.');
  expect(place.read('weights.html')).not.toContain('<script');
  await place.manyi('weights --survey s --out @weights.html --lang zh-CN');
  expect(place.read('weights.html')).toContain('<html lang="zh-CN">');
});

test('the weight report of a wave that could not be weighted says why and what to do, in the file too', async () => {
  const place = await aWaveOfTwo({ weighting: { calibration: { method: 'raking', margins: ['region'] } } });
  const { code, out } = await place.manyi('weights --survey s --wave w --out @weights.html');
  expect([code, out]).toEqual([0, expect.stringContaining('its answers could not be weighted')]);
  expect(place.read('weights.html')).toContain('leave the margin out of the plan');
});

test('a weight report that cannot be written says what is wrong', async () => {
  const place = await aWaveOfTwo({});
  expect(await place.manyi('weights --survey s --out @weights.json')).toMatchObject({
    code: 2,
    error: expect.stringContaining('must end in .html'),
  });
  expect(await place.manyi('weights --survey s --wave v --out @weights.html')).toMatchObject({
    code: 1,
    error: expect.stringContaining('has no wave “v”'),
  });
  await place.manyi('questionnaire import --survey t --file @q.json');
  expect((await place.manyi('weights --survey t --out @weights.html')).error).toContain('not published');
  await place.manyi('publish --survey t');
  expect((await place.manyi('weights --survey t --out @weights.html')).error).toContain('has no waves yet');
});
