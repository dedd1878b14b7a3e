import { describe, test } from 'vitest';
import { expectRefused, spec } from './command.ts';

const csi = {
  name: 'csi',
  type: 'csi',
  items: [{ key: 'P', factor: 'f', expectation: 'a', perception: 'b' }],
  factors: { f: 1 },
};
const margin = { variables: ['g'], totals: { x: 30, y: 40 } };
const raking = { method: 'raking', margins: [margin] };

describe('a spec with something wrong names the key', () => {
  const at = (key: string) => `s.json, ${key}: `;
  test.each([
    ['foo', { foo: 1 }],
    ['design.foo', { design: { foo: 1 } }],
    ['replicates.foo', { replicates: { type: 'JK1', foo: 1 } }],
    ['replicates.rho', { replicates: { type: 'BRR', rho: 0.3 } }],
    ['nonresponse.foo', { nonresponse: { responded: 'b', classes: ['g'], foo: 1 } }],
    ['calibration.foo', { calibration: { ...raking, foo: 1 } }],
    ['calibration.margins[0].foo', { calibration: { method: 'raking', margins: [{ ...margin, foo: 1 }] } }],
    ['calibration.trim.foo', { calibration: { ...raking, trim: { foo: 1 } } }],
    ['estimates[0].foo', { estimates: [{ ...spec.estimates[0], foo: 1 }] }],
    ['estimates[0].items[0].foo', { estimates: [{ ...csi, items: [{ ...csi.items[0], foo: 1 }] }] }],
    ['change.foo', { change: { variable: 'h', values: ['a', 'b'], covariance: 'stacked', foo: 1 } }],
    ['__proto__', JSON.parse('{"__proto__": {}}')],
  ])('unknown: %s', async (key, rest) => {
    const text = JSON.stringify({ ...spec, ...rest });
    const whole = key === '__proto__' ? text.replace('{', '{"__proto__":1,') : text;
    await expectRefused({ spec: whole }, at(key));
    await expectRefused({ spec: whole }, 'is not known here.');
  });

  test.each([
    ['replicates.rho', { replicates: { type: 'Fay', rho: 1 } }, 'must be below 1.'],
    ['replicates.scale', { replicates: { type: 'given', file: 'r.csv', scale: 0 } }, 'must be above 0.'],
    ['calibration.population', { calibration: { method: 'linear', population: 0 } }, 'must be above 0.'],
    ['calibration.bounds', { calibration: { ...raking, bounds: [1, 3] } }, 'must be below 1'],
    ['calibration.bounds', { calibration: { ...raking, bounds: [0.5, 1] } }, 'the upper one above it'],
    ['calibration.trim.upper', { calibration: { ...raking, trim: { upper: 0 } } }, 'must be above 0.'],
    ['calibration.trim', { calibration: { ...raking, trim: {} } }, '“lower”, “upper” or both'],
    ['calibration.trim', { calibration: { ...raking, trim: { lower: 9, upper: 3 } } }, 'above “upper”'],
    [
      'calibration.bounds',
      { calibration: { method: 'poststratification', margins: [margin], bounds: [0.5, 2] } },
      'no bounds',
    ],
    [
      'calibration.variance',
      { calibration: { method: 'linear', margins: [margin], variance: 'rake' } },
      '“rake” is for raking',
    ],
    [
      'calibration.margins',
      { calibration: { method: 'poststratification', margins: [margin, margin] } },
      'exactly one margin',
    ],
    [
      'estimates[0].items',
      { estimates: [{ ...csi, items: [{ ...csi.items[0], weight: 0 }] }] },
      'weight above 0',
    ],
    [
      'estimates[0].items[1].key',
      { estimates: [{ ...csi, items: [csi.items[0], csi.items[0]] }] },
      'used twice',
    ],
    ['estimates', { estimates: [] }, 'At least 1.'],
    ['change.values', { change: { variable: 'h', values: ['a'], covariance: 'independent' } }, 'At least 2.'],
    [
      'change.values[1]',
      { change: { variable: 'h', values: ['a', 'q'], covariance: 'independent' } },
      'There are: a, b',
    ],
    ['rows.h', { rows: { h: [] } }, 'At least 1.'],
    ['confidence', { confidence: 95 }, 'At most'],
    ['replicates.type', { design: {}, replicates: { type: 'BRR' } }, 'half-samples need strata'],
    ['replicates.type', { design: {}, rows: { b: [9] }, replicates: { type: 'JK1' } }, 'one sampled unit'],
    [
      'replicates.type',
      { replicates: { type: 'JKn' }, rows: { b: [8, 9] } },
      'the stratum “a” has one sampled unit',
    ],
    [
      'replicates.type',
      { replicates: { type: 'BRR' } },
      'half-samples need two sampled units in every stratum; “a” has 3.',
    ],
  ])('%s', async (key, rest, message) => {
    await expectRefused({ spec: { ...spec, ...rest } }, `${at(key)}`);
    await expectRefused({ spec: { ...spec, ...rest } }, message);
  });

  test.each([
    ['{"data":"d.csv",}', 's.json: Not JSON from line 1, character 17 on.'],
    ['{ // note\n}', 's.json: Not JSON from line 1, character 3 on.'],
    ['', 's.json: The file is empty.'],
    ['[]', 's.json: This must be of type object.'],
    [
      '{"data":"d.csv","confidence":1e999,"estimates":[{"name":"m","type":"mean","variable":"b"}]}',
      's.json, confidence: ',
    ],
  ])('%s', async (text, message) => {
    await expectRefused({ spec: text }, message);
  });
});
