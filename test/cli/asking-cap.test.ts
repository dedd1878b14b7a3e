import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, test } from 'vitest';
import { drawOfWave } from '#db/queries/draws.ts';
import { strataOfWave } from '#db/queries/wave-strata.ts';
import { openSqlite } from '#db/sqlite.ts';
import { digestOf } from '#server/actions/asking-cap.ts';
import type { DrawProtocol } from '#server/actions/draw-sample.ts';
import { aWorkplace, type Workplace } from '#test/helpers/cli.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

let place: Workplace;

beforeEach(async () => {
  place = aWorkplace();
  place.write('q.json', aQuestionnaire());
  const customers = Array.from(
    { length: 40 },
    (_, i) => `K${String(i).padStart(2, '0')},${i < 10 ? 'A' : 'B'}`,
  );
  place.write('customers.csv', `id,class\n${customers.join('\n')}\n`);
  place.write('mapping.json', { customer: 'id', strata: ['class'] });
  for (const survey of ['s', 't']) {
    await place.manyi(`questionnaire import --survey ${survey} --file @q.json`);
    await place.manyi(`publish --survey ${survey}`);
    await place.manyi(
      `frame import --survey ${survey} --frame f --file @customers.csv --mapping @mapping.json`,
    );
  }
});

/** Begins a wave that opens on a day, and draws from it. */
async function drawn(survey: string, wave: string, opens: string, sizes: string) {
  await place.manyi(`wave create --survey ${survey} --wave ${wave} --frame f --opens ${opens}`);
  const draw = await place.manyi(
    `draw --survey ${survey} --wave ${wave} --seed ${survey}${wave} --sizes ${sizes} --links @${survey}${wave}.csv`,
  );
  const rows: { customer: string }[] =
    draw.code === 0 ? parse(place.read(`${survey}${wave}.csv`), { columns: true, bom: true }) : [];
  return { ...draw, customers: rows.map(({ customer }) => customer) };
}

describe('who was asked as often as customers may be', () => {
  test('is not drawn again, in whatever survey, until enough days have gone by', async () => {
    expect((await place.manyi('cap --at-most 1/90')).out).toContain('1 times within 90 days');
    const first = await drawn('s', '1', '2026-07-01', 'A=6,B=10');
    const second = await drawn('t', '1', '2026-07-10', 'A=4,B=10');
    expect(first.customers).toHaveLength(16);
    expect(second.customers).toHaveLength(14);
    expect(second.customers.filter((customer) => first.customers.includes(customer))).toEqual([]);
    expect(second.out).toContain('16 customers were asked 1 times within 90 days');
    expect(second.out).toContain('A: 6 of 10');
  });

  test('may be asked again when the cap allows more, or fewer days', async () => {
    await drawn('s', '1', '2026-07-01', 'A=10,B=10');
    await place.manyi('cap --at-most 2/90');
    expect((await drawn('s', '2', '2026-07-10', 'A=10,B=10')).code).toBe(0);
    expect((await drawn('s', '3', '2026-07-12', 'A=10,B=10')).code).toBe(1);
    await place.manyi('cap --at-most 1/2');
    expect((await drawn('s', '3', '2026-07-12', 'A=10,B=10')).error).toBe('');
    expect((await place.manyi('cap --at-most none')).code).toBe(0);
    expect((await drawn('s', '4', '2026-07-12', 'A=10,B=10')).code).toBe(0);
  });

  test('belongs to the population all the same, and the protocol tells how many there are and which', async () => {
    const first = await drawn('s', '1', '2026-07-01', 'A=6,B=10');
    await place.manyi('cap --at-most 1/90');
    await drawn('s', '2', '2026-07-10', 'A=4,B=10');
    const db = openSqlite(place.databaseFile);
    const waves = await db.read.orm.select().from(db.read.tables.waves);
    const id = waves.find(({ key }) => key === '2')?.id ?? '';
    const protocol = (await drawOfWave(db.read, id))?.protocol as DrawProtocol;
    expect(await strataOfWave(db.read, id)).toEqual([
      { stratum: 'A', population: 10, sampled: 4 },
      { stratum: 'B', population: 30, sampled: 10 },
    ]);
    expect(protocol).toMatchObject({
      cap: { times: 1, days: 90 },
      heldBackDigest: digestOf(first.customers),
      strata: [
        { stratum: 'A', population: 10, sampled: 4, heldBack: 6 },
        { stratum: 'B', population: 30, sampled: 10, heldBack: 10 },
      ],
    });
    await db.close();
  });

  test('leaves too few of a stratum, which is said, and nothing is drawn', async () => {
    await drawn('s', '1', '2026-07-01', 'A=6,B=10');
    await place.manyi('cap --at-most 1/90');
    const { code, error } = await drawn('s', '2', '2026-07-10', 'A=5,B=10');
    expect(code).toBe(1);
    expect(error).toContain(
      'Of stratum “A” only 4 customers can be drawn: 6 were asked as often as they may be',
    );
  });
});

test.each(['--at-most 0/90', '--at-most 2', '--at-most 2/0', '--at-most often'])(
  'cap %s is refused',
  async (how) => {
    expect((await place.manyi(`cap ${how}`)).error).toContain('--at-most 2/90');
  },
);
