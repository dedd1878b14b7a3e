import { beforeEach, expect, test } from 'vitest';
import { aWorkplace, type Workplace } from '#test/helpers/cli.ts';
import { drawnWave } from '#test/helpers/drawn-wave.ts';

let place: Workplace;

beforeEach(async () => {
  place = aWorkplace();
  await drawnWave(place, {});
});

test('ways to divide a sample stand beside each other, with what each promises', async () => {
  const { code, out } = await place.manyi(
    'allocations --survey s --frame f --total 20 --domain-minimum 4 --response-rate 1',
  );
  expect(code).toBe(0);
  expect(out).toContain('Assumed: a spread of 0.25, where nothing else was said.');
  expect(out.split('\n')[2]).toMatch(
    /^allocation +answers +to invite +cost +C of all ± +C of A ± +C of B ±$/,
  );
  expect(out).toMatch(/minimum per domain +20 +20 +20 +\d\.\d{4} +0\.0000 +\d\.\d{4}/);
  expect(out).toContain('proportional: --sizes "A=2,B=18"');
});

test('the answers that an interval or a change needs are worked out', async () => {
  const margin = await place.manyi('allocations --survey s --frame f --margin 0.1 --response-rate 1');
  expect(margin.out).toMatch(/For an interval of ± 0.1 around C of all: \d+ answers/);
  const change = await place.manyi(
    'allocations --survey s --frame f --change 0.3 --overlap 0.5 --response-rate 1',
  );
  expect(change.out).toMatch(/To find a change of 0.3 between two waves: \d+ answers in each/);
});

test('an earlier wave tells nothing where hardly anybody answered it, which is said', async () => {
  const { code, out } = await place.manyi('allocations --survey s --frame f --total 10 --earlier w');
  expect(code).toBe(0);
  expect(out).toContain('w cannot be learnt from: it has 0 answers that count, and at least 30 are needed.');
  expect(out).toContain('Assumed: 30% of those invited answer');
});

test('what is known of single strata is counted with', async () => {
  const { out } = await place.manyi(
    'allocations --survey s --frame f --total 18 --domain-minimum 2 --response-rates A=1,B=0.5 --spreads A=0.3 --costs A=10,B=2.5',
  );
  // 2 of A of 4 and 16 of B of 36: 16/0.5 = 32 to invite, and 2 × 10 + 16 × 2.5 to pay
  expect(out).toMatch(/proportional +18 +34 +60 /);
  expect(out).toContain('proportional: --sizes "A=2,B=32"');
});

test.each([
  ['allocations --survey s --frame f --total 18 --costs D=3', 'has no stratum “D”'],
  ['allocations --survey s --frame f --total 18 --response-rate 30', 'write 0.3 for 30 %'],
  ['allocations --survey s --frame f --margin 0.01', 'the interval is ± 0.1'],
  ['allocations --survey s --frame f', 'Say how many answers'],
  ['allocations --survey s --frame f --total 20 --margin 0.1', 'Say how many answers'],
  ['allocations --survey s --frame f --total x', 'is not a number above zero'],
  ['allocations --survey s --frame g --total 20', 'no frame “g”'],
  ['allocations --survey s --frame f --total 20 --earlier x', 'no wave “x”'],
  ['allocations --survey s --frame f --total 400', 'The total is too big'],
])('%s is refused', async (line, message) => {
  const { error } = await place.manyi(line);
  expect(error).toContain(message);
});
