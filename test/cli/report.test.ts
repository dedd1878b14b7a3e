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
