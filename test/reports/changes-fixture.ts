import { readFileSync } from 'node:fs';
import { assembleReport } from '#reports/assemble-report.ts';
import { measureWave, type WaveInput } from '#reports/measure-wave.ts';
import { type Plan, plan as planSchema } from '#reports/plan.ts';
import type { Report } from '#reports/report.ts';
import { WaveColumns } from '#reports/wave-columns.ts';
import type { Answers } from '#surveys/answers.ts';
import type { Definition } from '#surveys/definition.ts';
import { readDefinition } from '#surveys/read-definition.ts';
import { aQuestionnaire } from '../helpers/questionnaire.ts';
import { columnOf, type Table } from './survey-fixture.ts';

/** A change of one figure between two waves, by every way to take the waves' samples together. */
export interface ExpectedChange {
  readonly difference: number;
  readonly independent: number;
  readonly df: number;
  readonly overlap: number;
  readonly stacked: number;
  readonly df_stacked: number;
}

/** The changes of a cell from one wave to another, by target. */
export interface ExpectedStep {
  /** The cell; `null` for everybody. */
  readonly variable: string | null;
  readonly value: string | null;
  readonly from: number;
  readonly to: number;
  /** Answers in the cell, in both waves. */
  readonly n: readonly [number, number];
  readonly figures: Readonly<Record<string, ExpectedChange>>;
}

/** A change of the index, and what of it is real and what composition. */
interface ExpectedParts {
  readonly difference: number;
  readonly real: ExpectedChange;
  readonly composition: { readonly difference: number; readonly se: number; readonly df: number };
}

interface ExpectedDecomposition {
  readonly from: number;
  readonly to: number;
  readonly parts: Readonly<Record<string, ExpectedParts>>;
}

type Weighting = 'plain' | 'raked';

/** What `fixtures/r/changes.R` wrote: three waves, and what R makes of the changes between them. */
interface ChangesFixture {
  readonly drawn: Table;
  readonly populations: readonly Readonly<Record<string, number>>[];
  readonly smallest: number;
  readonly margins: readonly Readonly<Record<string, Readonly<Record<string, number>>>>[];
  readonly changes: Readonly<Record<Weighting, readonly ExpectedStep[]>>;
  readonly decompositions: Readonly<Record<Weighting, readonly ExpectedDecomposition[]>>;
  readonly stacked_movement: Readonly<Record<Weighting, { wald: number; trend: number; se: number }>>;
}

export const changesFixture: ChangesFixture = JSON.parse(
  readFileSync(new URL('../fixtures/r/changes.json', import.meta.url), 'utf8'),
);

const words = { 'zh-CN': '名称', en: 'Name' };

/** The questionnaire of the fixture: two factors of two items and one. */
export function panelDefinition(change: Parameters<typeof aQuestionnaire>[0] = {}): Definition {
  const factor = (key: string, weight: number, items: Readonly<Record<string, number>>) => ({
    key,
    name: words,
    kind: 'direct' as const,
    weight,
    dimensions: [
      {
        key: `of-${key}`,
        name: words,
        items: Object.entries(items).map(([item, share]) => ({ key: item, name: words, weight: share })),
      },
    ],
  });
  const factors = [factor('service', 0.6, { speed: 2, manner: 1 }), factor('after', 0.4, { claims: 1 })];
  const read = readDefinition(aQuestionnaire({ factors, ...change }));
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.definition;
}

/** One customer asked in a wave. */
export interface PanelRow {
  readonly customer: string;
  readonly stratum: string;
  readonly region: string;
  readonly tenure: string;
  /** `null` from those who did not answer. */
  readonly answers: Answers | null;
}

/** The rows of a wave of the fixture: 1, 2 or 3. */
export function panelRows(wave: number): PanelRow[] {
  const { drawn } = changesFixture;
  const column = (name: string) => columnOf(drawn, name);
  const text = (name: string, row: number) => String(column(name)[row]);
  return column('wave').flatMap((of, row): PanelRow[] => {
    if (of !== wave) return [];
    return [
      {
        customer: text('customer', row),
        stratum: text('stratum', row),
        region: text('region', row),
        tenure: text('tenure', row),
        answers: column('responded')[row] === 1 ? answersAt(drawn, row) : null,
      },
    ];
  });
}

function answersAt(drawn: Table, row: number): Answers {
  const point = (name: string) => columnOf(drawn, name)[row];
  const answers: Record<string, Answers[string]> = {};
  for (const item of ['speed', 'manner', 'claims']) {
    const [expectation, perception] = [point(`a_${item}`), point(`b_${item}`)];
    if (typeof expectation === 'number' && typeof perception === 'number') {
      answers[item] = { expectation, perception };
    }
  }
  for (const question of ['ease', 'recommend']) {
    const given = point(question);
    if (typeof given === 'number') answers[question] = given;
  }
  return answers;
}

const weightings = {
  plain: { nonresponse: { classes: ['tenure'], minimum: 0 } },
  raked: {
    nonresponse: { classes: ['tenure'], minimum: 0 },
    calibration: { method: 'raking', margins: ['region', 'tenure'] },
  },
};

/** What a panel is made of, where it is not the fixture's. */
export interface PanelOptions {
  readonly weighting?: Weighting;
  /** Parts of a plan beside the weighting. */
  readonly plan?: object;
  readonly definition?: Definition;
  readonly rows?: readonly PanelRow[];
  readonly populations?: Readonly<Record<string, number | null>>;
  /** Whether answers are summed over groups, as they usually are, or read row by row. */
  readonly byRows?: boolean;
}

/** A wave of the fixture (1, 2 or 3), as it is read, with the changes asked for. */
export function panelWave(wave: number, options: PanelOptions = {}): WaveInput {
  const { weighting = 'plain', plan = {}, definition = panelDefinition(), byRows = false } = options;
  const rows = options.rows ?? panelRows(wave);
  const parsed = planSchema.parse({
    weighting: weightings[weighting],
    segments: ['region', 'tenure'],
    smallestCell: changesFixture.smallest,
    ...plan,
  });
  const variables = [...new Set([...parsed.segments, 'region', 'tenure'])];
  const columns = new WaveColumns(definition, new Map([['v', definition]]), variables);
  rows.forEach(({ stratum, region, tenure, answers }, place) => {
    columns.set(place, {
      stratum,
      attributes: { region, tenure },
      recorded: answers === null ? 'refused' : null,
      weight: null,
      response: answers && { versionId: 'v', status: 'submitted', answers },
    });
  });
  const populations = options.populations ?? changesFixture.populations[wave - 1] ?? {};
  return {
    key: String(wave),
    label: null,
    opensAt: null,
    closesAt: null,
    definition,
    version: 1,
    plan: parsed,
    dataset: columns.dataset(),
    ...(byRows ? { tallies: null } : {}),
    customers: rows.map(({ customer }) => customer),
    populations: new Map(Object.entries(populations)),
    frame: {
      key: 'customers',
      kind: 'list',
      source: 'customers.csv',
      population: 1,
      margins: changesFixture.margins[wave - 1] ?? {},
    },
    draw: null,
    openAnswers: { submitted: 0, excluded: 0, used: false },
    warnings: [],
  };
}

/** What R says of a change, taking the waves' samples together as a plan does. */
export function expectedOf(expected: ExpectedChange, how: Plan['change']) {
  const degreesOfFreedom = { independent: expected.df, overlap: null, stacked: expected.df_stacked };
  return { standardError: expected[how], degreesOfFreedom: degreesOfFreedom[how] };
}

/** The report of some waves; its plan is that of the last. */
export function reportOf(waves: readonly WaveInput[]): Report {
  const last = waves.at(-1);
  if (last === undefined) throw new Error('A report needs a wave.');
  const { definition, plan } = last;
  return assembleReport({ slug: 's', definition, version: 1, plan }, waves.map(measureWave));
}

/** The report of the fixture's three waves. */
export function panelReport(options: PanelOptions = {}): Report {
  return reportOf([1, 2, 3].map((wave) => panelWave(wave, options)));
}
