import type { ReliabilityWarning, Side } from '#reports/reliability-warnings.ts';
import type { Estimate } from '#reports/sampling-error/estimate.ts';
import type { ItemReliability, PartReliability, WaveReliability } from '#reports/wave-reliability.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { formats } from '../i18n/formats.ts';
import type { MessageKey, Translate } from '../i18n/translate.ts';
import type { AnalysedWave } from './analysed-wave.ts';
import { type Cell, csvRow } from './csv.ts';

type Text = (text: LocalizedText) => string;

/** The reliabilities of a wave as a document for other programs; what it warns of is also said in words. */
export interface ReliabilityDocument extends AnalysedWave, Omit<WaveReliability, 'warnings'> {
  readonly warnings: readonly (ReliabilityWarning & { readonly message: string })[];
}

export function reliabilityDocument(
  wave: AnalysedWave,
  { confidence, parts, warnings }: WaveReliability,
  text: Text,
  t: Translate,
): ReliabilityDocument {
  const inWords = (warning: ReliabilityWarning) => reliabilityWarningInWords(warning, parts, text, t);
  return {
    ...wave,
    confidence,
    parts,
    warnings: warnings.map((warning) => ({ ...warning, message: inWords(warning) })),
  };
}

const sentences = {
  'part-left-out': 'analysis.warning.part-left-out',
  'low-alpha': 'analysis.warning.low-alpha',
  'item-lowers-alpha': 'analysis.warning.item-lowers-alpha',
  'item-against-rest': 'analysis.warning.item-against-rest',
  'low-difference': 'analysis.warning.low-difference',
} as const satisfies Record<ReliabilityWarning['code'], MessageKey>;

/** A warning in the reader's words. */
export function reliabilityWarningInWords(
  { code, params }: ReliabilityWarning,
  parts: readonly PartReliability[],
  text: Text,
  t: Translate,
): string {
  const f = formats(t.locale);
  const { kind, part: key, ...rest } = params;
  const part = parts.find((each) => each.kind === kind && each.key === key);
  const item = 'item' in rest ? part?.items.find((each) => each.key === rest.item) : undefined;
  const numbers = Object.entries(rest).flatMap(([name, value]: [string, string | number]) =>
    typeof value === 'number'
      ? [[name, Number.isInteger(value) ? f.integer(value) : f.number(value, 2)]]
      : [],
  );
  return t(sentences[code], {
    ...Object.fromEntries(numbers),
    part: t('analysis.quoted', { name: part ? text(part.name) : key }),
    item: t('analysis.quoted', { name: item ? text(item.name) : '' }),
    side: 'side' in rest ? t(`analysis.side.${rest.side}`) : '',
  });
}

/** The estimates of the table, each with its error and bounds. */
const estimates = [
  'alpha',
  'standardisedAlpha',
  'difference',
  'mean',
  'restCorrelation',
  'alphaIfDropped',
] as const;
type Column = (typeof estimates)[number];

interface TableRow extends Partial<Record<Column, Estimate | null>> {
  readonly part: PartReliability;
  readonly side: Side | 'difference';
  readonly item?: { readonly key: string; readonly name: string };
  readonly n: number;
  readonly leftOut: number | null;
  readonly standardDeviation?: number | null;
}

/** The reliabilities as a table in the reader's language: a row for each side of each part, then its items. */
export function* reliabilityCsv(reliability: WaveReliability, text: Text, t: Translate): Generator<string> {
  const { headers, rows } = reliabilityTable(reliability, text, t);
  yield csvRow(headers, true);
  for (const row of rows) yield csvRow(row, true);
}

/** The same as headers and rows. */
export function reliabilityTable(
  { parts }: WaveReliability,
  text: Text,
  t: Translate,
): { readonly headers: readonly string[]; readonly rows: readonly (readonly Cell[])[] } {
  return {
    headers: headers(t),
    rows: parts.flatMap((part) => rowsOf(part, text).map((row) => cellsOf(row, text, t))),
  };
}

function headers(t: Translate): string[] {
  const first = ['level', 'key', 'name', 'side', 'itemKey', 'item', 'n', 'leftOut'] as const;
  const figures = estimates.flatMap((column) => {
    const what = t(`analysis.${column}`);
    return [
      what,
      t('analysis.standardError', { what }),
      t('analysis.lower', { what }),
      t('analysis.upper', { what }),
    ];
  });
  return [...first.map((name) => t(`analysis.${name}`)), ...figures, t('analysis.standardDeviation')];
}

function rowsOf(part: PartReliability, text: Text): TableRow[] {
  const names = new Map(part.items.map(({ key, name }) => [key, text(name)]));
  const sides = (['expectation', 'perception'] as const).flatMap((side): TableRow[] => {
    const scale = part[side];
    if (scale === null) return [];
    const { n, leftOut, raw: alpha, standardised: standardisedAlpha, items } = scale;
    const ofItem = ({ key, ...figures }: ItemReliability): TableRow => ({
      part,
      side,
      item: { key, name: names.get(key) ?? key },
      n,
      leftOut,
      ...figures,
    });
    return [{ part, side, n, leftOut, alpha, standardisedAlpha }, ...items.map(ofItem)];
  });
  const { difference, perception } = part;
  if (difference === null) return sides;
  const { n } = difference;
  return [...sides, { part, side: 'difference', n, leftOut: perception?.leftOut ?? null, difference }];
}

function cellsOf(row: TableRow, text: Text, t: Translate): Cell[] {
  const { part, side, item, n, leftOut, standardDeviation = null } = row;
  const figures = estimates.flatMap((column): Cell[] => {
    const { estimate = null, standardError = null, lower = null, upper = null } = row[column] ?? {};
    return [estimate, standardError, lower, upper];
  });
  return [
    t(`analysis.kind.${part.kind}`),
    part.key,
    text(part.name),
    t(`analysis.side.${side}`),
    item?.key ?? null,
    item?.name ?? null,
    n,
    leftOut,
    ...figures,
    standardDeviation,
  ];
}
