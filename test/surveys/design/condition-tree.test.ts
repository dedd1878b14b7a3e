import { describe, expect, test } from 'vitest';
import { type Condition, holds } from '#surveys/conditions.ts';
import {
  joined,
  withBeside,
  withGroupTurned,
  withOpposite,
  withoutMember,
} from '#surveys/design/condition-tree.ts';
import { anybody } from '#surveys/respondent.ts';

const one: Condition = { op: 'answered', question: 'one' };
const two: Condition = { op: 'answered', question: 'two' };
const three: Condition = { op: 'answered', question: 'three' };
const all = (...of: Condition[]): Condition => ({ op: 'all', of });
const any = (...of: Condition[]): Condition => ({ op: 'any', of });

describe('conditions side by side', () => {
  test('are said as plainly as they can be', () => {
    expect(joined([], 'all')).toBeNull();
    expect(joined([one], 'any')).toEqual(one);
    expect(joined([all(one, two), three], 'all')).toEqual(all(one, two, three));
    expect(joined([all(one, two), three], 'any')).toEqual(any(all(one, two), three));
  });

  test('mean the same however they were joined', () => {
    const asks = [all(any(one, two), three), any(all(one, three), all(two, three))];
    for (const given of [[], ['one'], ['three'], ['two', 'three'], ['one', 'two', 'three']]) {
      const answers = Object.fromEntries(given.map((question) => [question, 'x']));
      const [first, second] = asks.map((each) => holds(each, answers, anybody));
      expect([given, first]).toEqual([given, second]);
    }
  });
});

describe('one more condition', () => {
  test('goes beside all there is, or beside one member, which becomes a group with it', () => {
    expect(withBeside(null, [], 'any', one)).toEqual(one);
    expect(withBeside(one, [], 'all', two)).toEqual(all(one, two));
    expect(withBeside(all(one, two), [], 'any', three)).toEqual(any(all(one, two), three));
    expect(withBeside(all(one, two), [1], 'any', three)).toEqual(all(one, any(two, three)));
    expect(withBeside(all(one, any(two, three)), [1], 'any', one)).toEqual(all(one, any(two, three, one)));
  });

  test('goes nowhere where there is no such member', () => {
    expect(withBeside(all(one, two), [5], 'any', three)).toEqual(all(one, two));
    expect(withBeside(one, [0, 0], 'any', three)).toEqual(one);
  });
});

describe('one member', () => {
  test('is taken away, and a group of one with it', () => {
    expect(withoutMember(one, [])).toBeNull();
    expect(withoutMember(all(one, any(two, three)), [1, 0])).toEqual(all(one, three));
    expect(withoutMember(all(one, any(two, three)), [0])).toEqual(any(two, three));
  });

  test('is turned into its opposite, and back', () => {
    const turned = withOpposite(all(one, two), [1]);
    expect(turned).toEqual(all(one, { op: 'not', condition: two }));
    expect(withOpposite(turned, [1])).toEqual(all(one, two));
  });

  test('has all or any of its own hold', () => {
    expect(withGroupTurned(all(one, two), [])).toEqual(any(one, two));
    expect(withGroupTurned(all(one, any(two, three)), [1])).toEqual(all(one, two, three));
    expect(withGroupTurned(one, [])).toEqual(one);
  });
});
