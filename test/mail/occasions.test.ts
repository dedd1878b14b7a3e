import { describe, expect, test } from 'vitest';
import type { Wave } from '#db/tables.ts';
import { mailAddressIn, mailAddressWithName, mailNameIn } from '#server/mail/addresses.ts';
import { nextOccasion, occasionsBy, type Schedule } from '#server/mail/occasions.ts';

/** A moment by the machine's own clock, as mails go by it. */
const at = (text: string) => new Date(text).getTime();

function aWave(change: Partial<Wave>): Wave {
  return {
    ...{ id: 'w', surveyId: 's', key: 'q3', label: null, frameId: null, versionId: 'v', openKey: null },
    ...{ opensAt: at('2026-07-01T00:00'), closesAt: at('2026-09-30T18:00'), closedAt: null },
    ...{ plan: null, stratumQuestion: null, createdAt: 0 },
    ...change,
  } as Wave;
}

const schedule: Schedule = { afterClose: 'morning', hours: 24, running: 'weekly', since: 0 };
const keysBy = (change: Partial<Schedule>, waves: readonly Wave[], moment: string) =>
  occasionsBy({ ...schedule, ...change }, waves, at(moment)).map(({ key }) => key);

describe('a report is mailed', () => {
  test('the morning after the close, or so many hours later, and not before', () => {
    const closed = aWave({});
    expect(keysBy({ running: 'never' }, [closed], '2026-10-01T07:59')).toEqual([]);
    expect(keysBy({ running: 'never' }, [closed], '2026-10-01T08:00')).toEqual(['closed:q3']);
    const atNight = aWave({ closesAt: at('2026-09-30T02:00') });
    expect(keysBy({ running: 'never' }, [atNight], '2026-09-30T08:00')).toEqual(['closed:q3']);
    const byHand = aWave({ closedAt: at('2026-08-01T10:00') });
    const hours = { running: 'never', afterClose: 'hours', hours: 3 } as const;
    expect(keysBy(hours, [byHand], '2026-08-01T12:59')).toEqual([]);
    expect(keysBy(hours, [byHand], '2026-08-01T13:00')).toEqual(['closed:q3']);
    expect(keysBy({ running: 'never' }, [aWave({ closesAt: null })], '2030-01-01T08:00')).toEqual([]);
  });

  test('on Mondays or firsts of a month while it runs, the last one alone after a silence', () => {
    const wave = aWave({});
    expect(keysBy({}, [wave], '2026-07-06T07:59')).toEqual([]);
    expect(keysBy({}, [wave], '2026-07-06T08:00')).toEqual(['weekly:q3:2026-07-06']);
    expect(keysBy({}, [wave], '2026-08-05T12:00')).toEqual(['weekly:q3:2026-08-03']);
    expect(keysBy({ running: 'monthly' }, [wave], '2026-08-05T12:00')).toEqual(['monthly:q3:2026-08-01']);
    expect(keysBy({ running: 'monthly' }, [wave], '2026-08-01T07:59')).toEqual(['monthly:q3:2026-07-01']);
    expect(keysBy({}, [wave], '2026-10-20T12:00')).toEqual(['closed:q3']);
  });

  test('for nothing that fell due before it was decided', () => {
    const since = at('2026-10-02T00:00');
    expect(keysBy({ since }, [aWave({})], '2026-10-05T12:00')).toEqual([]);
    expect(keysBy({ since: at('2026-07-06T08:01') }, [aWave({})], '2026-07-06T09:00')).toEqual([]);
  });

  test('next at a moment that can be said beforehand', () => {
    const next = (change: Partial<Schedule>, waves: readonly Wave[], moment: string) =>
      nextOccasion({ ...schedule, ...change }, waves, at(moment));
    expect(next({}, [aWave({})], '2026-07-06T08:00')).toMatchObject({
      kind: 'weekly',
      dueAt: at('2026-07-13T08:00'),
    });
    expect(next({}, [aWave({})], '2026-09-29T00:00')).toMatchObject({
      kind: 'closed',
      dueAt: at('2026-10-01T08:00'),
    });
    const planned = aWave({ opensAt: at('2026-08-05T09:00') });
    expect(next({}, [planned], '2026-07-06T08:00')).toMatchObject({ dueAt: at('2026-08-10T08:00') });
    expect(next({ running: 'never', afterClose: 'never' }, [aWave({})], '2026-07-06T08:00')).toBeNull();
    expect(next({}, [], '2026-07-06T08:00')).toBeNull();
  });
});

describe('an address of mail', () => {
  test('is one address, and a name says no other', () => {
    expect(mailAddressIn(' Li.Na@Example.COM ')).toBe('Li.Na@example.com');
    for (const text of [
      '',
      'li',
      'a@b.example, c@d.example',
      'a@b.example\r\nBcc: c@d.example',
      '<a@b.example>',
      'a@b',
    ])
      expect([text, mailAddressIn(text)]).toEqual([text, null]);
    expect(mailNameIn('李娜 O’Neil (Vertrieb)')).toBe('李娜 O’Neil (Vertrieb)');
    for (const name of ['ceo@bank.example', 'a <b', 'a"b', 'a\r\nBcc: x', 'abc\u202Exyz', 'x'.repeat(101)])
      expect([name, mailNameIn(name)]).toEqual([name, null]);
  });

  test('may stand with its name in a setting', () => {
    const address = 'csi@example.com';
    expect(mailAddressWithName(address)).toEqual({ name: '', address });
    expect(mailAddressWithName('客户研究 <csi@example.com>')).toEqual({ name: '客户研究', address });
    expect(mailAddressWithName('"Research, CSI" <csi@example.com>')).toEqual({
      name: 'Research, CSI',
      address,
    });
    expect(mailAddressWithName('a@b.example <csi@example.com>')).toBeNull();
    expect(mailAddressWithName('csi')).toBeNull();
  });
});
