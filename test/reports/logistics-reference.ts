import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { IndexItem } from '#reports/index/csi.ts';
import { createDesign, type Design } from '#reports/sampling-error/design.ts';
import { referenceFile } from '#test/helpers/reference.ts';

export type Row = Record<string, string>;

export function csv(name: string): Row[] {
  return parse(readFileSync(referenceFile(`data/${name}`)), { columns: true }) as Row[];
}

/** Numbers of a column; NaN where empty. */
export function numbers(rows: readonly Row[], column: string): Float64Array {
  return Float64Array.from(rows, (row) => (row[column] === '' ? Number.NaN : Number(row[column])));
}

/** A text column as codes into its sorted labels. */
export function coded(rows: readonly Row[], column: string) {
  const texts = rows.map((row) => row[column] ?? '');
  const labels = [...new Set(texts)].sort();
  const places = new Map(labels.map((label, place) => [label, place]));
  return { codes: Int32Array.from(texts, (text) => places.get(text) ?? -1), labels };
}

/** The drawn sample of a wave, respondents and not. */
export function drawnSample(wave: number): Row[] {
  return csv('logistics_sample.csv').filter((row) => row.wave === String(wave));
}

export function population(): Row[] {
  return csv('logistics_population.csv');
}

export function indexItems(rows: readonly Row[], origin: number): IndexItem[] {
  return csv('logistics_items.csv').map(({ item = '', factor = '' }) => ({
    key: item,
    factor,
    weight: 1,
    origin,
    pair: { expectation: numbers(rows, `a_${item}`), perception: numbers(rows, `b_${item}`) },
  }));
}

export const factors = { product: 0.4, service: 0.4, image: 0.2 };

/** The respondents of a wave with the weights of a column, in the design of the reference. */
export function respondents(wave: number, weightColumn = 'w_nr'): { rows: Row[]; design: Design } {
  const rows = drawnSample(wave).filter(({ resp }) => resp === '1');
  const { codes: strata, labels } = coded(rows, 'stratum');
  const populations = Float64Array.from(labels, (label) =>
    Number(rows.find((row) => row.stratum === label)?.Nh),
  );
  return { rows, design: createDesign({ weights: numbers(rows, weightColumn), strata, populations }) };
}
