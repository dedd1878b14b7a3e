import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { aWorkplace } from '#test/helpers/cli.ts';

const data = ['wave,id,h,N,w,a,b', '1,k1,x,9,2,8,7', '1,k2,x,9,2,9,8', '1,k3,y,8,3,7,7', '1,k4,y,8,3,8,9']
  .concat(['2,k1,x,9,2,8,8', '2,k2,x,9,2,9,9', '2,k5,y,8,3,7,6', '2,k6,y,8,3,8,9.5'])
  .join('\r\n');
const spec = {
  data: 'data.csv',
  rows: { wave: [1] },
  design: { weights: 'w', strata: ['h'], fpc: ['N'] },
  estimates: [{ name: 'ratio', type: 'ratio', numerator: 'b', denominator: 'a' }],
};

/** A folder with the data and a spec in it, and what `estimate` says there. */
async function estimate(options: { spec?: unknown; files?: Record<string, unknown>; line?: string } = {}) {
  const place = aWorkplace();
  place.write('data.csv', data);
  place.write('spec.json', options.spec ?? spec);
  for (const [name, content] of Object.entries(options.files ?? {})) place.write(name, content);
  return { place, ...(await place.manyi(options.line ?? 'estimate @spec.json')) };
}

describe('estimate', () => {
  test('prints JSON: design, estimates, changes, warnings', async () => {
    const { code, out, error } = await estimate();
    expect({ code, error }).toEqual({ code: 0, error: '' });
    const result = JSON.parse(out);
    expect(Object.keys(result)).toEqual(['design', 'estimates', 'changes', 'warnings']);
    expect(result.design).toMatchObject({
      rows: 4,
      psus: 4,
      strata: 2,
      degreesOfFreedom: 2,
      populationSize: 10,
    });
    expect(Object.keys(result.estimates[0]).sort()).toEqual(
      [
        'name',
        'target',
        'domain',
        'period',
        'estimate',
        'standardError',
        'lower',
        'upper',
        'degreesOfFreedom',
        'n',
        'effectiveSize',
        'designEffect',
        'suppressed',
      ].sort(),
    );
    expect(result.estimates[0].estimate).toBeCloseTo(78 / 79, 14);
    expect(result).toMatchObject({ changes: [], warnings: [] });
  });

  test('the same as CSV, and the weights of every row by its line', async () => {
    const { place, code, out } = await estimate({
      spec: { ...spec, by: [['h']] },
      line: 'estimate --csv @spec.json --weights @w.csv',
    });
    expect(code).toBe(0);
    const [header, ...lines] = out.split('\n');
    expect(header).toBe(
      'name,target,domain,period,estimate,standardError,lower,upper,degreesOfFreedom,n,effectiveSize,designEffect,suppressed',
    );
    expect(lines.map((line) => line.split(',').slice(0, 4).join())).toEqual([
      'ratio,,,',
      'ratio,,h=x,',
      'ratio,,h=y,',
    ]);
    expect(place.read('w.csv')).toBe('row,weight\r\n2,2\r\n3,2\r\n4,3\r\n5,3\r\n');
  });

  test('changes between periods, in JSON and CSV', async () => {
    const changed = {
      ...spec,
      rows: undefined,
      change: { variable: 'wave', values: ['1', 2], covariance: 'overlap', unit: 'id' },
    };
    const { out } = await estimate({ spec: changed });
    const { changes, estimates, design } = JSON.parse(out);
    expect(estimates.map(({ period }: { period: string }) => period)).toEqual(['1', '2']);
    expect(Object.keys(design.periods)).toEqual(['1', '2']);
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ name: 'ratio', target: null, from: '1', to: '2' });
    expect(changes[0].difference).toBeCloseTo(estimates[1].estimate - estimates[0].estimate, 14);
    expect(changes[0].pHolm).toBe(changes[0].p);
    const asCsv = await estimate({ spec: changed, line: 'estimate @spec.json --csv' });
    expect(asCsv.out.split('\n').at(-1)).toMatch(/^ratio,.*,1,2,/);
  });

  test('a packed file gives the same', async () => {
    const plain = await estimate();
    const packed = await estimate({
      spec: { ...spec, data: 'data.csv.gz' },
      files: { 'data.csv.gz': gzipSync(data) },
    });
    expect(packed.out).toBe(plain.out);
  });

  test('says what is null, in the person’s language', async () => {
    const lonely = { ...spec, rows: { wave: ['1'], id: ['k1', 'k2', 'k3'] } };
    const { out } = await estimate({ spec: lonely });
    expect(JSON.parse(out).warnings).toEqual([
      {
        code: 'undefined.lonely-unit',
        message:
          'ratio: no standard error, since a stratum has one sampled unit. Say with “lonelyPsu” what it means.',
      },
    ]);
    const chinese = await estimate({ spec: lonely, line: 'estimate @spec.json --lang zh-CN' });
    expect(JSON.parse(chinese.out).warnings[0].message).toContain('标准误');
  });
});

describe('what cannot be estimated is one message and exit code 1', () => {
  test.each([
    ['an unknown key', { spec: { ...spec, desing: {} } }, 'spec.json, desing: “desing” is not known here.'],
    ['a key within', { spec: { ...spec, design: { weight: 'w' } } }, 'spec.json, design.weight: '],
    [
      'a missing key',
      { spec: { ...spec, estimates: [{ name: 'm', type: 'mean' }] } },
      'spec.json, estimates[0].variable: ',
    ],
    [
      'an unknown type',
      { spec: { ...spec, estimates: [{ name: 'm', type: 'median', variable: 'a' }] } },
      'spec.json, estimates[0].type: ',
    ],
    [
      'parts that do not fit',
      { spec: { ...spec, replicates: { type: 'JK1' } } },
      'spec.json, replicates.type: JK1 is for',
    ],
    ['a spec that is no JSON', { spec: '{ "data": ' }, 'spec.json: '],
    [
      'a column that is not there',
      { spec: { ...spec, design: { weights: 'v' } } },
      'data.csv, row 1, column “v”: ',
    ],
    ['a file that is not there', { spec: { ...spec, data: 'none.csv' } }, 'none.csv: There is no such file.'],
    [
      'a cell that is no number',
      { files: { 'data.csv': data.replace('9,8\r', '9,NA\r') } },
      'data.csv, row 3, column “b”: ',
    ],
    [
      'an empty weight',
      { files: { 'data.csv': data.replace('x,9,2,9', 'x,9,,9') } },
      'data.csv, row 3, column “w”: the cell is empty',
    ],
    ['a row that is too short', { files: { 'data.csv': data.replace(',8,9.5', '') } }, 'data.csv, row 9: '],
    ['an empty file', { files: { 'data.csv': '' } }, 'data.csv: '],
    [
      'a packed file that is broken',
      { spec: { ...spec, data: 'd.csv.gz' }, files: { 'd.csv.gz': 'no gzip at all' } },
      'd.csv.gz: ',
    ],
    [
      'replicate weights for other rows',
      {
        spec: { ...spec, replicates: { type: 'given', file: 'r.csv', scale: 1 } },
        files: { 'r.csv': 'r1,r2\n1,2\n' },
      },
      'spec.json, replicates.file: 1 rows',
    ],
    [
      'an empty replicate weight',
      {
        spec: { ...spec, replicates: { type: 'given', file: 'r.csv', scale: 1 } },
        files: { 'r.csv': 'r1,r2\n1,\n' },
      },
      'r.csv, row 2, column “r2”: ',
    ],
  ])('%s', async (_, given, message) => {
    const { code, out, error } = await estimate(given);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(error).toContain(message);
    expect(error.split('\n')).toHaveLength(1);
  });

  test('a command line without a spec shows how it is used', async () => {
    const { code, error } = await estimate({ line: 'estimate --csv' });
    expect(code).toBe(2);
    expect(error).toContain('estimate SPEC.json [--csv] [--weights OUT.csv]');
  });

  test.each(['data.csv', 'spec.json'])(
    'weights are never written over %s, which they come from',
    async (file) => {
      const { place, code, out, error } = await estimate({ line: `estimate @spec.json --weights @${file}` });
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(error).toContain(`${file} is what the weights are worked out from`);
      expect(place.read('data.csv')).toBe(data);
    },
  );

  test('weights that cannot be written are said so, and nothing is printed', async () => {
    const { code, out, error } = await estimate({
      line: 'estimate @spec.json --weights /no/such/folder/w.csv',
    });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(error).toContain('Cannot write');
  });
});
