import { beforeEach, expect, test } from 'vitest';
import { aWorkplace, type Workplace } from '#test/helpers/cli.ts';
import { drawnWave } from '#test/helpers/drawn-wave.ts';

let place: Workplace;

beforeEach(async () => {
  place = aWorkplace();
  await drawnWave(place, {});
});

test('ways to divide a sample stand beside each other, with what each promises', async () => {
  const { code, out } = await place.manyi('allocations --survey s --frame f --total 20 --domain-minimum 4');
  expect(code).toBe(0);
  expect(out).toContain('they are assumed to differ by 0.25 in every stratum');
  expect(out.split('\n')[1]).toMatch(/^allocation +answers +cost +C of all ± +C of A ± +C of B ±$/);
  expect(out).toMatch(/minimum per domain +20 +20 +\d\.\d{4} +0\.0000 +\d\.\d{4}/);
  expect(out).toContain('proportional: --sizes "A=2,B=18"');
});

test('the answers that an interval or a change needs are worked out', async () => {
  const margin = await place.manyi('allocations --survey s --frame f --margin 0.1');
  expect(margin.out).toMatch(/For an interval of ± 0.1 around C of all: \d+ answers/);
  const change = await place.manyi('allocations --survey s --frame f --change 0.3 --overlap 0.5');
  expect(change.out).toMatch(/To find a change of 0.3 between two waves: \d+ answers in each/);
});

test('an earlier wave tells how much customers differ, where it was answered', async () => {
  const { code, out } = await place.manyi('allocations --survey s --frame f --total 20 --earlier w');
  expect(code).toBe(0);
  expect(out).toContain('No earlier wave tells');
});

test.each([
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
