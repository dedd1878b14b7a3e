import type { DriverWarning } from '#reports/driver-warnings.ts';
import type { Estimate } from '#reports/sampling-error/estimate.ts';
import type { Driver, WaveDrivers } from '#reports/wave-drivers.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { formats } from '../i18n/formats.ts';
import type { MessageKey, Translate } from '../i18n/translate.ts';
import type { AnalysedWave } from './analysed-wave.ts';
import { type Cell, csvRow } from './csv.ts';

/** The drivers of an outcome as a document for other programs; what it warns of is also said in words. */
export interface PrioritiesDocument extends AnalysedWave, Omit<WaveDrivers, 'warnings'> {
  readonly warnings: readonly (DriverWarning & { readonly message: string })[];
}

export function prioritiesDocument(
  wave: AnalysedWave,
  { warnings, ...drivers }: WaveDrivers,
  text: (text: LocalizedText) => string,
  t: Translate,
): PrioritiesDocument {
  const names = new Map(drivers.drivers.map(({ key, name }) => [key, text(name)]));
  return {
    ...wave,
    ...drivers,
    warnings: warnings.map((warning) => ({ ...warning, message: driverWarningInWords(warning, names, t) })),
  };
}

const sentences = {
  'most-left-out': 'analysis.warning.most-left-out',
  'few-cases': 'analysis.warning.few-cases',
  'against-outcome': 'analysis.warning.against-outcome',
  'expectation-ceiling': 'analysis.warning.expectation-ceiling',
  'sides-alike': 'analysis.warning.sides-alike',
  'replicates-discarded': 'analysis.warning.replicates-discarded',
} as const satisfies Record<DriverWarning['code'], MessageKey>;

/** A warning in a sentence; names of the parts by their keys. */
export function driverWarningInWords(
  warning: DriverWarning,
  names: ReadonlyMap<string, string>,
  t: Translate,
): string {
  const f = formats(t.locale);
  const params = Object.entries(warning.params).map(([name, value]: [string, string | number]) => {
    if (typeof value === 'string') return [name, names.get(value) ?? value];
    if (name === 'share') return [name, f.percent(value)];
    return [name, Number.isInteger(value) ? f.integer(value) : f.number(value, 2)];
  });
  return t(sentences[warning.code], Object.fromEntries(params));
}

/** Where a driver stands on the map, in words. */
export function quadrantInWords(quadrant: Driver['quadrant'], t: Translate): string {
  return t(quadrant === null ? 'analysis.quadrant.none' : `analysis.quadrant.${quadrant}`);
}

/** The drivers with the most important first; those whose importance is not known last. */
export function byImportance({ drivers, importance }: WaveDrivers): Driver[] {
  const of = ({ share, stated }: Driver) =>
    (importance === 'implied' ? share.estimate : stated?.estimate) ?? Number.NEGATIVE_INFINITY;
  return drivers.toSorted((one, other) => of(other) - of(one) || 0);
}

/** What is known of each driver, in the columns of the table; `null` in rows that are no driver. */
const figures = ['importance', 'contribution', 'stated', 'csi', 'perception'] as const;
type FigureColumn = (typeof figures)[number];

/** The drivers as a table in the reader's language: most important first, then R² and the lines of the map. */
export function* prioritiesCsv(
  drivers: WaveDrivers,
  text: (text: LocalizedText) => string,
  t: Translate,
): Generator<string> {
  yield csvRow(headers(t), true);
  for (const [place, driver] of byImportance(drivers).entries())
    yield csvRow(driverCells(driver, place, text, t), true);
  const { rSquared, n, lines, importance, performance } = drivers;
  yield csvRow(rowOf({ name: t('analysis.whole'), contribution: rSquared, n }), true);
  const line = (value: number | null) => ({ estimate: value, standardError: null, lower: null, upper: null });
  yield csvRow(
    rowOf({
      name: t('analysis.line'),
      [importance === 'implied' ? 'importance' : 'stated']: line(lines.importance.value),
      [performance]: line(lines.performance.value),
    }),
    true,
  );
}

function headers(t: Translate): string[] {
  return [
    t('analysis.rank'),
    t('analysis.key'),
    t('analysis.name'),
    ...figures.flatMap((figure) => {
      const what = t(`analysis.${figure}`);
      return [
        what,
        t('analysis.standardError', { what }),
        t('analysis.lower', { what }),
        t('analysis.upper', { what }),
      ];
    }),
    t('analysis.correlation'),
    t('analysis.relativeWeight'),
    t('analysis.atTop'),
    t('analysis.sides'),
    t('analysis.quadrant'),
    t('analysis.borderline.importance'),
    t('analysis.borderline.performance'),
    t('analysis.n'),
  ];
}

type Bounds = Pick<Estimate, 'estimate' | 'standardError' | 'lower' | 'upper'>;

interface TableRow extends Partial<Record<FigureColumn, Bounds | null>> {
  readonly name: string;
  readonly rank?: number;
  readonly key?: string;
  readonly n?: number;
  /** What stands between the figures and n. */
  readonly rest?: readonly Cell[];
}

function rowOf({ rank, key, name, n, rest, ...row }: TableRow): Cell[] {
  const cells = figures.flatMap((figure): Cell[] => {
    const of = row[figure];
    return [of?.estimate ?? null, of?.standardError ?? null, of?.lower ?? null, of?.upper ?? null];
  });
  return [rank ?? null, key ?? null, name, ...cells, ...(rest ?? Array<Cell>(7).fill(null)), n ?? null];
}

function driverCells(
  driver: Driver,
  place: number,
  text: (text: LocalizedText) => string,
  t: Translate,
): Cell[] {
  const { key, name, share, contribution, stated, csi, perception, expectations, borderline } = driver;
  const yes = (is: boolean | null) => (is === null ? null : t(is ? 'analysis.yes' : 'analysis.no'));
  return rowOf({
    rank: place + 1,
    key,
    name: text(name),
    importance: share,
    contribution,
    stated,
    csi,
    perception,
    rest: [
      driver.correlation,
      driver.relativeWeight,
      expectations.atTop.estimate,
      expectations.correlation.estimate,
      quadrantInWords(driver.quadrant, t),
      yes(borderline.importance),
      yes(borderline.performance),
    ],
    n: contribution.n,
  });
}
