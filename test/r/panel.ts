import type { Report } from '#reports/report.ts';
import type { Random } from '#surveys/random.ts';
import { contactWith, type Person, type Row, sampleOf } from './population.ts';
import type { PanelItem } from './questionnaire.ts';

/** A survey made for this comparison: files, the commands that read them, and what its report has to show. */
export interface Panel {
  readonly slug: string;
  readonly files: Readonly<Record<string, string | object>>;
  /** Command lines; `@name` is one of the files. */
  readonly commands: readonly string[];
  /** What customers do once the commands have been run, in the folder of the database. */
  readonly fieldwork?: (folder: string) => Promise<void>;
  /** What has to have happened for the comparison to be worth something, by name. */
  readonly shows: Readonly<Record<string, (report: Report) => boolean>>;
}

/** Five items of three factors, all on the ten-point scale. */
export const ten: readonly PanelItem[] = [
  { key: 'speed', factor: 'product', scale: 'ten', weight: 2 },
  { key: 'on-time', factor: 'product', scale: 'ten', weight: 1 },
  { key: 'courier', factor: 'service', scale: 'ten', weight: 3, importance: true },
  { key: 'hotline', factor: 'service', scale: 'ten', weight: 1 },
  { key: 'name', factor: 'image', scale: 'ten', weight: 1 },
];

/** The same customers asked on three scales. */
export const mixed = ten.map(
  (item, place): PanelItem => ({
    ...item,
    scale: (['ten', 'five', 'seven'] as const)[place % 3] ?? 'ten',
  }),
);

/** Rows as CSV; a column that a row lacks is empty. */
export function csv(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => columns.map((column) => row[column] ?? '').join(','));
  return `${columns.join(',')}\n${lines.join('\n')}\n`;
}

/** How a panel's data are read. `more` adds to the mapping. */
export function mappingFor(items: readonly PanelItem[], more: object): object {
  return {
    wave: { column: 'wave' },
    customer: 'customer',
    disposition: {
      column: 'disposition',
      codes: { I: 'complete', R: 'refused', NC: 'noContact', NE: 'notEligible', UH: 'unknown' },
    },
    answers: {
      ...Object.fromEntries(
        items.map(({ key, importance }) => [
          key,
          {
            expectation: `e_${key}`,
            perception: `p_${key}`,
            ...(importance ? { importance: `i_${key}` } : {}),
          },
        ]),
      ),
      satisfied: 'satisfied',
      recommend: 'recommend',
    },
    ...more,
  };
}

/** The rows of some waves: samples that overlap, and what came of asking each customer. */
export function rowsOf(
  random: Random,
  people: readonly Person[],
  waves: readonly string[],
  sizes: Readonly<Record<string, number>>,
  items: readonly PanelItem[],
  known: (person: Person) => Row,
): Row[] {
  let sampled: Person[] = [];
  return waves.flatMap((wave, number) => {
    sampled = sampleOf(random, people, sizes, sampled, 0.5);
    return sampled.map((person) => ({
      wave,
      customer: person.customer,
      ...known(person),
      ...contactWith(random, person, number, items),
    }));
  });
}

/** The commands that make a survey and publish its questionnaire, or its next version. */
export function prepared(slug: string, questionnaire: string): string[] {
  return [`questionnaire import --survey ${slug} --file @${questionnaire}`, `publish --survey ${slug}`];
}
