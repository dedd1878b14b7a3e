import { beforeEach, describe, expect, test } from 'vitest';
import { aWorkplace, type Workplace } from '#test/helpers/cli.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

let place: Workplace;

beforeEach(() => {
  place = aWorkplace();
});

describe('who does not want to be invited', () => {
  test('is recorded, listed and removed', async () => {
    expect((await place.manyi('opt-outs list')).out).toBe('Nobody has asked not to be invited.');
    const added = await place.manyi('opt-outs add --customer K1');
    expect(added.out).toContain('“K1” will not be invited any more');
    expect(added.out).toContain('No list and no sample has a customer “K1” yet');
    expect((await place.manyi('opt-outs list')).out).toBe('K1  since 2026-07-15, recorded by you');
    expect((await place.manyi('opt-outs add --customer K1')).out).toContain('before. Nothing was changed');
    expect((await place.manyi('opt-outs remove --customer K1')).out).toContain('may be invited again');
    const again = await place.manyi('opt-outs remove --customer K1');
    expect([again.code, again.error]).toEqual([1, '“K1” has not asked to be left alone.']);
  });

  test('is told in Chinese too', async () => {
    const { out } = await place.manyi('opt-outs add --customer K1 --lang zh-CN');
    expect(out).toContain('今后不再邀请“K1”');
    expect((await place.manyi('opt-outs list --lang zh-CN')).out).toBe('K1  2026-07-15 起，由你们登记');
  });

  test('is imported from a list and exported to one, whatever the names look like', async () => {
    place.write('out.csv', 'name,Kunde\nx,K2\ny, K1 \nz,K2\nw,=K3\nv,甲\n');
    const imported = await place.manyi('opt-outs import --file @out.csv --column Kunde');
    expect(imported.out).toBe('Customers not to be invited, from the file: 4');
    await place.manyi('opt-outs export --out @export.csv');
    expect(place.read('export.csv')).toBe(
      `\ufeff${['customer,since,source', "'=K3,2026-07-15,recorded", 'K1,2026-07-15,recorded', 'K2,2026-07-15,recorded', '甲,2026-07-15,recorded', ''].join('\r\n')}`,
    );
    const { out: before } = await place.manyi('opt-outs list');
    await place.manyi('opt-outs remove --customer =K3');
    expect((await place.manyi('opt-outs import --file @export.csv')).out).toContain('4');
    expect((await place.manyi('opt-outs list')).out).toBe(before);
    await place.manyi('opt-outs export --out @raw.csv --raw');
    expect(place.read('raw.csv')).toContain('\r\n=K3,');
  });

  test('is not imported from a file with a problem, of which everything is told', async () => {
    place.write('out.csv', 'customer,name\nK1,a\n,b\nK\u0001,c\n');
    const { code, error } = await place.manyi('opt-outs import --file @out.csv');
    expect(code).toBe(1);
    expect(error).toContain('row 3, column “customer”: The cell is empty');
    expect(error).toContain('row 4, column “customer”: Character 2');
    expect((await place.manyi('opt-outs list')).out).toContain('Nobody');
    expect((await place.manyi('opt-outs import --file @out.csv --column nobody')).error).toContain(
      'There is no such column. The columns are: customer, name',
    );
  });
});

describe('a sample', () => {
  beforeEach(async () => {
    place.write('q.json', aQuestionnaire());
    place.write('customers.csv', `customer\n${Array.from({ length: 40 }, (_, i) => `K${i}`).join('\n')}\n`);
    place.write('mapping.json', { customer: 'customer' });
    await place.manyi('questionnaire import --survey s --file @q.json');
    await place.manyi('publish --survey s');
    await place.manyi('frame import --survey s --frame f --file @customers.csv --mapping @mapping.json');
    for (const wave of ['w1', 'w2']) await place.manyi(`wave create --survey s --wave ${wave} --frame f`);
  });

  const customersIn = (file: string) => [...place.read(file).matchAll(/^(K\d+),/gm)].map(([, key]) => key);

  test('is drawn from all customers; who opted out is drawn too, refuses and gets no link', async () => {
    await place.manyi('draw --survey s --wave w1 --seed x --total 20 --links @all.csv');
    const drawn = customersIn('all.csv');
    const [first = '', second = ''] = drawn;
    await place.manyi(`opt-outs add --customer ${first}`);
    await place.manyi(`opt-outs add --customer ${second}`);
    const { out } = await place.manyi('draw --survey s --wave w2 --seed x --total 20 --links @some.csv');
    expect(out).toContain('20 customers drawn from frame “f”');
    expect(out).toContain('2 of those drawn asked not to be invited');
    expect(out).toContain('Personal links written to');
    expect(customersIn('some.csv')).toEqual(drawn.slice(2));
    await place.manyi('responses export --survey s --wave w2 --out @answers.csv');
    const rows = place.read('answers.csv').split('\r\n');
    const refused = rows.filter((row) => row.includes('refused'));
    expect(refused).toHaveLength(2);
    expect(refused.every((row) => row.includes(`${first},`) || row.includes(`${second},`))).toBe(true);
    expect(rows.filter((row) => /K\d+,/.test(row))).toHaveLength(20);
  });

  test('has its links written again without those who opted out since, and with who came back', async () => {
    await place.manyi('draw --survey s --wave w1 --seed x --total 20 --links @all.csv');
    const [first = ''] = customersIn('all.csv');
    await place.manyi(`opt-outs add --customer ${first}`);
    const { out } = await place.manyi('links --survey s --wave w1 --out @some.csv');
    expect(out).toContain(': 19.');
    expect(out).toContain('Left out, because they asked not to be invited: 1');
    expect(customersIn('some.csv')).toHaveLength(19);
    await place.manyi(`opt-outs remove --customer ${first}`);
    await place.manyi('links --survey s --wave w1 --out @again.csv');
    expect(place.read('again.csv')).toBe(place.read('all.csv'));
  });
});
