import type { ClassRule } from '#surveys/sampling/class-rules.ts';
import { checkList, type ListSources } from './check-list.ts';
import { createCounts } from './counts.ts';
import { classesToCome } from './customer-classes.ts';
import { whenReadable } from './documents.ts';
import type { FrameMapping } from './frame-mapping.ts';
import { FileProblems } from './problems.ts';
import { type ListedCustomer, readCustomers } from './read-customers.ts';
import { readRows } from './rows.ts';
import type { Source } from './source.ts';
import { type SuggestedMapping, suggestMapping } from './suggest-mapping.ts';
import type { OnProgress } from './table.ts';
import type { Row } from './table-row.ts';

/** The beginning of a table, before anybody has said what its columns are. */
export interface TablePreview {
  readonly columns: readonly string[];
  /** The sheets of a workbook; none of a CSV. */
  readonly sheets: readonly string[];
  readonly rows: readonly Row[];
  readonly suggested: SuggestedMapping;
  /** What is wrong with the header or these rows. */
  readonly problems: FileProblems;
}

/** As many rows as tell groups from numbers of customers. */
const rowsLookedAt = 200;

/** Reads the beginning of a table and nothing more. @returns `null` rows where it cannot be read at all, and why */
export async function previewTable(
  source: Source,
): Promise<TablePreview | { readonly problems: FileProblems }> {
  const problems = new FileProblems(source.name);
  const preview = await whenReadable(problems, async () => {
    const { columns, sheets, rows } = await readRows(source, problems);
    const first: Row[] = [];
    for await (const row of rows) {
      first.push(row);
      if (first.length === rowsLookedAt) break;
    }
    const suggested = suggestMapping(
      columns,
      first.map(({ cells }) => cells),
    );
    return { columns, sheets, rows: first, suggested, problems };
  });
  return preview ?? { problems };
}

/** A customer list as a mapping reads it. */
export interface FramePreview {
  /** Everything that keeps it from being imported; none of its classes are worked out then. */
  readonly problems: FileProblems;
  /** Rows that are right in themselves. */
  readonly customers: number;
  readonly first: readonly ListedCustomer[];
  /** `null` while classes they are made of are not worked out. */
  readonly strata: readonly { readonly stratum: string; readonly population: number }[] | null;
  /** How many customers have each value of an attribute, of those that have few. */
  readonly margins: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly classRules: Readonly<Record<string, ClassRule>>;
  readonly purchasesOfOthers: number;
}

const customersShown = 20;

/** Reads a whole customer list as an import would, and keeps nothing of it but the first customers and the counts. */
export async function previewFrame(
  sources: ListSources,
  mapping: FrameMapping,
  onProgress?: OnProgress,
): Promise<FramePreview> {
  const list = await checkList(sources, mapping, onProgress);
  const isRight = !('problems' in list);
  const classes = isRight ? list.classes : classesToCome(mapping);
  const counts = createCounts();
  const first: ListedCustomer[] = [];
  const problems = new FileProblems(sources.source.name);
  await readCustomers(
    sources.source,
    mapping,
    classes,
    problems,
    (customer) => {
      counts.add(customer);
      if (first.length < customersShown) first.push(customer);
    },
    onProgress,
  );
  const isKnown = isRight || !(mapping.strata ?? []).some((name) => classes.attributes.includes(name));
  return {
    problems: isRight ? problems : list.problems,
    customers: counts.total,
    first,
    strata: isKnown ? counts.strata() : null,
    margins: isKnown ? counts.margins() : {},
    classRules: classes.rules,
    purchasesOfOthers: isRight ? list.purchasesOfOthers : 0,
  };
}
