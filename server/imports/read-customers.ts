import type { CustomerClasses } from './customer-classes.ts';
import { unguarded } from './formula-guard.ts';
import { type FrameMapping, purchaseClass, valueClass } from './frame-mapping.ts';
import type { FileProblems } from './problems.ts';
import type { Source } from './source.ts';
import { stratumReader } from './strata.ts';
import { cellReader, type OnProgress, readTable } from './table.ts';
import type { TableRow } from './table-row.ts';

/** One customer of a list, as a frame keeps them. */
export interface ListedCustomer {
  readonly row: number;
  readonly customer: string;
  readonly stratum: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** What the customer brings, from which ABC classes are worked out; 0 where none are. */
  readonly value: number;
}

/** Reads a customer list, calling `onCustomer` for every row that is right in itself. */
export async function readCustomers(
  source: Source,
  mapping: FrameMapping,
  classes: CustomerClasses,
  problems: FileProblems,
  onCustomer: (customer: ListedCustomer) => void | Promise<void>,
  onProgress?: OnProgress,
): Promise<void> {
  const clean = mapping.formulaGuard ? unguarded : undefined;
  const cells = cellReader(problems, clean);
  const { abc, attributes: columns } = mapping;
  const named = Object.entries(columns);
  const classOf = (attribute: string) => (row: TableRow) => classes.of(attribute, customerIn(row, mapping));
  const strata = (mapping.strata ?? []).map((name) =>
    isWorkedOut(name, mapping) ? classOf(name) : columnOf(name, mapping),
  );
  const stratumOf = stratumReader(strata, cells, problems);
  const onRow = async (row: TableRow) => {
    const given = named.map(([name, column]) => [name, cells.name(row, column)] as const);
    const value = abc ? cells.number(row, abc.from) : 0;
    const customer = cells.neededName(row, mapping.customer);
    const stratum = customer === null ? null : stratumOf(row);
    if (customer === null || stratum === null || value === null) return;
    if (given.some(([, text]) => text === null)) return;
    const attributes: Record<string, string> = {};
    for (const [name, text] of given) attributes[name] = text ?? '';
    for (const name of classes.attributes) attributes[name] = classes.of(name, customer);
    await onCustomer({ row: row.row, customer, stratum, attributes, value });
  };
  const chosen = mapping.sheet === undefined ? source : { ...source, sheet: mapping.sheet };
  await readTable(chosen, problems, columnsOf(mapping, strata), onRow, onProgress);
}

function isWorkedOut(name: string, { abc, rfm }: FrameMapping): boolean {
  return (abc !== undefined && name === valueClass) || (rfm !== undefined && name === purchaseClass);
}

function columnsOf({ customer, attributes, abc }: FrameMapping, strata: readonly unknown[]): string[] {
  const named = strata.filter((part) => typeof part === 'string');
  return [customer, ...Object.values(attributes), ...named, ...(abc ? [abc.from] : [])];
}

/** What names a stratum is one of our names or, failing that, a column. */
function columnOf(name: string, { attributes }: FrameMapping): string {
  return Object.hasOwn(attributes, name) ? (attributes[name] ?? name) : name;
}

function customerIn(row: TableRow, { customer, formulaGuard }: FrameMapping): string {
  const cell = row.raw(customer);
  return (formulaGuard ? unguarded(cell) : cell).trim().normalize('NFC');
}
