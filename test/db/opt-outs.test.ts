import { expect, test } from 'vitest';
import { insertLinks, invitedMembers, optedOutOfWave } from '#db/queries/links.ts';
import {
  deleteOptOut,
  insertOptOuts,
  isKnownCustomer,
  optedOutCustomers,
  optOutCount,
  optOutOf,
  optOuts,
} from '#db/queries/opt-outs.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aLink, collected, keepSample, noon } from './rows.ts';

const anOptOut = (customer: string, source: 'customer' | 'recorded' = 'customer') => ({
  customer,
  at: noon,
  source,
});

describeOnBoth('opt-outs', (database) => {
  test('are remembered by customer; the first record stands', async () => {
    const db = database();
    await db.write((tx) => insertOptOuts(tx, [anOptOut('C1')]));
    await db.write((tx) =>
      insertOptOuts(tx, [{ ...anOptOut('C1', 'recorded'), at: noon + 1 }, anOptOut('C2')]),
    );
    expect(await optOutOf(db.read, 'C1')).toEqual(anOptOut('C1'));
    expect(await optOutOf(db.read, 'C2')).toEqual(anOptOut('C2'));
    expect(await optOutOf(db.read, 'C3')).toBeNull();
  });

  test('can be taken back, once', async () => {
    const db = database();
    await db.write((tx) => insertOptOuts(tx, [anOptOut('C1'), anOptOut('C2')]));
    expect(await db.write((tx) => deleteOptOut(tx, 'C1'))).toBe(true);
    expect(await db.write((tx) => deleteOptOut(tx, 'C1'))).toBe(false);
    expect(await optedOutCustomers(db.read)).toEqual(new Set(['C2']));
  });

  test('come in order, however many there are', async () => {
    const db = database();
    const customers = Array.from({ length: 2_500 }, (_, i) => `C${String(i).padStart(5, '0')}`);
    await db.write((tx) =>
      insertOptOuts(
        tx,
        customers.toReversed().map((customer) => anOptOut(customer)),
      ),
    );
    expect((await collected(optOuts(db.read))).map(({ customer }) => customer)).toEqual(customers);
    expect(await optOutCount(db.read)).toBe(2_500);
  });

  test('leave a customer of the sample out of those to invite', async () => {
    const db = database();
    await keepSample(db, 1_200);
    const links = Array.from({ length: 1_199 }, (_, i) => aLink(i + 1, `member-${i + 1}`));
    await db.write(async (tx) => {
      await insertLinks(tx, links);
      await insertOptOuts(tx, [anOptOut('C2'), anOptOut('C1100'), anOptOut('C1200'), anOptOut('elsewhere')]);
    });
    const invited = await collected(invitedMembers(db.read, 'wave'));
    expect(invited).toHaveLength(1_197);
    expect(invited[0]).toEqual({
      member: { position: 1, customer: 'C1', stratum: 'A' },
      link: { id: 'link-1' },
    });
    const customers = new Set(invited.map(({ member }) => member.customer));
    expect(['C2', 'C1100', 'C1200'].some((customer) => customers.has(customer))).toBe(false);
    // the last customer has no link that could be left out
    expect(await optedOutOfWave(db.read, 'wave')).toBe(2);
    expect(await optedOutOfWave(db.read, 'other')).toBe(0);
  });

  test('of a customer whom nobody listed can be told from others', async () => {
    const db = database();
    await keepSample(db, 2);
    expect(await isKnownCustomer(db.read, 'C2')).toBe(true);
    expect(await isKnownCustomer(db.read, 'c2')).toBe(false);
  });
});
