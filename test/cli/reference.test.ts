import { beforeAll, describe, expect, test } from 'vitest';
import { aWorkplace, type Workplace } from '#test/helpers/cli.ts';
import {
  logisticsDefinition,
  logisticsFrameMapping,
  logisticsMapping,
  mobiDefinition,
  mobiMapping,
} from '#test/helpers/logistics.ts';
import { hasReference, referenceFile } from '#test/helpers/reference.ts';

/** As much of a wave's report as this test looks at. */
interface ReportedWave {
  readonly dispositions: { readonly counts: { readonly complete: number } };
}

describe.skipIf(!hasReference)('real data through the public command line', () => {
  let place: Workplace;

  async function manyi(line: string): Promise<string> {
    const { code, out, error } = await place.manyi(line);
    expect(error).toBe('');
    expect(code).toBe(0);
    return out;
  }

  beforeAll(() => {
    place = aWorkplace();
  });

  test('the express company’s list and three waves', async () => {
    place.write('q.json', logisticsDefinition());
    place.write('frame.json', logisticsFrameMapping);
    place.write('waves.json', logisticsMapping);
    await manyi('questionnaire import --survey logistics --file @q.json');
    await manyi('publish --survey logistics');
    const list = referenceFile('data/logistics_population.csv');
    const frame = await manyi(
      `frame import --survey logistics --frame customers --file ${list} --mapping @frame.json`,
    );
    expect(frame).toContain('customers 20000, strata 9');
    const data = referenceFile('data/logistics_sample.csv');
    expect(await manyi(`responses import --survey logistics --file ${data} --mapping @waves.json`)).toBe(
      [
        'Wave “1”: sampled 2276, answers 1321, strata 9',
        'Wave “2”: sampled 2276, answers 1358, strata 9',
        'Wave “3”: sampled 2276, answers 1301, strata 9',
      ].join('\n'),
    );
    await manyi('report --survey logistics --out @report.json');
    const report = JSON.parse(place.read('report.json'));
    const complete = report.waves.map((wave: ReportedWave) => wave.dispositions.counts.complete);
    expect(complete).toEqual([1240, 1265, 1223]);
  });

  test('the ABC classes of the list are those worked out from its revenue', async () => {
    place.write('abc.json', {
      ...logisticsFrameMapping,
      abc: { from: 'revenue' },
      attributes: { given: 'abc' },
    });
    const list = referenceFile('data/logistics_population.csv');
    const { out } = await place.manyi(
      `frame import --survey logistics --frame worked-out --file ${list} --mapping @abc.json`,
    );
    expect(out).toContain('customers 20000');
    place.write('both.json', {
      customer: 'cust',
      strata: ['abc', 'given'],
      attributes: { given: 'abc' },
      abc: { from: 'revenue' },
    });
    const both = await manyi(
      `frame import --survey logistics --frame both --file ${list} --mapping @both.json`,
    );
    expect(both).toContain('strata 3');
    expect(both).toContain('A.A: 1000');
  });

  test('two hundred and fifty customers of a mobile phone company', async () => {
    place.write('mobi.json', mobiDefinition());
    place.write('mapping.json', mobiMapping);
    await manyi('questionnaire import --survey mobi --file @mobi.json');
    await manyi('publish --survey mobi');
    const data = referenceFile('data/mobi.csv');
    expect(await manyi(`responses import --survey mobi --file ${data} --mapping @mapping.json`)).toBe(
      'Wave “study”: sampled 250, answers 250, strata 1',
    );
    await manyi('report --survey mobi --out @mobi-report.json');
    expect(JSON.parse(place.read('mobi-report.json')).waves).toHaveLength(1);
  });
});
