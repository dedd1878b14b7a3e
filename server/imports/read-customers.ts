import { abcClasses, type ValueClass } from '#surveys/sampling/value-classes.ts';
import { type FrameMapping, valueClass } from './frame-mapping.ts';
import { FileProblems } from './problems.ts';
import type { Source } from './source.ts';
import { stratumReader } from './strata.ts';
import { cellReader, type OnProgress, readTable, type TableRow } from './table.ts';

/** One customer of a list, as a frame keeps them. */
export interface ListedCustomer {
  readonly row: number;
  readonly customer: string;
  readonly stratum: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** ABC classes by customer; `null` where none are asked for or they cannot be told. */
export type Classes = ReadonlyMap<string, ValueClass> | null;

/** Reads a customer list, calling `onCustomer` for every row that is right in itself. */
export async function readCustomers(
  source: Source,
  mapping: FrameMapping,
  classes: Classes,
  problems: FileProblems,
  onCustomer: (customer: ListedCustomer) => void | Promise<void>,
  onProgress?: OnProgress,
): Promise<void> {
  const cells = cellReader(problems);
  const { abc } = mapping;
  const classOf = (row: TableRow) => classes?.get(customerIn(row, mapping)) ?? 'C';
  const strata = (mapping.strata ?? []).map((name) =>
    abc && name === valueClass ? classOf : columnOf(name, mapping),
  );
  const onRow = async (row: TableRow) => {
    const given = Object.entries(mapping.attributes).map(([name, column]) => [name, cells.name(row, column)]);
    if (abc) cells.number(row, abc.from);
    const customer = cells.neededName(row, mapping.customer);
    const stratum = stratumOf(row);
    if (customer === null || stratum === null || given.some(([, value]) => value === null)) return;
    const attributes = Object.fromEntries([...given, ...(abc ? [[valueClass, classOf(row)]] : [])]);
    await onCustomer({ row: row.row, customer, stratum, attributes });
  };
  const stratumOf = stratumReader(strata, cells, problems);
  await readTable(source, problems, columnsOf(mapping, strata), onRow, onProgress);
}

function columnsOf({ customer, attributes, abc }: FrameMapping, strata: readonly unknown[]): string[] {
  const named = strata.filter((part) => typeof part === 'string');
  return [customer, ...Object.values(attributes), ...named, ...(abc ? [abc.from] : [])];
}

/** What names a stratum is one of our names or, failing that, a column. */
function columnOf(name: string, { attributes }: FrameMapping): string {
  return Object.hasOwn(attributes, name) ? (attributes[name] ?? name) : name;
}

function customerIn(row: TableRow, { customer }: FrameMapping): string {
  return row.raw(customer).trim().normalize('NFC');
}

/**
 * The ABC class of every customer of a list. `null` where none is asked for, or where the list has problems that
 * keep it from being told; reading the list will name them.
 */
export async function classesOf(source: Source, mapping: FrameMapping): Promise<Classes> {
  const { abc } = mapping;
  if (abc === undefined) return null;
  const problems = new FileProblems(source.name);
  const cells = cellReader(problems);
  const customers = new Map<string, number>();
  const columns = [mapping.customer, abc.from];
  const count = await readTable(source, problems, columns, (row) => {
    const value = cells.number(row, abc.from);
    if (value !== null) customers.set(customerIn(row, mapping), value);
  });
  if (problems.count > 0 || customers.size < count) return null;
  const [a, b, c] = abc.shares;
  const whole = a + b + c;
  const listed = [...customers].map(([customer, value]) => ({ customer, value }));
  return abcClasses(listed, { a: a / whole, b: b / whole });
}
