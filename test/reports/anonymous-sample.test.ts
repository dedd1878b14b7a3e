import { describe, expect, test } from 'vitest';
import { AnonymousSample, type AskedCustomer } from '#reports/anonymous-sample.ts';
import { createRandom } from '#surveys/random.ts';
import type { Disposition } from '#surveys/sampling/dispositions.ts';

function aCustomer(changes: Partial<AskedCustomer> = {}): AskedCustomer {
  return { stratum: 'A', attributes: {}, recorded: null, weight: null, isAnswered: false, ...changes };
}

function sampleOf(customers: readonly AskedCustomer[], kept: readonly string[] = []): AnonymousSample {
  const sample = new AnonymousSample(kept);
  for (const customer of customers) sample.addCustomer(customer);
  return sample;
}

/** How many rows are left of each kind, as `stratum attributes recorded`. */
function left(sample: AnonymousSample): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { stratum, attributes, recorded } of sample.silent()) {
    const kind = [stratum, ...Object.values(attributes), recorded ?? 'nothing'].join(' ');
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

describe('of customers whose answers are anonymous', () => {
  test('those who sent none are left, with what was recorded of them', () => {
    const sample = sampleOf([
      aCustomer({ isAnswered: true }),
      aCustomer({ recorded: 'noContact' }),
      aCustomer({ recorded: 'refused' }),
      aCustomer(),
      aCustomer({ stratum: 'B' }),
    ]);
    sample.addAnswer('A', {});
    expect(left(sample)).toEqual({ 'A noContact': 1, 'A refused': 1, 'A nothing': 1, 'B nothing': 1 });
  });

  test('an answer that was begun and not sent stands for one of whom nothing was recorded', () => {
    const sample = sampleOf([aCustomer({ recorded: 'noContact' }), aCustomer(), aCustomer()]);
    sample.addAnswer('A', {});
    expect(left(sample)).toEqual({ 'A noContact': 1, 'A nothing': 1 });
    sample.addAnswer('A', {});
    sample.addAnswer('A', {});
    expect(left(sample)).toEqual({});
  });

  test('one whose answer was sent after answers were read counts as silent this time', () => {
    const sample = sampleOf([aCustomer({ isAnswered: true }), aCustomer({ isAnswered: true })]);
    sample.addAnswer('A', {});
    expect(left(sample)).toEqual({ 'A nothing': 1 });
  });

  test('there are never fewer than none', () => {
    const sample = sampleOf([aCustomer()]);
    for (let answer = 0; answer < 3; answer++) sample.addAnswer('A', {});
    expect(left(sample)).toEqual({});
  });

  test('a variable counts where all of each stratum agree in it, and no other does', () => {
    const sample = sampleOf([
      aCustomer({ attributes: { abc: 'A', region: 'east', only: 'some' } }),
      aCustomer({ attributes: { abc: 'A', region: 'west' } }),
      aCustomer({ stratum: 'B', attributes: { abc: 'B', region: 'east' } }),
    ]);
    expect(sample.knownOf('A', { region: 'east' })).toEqual({ abc: 'A' });
    expect(sample.knownOf('B', {})).toEqual({ abc: 'B' });
    expect(sample.withheld).toEqual(['only', 'region']);
    expect(left(sample)).toEqual({ 'A A nothing': 2, 'B B nothing': 1 });
  });

  test('a fact that is kept counts, for answers and customers alike', () => {
    const sample = sampleOf(
      [
        aCustomer({ attributes: { market: 'east' }, isAnswered: true }),
        aCustomer({ attributes: { market: 'east' }, recorded: 'other' }),
        aCustomer({ attributes: { market: 'west' } }),
        aCustomer({ attributes: { market: 'west' } }),
      ],
      ['market', 'stratum', 'order'],
    );
    expect(sample.knownOf('A', { market: 'east', stratum: 'A', name: 'Li' })).toEqual({ market: 'east' });
    sample.addAnswer('A', { market: 'east', stratum: 'A' });
    sample.addAnswer('A', { market: 'west', stratum: 'A' });
    expect(sample.withheld).toEqual([]);
    expect(left(sample)).toEqual({ 'A east other': 1, 'A west nothing': 1 });
  });

  test('an answer with facts of nobody is somebody’s of the stratum all the same', () => {
    const sample = sampleOf(
      [aCustomer({ attributes: { market: 'east' } }), aCustomer({ attributes: { market: 'west' } })],
      ['market'],
    );
    sample.addAnswer('A', {});
    expect(Object.values(left(sample))).toEqual([1]);
  });

  test('a weight counts where a stratum shares it', () => {
    const sample = sampleOf([
      aCustomer({ weight: 2 }),
      aCustomer({ weight: 2 }),
      aCustomer({ stratum: 'B', weight: 2 }),
      aCustomer({ stratum: 'B', weight: 3 }),
      aCustomer({ stratum: 'B', weight: 2 }),
    ]);
    expect([sample.weightOf('A'), sample.weightOf('B'), sample.weightOf('C')]).toEqual([2, null, null]);
  });

  test('rows and answers are together as many as were sampled, in every stratum, whatever came', () => {
    const random = createRandom('anonymous');
    const one = <T>(of: readonly T[]): T => of[random.below(of.length)] as T;
    for (let time = 0; time < 200; time++) {
      const recorded: readonly (Disposition | null)[] = [null, null, 'refused', 'noContact', 'notEligible'];
      const customers = Array.from({ length: random.below(60) }, () =>
        aCustomer({
          stratum: one(['A', 'B', 'C']),
          attributes: { market: one(['east', 'west']) },
          recorded: one(recorded),
          isAnswered: random.below(3) === 0,
        }),
      );
      const sample = sampleOf(customers, ['market']);
      const answers: Record<string, number> = {};
      for (const { stratum, attributes, isAnswered } of customers) {
        if (!isAnswered && random.below(4) > 0) continue;
        sample.addAnswer(stratum, random.below(10) === 0 ? {} : attributes);
        answers[stratum] = (answers[stratum] ?? 0) + 1;
      }
      for (const { stratum } of sample.silent()) {
        const name = stratum ?? '';
        answers[name] = (answers[name] ?? 0) + 1;
      }
      for (const stratum of ['A', 'B', 'C']) {
        const sampled = customers.filter((customer) => customer.stratum === stratum).length;
        expect(answers[stratum] ?? 0).toBe(sampled);
      }
    }
  });
});
