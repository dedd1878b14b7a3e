import { describe, expect, test } from 'vitest';
import type { SampleRow } from '#reports/dataset.ts';
import { instrumentOf } from '#reports/instrument.ts';
import { measureWave, type WaveInput } from '#reports/measure-wave.ts';
import { plan as planSchema } from '#reports/plan.ts';
import type { WaveReport } from '#reports/report.ts';
import { layoutOf } from '#reports/tally/layout.ts';
import { Tallies } from '#reports/tally/tallies.ts';
import { Tally } from '#reports/tally/tally.ts';
import { WaveColumns } from '#reports/wave-columns.ts';
import type { Definition } from '#surveys/definition.ts';
import { createRandom } from '#surveys/random.ts';
import { aRow, aWave, definitions, inputOf, plans, variablesOf, withMixedScales } from './random-waves.ts';

/** Numbers alike to 1e-11 of their size (1e-12 near 0), everything else the same. */
function expectAlike(ours: unknown, other: unknown, path = 'report'): void {
  if (typeof ours === 'number' && typeof other === 'number') {
    expect(Math.abs(ours - other), `${path}: ${ours} and ${other}`).toBeLessThanOrEqual(
      1e-12 + 1e-11 * Math.abs(other),
    );
  } else if (typeof ours === 'object' && ours !== null && typeof other === 'object' && other !== null) {
    expect(Object.keys(ours), path).toEqual(Object.keys(other));
    for (const [key, value] of Object.entries(ours)) {
      expectAlike(value, (other as Record<string, unknown>)[key], `${path}.${key}`);
    }
  } else {
    expect(ours, path).toEqual(other);
  }
}

function figuresOf({ figures }: WaveReport) {
  return figures.filter(({ estimate }) => estimate !== null).length;
}

describe.each(Object.entries(definitions))('a report with %s', (_, definition) => {
  describe.each(Object.entries(plans))('weighted %s', (name, given) => {
    test.each([1, 2, 3])('says the same from sums as row by row (%i)', (seed) => {
      const { input } = aWave(createRandom(`${name} ${seed}`), definition, given, 400);
      const plan = input.plan;
      expect(Tallies.of(input.dataset, plan, instrumentOf(definition)), 'summed').not.toBeNull();
      const sums = measureWave(input).report;
      const rows = measureWave({ ...input, tallies: null }).report;
      expect(sums.state).toBe('measured');
      expect(figuresOf(sums)).toBeGreaterThan(5);
      expectAlike(sums, rows);
    });
  });
});

describe('sums over groups', () => {
  const { composite } = definitions as { composite: Definition };
  const given = plans.raked;

  test('say the same whether answers are added one by one, taken out again, or read in another order', () => {
    const random = createRandom('changes');
    const plan = planSchema.parse(given);
    const rows = Array.from({ length: 300 }, () => aRow(random, composite));
    const columns = new WaveColumns(composite, new Map([['v', composite]]), variablesOf(plan));
    const first = rows[0];
    if (first === undefined) throw new Error('no rows');
    columns.set(0, first);
    const tallies = Tallies.of(columns.dataset(), plan, instrumentOf(composite));
    if (tallies === null) throw new Error('not summed');
    const set = (place: number, row: SampleRow) => {
      if (place < columns.size) tallies.count(columns.dataset(), place, -1);
      columns.set(place, row);
      tallies.count(columns.dataset(), place, 1);
    };
    for (const [place, row] of rows.entries()) set(place, place % 3 === 0 ? aRow(random, composite) : row);
    for (const [place, row] of rows.entries()) set(place, row);
    const carried = measureWave({ ...inputOf(columns, composite, plan), tallies }).report;

    const anew = new WaveColumns(composite, new Map([['v', composite]]), variablesOf(plan));
    for (const [place, row] of rows.toReversed().entries()) anew.set(place, row);
    // to the last bit: sums are whole numbers, and groups are in the order of their names
    expect(carried).toEqual(measureWave(inputOf(anew, composite, plan)).report);
  });

  test('are one tally where a plan makes few groups, and one for each segment where they would multiply', () => {
    const random = createRandom('many');
    const plan = planSchema.parse({ segments: ['one', 'other'] });
    const columns = new WaveColumns(composite, new Map([['v', composite]]), ['one', 'other']);
    for (let place = 0; place < 4_000; place++) {
      const attributes = { one: `o${random.below(40)}`, other: `p${random.below(40)}` };
      columns.set(place, { ...aRow(random, composite), attributes });
    }
    const input = inputOf(columns, composite, plan);
    const tallies = Tallies.of(input.dataset, plan, instrumentOf(composite));
    expect(tallies?.of('one')).not.toBe(tallies?.of('other'));
    expect(tallies?.of('stratum')).toBe(tallies?.main);
    expectAlike(measureWave(input).report, measureWave({ ...input, tallies: null }).report);
  });

  test('give way to rows where customers hardly share their weights', () => {
    const random = createRandom('weights');
    const plan = planSchema.parse({ weighting: { base: 'given' }, segments: ['region'] });
    const columns = new WaveColumns(composite, new Map([['v', composite]]), ['region']);
    for (let place = 0; place < 5_000; place++) {
      columns.set(place, { ...aRow(random, composite), weight: 1 + random.next() });
    }
    const input = inputOf(columns, composite, plan);
    expect(Tallies.of(input.dataset, plan, instrumentOf(composite))).toBeNull();
    expect(measureWave(input).report.state).toBe('measured');
  });

  test('are without any spread where everybody says the same', () => {
    const plan = planSchema.parse({});
    const columns = new WaveColumns(composite, new Map([['v', composite]]), []);
    const answers = Object.fromEntries(
      ['speed', 'manner', 'claims'].map((item) => [item, { expectation: 9, perception: 7 }]),
    );
    for (let place = 0; place < 50; place++) {
      columns.set(place, {
        stratum: place % 2 === 0 ? 'B' : 'C',
        attributes: {},
        recorded: null,
        weight: null,
        response: { versionId: 'v', status: 'submitted', answers },
      });
    }
    const { figures } = measureWave(inputOf(columns, composite, plan)).report;
    for (const { name, target, estimate, standardError } of figures) {
      if (name !== 'csi') continue;
      expect(estimate, target).toBeCloseTo(7 / 9, 15);
      expect(standardError, target).toBeLessThan(1e-15);
    }
  });

  test('count products exactly as multiplying out every row does', () => {
    const random = createRandom('products');
    const { input } = aWave(random, composite, given, 700);
    const layout = layoutOf(instrumentOf(composite));
    const keys = { variables: [], givenWeights: false };
    const tally = Tally.of(input.dataset, keys, layout);
    const total = new Float64Array((layout.entries * (layout.entries + 1)) / 2);
    for (const { products } of tally?.groups ?? []) {
      products?.forEach((product, place) => {
        total[place] = (total[place] ?? 0) + product;
      });
    }
    expect([...total]).toEqual(multipliedOut(input, layout));
  });
});

/** The sums that a tally keeps, by their definition. */
function multipliedOut({ dataset }: WaveInput, layout: ReturnType<typeof layoutOf>): number[] {
  const sums = new Array<number>((layout.entries * (layout.entries + 1)) / 2).fill(0);
  for (let row = 0; row < dataset.sampled; row++) {
    if ((dataset.disposition[row] ?? 9) > 1) continue;
    const score = ({ name, scores }: (typeof layout.columns)[number]) =>
      scores[dataset.ratings.get(name)?.codes[row] ?? 0] ?? Number.NaN;
    const isThere = layout.presences.map((places) =>
      places.every((place) => {
        const column = layout.columns[place];
        return column !== undefined && !Number.isNaN(score(column));
      }),
    );
    const t = [
      1,
      ...layout.columns.map((column) => (isThere[column.presence] ? score(column) : 0)),
      ...isThere.map((is) => (is ? 0 : 1)),
      ...layout.sets.map((members) => (members.some((presence) => isThere[presence]) ? 0 : 1)),
    ];
    let place = 0;
    for (let i = 0; i < t.length; i++) {
      for (let j = i; j < t.length; j++, place++)
        sums[place] = (sums[place] ?? 0) + (t[i] ?? 0) * (t[j] ?? 0);
    }
  }
  return sums;
}

describe('columns as they are kept', () => {
  test('come back as they were, and go on from there', () => {
    const random = createRandom('kept');
    const { composite } = definitions as { composite: Definition };
    const plan = planSchema.parse(plans.raked);
    const { columns } = aWave(random, composite, plans.raked, 20_000);
    const back = new WaveColumns(composite, new Map([['v', composite]]), variablesOf(plan));
    expect(back.canRestore(columns.kept)).toBe(true);
    const chunks = columns.takeChanges();
    expect(new Set(chunks.map(({ chunk }) => chunk))).toEqual(new Set([0, 1]));
    for (const { name } of columns.kept) {
      const own = chunks.filter((chunk) => chunk.name === name);
      expect(back.load(name, columns.size, own), name).toBe(true);
      expect(back.load(name, columns.size, own.slice(1)), name).toBe(false);
      expect(back.load(name, columns.size + 1, own), name).toBe(false);
    }
    back.restored(columns.size, columns.kept);
    expect(back.dataset()).toEqual(columns.dataset());
    const later = aRow(random, composite);
    for (const one of [columns, back]) one.set(19_999, later);
    expect(back.dataset()).toEqual(columns.dataset());
    expect(new Set(back.takeChanges().map(({ chunk }) => chunk))).toEqual(new Set([1]));
  });

  test('are refused where they were made for another scale, or lack a variable', () => {
    const { composite } = definitions as { composite: Definition };
    const { columns } = aWave(createRandom('other'), composite, {}, 5);
    const versions = new Map([['v', composite]]);
    expect(new WaveColumns(withMixedScales(), versions, []).canRestore(columns.kept)).toBe(false);
    expect(new WaveColumns(composite, versions, ['region']).canRestore(columns.kept)).toBe(false);
  });
});
